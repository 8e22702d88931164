"""CSV: commas, semicolons or tabs, told by the first line; quoted as RFC 4180 has it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Final

from kg.errors import ReportError
from kg.model import Report, Table
from kg.read.columns import Columns
from kg.read.encoding import decode, load, printable
from kg.read.grid import MOST_COLUMNS, MOST_ROWS, Grid, Row
from kg.read.tables import tables

__all__ = ["reports"]

DELIMITERS: Final = ",;\t"


def reports(path: Path, columns: Columns) -> Iterator[Report | Table | ReportError]:
    """The rows of the file, a table for each source; a row that is wrong leaves the others in."""
    text = decode(load(path), source=printable(path))
    if not text.strip():
        raise ReportError("nothing but white space", source=printable(path))
    yield from tables(Grid(path, tuple(_rows(text, path))), columns)


def _rows(text: str, path: Path) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise ReportError(f"no CSV: {error}", source=printable(path), line=begins) from None
        if cells is None:
            return
        if len(cells) > MOST_COLUMNS or begins > MOST_ROWS:
            reason = f"larger than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns"
            raise ReportError(reason, source=printable(path), line=begins)
        if any(cell.strip() for cell in cells):
            yield Row(begins, tuple(cells))
        begins = reader.line_num + 1


def _delimiter(text: str) -> str:
    """The sign that parts the cells: the one of which the headings have most."""
    first = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=first.count)
