"""A query as it was negotiated: what is asked, in which forms, of which generation."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from api.errors import not_acceptable
from api.negotiate import FOR_SPREADSHEETS, GRAPHS, RESULTS, Choice, negotiate, prefers_page
from api.sparql.protocol import Asked
from kg.errors import AnswerTypeError
from kg.store import Accept, Kind

__all__ = ["Agreed", "Call", "agree", "is_lasting", "wants_page"]

CHANGING: Final = re.compile(r"\b(?:now|rand|uuid|struuid)\s*\(", re.IGNORECASE)
"""Functions that give another value at each call: such answers are not kept."""


@dataclass(frozen=True)
class Agreed:
    """The forms agreed with a client for results and for graphs; ``None``: it takes none."""

    results: Choice | None
    graph: Choice | None

    @cached_property
    def accept(self) -> Accept:
        """As the store wants it."""
        results = None if self.results is None else self.results.form.store_type
        graph = None if self.graph is None else self.graph.form.store_type
        return Accept(bindings=results, graph=graph, boolean=results)

    @cached_property
    def tag(self) -> str:
        """What tells it from other forms in an ETag."""
        return "-".join("none" if c is None else c.tag for c in (self.results, self.graph))

    @cached_property
    def key(self) -> Hashable:
        """What tells it from others in all."""
        labels = (None if c is None else c.label for c in (self.results, self.graph))
        return (*labels, self.tag)

    def label(self, kind: Kind) -> str:
        """The Content-Type of an answer of this kind."""
        choice = self.graph if kind == "graph" else self.results
        if choice is None:
            raise AnswerTypeError(kind)
        label = choice.label
        return f"{label}; charset=utf-8" if label.startswith("text/") else label


class Call(NamedTuple):
    """A query as negotiated, and the generation that was the newest when it came.

    ``tag`` names that generation, ``None`` if the answer depends on more than it.
    """

    query: str
    asked: Asked
    agreed: Agreed
    tag: str | None
    generation: int | None

    @property
    def key(self) -> Hashable:
        """What the answer depends on, besides the generation."""
        return (self.query, self.asked.dataset, self.agreed.key)

    @property
    def etag(self) -> str | None:
        """Generation and forms. Weak, as rows without ORDER BY may change places."""
        return None if self.tag is None else f'W/"{self.tag}-{self.agreed.tag}"'

    def headers(self, *, is_known: bool = True) -> dict[str, str]:
        """What its answer says to caches, but for an ETag unless the generation is known."""
        if self.etag is None:
            return {"vary": "Accept", "cache-control": "no-store"}
        headers = {"vary": "Accept", "cache-control": "no-cache"}
        return headers | {"etag": self.etag} if is_known else headers


def is_lasting(query: str) -> bool:
    """Whether the answer is the same as long as the graph is."""
    return "(" not in query or CHANGING.search(query) is None


@lru_cache(maxsize=256)
def agree(accept: str | None, hint: str | None) -> Agreed:
    """The forms of an answer; :class:`Problem` (406) for a client that takes none."""
    agreed = Agreed(
        negotiate(accept, RESULTS, hint, by_name=(FOR_SPREADSHEETS,)),
        negotiate(accept, GRAPHS, hint),
    )
    if agreed.results is None and agreed.graph is None:
        available = [form.media_type for form in (*RESULTS, *GRAPHS)]
        raise not_acceptable(available)
    return agreed


def wants_page(method: str, accept: str | None, hint: str | None) -> bool:
    """Whether a browser opened this address, and not a program."""
    return method in ("GET", "HEAD") and hint is None and _prefers_page(accept)


@lru_cache(maxsize=256)
def _prefers_page(accept: str | None) -> bool:
    return prefers_page(accept, (*RESULTS, *GRAPHS))
