"""Answers as plain Python values, and those as JSON and CSV.

Values are dates, decimals, whole numbers and texts; IRIs are texts.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from rdflib import Graph

from kg.formulas import guarded
from kg.terms import PREFIXES, XSD

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["SEPARATOR", "Result", "Value", "plain", "rows_as_csv", "rows_as_json"]

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
    if "datatype" not in binding:
        return text
    read = _READERS.get(binding["datatype"])
    if read is None:
        return text
    try:
        return read(text)
    except (ValueError, ArithmeticError):
        return text


def _names(binding: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The names of a list in one cell, in order: no engine promises one within GROUP_CONCAT."""
    names = str(plain(binding) or "").split(SEPARATOR)
    return tuple(sorted(filter(None, names)))


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

    @property
    def _bindings(self) -> Sequence[Mapping[str, Any]]:
        rows: Sequence[Mapping[str, Any]] = self._json.get("results", {}).get("bindings", ())
        return rows

    @property
    def has_rows(self) -> bool:
        """Whether there are any, told without reading them."""
        return len(self._bindings) > 0

    def rows(self) -> tuple[dict[str, Value], ...]:
        """The rows in their order, each with all columns; none for ASK.

        >>> graph.sparql("SELECT ?a ?b { VALUES (?a ?b) { (1.5 UNDEF) } }").rows()
        ({'a': Decimal('1.5'), 'b': None},)
        """
        cells = [(name, _names if name in self.lists else plain) for name in self.columns]
        return tuple(
            [{name: read(row.get(name)) for name, read in cells} for row in self._bindings]
        )

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


def rows_as_json(rows: Iterable[Mapping[str, Value]]) -> list[dict[str, object]]:
    """Rows as JSON has them: dates are texts, decimals numbers, lists arrays.

    >>> rows_as_json([{"day": date(2023, 9, 1), "area": Decimal("528.1"), "who": ("A", "B")}])
    [{'day': '2023-09-01', 'area': 528.1, 'who': ['A', 'B']}]
    """
    return [{name: _in_json(value) for name, value in row.items()} for row in rows]


def rows_as_csv(
    columns: Sequence[str], rows: Iterable[Mapping[str, Value]], *, end: str = "\r\n"
) -> str:
    """Rows as CSV (RFC 4180) with a header line; lists are parted by :data:`SEPARATOR`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=end)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guarded(_in_csv(row.get(column))) for column in columns])
    return text.getvalue()


def _in_json(value: Value) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def _in_csv(value: Value) -> object:
    if isinstance(value, tuple):
        return SEPARATOR.join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value
