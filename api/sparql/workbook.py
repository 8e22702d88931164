"""The rows of a query as an Excel workbook, for people who go on there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from api.asking import Asking
from api.errors import Problem
from api.linked import asking_of
from api.sparql.protocol import too_long
from api.vocabulary import MOST_LABELS, labels_of
from api.workbooks import EXCEL, as_excel
from kg.questions import Column
from kg.results import ROWS_TYPE, Result, Value
from kg.sheets import Book, Sheet
from kg.store import Accept, AsyncAnswer, AsyncReader
from kg.terms import DM, DMV, ID, PREFIXES, REPORT

__all__ = ["router"]

router = APIRouter(tags=["sparql"])

Rows = Sequence[Mapping[str, Value]]

ROWS: Final = Accept(bindings=ROWS_TYPE, graph=None, boolean=None)
TYPES: Final = ((date, "date"), (int, "integer"), (Decimal, "number"), (float, "number"))
LABEL: Final = "_label"
OURS: Final = (str(ID), str(REPORT), str(DM), str(DMV))
"""What things of the graph are called begins with one of these."""
MOST_NAMED: Final = 5 * MOST_LABELS
"""Things that are called by their names in a workbook; more are left as addresses."""
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
    """The rows under the names of their variables, numbers and days as such; and the query.

    Beside a column of things stands what they are called (``agency``, ``agency_label``).
    """
    most = request.app.state.settings.query_characters
    if len(query) > most:
        raise too_long(f"the query has {len(query)} characters; at most {most}")
    readers: AsyncReader = request.app.state.readers
    answer = await readers.query(query, accept=ROWS, prefixes=PREFIXES)
    async with answer:
        body = await _whole(answer)
    result = Result(answer.kind, body, lambda _: body)
    rows = result.rows()
    labels = await _labels(asking_of(request), rows)
    no_cache = {"Cache-Control": "no-cache"}
    return await as_excel(lambda: _book(query, result.columns, rows, labels), "answer", no_cache)


async def _labels(asking: Asking, rows: Rows) -> Mapping[str, str]:
    """What the things of some rows are called, the first :data:`MOST_NAMED` of them."""
    texts = (value for row in rows for value in row.values() if isinstance(value, str))
    things = list(islice(dict.fromkeys(t for t in texts if t.startswith(OURS)), MOST_NAMED))
    found: dict[str, str] = {}
    for begin in range(0, len(things), MOST_LABELS):
        found |= await labels_of(asking, things[begin : begin + MOST_LABELS])
    return found


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


def _book(query: str, names: Sequence[str], rows: Rows, labels: Mapping[str, str]) -> Book:
    columns: list[Column] = []
    for name in names:
        columns.append(Column(name, _type(rows, name), ""))
        label = f"{name}{LABEL}"
        if label not in names and any(row[name] in labels for row in rows):
            columns.append(Column(label, "text", ""))
            rows = [{**row, label: labels.get(str(row[name]))} for row in rows]
    return Book([Sheet("Answer", columns, rows, has_variables=True)], [("query", query)])


def _type(rows: Rows, name: str) -> str:
    """The type of a column, which makes it narrow or wide, by its first value."""
    first = next((row[name] for row in rows if row[name] is not None), None)
    return next((words for kind, words in TYPES if isinstance(first, kind)), "text")
