"""A row of a table as a line of text: ``heading: value; heading: value``, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.errors import ReportError
from kg.model import Span
from kg.read.cells import NOTHING, split
from kg.read.columns import LISTS
from kg.read.encoding import NO_TEXT
from kg.read.grid import Column, Layout, Row

__all__ = ["Line", "Piece", "render"]

BETWEEN: Final = "; "


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell that says something: ``span`` covers heading and value, ``value_span`` the value."""

    column: Column
    value: str
    span: Span
    value_span: Span

    def names(self) -> Iterator[tuple[str, Span]]:
        """The names of a list, each with its place."""
        for start, name in split(self.value):
            begin = self.value_span.start + start
            yield name, Span(begin, begin + len(name))


@dataclass(frozen=True, slots=True)
class Line:
    """A row in words; spans are of the text of which it is a line."""

    row: Row
    layout: Layout
    text: str
    span: Span
    pieces: tuple[Piece, ...]

    def having(self, *meanings: str) -> Iterator[Piece]:
        """The cells whose columns have one of these meanings."""
        return (piece for piece in self.pieces if piece.column.meaning in meanings)

    def one(self, meaning: str) -> Piece | None:
        """The cell of a meaning that only one column has; ``None`` where it says nothing."""
        return next(self.having(meaning), None)

    def error(self, reason: str, piece: Piece | None = None) -> ReportError:
        """An error in this row, or in one column of it."""
        column = "" if piece is None else f"column {piece.column.heading!r}: "
        return self.layout.grid.error(column + reason, self.row.number)


def render(row: Row, layout: Layout, *, offset: int = 0) -> Line:
    """The row in words, as the line that begins at ``offset`` of a text.

    Raises:
        ReportError: more or fewer cells than headings, a cell that is no text, or an empty row.
    """
    _check(row, layout)
    pieces, place = [], offset
    for column in layout.columns:
        value = _value(row.cells[column.index], column)
        if value.casefold() in NOTHING:
            continue
        begin = place + len(column.heading) + 2
        end = begin + len(value)
        pieces.append(Piece(column, value, Span(place, end), Span(begin, end)))
        place = end + len(BETWEEN)
    if not pieces:
        raise layout.grid.error("the row says nothing", row.number)
    text = BETWEEN.join(f"{piece.column.heading}: {piece.value}" for piece in pieces)
    return Line(row, layout, text, Span(offset, offset + len(text)), tuple(pieces))


def _value(cell: str, column: Column) -> str:
    if column.meaning in LISTS:
        cell = BETWEEN.join(part.strip() for part in cell.splitlines() if part.strip())
    return " ".join(cell.split())


def _check(row: Row, layout: Layout) -> None:
    if row.fault is not None:
        raise layout.grid.error(row.fault, row.number)
    if len(row.cells) < layout.width or any(cell.strip() for cell in row.cells[layout.width :]):
        reason = f"{len(row.cells)} cells, but {layout.width} headings"
        raise layout.grid.error(reason, row.number)
    for column in layout.columns:
        wrong = NO_TEXT.search(row.cells[column.index])
        if wrong is not None:
            reason = f"column {column.heading!r}: U+{ord(wrong[0]):04X} is no text"
            raise layout.grid.error(reason, row.number)
