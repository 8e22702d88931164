"""Tables in, rendered reports with their claims out: each row states one set of figures.

Rows that say where their figures come from (an address, an id, or outlet and day) belong to the
report of that source; the others to one of the file. The text of such a report has one line a
row, ``heading: value; …``, so that each statement rests on words that can be looked up. Nothing
of a row is left to grammar: :mod:`kg.read.columns` says what a column means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.errors import ReportError
from kg.model import Doubt, EventClaim, Report, Span, Table
from kg.read.cells import NOTHING, first_day
from kg.read.columns import Columns
from kg.read.encoding import printable
from kg.read.fields import KEYS, Place, to_report
from kg.read.grid import Grid, Layout, Row, lay_out
from kg.read.line import Line, render
from kg.read.rows import state

__all__ = ["tables"]

NUMBER: Final = re.compile(r"\d[\d.,\s]*")
AGREED: Final = ("id", "publisher", "published", "title", "lang")
"""What rows of one source may not say differently."""


@dataclass(slots=True)
class _Source:
    """What rows of one source say of it, and the rows."""

    said: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


def tables(grid: Grid, columns: Columns) -> Iterator[Report | Table | ReportError]:
    """What is wrong with rows, in their order; then a table for each source, in theirs.

    A row that is wrong keeps only itself out, and so does a column of figures whose heading is not
    known.
    """
    layout = lay_out(grid, columns)
    if not layout.rows:
        raise grid.error("no row below the headings")
    reading = _Reading(layout, columns)
    for row in layout.rows:
        reading.sort(row)
    found = [reading.table(source) for source in reading.sources.values()]
    yield from _not_understood(layout)
    yield from sorted(reading.errors, key=lambda error: error.line or 0)
    yield from (table for table in found if table is not None)


class _Reading:
    """The rows of one grid, sorted by their sources, and the errors so far."""

    def __init__(self, layout: Layout, columns: Columns) -> None:
        self.layout = layout
        self.columns = columns
        self.sources: dict[tuple[str, str], _Source] = {}
        self.errors: list[ReportError] = []

    def sort(self, row: Row) -> None:
        """Put a row to the others of its source."""
        try:
            line = render(row, self.layout)
            said = _said(line)
            key = _key(said)
            source = self.sources.get(key, _Source())
            _agree(said, source, line)
        except ReportError as error:
            self.errors.append(error)
            return
        source.said.update(said)
        source.rows.append(row)
        self.sources[key] = source

    def table(self, source: _Source) -> Table | None:
        """The report of one source; ``None`` if nothing of it is right."""
        caption = _caption(source.said, self.layout.grid)
        head = "\n".join(filter(None, (caption, self.layout.preamble)))
        lines: dict[str, int] = {}
        claims: list[EventClaim | Doubt] = []
        offset = len(head) + 1
        for row in source.rows:
            try:
                line = render(row, self.layout, offset=offset)
                if line.text in lines:
                    raise line.error(f"the same as row {lines[line.text]}")
                claims.extend(state(line, self.columns))
            except ReportError as error:
                self.errors.append(error)
                continue
            lines[line.text] = row.number
            offset = line.span.end + 1
        claims.extend(_kept_out(self.layout, Span(0, len(caption))))
        text = "\n".join((head, *lines))
        return Table(self._report(source, text), tuple(claims)) if lines else None

    def _report(self, source: _Source, text: str) -> Report:
        place = Place(self.layout.grid.path, line=source.rows[0].number)
        return to_report({**source.said, "text": text}, place)


def _key(said: Mapping[str, str]) -> tuple[str, str]:
    """What tells sources apart: address, else id, else outlet and day; and the country."""
    imprint = "\n".join((said.get("publisher", ""), said.get("published", "")))
    return said.get("url") or said.get("id") or imprint, said.get("country", "")


def _said(line: Line) -> dict[str, str]:
    """What a row says of its source; checked, so that one row's mistake is no other's."""
    said = {}
    for piece in line.having(*KEYS):
        meaning = piece.column.meaning or ""
        try:
            day = meaning == "published"
            order = line.layout.order
            said[meaning] = first_day(piece.value, order).isoformat() if day else piece.value
        except ValueError as error:
            raise line.error(str(error), piece) from None
    place = Place(line.layout.grid.path, line=line.row.number)
    try:
        to_report({**said, "text": line.text}, place)
    except ReportError as error:
        raise line.error(error.reason) from None
    return said


def _agree(said: Mapping[str, str], source: _Source, line: Line) -> None:
    for key in AGREED:
        before = source.said.get(key)
        if before is not None and key in said and said[key] != before:
            first = source.rows[0].number
            reason = f"{said[key]!r}, but {before!r} in row {first}, of the same source"
            raise line.error(reason, line.one(key))


def _caption(said: Mapping[str, str], grid: Grid) -> str:
    """The first line of the report: what these rows are."""
    imprint = ", ".join(filter(None, (said.get("publisher"), said.get("published"))))
    name = imprint or said.get("url") or said.get("id") or printable(Path(grid.path.name))
    return f"Table of figures: {name}"


def _not_understood(layout: Layout) -> Iterator[ReportError]:
    """The columns that hold nothing but numbers under a heading that speaks of figures."""
    for column in layout.columns:
        cells = (row.cells[column.index : column.index + 1] for row in layout.rows)
        values = [c.strip() for cell in cells for c in cell if c.strip().casefold() not in NOTHING]
        if column.is_suspect and values and all(map(NUMBER.fullmatch, values)):
            reason = f"column {column.heading!r}: no known heading, so its numbers are not read"
            yield layout.grid.error(f"{reason}; say what it means with --columns", layout.head)


def _kept_out(layout: Layout, caption: Span) -> Iterator[Doubt]:
    for heading, reason in layout.left_out:
        yield Doubt("column-left-out", f"{heading!r}: {reason} are not kept", (caption,))
