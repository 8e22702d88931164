"""The media types of answers, and what a caller takes of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

__all__ = [
    "CSV_FOR_SPREADSHEETS",
    "GRAPH_TYPES",
    "NDJSON",
    "RESULT_TYPES",
    "Accept",
    "Kind",
]

Kind = Literal["boolean", "bindings", "graph"]
"""What a query answers with: ASK, SELECT, or CONSTRUCT and DESCRIBE."""

RESULT_TYPES: Final = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
"""Media types of rows and booleans, the usual one first."""

NDJSON: Final = "application/x-ndjson"
CSV_FOR_SPREADSHEETS: Final = "text/csv; header=present; formulas=none"
"""Two more that an embedded store writes, to be asked for by :class:`Accept`."""

GRAPH_TYPES: Final = (
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
    "application/n-quads",
    "application/trig",
    "text/n3",
)
"""Media types of graphs, the usual one first."""


@dataclass(frozen=True, slots=True)
class Accept:
    """The media type to answer in, for each kind of answer.

    Only the evaluation knows which kind an answer is, so the caller says what it takes of each.
    ``None``: nothing that this client takes fits this kind; such an answer raises
    :class:`~kg.errors.AnswerTypeError` before any of it is sent. Parameters of a media type
    (``; charset=utf-8``) are not written here.
    """

    bindings: str | None = RESULT_TYPES[0]
    graph: str | None = GRAPH_TYPES[0]
    boolean: str | None = RESULT_TYPES[0]

    @classmethod
    def of(cls, media_type: str) -> Accept:
        """One type for the kinds that it fits, the usual ones for the others.

        ``ValueError`` for a type that is in neither list.
        """
        if media_type in RESULT_TYPES:
            return cls(bindings=media_type, boolean=media_type)
        if media_type in GRAPH_TYPES:
            return cls(graph=media_type)
        raise ValueError(f"no media type of an answer: {media_type!r}")
