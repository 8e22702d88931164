"""The map: places coloured by reports or by bounds, as a page, JSON, GeoJSON and CSV."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse

from api.asking import Asking
from api.data import AS_CSV, AS_JSON, agreed_form, as_csv, headers_of
from api.linked import asking_of
from api.maps.book import book_of
from api.maps.counted import Numbers, counted
from api.maps.data import Ready, mentions_of, prepare
from api.maps.form import Wanted, understood_map, wanted_of, written
from api.maps.page import answer_of, corrections, links_of, selected_record
from api.negotiate import CSV, JSON, Form
from api.parameters import wrong_field
from api.questions.routes import choices_of
from api.render import page
from api.totals.form import Asked, TooManyError, fault_of
from api.totals.reckoning import Reckoning, reckoning_of
from api.warming import warming
from api.workbooks import EXCEL, as_excel
from kg import atlas
from kg.atlas import FILES, NOTE, Region, Show
from kg.atlas.record import COLUMNS, as_geojson, rows_as_records, steps_record
from kg.atlas.words import explained, heading, unit_of
from kg.errors import PeriodError, StoreMissingError, UnknownNameError
from kg.results import rows_as_csv
from kg.totals.asked import MEASURES
from kg.totals.record import question_record
from kg.totals.words import MEASURED

__all__ = ["router"]

GEOJSON: Final = "application/geo+json"
AS_GEOJSON: Final = Form(GEOJSON, (), ("geojson",))
FORMS: Final = (AS_JSON, AS_GEOJSON, AS_CSV, EXCEL)
PATIENCE: Final = 0.25
"""Seconds that a page waits for bounds before it is sent without them."""
FIRST_YEAR: Final = 2017
"""The first year that is offered; others may be typed."""
FAULTS: Final = (TooManyError, UnknownNameError, PeriodError)
FOREVER: Final = "public, max-age=31536000, immutable"

Fields = Annotated[Wanted, Depends(wanted_of)]
Totals = Annotated[Reckoning, Depends(reckoning_of)]
MapForm = Annotated[str | None, Query(alias="format", description="json, geojson, csv or xlsx")]


async def _warm(app: FastAPI) -> None:
    await mentions_of(app.state.asking)
    await choices_of(app.state.asking)


router = APIRouter(tags=["map"], lifespan=warming("map", _warm))

EXAMPLE: Final = {
    "heading": "Land cleared, August 2023: at most",
    "explained": ["What reports leave room for in each place alone. …"],
    "show": "at-most",
    "origins": "all",
    "question": {"measure": "area-cleared", "places": [], "by": [], "from": "2023-08-01"},
    "names": {},
    "as_of": None,
    "unit": "ha",
    "note": NOTE,
    "steps": {"azerbaijan": [{"step": 1, "lower": "0", "upper": "500", "words": "under 500"}]},
    "rows": [
        {
            "place": "district/AZ-FUZ",
            "label": "Fuzuli",
            "kind": "district",
            "country": "place/AZ",
            "reports": 9,
            "origins": 4,
            "at_least": "0",
            "at_most": "5264.14",
            "figures": 8,
            "told_apart": True,
            "step": 5,
            "region": "azerbaijan",
            "shape": "district/AZ-FUZ",
            "has_own_shape": True,
        }
    ],
    "selected": None,
    "links": {"page": "/map?…", "geojson": "/api/map?…&format=geojson", "csv": "/api/map?…"},
}


@router.get(
    "/api/map",
    summary="Places with their reports, or with the bounds that reports prove",
    response_class=JSONResponse,
    responses={
        200: {
            "description": "The places, those with the most first.",
            "content": {
                JSON: {"example": EXAMPLE},
                GEOJSON: {},
                CSV: {},
                EXCEL.media_type: {},
            },
        },
        304: {"description": "The graph has not changed since the ETag sent."},
        400: {
            "description": "A measure, place or body that means nothing or several things, or days "
            "that are none: with `field`, `value` and `suggestions`."
        },
        406: {"description": "None of the media types asked for."},
        503: {"description": "Too many others wait, or there is nothing in the graph yet."},
    },
)
async def give_map(
    request: Request,
    wanted: Fields,
    reckoning: Totals,
    form: MapForm = None,
) -> Response:
    """Each place alone, together with what lies in it; no figure is divided among places.

    `show=reports` counts the reports that name it, of those that came out in the period or tell of
    work then. `show=at-least` and `at-most` give the bounds of a measure in the period, null where
    unknown; `told_apart` is false where they are those of the whole country. As GeoJSON, places
    without a shape of their own have a null geometry; `shape` is then where they lie. With `sel`,
    JSON tells more of one place: its names, its bounds, the latest sentences that name it. An Excel
    workbook has the reports that name each place beside it.
    """
    agreed = agreed_form(request, FORMS, form)
    version = f"{reckoning.asking.tag()}-map-{agreed.form.names[0]}"
    headers, unchanged = headers_of(request, version)
    asked = await _asked(request, wanted)
    if unchanged:
        return Response(status_code=304, headers=headers)
    ready = await prepare(reckoning.asking, reckoning, wanted, asked)
    layer = atlas.layer(ready.mentions, ready.choice, ready.bounds)
    if agreed.form is EXCEL:
        site = str(request.base_url)
        return await as_excel(lambda: book_of(layer, ready, wanted, site), "demining-map", headers)
    if agreed.form is AS_CSV:
        table = rows_as_csv(list(COLUMNS), rows_as_records(layer.rows))
        return as_csv(table, "demining-map", headers)
    if agreed.form is AS_GEOJSON:
        return JSONResponse(as_geojson(layer), headers=headers, media_type=GEOJSON)
    steps = {region.value: steps_record(layer.steps[region]) for region in Region}
    selected = None if ready.selected is None else selected_record(ready.selected, wanted)
    record = {**_told(ready, wanted), "steps": steps, "rows": rows_as_records(layer.rows)}
    return JSONResponse(
        {**record, "selected": selected, "links": links_of(wanted)}, headers=headers
    )


@router.get(
    "/api/map/shapes/{name}",
    summary="The shapes of the map, by the keys of their places",
    response_class=Response,
    responses={200: {"content": {GEOJSON: {}}}, 404: {"description": "There is no such file."}},
)
async def give_shapes(request: Request, name: str, v: str | None = None) -> Response:
    """GeoJSON: `districts` (of Azerbaijan), `countries`, or what lies `around` Azerbaijan.

    Boundaries are indicative; no position is implied.
    """
    if name not in FILES:
        raise UnknownNameError("file of shapes", name, FILES)
    digest = atlas.digest(name)
    headers = {"ETag": f'"{digest}"', "Cache-Control": FOREVER if v == digest else "no-cache"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(atlas.content(name), headers=headers, media_type=GEOJSON)


@router.post("/api/map/counted", summary="Places as the map draws them, by what is counted of each")
async def count_places(request: Request, numbers: Numbers) -> dict[str, Any]:
    """Which shape of which region each place is drawn in, and in which of five steps.

    For maps of what this server did not count itself, such as the rows of an answer.
    """
    mentions = await mentions_of(asking_of(request))
    return await asyncio.to_thread(lambda: counted(mentions, numbers).record(mentions))


@router.get("/map", include_in_schema=False)
async def map_page(request: Request, wanted: Fields, reckoning: Totals) -> Response:
    """The map with the list of the same; bounds that take long come after it, with `wait`."""
    asking = asking_of(request)
    try:
        mentions = await mentions_of(asking)
        if not mentions.naming:
            return page("map_empty.html", here="/map", missing=False)
        shown = await _form(asking, wanted)
        asked = await understood_map(asking, wanted)
        shown["given"] = await written(asking, wanted)
        patience = None if "wait" in request.query_params else PATIENCE
        ready = await prepare(asking, reckoning, wanted, asked, patience=patience)
    except StoreMissingError:
        return page("map_empty.html", status=503, here="/map", missing=True)
    except FAULTS as error:
        fault = fault_of(error, wanted.given)
        shown |= {"fault": fault, "corrections": corrections(wanted, fault)}
        return page("map.html", status=400, here="/map", **shown)
    return page("map.html", here="/map", **{**shown, **answer_of(ready, wanted)})


async def _form(asking: Asking, wanted: Wanted) -> dict[str, Any]:
    """What the form needs."""
    return {
        "wanted": wanted,
        "given": wanted.given,
        "choices": await choices_of(asking),
        "measures": [(measure, MEASURED[measure]) for measure in MEASURES],
        "years": range(FIRST_YEAR, datetime.now(UTC).year + 1),
        "fault": None,
        "corrections": (),
        "answer": None,
    }


async def _asked(request: Request, wanted: Wanted) -> Asked:
    """The question; a name or day that is none is a wrong request (400)."""
    try:
        return await understood_map(asking_of(request), wanted)
    except FAULTS as error:
        raise wrong_field(fault_of(error, wanted.given), str(error)) from None


def _told(ready: Ready, wanted: Wanted) -> dict[str, Any]:
    """What was understood, in words and as values."""
    question, until = ready.asked.question, ready.asked.until
    return {
        "heading": heading(ready.choice, question, ready.asked.names),
        "explained": list(explained(ready.choice)),
        "show": wanted.show.value,
        "origins": wanted.origins.value,
        "question": question_record(question),
        "names": dict(ready.asked.names),
        "as_of": None if until is None else str(until),
        "unit": "reports" if wanted.show is Show.REPORTS else unit_of(question),
        "note": NOTE,
    }
