"""Answers as files for people and their tools: CSV, CSV with HXL hashtags, Excel, JSON.

>>> from kg.questions import question
>>> asked, given = question("who-does-what"), {"month": "2023-08"}
>>> write(Answer(asked, given, graph.ask(asked.name, **given).rows()), "august.xlsx")
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.errors import UnknownNameError
from kg.files import save
from kg.results import rows_as_csv, rows_as_json
from kg.sheets.answer import Answer
from kg.sheets.book import Book, Sheet
from kg.sheets.headings import heading
from kg.sheets.hxl import to_hxl

__all__ = [
    "FORMATS",
    "Answer",
    "Book",
    "Sheet",
    "as_text",
    "heading",
    "render",
    "to_excel",
    "write",
]

FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "csv": "text/csv",
        "hxl": "text/csv",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "json": "application/json",
    }
)
"""The forms of an answer and their media types; HXL is CSV with a second row of hashtags."""

_TEXTS: Final[Mapping[str, Callable[[Answer, str], str]]] = MappingProxyType(
    {
        "csv": lambda answer, end: rows_as_csv(answer.columns, answer.rows, end=end),
        "hxl": lambda answer, end: to_hxl(answer, end=end),
        "json": lambda answer, end: _to_json(answer) + end,
    }
)


def as_text(answer: Answer, form: str) -> str:
    """An answer for the screen, in a form of :data:`FORMATS` that is text."""
    return _TEXTS[form](answer, "\n")


def render(answer: Answer, form: str) -> bytes:
    """An answer in one of :data:`FORMATS`; ``UnknownNameError`` for another."""
    if form not in FORMATS:
        raise UnknownNameError("format", form, FORMATS)
    if form == "xlsx":
        return to_excel(answer.book)
    return _TEXTS[form](answer, "\r\n").encode("utf-8-sig" if form == "csv" else "utf-8")


def to_excel(book: Book) -> bytes:
    """An Excel file; :class:`~kg.errors.DeminingError` for more rows than a sheet holds."""
    from kg.sheets.workbook import to_workbook  # noqa: PLC0415 - slow to import

    return to_workbook(book)


def write(answer: Answer, path: str | Path, form: str | None = None) -> None:
    """Write an answer to a file, in the form that its ending says if none is given.

    Raises:
        UnknownNameError: a form or an ending that is none of :data:`FORMATS`.
        OSError: a file that cannot be written.
    """
    target = Path(path)
    ending = target.suffix.removeprefix(".").lower()
    save(target, render(answer, ending if form is None else form))


def _to_json(answer: Answer) -> str:
    return json.dumps(rows_as_json(answer.rows), ensure_ascii=False, indent=2)
