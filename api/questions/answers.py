"""How an answer is laid out for people: the cells that tell, and under them the sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from api.asking import Reply
from api.render import long_date, sentence
from api.things import address_of
from kg.questions import Column
from kg.results import Value
from kg.sheets import heading
from kg.terms import ID

__all__ = ["Cell", "Heading", "Line", "Source", "Table", "laid_out"]

SHOWN: Final = 200
"""Rows on a page; a banner says how many there are, and leads to all."""

SOURCE: Final = ("quote", "report", "outlet", "published", "source", "start", "end")
"""Columns that say where a row comes from; together they are the line under it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column as shown; ``about`` explains it."""

    name: str
    about: str
    type: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows: ``parts`` are one text or the names of a list."""

    parts: tuple[str, ...]
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The sentence behind a row, and the report it stands in."""

    quote: str | None
    report: str | None
    outlet: str | None
    published: str | None
    web: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row; it ``follows`` the one before if both are of one thing without a name."""

    cells: tuple[Cell, ...]
    source: Source | None
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that are shown of ``count``."""

    headings: tuple[Heading, ...]
    rows: tuple[Line, ...]
    count: int

    @property
    def groups(self) -> list[tuple[Source | None, list[Line]]]:
        """Rows in their order; those that follow each other from one sentence are together."""
        found: list[tuple[Source | None, list[Line]]] = []
        for line in self.rows:
            if found and line.source is not None and line.source == found[-1][0]:
                found[-1][1].append(line)
            else:
                found.append((line.source, [line]))
        return found


def laid_out(reply: Reply, *, whole: bool = False) -> Table:
    """The table of an answer, its first :data:`SHOWN` rows or the ``whole``.

    An IRI with a label beside it becomes a link; a column without any value is left out; the
    sentence and its report go under the row.
    """
    rows = reply.result.rows()
    columns = {column.name: column for column in reply.question.columns}
    quoted = "quote" in columns
    shown = [
        column
        for column in columns.values()
        if f"{column.name}_label" not in columns
        and not (quoted and column.name in SOURCE)
        and any(row.get(column.name) not in (None, ()) for row in rows)
    ]
    lines = [
        Line(tuple(_cell(column, row) for column in shown), _source(row) if quoted else None)
        for row in (rows if whole else rows[:SHOWN])
    ]
    if shown and shown[0].type == "iri":
        lines = _together(lines)
    return Table(
        tuple(Heading(sentence(heading(column)), column.about, column.type) for column in shown),
        tuple(lines),
        len(rows),
    )


def _together(lines: Sequence[Line]) -> list[Line]:
    """Rows of one thing without a name, such as a contradiction: only the first leads to it."""
    found: list[Line] = []
    leading: Cell | None = None
    for line in lines:
        first, *others = line.cells
        if first == leading:
            found.append(Line((Cell(("",)), *others), line.source, follows=True))
        else:
            found.append(line)
        leading = first
    return found


def _cell(column: Column, row: Mapping[str, Value]) -> Cell:
    value = row.get(column.name)
    if isinstance(value, tuple):
        return Cell(value)
    if column.type == "iri" and value is not None:
        return Cell(("details",), address_of(str(value)))
    if str(value).startswith(ID):
        return Cell((str(value).removeprefix(ID),), address_of(str(value)))
    beside = column.name.removesuffix("_label")
    iri = row.get(beside) if beside != column.name else None
    return Cell((_shown(value),), None if iri is None else address_of(str(iri)))


def _shown(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    if isinstance(value, date):
        return long_date(value)
    return str(value)


def _source(row: Mapping[str, Value]) -> Source | None:
    if row.get("quote") is None and row.get("report") is None:
        return None
    report = row.get("report")
    return Source(
        _text(row.get("quote")),
        None if report is None else address_of(str(report)),
        _text(row.get("outlet")),
        _text(row.get("published")),
        _text(row.get("source")),
    )


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
