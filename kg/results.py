"""Answers as plain Python values, and those as JSON and CSV.

Values are dates, decimals, whole numbers and texts; IRIs are texts.
"""

from __future__ import annotations

import csv
import io
import json
import re
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

__all__ = ["ROWS_TYPE", "SEPARATOR", "Result", "Value", "plain", "rows_as_csv", "rows_as_json"]

Value = str | int | float | bool | Decimal | date | datetime | tuple[str, ...] | None

ROWS_TYPE: Final = "text/tab-separated-values"
"""The media type of rows that are read here: a third of the bytes of SPARQL's JSON."""
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


_IN_PANDAS: Final[Sequence[tuple[frozenset[type], str]]] = (
    (frozenset({bool}), "boolean"),
    (frozenset({int}), "Int64"),
    (frozenset({int, Decimal, float}), "float64"),
    (frozenset({date}), "datetime64[s]"),
)
"""What pandas calls columns that hold only these types, and what is not known."""

_LITERAL: Final = re.compile(r'"(.*)"(?:@[^"]+|\^\^<([^"]+)>)?', re.DOTALL)
_BARE: Final = {"true": True, "false": False}
_ESCAPED: Final = re.compile(r"\\(.)")
_UNESCAPED: Final = {"t": "\t", "n": "\n", "r": "\r"}


def plain(binding: Mapping[str, Any] | None) -> Value:
    """One cell of SPARQL's JSON as a Python value; ``None`` where nothing is bound.

    A literal that its datatype does not allow ("2023-02-30") stays a text.
    """
    return None if binding is None else _typed(binding["value"], binding.get("datatype"))


def _typed(text: str, datatype: str | None) -> Value:
    read = None if datatype is None else _READERS.get(datatype)
    if read is None:
        return text
    try:
        return read(text)
    except (ValueError, ArithmeticError):
        return text


def _term(cell: str) -> Value:
    """One cell of SPARQL's TSV as a Python value, as :func:`plain` has it."""
    if not cell:
        return None
    if cell[0] == "<" and cell[1] != "<":
        return cell[1:-1]
    literal = _LITERAL.fullmatch(cell)
    if literal is None:
        return cell.removeprefix("_:") if cell[0] in "_<" else _bare(cell)
    text = literal[1]
    if "\\" in text:
        text = _ESCAPED.sub(lambda escape: _UNESCAPED.get(escape[1], escape[1]), text)
    return _typed(text, literal[2])


def _bare(cell: str) -> Value:
    """A number or truth value, which stand without quotation marks where they are well written."""
    if cell in _BARE:
        return _BARE[cell]
    if "e" in cell or "E" in cell:
        return float(cell)
    return Decimal(cell) if "." in cell else int(cell)


def _names(cell: str) -> tuple[str, ...]:
    """The names of a list in one cell, in order: no engine promises one within GROUP_CONCAT."""
    names = str(_term(cell) or "").split(SEPARATOR)
    return tuple(sorted(filter(None, names)))


class _Cells(dict[str, Value]):
    """What cells mean; those of one answer repeat each other, so each is read once."""

    def __init__(self, read: Callable[[str], Value]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> Value:
        value = self[cell] = self._read(cell)
        return value


@dataclass(frozen=True)
class Result:
    """A whole answer.

    ``kind`` is "bindings" (SELECT), "boolean" (ASK) or "graph" (CONSTRUCT, DESCRIBE); ``body``
    is SPARQL's TSV for the first, its JSON for the second and N-Triples for a graph. ``lists``
    names the columns whose cells are lists. ``again`` has the store write the answer in another
    media type.
    """

    kind: str
    body: bytes = field(repr=False)
    again: Callable[[str], bytes] = field(repr=False)
    lists: frozenset[str] = frozenset()

    @cached_property
    def _lines(self) -> Sequence[str]:
        """The lines of its table, the names of the columns first; none for ASK."""
        if self.kind == "graph":
            raise ValueError("a graph has no rows: use to_graph()")
        return self.body.decode().split("\n")[:-1] if self.kind == "bindings" else ("",)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in their order; none for ASK."""
        heading = self._lines[0]
        return tuple(name.removeprefix("?") for name in heading.split("\t")) if heading else ()

    @property
    def boolean(self) -> bool | None:
        """The answer of ASK, ``None`` for SELECT."""
        if self.kind != "boolean":
            return None
        answer: bool = json.loads(self.body)["boolean"]
        return answer

    @property
    def has_rows(self) -> bool:
        """Whether there are any, told without reading them."""
        return len(self._lines) > 1

    def rows(self) -> tuple[dict[str, Value], ...]:
        """The rows in their order, each with all columns; none for ASK.

        >>> graph.sparql("SELECT ?a ?b { VALUES (?a ?b) { (1.5 UNDEF) } }").rows()
        ({'a': Decimal('1.5'), 'b': None},)
        """
        columns, terms = self.columns, _Cells(_term)
        if not columns:
            return tuple({} for _ in self._lines[1:])
        cells = [(name, _Cells(_names) if name in self.lists else terms) for name in columns]
        return tuple(
            [
                {name: read[cell] for (name, read), cell in zip(cells, cut, strict=True)}
                for cut in (line.split("\t") for line in self._lines[1:])
            ]
        )

    def to_pandas(self, *, exact: bool = False) -> DataFrame:
        """The rows as a table whose columns can be summed, plotted and put in order of time.

        Whole numbers are ``Int64``, others ``float64``, dates ``datetime64``; lists, texts and
        mixed columns stay as :meth:`rows` has them, and with ``exact`` every column does.

        >>> float(graph.ask("who-does-what", month="2023-08").to_pandas()["area"].max())
        5264.14
        """
        from pandas import DataFrame, Series  # noqa: PLC0415 - slow to import, rarely needed

        rows, columns = self.rows(), self.columns
        if exact:
            return DataFrame(list(rows), columns=list(columns), dtype=object)
        cells = {name: [row[name] for row in rows] for name in columns}
        return DataFrame(
            {name: Series(held, dtype=_kind_of(held)) for name, held in cells.items()},
            columns=list(columns),
        )

    def _repr_html_(self) -> str | None:
        """How a notebook shows it: rows as a table, anything else by its name."""
        return None if self.kind == "graph" else self.to_pandas()._repr_html_()  # type: ignore[operator]

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


def _kind_of(cells: Iterable[Value]) -> str:
    """The type that pandas has for the values of a column."""
    kinds = frozenset(type(cell) for cell in cells if cell is not None)
    return next((name for held, name in _IN_PANDAS if kinds and kinds <= held), "object")


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
