"""Totals that reports prove, over HTTP: the interval with its proof, month by month, as a page."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from api.data import AS_CSV, AS_JSON, agreed_form, as_csv, headers_of
from api.linked import asking_of
from api.negotiate import CSV, JSON
from api.parameters import FIELDS, Fault, wrong_field
from api.questions.routes import choices_of
from api.render import page
from api.totals.book import book_of, months_book
from api.totals.form import (
    Asked,
    Given,
    TooManyError,
    fault_of,
    given_of,
    understood,
)
from api.totals.page import EXAMPLES, Answer, answer_of
from api.totals.reckoning import MOST_MONTHS, Reckoning, reckoning_of
from api.workbooks import EXCEL, as_excel
from kg.errors import PeriodError, UnknownNameError
from kg.results import rows_as_csv, rows_as_json
from kg.totals import AREAS, Point
from kg.totals.asked import MEASURES
from kg.totals.record import (
    FIT_COLUMNS,
    POINT_COLUMNS,
    fit_row,
    point_rows,
    question_record,
    total_record,
)
from kg.totals.words import MEASURED, headline, interval

__all__ = ["router"]

router = APIRouter(tags=["totals"])

FORMS: Final = (AS_JSON, AS_CSV)
BY_MONTH: Final = (*FORMS, EXCEL)
WHOLE: Final = (AS_JSON, EXCEL)
FIRST_YEAR: Final = 2017
"""The first year that is offered; others may be typed."""
DRAWN_AT_ONCE: Final = 36
"""Months of the longest series that a page holds without being asked for it."""

Fields = Annotated[Given, Depends(given_of)]
Totals = Annotated[Reckoning, Depends(reckoning_of)]
TotalForm = Annotated[str | None, Query(alias="format", description="json or xlsx")]
MonthsForm = Annotated[str | None, Query(alias="format", description="json, csv or xlsx")]
FitsForm = Annotated[str | None, Query(alias="format", description="json or csv")]

FAILURES: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "The graph has not changed since the ETag sent."},
    400: {
        "description": "A measure, place or body that means nothing or several things, or days "
        "that are none: with `field`, `value` and `suggestions`."
    },
    503: {"description": "Too many others are waiting, or there is nothing in the graph yet."},
}
EXAMPLE: Final = {
    "question": {
        "measure": "area-cleared",
        "places": ["district/AZ-KAL"],
        "by": [],
        "from": "2023-08-01",
        "to": "2023-08-31",
        "strict": False,
    },
    "names": {"district/AZ-KAL": "Kalbajar"},
    "as_of": None,
    "sentence": "Land cleared in Kalbajar, August 2023: at least 0 ha, at most 4,719 ha",
    "unit": "ha",
    "at_least": "0",
    "at_most": "4719",
    "figures": 8,
    "at_least_rests_on": [],
    "at_most_rests_on": [
        {
            "weight": "1",
            "value": "4719",
            "as": "the most",
            "figure": "https://…/id/figure/…",
            "verbatim": "4719 hectares",
            "quote": "In Kalbajar district 4719 hectares … were cleared this year …",
            "outlet": "Azernews",
            "published": "2023-09-01",
        }
    ],
    "assumptions": [{"what": "names no body: taken to count the work of all", "figures": ["…"]}],
    "not_limited": [],
    "clashes": [],
    "links": {"page": "/totals?…", "months": "/api/total/months?…"},
}
MONTHS_EXAMPLE: Final = {
    "question": EXAMPLE["question"],
    "names": EXAMPLE["names"],
    "as_of": None,
    "unit": "ha",
    "months": [
        {
            "first_day": "2023-08-01",
            "last_day": "2023-08-31",
            "at_least": "0",
            "at_most": "4719",
            "figures": 8,
        }
    ],
    "links": {"page": "/totals?…", "csv": "/api/total/months?…&format=csv"},
}


@router.get(
    "/api/total",
    summary="How much there was: the interval that reports prove",
    response_class=JSONResponse,
    responses={
        200: {
            "description": "The interval.",
            "content": {JSON: {"example": EXAMPLE}, EXCEL.media_type: {}},
        },
        **FAILURES,
        406: {"description": "None of the media types asked for."},
    },
)
async def total(
    request: Request, given: Fields, reckoning: Totals, form: TotalForm = None
) -> Response:
    """At least, at most, and what proves it.

    Reports overlap, so their figures are not summed: each bound is the least or greatest amount
    that all figures together allow. It is the sum of `value` times `weight` over what it rests on.
    `at_least` is null where no report tells of any of it, `at_most` where some part of it
    (`not_limited`) is limited by no report. Numbers are texts, so that no digit is lost.

    As an Excel workbook (`format=xlsx`) with the months of a period of up to 120, each figure that
    a bound rests on with its sentence, and what is assumed, contradicts or is not limited.
    """
    agreed = agreed_form(request, WHOLE, form)
    headers, unchanged = headers_of(request, f"{reckoning.asking.tag()}-{agreed.form.names[0]}")
    asked = await _asked(request, given)
    if unchanged:
        return Response(status_code=304, headers=headers)
    found = await reckoning.total(asked.question, asked.until)
    if agreed.form is EXCEL:
        several = 1 < _length(asked) <= MOST_MONTHS
        points = await reckoning.series(asked.question, asked.until) if several else ()
        return await as_excel(lambda: book_of(found, asked, points), "total", headers)
    record = {
        **_told(asked),
        "sentence": f"{headline(asked.question, asked.names)}: {interval(found)}",
        **{name: value for name, value in total_record(found).items() if name != "question"},
        "links": _links(given),
    }
    return JSONResponse(record, headers=headers)


@router.get(
    "/api/total/months",
    summary="The interval of each month of a period",
    response_class=JSONResponse,
    responses={
        200: {
            "description": "The intervals.",
            "content": {JSON: {"example": MONTHS_EXAMPLE}, CSV: {}, EXCEL.media_type: {}},
        },
        **FAILURES,
        406: {"description": "None of the media types asked for."},
    },
)
async def total_by_month(
    request: Request, given: Fields, reckoning: Totals, form: MonthsForm = None
) -> Response:
    """One row a month, as JSON, CSV or Excel; `from` and `to` are needed, for 120 months at most.

    A number that is null (in CSV: empty) is not known, as in `/api/total`.
    """
    agreed = agreed_form(request, BY_MONTH, form)
    headers, unchanged = headers_of(request, f"{reckoning.asking.tag()}-{agreed.form.names[0]}")
    asked = await _asked(request, given)
    if unchanged:
        return Response(status_code=304, headers=headers)
    points = await _series(reckoning, asked, given)
    if agreed.form is EXCEL:
        return await as_excel(lambda: months_book(asked, points), "total-by-month", headers)
    rows = point_rows(points)
    if agreed.form is AS_CSV:
        return as_csv(rows_as_csv(list(POINT_COLUMNS), rows), "total-by-month", headers)
    unit = "ha" if asked.question.measure in AREAS else "items"
    record = {**_told(asked), "unit": unit, "months": rows, "links": _links(given)}
    return JSONResponse(record, headers=headers)


@router.get(
    "/api/total/fits",
    summary="Whether totals fit their parts",
    response_class=JSONResponse,
    responses={
        200: {"description": "The figures.", "content": {JSON: {}, CSV: {}}},
        **FAILURES,
        406: {"description": "None of the media types asked for."},
    },
)
async def total_fits(
    request: Request, given: Fields, reckoning: Totals, form: FitsForm = None
) -> Response:
    """Each figure that holds others, with what all other figures prove of its scope.

    `fits` is false where its number lies outside of that: does the year fit its months and weeks?
    """
    agreed = agreed_form(request, FORMS, form)
    headers, unchanged = headers_of(request, f"{reckoning.asking.tag()}-{agreed.form.names[0]}")
    asked = await _asked(request, given)
    if unchanged:
        return Response(status_code=304, headers=headers)
    rows = [fit_row(fit) for fit in await reckoning.fits(asked.question)]
    if agreed.form is AS_CSV:
        return as_csv(rows_as_csv(list(FIT_COLUMNS), rows), "total-fits", headers)
    return JSONResponse({**_told(asked), "figures": rows_as_json(rows)}, headers=headers)


@router.get("/totals", include_in_schema=False)
async def totals_page(request: Request, given: Fields, reckoning: Totals) -> Response:
    """The form; with an answer where something is asked."""
    shown: dict[str, Any] = {"given": given, "fault": None, "answer": None, "corrections": ()}
    asking = asking_of(request)
    shown["choices"] = await choices_of(asking)
    shown["measures"] = [(measure, MEASURED[measure]) for measure in MEASURES]
    shown["years"] = _years()
    shown["examples"] = [(text, f"/totals?{example.query()}") for text, example in EXAMPLES]
    if FIELDS.isdisjoint(request.query_params):
        return page("totals.html", here="/totals", **shown)
    names = await asking.names()
    try:
        asked = await asyncio.to_thread(understood, names, given)
    except (TooManyError, UnknownNameError, PeriodError) as error:
        fault = fault_of(error, given)
        shown |= {"fault": fault, "corrections": _corrections(given, fault)}
        return page("totals.html", status=400, here="/totals", **shown)
    shown["given"] = given = given.named(names)
    shown["answer"] = await _answer(request, given, asked, reckoning)
    return page("totals.html", here="/totals", **shown)


async def _answer(request: Request, given: Given, asked: Asked, reckoning: Reckoning) -> Answer:
    found = await reckoning.total(asked.question, asked.until)
    length = _length(asked)
    points: tuple[Point, ...] = ()
    wanted = length <= DRAWN_AT_ONCE or "months" in request.query_params
    if 1 < length <= MOST_MONTHS and wanted:
        points = await reckoning.series(asked.question, asked.until)
    if all(point.told == 0 and point.at_most is None for point in points):
        points = ()
    more = "" if wanted or length > MOST_MONTHS else f"/totals?{given.query(months='shown')}#months"
    return answer_of(found, asked, given, points, years=_years(), links=_links(given), more=more)


def _years() -> range:
    return range(FIRST_YEAR, datetime.now(UTC).year + 1)


def _length(asked: Asked) -> int:
    """How many months the period has; none if it is open."""
    first, last = asked.question.first, asked.question.last
    if first is None or last is None:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _corrections(given: Given, fault: Fault) -> Iterable[tuple[str, str]]:
    """What may have been meant, each with the address that asks it."""
    return [(name, f"/totals?{given.corrected(fault, name).query()}") for name in fault.suggestions]


async def _asked(request: Request, given: Given) -> Asked:
    """The question; a name or day that is none is a wrong request (400)."""
    names = await asking_of(request).names()
    try:
        return await asyncio.to_thread(understood, names, given)
    except (TooManyError, UnknownNameError, PeriodError) as error:
        raise wrong_field(fault_of(error, given), str(error)) from None


async def _series(reckoning: Reckoning, asked: Asked, given: Given) -> tuple[Point, ...]:
    try:
        return await reckoning.series(asked.question, asked.until)
    except PeriodError as error:
        raise wrong_field(fault_of(error, given), error.reason) from None


def _told(asked: Asked) -> dict[str, Any]:
    """What was understood."""
    until = None if asked.until is None else str(asked.until)
    return {
        "question": question_record(asked.question),
        "names": dict(asked.names),
        "as_of": until,
    }


def _links(given: Given) -> dict[str, str]:
    """The same in other forms."""
    months = f"/api/total/months?{given.query()}"
    return {
        "page": f"/totals?{given.query()}",
        "timeline": f"/timeline?{given.query()}",
        "json": f"/api/total?{given.query()}",
        "xlsx": f"/api/total?{given.query(format='xlsx')}",
        "months": months,
        "csv": f"/api/total/months?{given.query(format='csv')}",
        "months_xlsx": f"/api/total/months?{given.query(format='xlsx')}",
    }
