"""Excel workbooks (``.xlsx``): every sheet a table. A workbook is a zip archive of XML files.

It is untrusted (:mod:`kg.read.archive`). Formulas are not computed: the value that was stored with
one is taken.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from kg.errors import ReportError
from kg.model import Report, Table
from kg.read.archive import BROKEN, unpacked
from kg.read.columns import Columns
from kg.read.encoding import load, printable
from kg.read.grid import MOST_COLUMNS, MOST_ROWS, Grid, Row
from kg.read.tables import tables

__all__ = ["reports"]

MERGED: Final = re.compile(rb"<mergeCell[^>]*\bref=\"[A-Z]+(\d+):[A-Z]+(\d+)\"")
FORMULA: Final = re.compile(rb"<f[\s>/]")


def reports(path: Path, columns: Columns) -> Iterator[Report | Table | ReportError]:
    """The rows of every sheet; a sheet that is no table leaves the others in."""
    for grid in _grids(load(path), path):
        try:
            yield from tables(grid, columns)
        except ReportError as error:
            yield error


def _grids(data: bytes, path: Path) -> Sequence[Grid]:
    try:
        return _sheets(data, unpacked(data, path, what="workbook"), path)
    except BROKEN as error:
        reason = f"no workbook that can be read: {error or type(error).__name__}"
        raise ReportError(reason, source=printable(path)) from None


def _sheets(data: bytes, parts: Mapping[str, bytes], path: Path) -> list[Grid]:
    formulas = any(FORMULA.search(part) for part in parts.values())
    with closing(_workbook(data, stored=True)) as values:
        sheets = [sheet for sheet in values.worksheets if hasattr(sheet, "reset_dimensions")]
        if not sheets:
            raise ReportError("no sheet in this workbook", source=printable(path))
        grids = []
        with closing(_workbook(data, stored=not formulas)) as written:
            for sheet in sheets:
                beside = written[sheet.title]
                place = Grid(path, (), sheet.title if len(sheets) > 1 else None)
                merged = _merged(parts.get(sheet._worksheet_path.lstrip("/"), b""))  # noqa: SLF001 (told nowhere else)
                rows = tuple(_rows(place, sheet, beside, merged))
                grids.append(Grid(path, _padded(rows), place.sheet))
    return grids


def _workbook(data: bytes, *, stored: bool) -> Any:  # noqa: ANN401 (openpyxl has no types)
    # Imported late: other kinds of file need not pay for it.
    from openpyxl import load_workbook  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that it passes over: styles, validations
        return load_workbook(BytesIO(data), read_only=True, data_only=stored, keep_links=False)


def _merged(sheet: bytes) -> frozenset[int]:
    """The rows that cells merged over several rows touch."""
    rows: set[int] = set()
    for first, last in MERGED.findall(sheet):
        if int(last) > int(first):
            rows.update(range(int(first), min(int(last), MOST_ROWS) + 1))
    return frozenset(rows)


def _rows(grid: Grid, sheet: Any, written: Any, merged: frozenset[int]) -> Iterator[Row]:  # noqa: ANN401
    for number, (values, formulas) in enumerate(
        zip(_lines(sheet), _lines(written), strict=True), 1
    ):
        cells = [_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS or number > MOST_ROWS:
            raise grid.error(f"larger than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns", number)
        fault = _fault(values, formulas, merged=number in merged)
        if cells or fault is not None:
            yield Row(number, tuple(cells), fault)


def _padded(rows: Sequence[Row]) -> tuple[Row, ...]:
    """All rows with as many cells as the longest: a sheet does not tell empty from missing."""
    width = max((len(row.cells) for row in rows), default=0)
    return tuple(replace(row, cells=row.cells + ("",) * (width - len(row.cells))) for row in rows)


def _lines(sheet: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    sheet.reset_dimensions()  # what a file says of its size is often wrong
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield from sheet.iter_rows(max_row=MOST_ROWS + 1, values_only=True)


def _fault(values: Sequence[Any], formulas: Sequence[Any], *, merged: bool) -> str | None:
    """Why the cells of a row cannot be taken for what they show."""
    if merged:
        return "lies in cells merged over several rows; what holds for which row is not told"
    for index, (value, formula) in enumerate(zip(values, formulas, strict=False), 1):
        if value is None and formula is not None:
            return f"column {index}: a formula without a stored value"
    return None


def _text(value: object) -> str:
    """A cell as it would be written in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return format(Decimal(f"{value:.15g}"), "f")
    return str(value).strip()
