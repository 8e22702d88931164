"""The timeline over HTTP: intervals, figures, meetings, posts, projects and reports by day."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse

from api.data import AS_CSV, AS_JSON, agreed_form, as_csv, headers_of
from api.linked import asking_of
from api.negotiate import CSV, JSON
from api.parameters import Fault, wrong_field
from api.questions.routes import choices_of
from api.render import page
from api.things import iri_of
from api.timeline.book import book_of, quoted_keys
from api.timeline.form import REPORTS, State, state_of
from api.timeline.page import SHOWN, intervals_of, reports_of, tables_of
from api.timeline.view import Shown, shown_of
from api.totals.form import Given, TooManyError, fault_of
from api.totals.reckoning import Reckoning, reckoning_of
from api.warming import warming
from api.workbooks import EXCEL, as_excel
from kg import timeline
from kg.errors import PeriodError, StoreMissingError, UnknownNameError
from kg.results import rows_as_csv
from kg.steps import run_async
from kg.terms import BASE
from kg.timeline.record import COLUMNS, quoted_record
from kg.timeline.words import LANES
from kg.totals.asked import MEASURES
from kg.totals.words import MEASURED, headline

__all__ = ["router"]

PATIENCE: Final = 0.35
"""For how many seconds a page waits for intervals; its script asks for later ones."""
MOST_REPORTS: Final = 100
MOST_THINGS: Final = 60
"""Things whose sentences are given at once."""
FORMS: Final = (AS_JSON, AS_CSV, EXCEL)

Asked = Annotated[State, Depends(state_of)]
Totals = Annotated[Reckoning, Depends(reckoning_of)]
TimelineForm = Annotated[str | None, Query(alias="format", description="json, csv or xlsx")]
Things = Annotated[
    list[Annotated[str, Query(max_length=300)]],
    Query(alias="thing", description="Keys of figures, meetings, projects or tenures."),
]

FAILURES: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "The graph has not changed since the ETag sent."},
    400: {
        "description": "A measure, place or body that means nothing or several things, or days "
        "that are none: with `field`, `value` and `suggestions`."
    },
    406: {"description": "None of the media types asked for."},
    503: {"description": "Too many others are waiting, or there is nothing in the graph yet."},
}
EXAMPLE: Final = {
    "question": {
        "measure": "area-cleared",
        "places": ["district/AZ-FUZ"],
        "by": [],
        "from": "2023-08-21",
        "to": "2023-08-27",
        "strict": False,
    },
    "window": {"from": "2023-08-21", "to": "2023-08-27"},
    "step": "week",
    "unit": "ha",
    "intervals": [
        {
            "first_day": "2023-08-21",
            "last_day": "2023-08-27",
            "at_least": "0",
            "at_most": "528.1",
            "figures": 9,
        }
    ],
    "items": [
        {
            "lane": "figures",
            "key": "figure/…",
            "label": "528.1 ha cleared",
            "first_day": "2023-08-21",
            "last_day": "2023-08-27",
            "days": "stated",
            "when": "21 August 2023 to 27 August 2023",
            "origins": 1,
            "places": ["district/AZ-FUZ", "…"],
            "told": [{"words": "528.1 hectares", "outlet": "Azernews", "evidence": "https://…"}],
        }
    ],
    "left_out": {},
    "labels": {"district/AZ-FUZ": "Fuzuli"},
    "reports": [{"first_day": "2023-08-21", "last_day": "2023-08-27", "reports": 2}],
    "reports_without_day": 57,
}


async def _warm(app: FastAPI) -> None:
    await shown_of(app.state.asking, reckoning_of_app(app), State(Given()))


def reckoning_of_app(app: FastAPI) -> Reckoning:
    """The totals of an app, before any request."""
    return reckoning_of(Request({"type": "http", "app": app}))


router = APIRouter(tags=["timeline"], lifespan=warming("timeline", _warm))


@router.get(
    "/api/timeline",
    summary="What happened when, with the days that reports state",
    response_class=JSONResponse,
    responses={
        200: {
            "description": "The timeline.",
            "content": {JSON: {"example": EXAMPLE}, CSV: {}, EXCEL.media_type: {}},
        },
        **FAILURES,
    },
)
async def give_timeline(
    request: Request, state: Asked, reckoning: Totals, form: TimelineForm = None
) -> Response:
    """Lanes over one axis of time, as JSON or CSV, or as an Excel workbook with the sentences.

    Intervals of the measure for each week (up to 18 months), month (up to ten years) or year of
    the period, as `/api/total` proves them: a bound that is null (in CSV: empty) is not known.
    Figures of the measure, meetings, posts and projects with the days that are known of them;
    what has no day at all comes last. And how many reports were published.
    """
    agreed = agreed_form(request, FORMS, form)
    headers, unchanged = headers_of(request, f"{reckoning.asking.tag()}-{agreed.form.names[0]}")
    shown = await _shown(request, state, reckoning)
    if unchanged:
        return Response(status_code=304, headers=headers)
    if agreed.form is EXCEL:
        reader, keys = asking_of(request).reader, quoted_keys(shown)
        quoted = await run_async(reader, lambda: timeline.evidence(keys))
        return await as_excel(lambda: book_of(shown, quoted), "timeline", headers)
    if agreed.form is AS_CSV:
        table = await asyncio.to_thread(lambda: rows_as_csv(list(COLUMNS), list(shown.rows())))
        return as_csv(table, "timeline", headers)
    record = await asyncio.to_thread(shown.record)
    return JSONResponse({**record, "links": _links(state)}, headers=headers)


@router.get("/api/timeline/evidence", summary="The sentences behind what a timeline shows")
async def give_evidence(request: Request, things: Things) -> Response:
    """Each sentence once, the latest report first, of at most 60 things."""
    for thing in things:
        iri_of(*thing.partition("/")[::2])
    wanted = tuple(dict.fromkeys(things))[:MOST_THINGS]
    reader = asking_of(request).reader
    found = await run_async(reader, lambda: timeline.evidence(wanted))
    record = {"evidence": [quoted_record(quoted) for quoted in found]}
    return JSONResponse(record, headers={"Cache-Control": "no-cache"})


@router.get("/timeline", include_in_schema=False)
async def timeline_page(request: Request, state: Asked, reckoning: Totals) -> Response:
    """The timeline: tables of all that is drawn, and the data for drawing it."""
    asking = asking_of(request)
    try:
        fields: dict[str, Any] = {
            "state": state,
            "choices": await choices_of(asking),
            "measures": [(measure, MEASURED[measure]) for measure in MEASURES],
        }
        shown = await shown_of(asking, reckoning, state, patience=PATIENCE)
    except StoreMissingError:
        return page("timeline_empty.html", status=503, here="/timeline", missing=True)
    except (TooManyError, UnknownNameError, PeriodError) as error:
        fault = fault_of(error, state.given)
        return page(
            "timeline.html",
            status=400,
            here="/timeline",
            shown=None,
            fault=fault,
            corrections=_corrections(state, fault),
            **fields,
        )
    if shown.everything.span is None and not shown.everything.items:
        return page("timeline_empty.html", here="/timeline", missing=False)
    given = state.given.named(await asking.names())
    fields["state"] = replace(state, given=given)
    return await asyncio.to_thread(_page_of, shown, fields)


@router.get("/timeline/tables", include_in_schema=False)
async def timeline_tables(request: Request, state: Asked, reckoning: Totals) -> Response:
    """The tables alone, for a page whose days have changed."""
    shown = await _shown(request, state, reckoning)
    return await asyncio.to_thread(lambda: page("timeline_tables.html", **_told(shown)))


@router.get("/api/timeline/reports", summary="The reports that a timeline counts")
async def give_reports(request: Request, state: Asked, reckoning: Totals) -> Response:
    """The reports published in the period, the latest first: at most 100 of them."""
    shown = await _shown(request, replace(state, lanes=frozenset({REPORTS})), reckoning)
    within = shown.reports_within()
    some = within[:MOST_REPORTS]
    reader = asking_of(request).reader
    found = await run_async(reader, lambda: timeline.report_titles(r.report for r in some))
    labels = shown.everything.labels
    record = {
        "reports": [
            {
                "report": report.report,
                "title": found.get(report.report),
                "outlet": labels.get(report.outlet or "", report.outlet),
                "published": None if report.published is None else report.published.isoformat(),
            }
            for report in some
        ],
        "left_out": len(within) - len(some),
    }
    return JSONResponse(record, headers={"Cache-Control": "no-cache"})


def _page_of(shown: Shown, fields: dict[str, Any]) -> Response:
    lanes = [{"lane": lane.value, "title": t, "note": note} for lane, (t, note) in LANES.items()]
    data = {
        **shown.record(whole=True),
        "what": shown.what,
        "days": shown.days(),
        "lanes": lanes,
        "base": BASE,
    }
    return page(
        "timeline.html",
        here="/timeline",
        headline=headline(shown.asked.question, shown.asked.names),
        data=data,
        fault=None,
        corrections=(),
        **_told(shown),
        **fields,
    )


def _told(shown: Shown) -> dict[str, Any]:
    """What the tables need."""
    return {
        "shown": shown,
        "window": shown.window,
        "intervals": intervals_of(shown),
        "tables": tables_of(shown),
        "reports": reports_of(shown),
        "most_rows": SHOWN,
        "links": _links(shown.state),
    }


async def _shown(request: Request, state: State, reckoning: Reckoning) -> Shown:
    """The timeline; a name or day that is none is a wrong request (400)."""
    try:
        return await shown_of(asking_of(request), reckoning, state)
    except (TooManyError, UnknownNameError, PeriodError) as error:
        detail = error.reason if isinstance(error, PeriodError) else str(error)
        raise wrong_field(fault_of(error, state.given), detail) from None


def _corrections(state: State, fault: Fault) -> list[tuple[str, str]]:
    """What may have been meant, each with the address that asks it."""
    return [
        (name, f"/timeline?{state.corrected(fault, name).query()}") for name in fault.suggestions
    ]


def _links(state: State) -> dict[str, str]:
    """The same in other forms."""
    return {
        "page": f"/timeline?{state.query()}",
        "json": f"/api/timeline?{state.query()}",
        "csv": f"/api/timeline?{state.query(format='csv')}",
        "xlsx": f"/api/timeline?{state.query(format='xlsx')}",
        "totals": f"/totals?{state.given.query()}",
    }
