"""The pages that lead to all others: overview, entities, terms, problems, documentation."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from api.asking import Asking
from api.errors import PROBLEMS
from api.linked import DOCUMENTED, Format, as_rdf, asking_of, wants_page
from api.render import compile_all, page
from api.things import words
from api.warming import warming
from kg.questions import question
from kg.terms import DM, DMV, ID, ONTOLOGY_GRAPH, REFERENCE_GRAPH

__all__ = ["router"]


async def _warm(_: FastAPI) -> None:
    await asyncio.to_thread(compile_all)


router = APIRouter(lifespan=warming("templates", _warm))

OPENING: Final = ("who-does-what", "agencies-in", "figures-by", "posts-on", "part-of", "evidence")
"""The questions that the overview offers."""

SECTIONS: Final = (
    ("agency", "Agencies"),
    ("district", "Districts"),
    ("group", "Working groups"),
    ("body", "Coordination bodies"),
    ("person", "Officials"),
    ("project", "Projects"),
)


@router.get("/", include_in_schema=False)
async def overview(request: Request) -> Response:
    """What is in the graph, and where to begin."""
    asking = asking_of(request)
    found = await asking.once("overview", lambda: _overview(asking))
    return page("overview.html", here="/", questions=[question(name) for name in OPENING], **found)


async def _overview(asking: Asking) -> dict[str, Any]:
    counts = {row["kind"]: row["count"] for row in await asking.rows("counts")}
    period = await asking.rows("period")
    latest = await asking.rows("latest", lists={"places"})
    return {"counts": counts, "latest": latest, "period": period[0]}


@router.get("/entities", include_in_schema=False)
async def entities(request: Request) -> Response:
    """All agencies, districts, groups, officials and projects."""
    asking = asking_of(request)
    found = await asking.once("entities", lambda: _entities(asking))
    return page("entities.html", here="/entities", groups=found, kinds=SECTIONS)


async def _entities(asking: Asking) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {kind: [] for kind, _ in SECTIONS}
    for row in await asking.rows("entities"):
        key = str(row["thing"]).removeprefix(str(ID))
        groups.setdefault(key.partition("/")[0], []).append({**row, "key": key})
    return groups


@router.get("/docs", include_in_schema=False)
async def docs() -> Response:
    """The routes, to be tried out; drawn from ``/openapi.json`` without any outside request."""
    return page("docs.html", here="/docs")


@router.get("/problems/{name}", include_in_schema=False)
async def problem(name: str) -> Response:
    """What a problem type means; the address in the ``type`` of an error."""
    rows = [
        (status, title, error.__doc__) for error, status, kind, title in PROBLEMS if kind == name
    ]
    return page("problem-type.html", name=words(name), rows=rows)


@router.get(
    "/ontology",
    tags=["things"],
    summary="The ontology: page or RDF",
    response_class=Response,
    responses=DOCUMENTED,
)
async def ontology(request: Request, form: Format = None) -> Response:
    """The classes and properties, with what each means."""
    return await _terms(request, form, str(DM), "Ontology")


@router.get(
    "/vocabulary",
    tags=["things"],
    summary="The vocabularies: page or RDF",
    response_class=Response,
    responses=DOCUMENTED,
)
async def vocabulary(request: Request, form: Format = None) -> Response:
    """The concepts: measures, categories of devices, qualifiers, states of projects."""
    return await _terms(request, form, str(DMV), "Vocabulary")


async def _terms(request: Request, form: str | None, namespace: str, title: str) -> Response:
    if not wants_page(request, form):
        return await as_rdf(request, form, "graph", graph=ONTOLOGY_GRAPH)
    asking = asking_of(request)
    terms = await asking.once("terms", lambda: asking.rows("terms"))
    kinds: dict[str, list[dict[str, Any]]] = {}
    for row in terms:
        if str(row["term"]).startswith(namespace):
            local = str(row["term"]).removeprefix(namespace)
            label = row["label"] or words(row["term"])
            kinds.setdefault(row["kind"], []).append({**row, "local": local, "label": label})
    return page("terms.html", here="/ontology", title=title, kinds=kinds)


@router.get(
    "/reference",
    tags=["things"],
    summary="The reference data on places and actors: RDF",
    response_class=Response,
    responses=DOCUMENTED,
)
async def reference(request: Request, form: Format = None) -> Response:
    """Names, codes and links of places and bodies; browsers are led to the list of entities."""
    if wants_page(request, form):
        return RedirectResponse("/entities", 303)
    return await as_rdf(request, form, "graph", graph=REFERENCE_GRAPH)
