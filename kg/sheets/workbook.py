"""Excel workbooks: rows with real dates and numbers, and beside them what they are.

Texts come from reports: none is taken for a formula, and signs that XML does not allow are left
out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from kg.errors import DeminingError
from kg.questions import Column
from kg.results import SEPARATOR, Value
from kg.sheets.book import Book, Sheet
from kg.sheets.headings import heading

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

__all__ = ["to_workbook"]

LONGEST: Final = 32_767
"""Characters that a cell of Excel holds."""
FIRST_DAY: Final = date(1900, 3, 1)
"""Days before it are others in Excel, which takes 1900 for a leap year; they are texts."""
WIDTHS: Final = {"date": 12.0, "integer": 10.0, "number": 12.0, "boolean": 10.0, "iri": 16.0}
TEXT: Final = 28.0
WIDE: Final = 60.0
NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MOST_ROWS: Final = 1_048_575
"""Rows that a sheet of Excel holds below its headings."""
MOST_LINKS: Final = 65_530
"""Links that it holds; a larger answer has its addresses as texts."""
ADDRESSES: Final = frozenset({"source", "proof"})
"""Columns whose cells are links."""
LINKED: Final = re.compile(r"https?://\S{1,2000}")
HEADING: Final = Font(bold=True)
LINK: Final = Font(color="0563C1", underline="single")
TOP: Final = Alignment(vertical="top")
WRAPPED: Final = Alignment(vertical="top", wrap_text=True)


def to_workbook(book: Book) -> bytes:
    """The workbook: its sheets, and one that says what they are.

    :class:`~kg.errors.DeminingError` for more rows than a sheet holds.
    """
    for sheet in book.sheets:
        if len(sheet.rows) > MOST_ROWS:
            raise DeminingError(f"{len(sheet.rows):,} rows: a sheet of Excel holds {MOST_ROWS:,}")
    file = Workbook(write_only=True)
    for sheet in book.sheets:
        _fill_rows(file.create_sheet(sheet.name), sheet)
    _fill_about(file.create_sheet("About"), book)
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def _fill_rows(page: WriteOnlyWorksheet, sheet: Sheet) -> None:
    columns = sheet.columns
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(sheet.rows) + 1}"
    _set_widths(page, [_width(column) for column in columns])
    _append(page, _headings(sheet), HEADING)
    linked = len(sheet.rows) <= MOST_LINKS
    for row in sheet.rows:
        page.append([_cell(page, column, row, linked=linked) for column in columns])


def _fill_about(page: WriteOnlyWorksheet, book: Book) -> None:
    _set_widths(page, [TEXT, WIDE * 2])
    for words, value in book.about:
        _append(page, (words, value))
    for sheet in book.sheets:
        if sheet.has_variables:
            continue
        _append(page, ())
        _append(page, (f"column of “{sheet.name}”", "what it holds"), HEADING)
        for words, column in zip(_headings(sheet), sheet.columns, strict=True):
            _append(page, (words, column.about))


def _headings(sheet: Sheet) -> list[str]:
    names = [column.name for column in sheet.columns]
    return names if sheet.has_variables else [heading(column, names) for column in sheet.columns]


def _append(sheet: WriteOnlyWorksheet, values: Iterable[Value], font: Font | None = None) -> None:
    cells = [_plain(sheet, value) for value in values]
    for cell in cells:
        cell.alignment = WRAPPED
        if font is not None:
            cell.font = font
    sheet.append(cells)


def _set_widths(sheet: WriteOnlyWorksheet, widths: Sequence[float]) -> None:
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _width(column: Column) -> float:
    return WIDE if column.name.endswith("quote") else WIDTHS.get(column.type, TEXT)


def _cell(
    sheet: WriteOnlyWorksheet, column: Column, row: Mapping[str, Value], *, linked: bool
) -> Cell:
    value = row.get(column.name)
    cell = _plain(sheet, value)
    cell.alignment = TOP if column.type in WIDTHS else WRAPPED
    if linked and column.name in ADDRESSES and LINKED.fullmatch(str(value)):
        cell.hyperlink = value
        cell.font = LINK
    return cell


def _plain(sheet: WriteOnlyWorksheet, value: Value) -> Cell:
    """A cell of the value's own type; a text stays one, whatever sign it begins with."""
    held = _held(value)
    cell = WriteOnlyCell(sheet, held)
    if isinstance(held, str):
        cell.data_type = "s"
    return cell


def _held(value: Value) -> str | int | float | bool | Decimal | date | None:
    if isinstance(value, tuple):
        value = SEPARATOR.join(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date) and value < FIRST_DAY:
        return value.isoformat()
    return NOT_IN_XML.sub("", value)[:LONGEST] if isinstance(value, str) else value
