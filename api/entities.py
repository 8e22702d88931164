"""Things by their address: ``/id/{kind}/{key}``, and the same as plain JSON."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import asdict
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, FastAPI, Path, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from api.asking import Asking
from api.data import AS_CSV, AS_JSON, agreed_form, as_csv
from api.glance.places import read_outlines
from api.glance.whole import DRAWN, glance
from api.linked import DOCUMENTED, Format, as_rdf, asking_of, wants_page
from api.negotiate import CSV, JSON
from api.network.pictures import pictures_of
from api.render import page
from api.things import Fact, Thing, address_of, iri_of, load_thing
from api.told import COLUMNS, rows
from api.warming import warming
from kg.results import rows_as_csv
from kg.terms import DM, SKOS

__all__ = ["router"]

MATCHES: Final = frozenset(map(str, (DM.hasVerifiedMatch, SKOS.closeMatch)))
"""Links to the same thing in the data of others."""


BODIES: Final = frozenset({"agency", "body", "group"})
"""Kinds of things that have posts."""


async def _warm(_: FastAPI) -> None:
    await asyncio.to_thread(read_outlines)


router = APIRouter(tags=["things"], lifespan=warming("outlines", _warm))

Kind = Annotated[
    str,
    Path(
        description="agency, body, group, person, post, tenure, district, place, project, event, "
        "meeting, figure or outlet",
        examples=["district"],
    ),
]
Key = Annotated[str, Path(description="The key within its kind.", examples=["AZ-KAL"])]


DataForm = Annotated[
    Literal["json", "csv"] | None,
    Query(alias="format", description="Instead of the Accept header."),
]


@router.get(
    "/api/entities/{kind}/{key}",
    summary="What is known of a thing, with the sentences behind it",
    response_class=JSONResponse,
    responses={
        200: {"description": "All that is told of it.", "content": {JSON: {}, CSV: {}}},
        404: {"description": "Nothing is known of it; like keys are suggested."},
    },
)
async def entity(request: Request, kind: Kind, key: Key, form: DataForm = None) -> Response:
    """Names in all scripts, facts, links to it and the reports that mention it, as JSON or CSV.

    `facts` lead from the thing, `links` to it; each has its quotes. Of each relation at most 100
    links are listed; `counts` tells how many there are. CSV has all of them, a row for each
    sentence, and for each report that names the thing.
    """
    agreed = agreed_form(request, (AS_JSON, AS_CSV), form)
    if agreed.form is not AS_CSV:
        return JSONResponse(as_json(await load_thing(asking_of(request), kind, key)))
    found = await load_thing(asking_of(request), kind, key, most=sys.maxsize)
    table = await asyncio.to_thread(lambda: rows_as_csv(COLUMNS, rows(found)))
    return as_csv(table, key if key.isascii() else kind, {"Vary": "Accept"})


@router.get(
    "/id/{kind}/{key}",
    summary="A thing: page or RDF",
    response_class=Response,
    responses=DOCUMENTED,
)
async def thing(request: Request, kind: Kind, key: Key, form: Format = None) -> Response:
    """The address of a thing. Browsers get a page, RDF clients what they ask for, or Turtle."""
    if kind == "report":
        return RedirectResponse(f"/report/{key}", 303)
    if not wants_page(request, form):
        return await as_rdf(request, form, "thing-graph", thing=iri_of(kind, key))
    found = await load_thing(asking_of(request), kind, key)
    facts, links = grouped(_told_once(found.facts)), grouped(found.links)
    seen = await glance(pictures_of(request), f"{kind}/{key}") if kind in DRAWN else None
    holders = await _holders(asking_of(request), kind, key) if kind in BODIES else {}
    return page("thing.html", thing=found, facts=facts, links=links, glance=seen, holders=holders)


async def _holders(asking: Asking, kind: str, key: str) -> dict[str, list[tuple[str, str]]]:
    """Who is told to hold each post of a body, as IRI and name, by the IRI of the post."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in await asking.rows("holders", thing=iri_of(kind, key)):
        found.setdefault(row["post"], []).append((row["person"], row["label"]))
    return found


def _told_once(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Without the close matches that are told as verified ones, last what lies elsewhere."""
    verified = {fact.value for fact in facts if fact.property == str(DM.hasVerifiedMatch)}
    told = [f for f in facts if f.property != str(SKOS.closeMatch) or f.value not in verified]
    return tuple(sorted(told, key=lambda fact: fact.property in MATCHES))


def grouped(facts: tuple[Fact, ...]) -> dict[str, list[Fact]]:
    """Facts by their relation, in their order."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.relation, []).append(fact)
    return groups


def as_json(thing: Thing) -> dict[str, Any]:
    """A thing with the address where this server shows it."""
    return {**asdict(thing), "address": address_of(thing.iri)}
