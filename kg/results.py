"""Answers as plain Python values: dates, decimals, whole numbers, texts; IRIs are texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from rdflib import Graph

from kg.terms import PREFIXES, XSD

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["SEPARATOR", "Result", "Value", "plain"]

Value = str | int | float | bool | Decimal | date | datetime | tuple[str, ...] | None

SEPARATOR: Final = "; "
"""What parts the names of a list in one cell."""

_INTEGERS: Final = ("integer", "int", "long", "short", "byte", "nonNegativeInteger")
_READERS: Final[dict[str, Callable[[str], Value]]] = {
    **{str(XSD[name]): int for name in _INTEGERS},
    str(XSD.decimal): Decimal,
    str(XSD.double): float,
    str(XSD.float): float,
    str(XSD.boolean): lambda text: text in ("true", "1"),
    str(XSD.date): date.fromisoformat,
    str(XSD.dateTime): datetime.fromisoformat,
}


def plain(binding: Mapping[str, Any] | None) -> Value:
    """One cell of SPARQL's JSON as a Python value; ``None`` where nothing is bound.

    A literal that its datatype does not allow ("2023-02-30") stays a text.
    """
    if binding is None:
        return None
    text: str = binding["value"]
    read = _READERS.get(binding.get("datatype", ""))
    if read is None:
        return text
    try:
        return read(text)
    except (ValueError, ArithmeticError):
        return text


@dataclass(frozen=True)
class Result:
    """A whole answer.

    ``kind`` is "bindings" (SELECT), "boolean" (ASK) or "graph" (CONSTRUCT, DESCRIBE); ``body``
    is SPARQL's JSON for the first two and N-Triples for a graph. ``lists`` names the columns
    whose cells are lists. ``again`` has the store write the answer in another media type.
    """

    kind: str
    body: bytes = field(repr=False)
    again: Callable[[str], bytes] = field(repr=False)
    lists: frozenset[str] = frozenset()

    @cached_property
    def _json(self) -> dict[str, Any]:
        if self.kind == "graph":
            raise ValueError("a graph has no rows: use to_graph()")
        data: dict[str, Any] = json.loads(self.body)
        return data

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in their order; none for ASK."""
        return tuple(self._json["head"].get("vars", ()))

    @property
    def boolean(self) -> bool | None:
        """The answer of ASK, ``None`` for SELECT."""
        answer: bool | None = self._json.get("boolean")
        return answer

    def rows(self) -> tuple[dict[str, Value], ...]:
        """The rows in their order, each with all columns; none for ASK.

        >>> graph.sparql("SELECT ?a ?b { VALUES (?a ?b) { (1.5 UNDEF) } }").rows()
        ({'a': Decimal('1.5'), 'b': None},)
        """
        bindings = self._json.get("results", {}).get("bindings", ())
        return tuple({name: self._cell(name, row) for name in self.columns} for row in bindings)

    def _cell(self, name: str, row: Mapping[str, Any]) -> Value:
        value = plain(row.get(name))
        if name not in self.lists:
            return value
        # No engine promises the order within GROUP_CONCAT.
        return tuple(sorted(filter(None, str(value or "").split(SEPARATOR))))

    def to_pandas(self) -> DataFrame:
        """The rows as a table; cells are the values of :meth:`rows`."""
        from pandas import DataFrame  # noqa: PLC0415 - slow to import, and not always needed

        return DataFrame(list(self.rows()), columns=list(self.columns), dtype=object)

    def to_graph(self) -> Graph:
        """The graph of CONSTRUCT or DESCRIBE; ``ValueError`` for rows."""
        if self.kind != "graph":
            raise ValueError(f"{self.kind} are no graph: use rows()")
        graph = Graph()
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace, override=True)
        return graph.parse(data=self.body, format="nt")

    def serialize(self, media_type: str) -> bytes:
        """The answer in another media type, as the store writes it; it is asked again.

        :class:`~kg.errors.AnswerTypeError` for a type that does not fit the kind of answer.
        """
        return self.again(media_type)
