"""How an answer is laid out for people: the cells that tell, and under them the sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.asking import Reply
from api.questions.columns import Cell, Heading, Shown, columns_of
from api.things import address_of
from kg.results import Value

__all__ = ["Line", "Source", "Table", "laid_out"]

SHOWN: Final = 200
"""Rows on a page; a banner says how many there are, and leads to all."""

SOURCE: Final = ("quote", "report", "outlet", "published", "source", "start", "end")
"""Columns that say where a row comes from; together they are the line under it."""


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
    """The rows that are shown of ``count``; ``common`` is what all of these say alike."""

    headings: tuple[Heading, ...]
    rows: tuple[Line, ...]
    count: int
    common: tuple[tuple[Heading, Cell], ...] = ()

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

    An IRI with a label beside it becomes a link; a column without any value is left out, and one
    that says the same in every row is told once; the sentence and its report go under the row.
    """
    rows = [_said_once(row) for row in reply.result.rows()]
    columns = reply.question.columns
    quoted = any(column.name == "quote" for column in columns)
    shown = columns_of([c for c in columns if not (quoted and c.name in SOURCE)], rows)
    alike = {each.heading: cell for each in shown if (cell := _alike(each, rows)) is not None}
    shown = [each for each in shown if each.heading not in alike]
    lines = [
        Line(tuple(each.cell(row) for each in shown), _source(row) if quoted else None)
        for row in (rows if whole else rows[:SHOWN])
    ]
    if shown and shown[0].heading.type == "iri":
        lines = _together(lines)
    headings = tuple(each.heading for each in shown)
    return Table(headings, tuple(lines), len(rows), tuple(alike.items()))


def _said_once(row: Mapping[str, Value]) -> Mapping[str, Value]:
    """The sentence that stands under the row stands not in it too."""
    said = row.get("quote")
    return {
        name: None if name.endswith("_quote") and value == said else value
        for name, value in row.items()
    }


def _alike(shown: Shown, rows: Sequence[Mapping[str, Value]]) -> Cell | None:
    """What a column says in each of several rows, if it is the same."""
    if len(rows) < 2:
        return None
    first = shown.cell(rows[0])
    return first if all(shown.cell(row) == first for row in rows) else None


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
