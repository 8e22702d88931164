"""Figures as Excel workbooks: the form that pages offer beside JSON and CSV, and its response."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Final

from fastapi import Response

from api.negotiate import Form
from kg.questions import Column
from kg.results import Value
from kg.sheets import FORMATS, Book, to_excel

__all__ = ["EXCEL", "SOURCED", "as_excel", "numbered"]

EXCEL: Final = Form(FORMATS["xlsx"], (), ("xlsx",))
SOURCED: Final = (
    Column("quote", "text", "the sentence, in its words"),
    Column("outlet", "text", "who published the report"),
    Column("published", "date", "when"),
    Column("by_the_word_of", "text", "whose word it is"),
    Column("title", "text", "of the report"),
    Column("source", "text", "where the report was found"),
)
"""A sentence and where it is from, wherever a workbook quotes one."""


async def as_excel(make: Callable[[], Book], name: str, headers: Mapping[str, str]) -> Response:
    """A workbook to be saved as ``name.xlsx``, made beside the event loop."""
    content = await asyncio.to_thread(lambda: to_excel(make()))
    saved = {**headers, "Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(content, headers=saved, media_type=EXCEL.media_type)


def numbered(row: Mapping[str, Value], names: Iterable[str]) -> Mapping[str, Value]:
    """A row with numbers in place of their digits, where they are texts so that none is lost."""
    digits = {name: value for name in names if isinstance(value := row.get(name), str)}
    return {**row, **{name: Decimal(value) for name, value in digits.items()}}
