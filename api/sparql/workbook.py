"""The rows of a query as an Excel workbook, for people who go on there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from api.errors import Problem
from api.sparql.protocol import too_long
from api.workbooks import EXCEL, as_excel
from kg.questions import Column
from kg.results import ROWS_TYPE, Result, Value
from kg.sheets import Book, Sheet
from kg.store import Accept, AsyncAnswer, AsyncReader
from kg.terms import PREFIXES

__all__ = ["router"]

router = APIRouter(tags=["sparql"])

ROWS: Final = Accept(bindings=ROWS_TYPE, graph=None, boolean=None)
TYPES: Final = ((date, "date"), (int, "integer"), (Decimal, "number"), (float, "number"))
MOST_BYTES: Final = 8 << 20
"""Of rows that are made one workbook: about fifty thousand, five seconds of work."""


@router.get(
    "/api/sparql.xlsx",
    summary="The rows of a SPARQL query as an Excel workbook",
    response_class=Response,
    responses={
        200: {"description": "The workbook.", "content": {EXCEL.media_type: {}}},
        400: {"description": "The query is wrong (with `line` and `column`)."},
        406: {"description": "The query has no rows: ASK, CONSTRUCT and DESCRIBE."},
        413: {"description": "The query is too long."},
        507: {"description": "There are too many rows for a workbook; CSV has them all."},
    },
)
async def workbook(
    request: Request, query: Annotated[str, Query(description="SELECT, in SPARQL 1.1")]
) -> Response:
    """The rows under the names of their variables, numbers and days as such; and the query."""
    most = request.app.state.settings.query_characters
    if len(query) > most:
        raise too_long(f"the query has {len(query)} characters; at most {most}")
    readers: AsyncReader = request.app.state.readers
    answer = await readers.query(query, accept=ROWS, prefixes=PREFIXES)
    async with answer:
        body = await _whole(answer)
    result = Result(answer.kind, body, lambda _: body)
    return await as_excel(lambda: _book(query, result), "answer", {"Cache-Control": "no-cache"})


async def _whole(answer: AsyncAnswer) -> bytes:
    body = bytearray()
    async for chunk in answer.chunks:
        body += chunk
        if len(body) > MOST_BYTES:
            raise Problem(
                507,
                "workbook-too-large",
                "The answer is too large for a workbook",
                f"it has more than {MOST_BYTES >> 20} MB; save it as CSV, or ask for less",
            )
    return bytes(body)


def _book(query: str, result: Result) -> Book:
    rows = result.rows()
    columns = [Column(name, _type(rows, name), "") for name in result.columns]
    return Book([Sheet("Answer", columns, rows, has_variables=True)], [("query", query)])


def _type(rows: Sequence[Mapping[str, Value]], name: str) -> str:
    """The type of a column, which makes it narrow or wide, by its first value."""
    first = next((row[name] for row in rows if row[name] is not None), None)
    return next((words for kind, words in TYPES if isinstance(first, kind)), "text")
