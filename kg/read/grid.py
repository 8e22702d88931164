"""A table as it stands in its file: rows of cells, and which row holds the headings.

The headings are in the row above the HXL tags, or else in the first row of the first
:data:`FIRST_ROWS` in which most columns have a known meaning. What stands above them ("in
thousands") is kept as the preamble.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import ReportError
from kg.read.columns import LISTS, Columns, is_tag
from kg.read.dayorder import Order, order_of
from kg.read.encoding import printable

__all__ = ["MOST_COLUMNS", "MOST_ROWS", "Column", "Grid", "Layout", "Row", "lay_out"]

MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 500
FIRST_ROWS: Final = 25
MOST_NAMED: Final = 5
"""Headings that a message names."""
STATING: Final = LISTS
"""Meanings of which a table needs one, unless it has a column of figures."""
FIGURES: Final = frozenset(
    {
        *("area_ha", "area_km2", "area_m2", "antipersonnel_mines", "antitank_mines", "uxo"),
        *("mines_unspecified", "other_items"),
    }
)
DATES: Final = frozenset({"published", "start", "end", "day", "since"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file (from 1), its cells, and what is wrong with them if it is."""

    number: int
    cells: tuple[str, ...]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows of a file, or of one sheet of it, that hold anything."""

    path: Path
    rows: tuple[Row, ...]
    sheet: str | None = None

    def error(self, reason: str, row: int | None = None) -> ReportError:
        """An error in this table, or in one row of it."""
        where = "" if self.sheet is None else f"sheet {self.sheet!r}: "
        return ReportError(where + reason, source=printable(self.path), line=row)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``meaning`` is ``None`` where it is only kept as text.

    ``is_suspect`` marks such a column whose heading speaks of figures.
    """

    index: int
    heading: str
    meaning: str | None
    is_suspect: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns and rows of figures; ``left_out`` gives the headings that are not kept, and why.

    ``width`` is the number of cells that a row has, ``head`` the number of the row of headings.
    ``order`` is the one in which its dates in numbers are written, where these tell it.
    """

    grid: Grid
    width: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    preamble: str
    left_out: tuple[tuple[str, str], ...]
    head: int
    order: Order | None

    def heading(self, meaning: str) -> str:
        """The heading of the (first) column with a meaning, else the meaning's own name."""
        return next((c.heading for c in self.columns if c.meaning == meaning), meaning)


def lay_out(grid: Grid, columns: Columns) -> Layout:
    """The table with its columns understood.

    Raises:
        ReportError: no row of headings, nothing in them that says anything, or two columns
            that contradict each other.
    """
    if not grid.rows:
        raise grid.error("no table: nothing stands in it")
    at, tags = _head(grid, columns)
    head = grid.rows[at]
    kept, left_out = [], []
    for index in range(max(len(head.cells), len(tags))):
        heading = head.cells[index].strip() if index < len(head.cells) else ""
        tag = tags[index] if index < len(tags) else ""
        reason = columns.reason_against(heading, tag)
        if reason is not None:
            left_out.append((heading or tag, reason))
            continue
        name = heading or tag or f"column {index + 1}"
        meaning = columns.meaning(heading, tag)
        suspect = meaning is None and columns.speaks_of_figures(heading, tag)
        kept.append(Column(index, name, meaning, suspect))
    _check(grid, kept, head.number)
    rows = grid.rows[at + 2 if tags and not is_tag_row(head) else at + 1 :]
    dated = [column.index for column in kept if column.meaning in DATES]
    return Layout(
        grid=grid,
        width=max(len(head.cells), len(tags)),
        columns=tuple(kept),
        rows=rows,
        preamble="\n".join(_words(row) for row in grid.rows[:at]),
        left_out=tuple(left_out),
        head=head.number,
        order=order_of(cell for row in rows for i in dated for cell in row.cells[i : i + 1]),
    )


def is_tag_row(row: Row) -> bool:
    """Whether all cells that hold anything are HXL tags."""
    cells = [cell for cell in row.cells if cell.strip()]
    return bool(cells) and all(is_tag(cell) for cell in cells)


def _head(grid: Grid, columns: Columns) -> tuple[int, Sequence[str]]:
    """The place of the headings, and the tags below them."""
    first = grid.rows[:FIRST_ROWS]
    for at, row in enumerate(first):
        if is_tag_row(row):
            return max(at - 1, 0), row.cells
    known = [sum(columns.meaning(cell) is not None for cell in row.cells) for row in first]
    if not any(known):
        raise grid.error(_strange(first[0]), first[0].number)
    return known.index(max(known)), ()


def _strange(row: Row) -> str:
    """That no heading is known: those that were seen, and what helps."""
    seen = [repr(cell.strip()) for cell in row.cells if cell.strip()]
    more = f" and {len(seen) - MOST_NAMED} more" if len(seen) > MOST_NAMED else ""
    return (
        f"no table of figures: of {', '.join(seen[:MOST_NAMED])}{more} no heading is known, nor an "
        "HXL tag; --columns FILE says what yours mean"
    )


def _check(grid: Grid, columns: Sequence[Column], row: int) -> None:
    meanings = [column.meaning for column in columns if column.meaning is not None]
    for meaning, times in Counter(meanings).items():
        if times > 1 and meaning not in LISTS:
            names = " and ".join(repr(c.heading) for c in columns if c.meaning == meaning)
            raise grid.error(f"the columns {names} both mean {meaning}", row)
    if not (STATING | FIGURES) & set(meanings):
        known = ", ".join(repr(c.heading) for c in columns if c.meaning is not None) or "none"
        reason = f"no column of figures, places or performers; understood are {known}"
        raise grid.error(reason, row)


def _words(row: Row) -> str:
    return " ".join(" ".join(row.cells).split())
