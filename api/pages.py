"""The pages that lead to all others: overview, entities, problems, documentation."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from fastapi import APIRouter, FastAPI, Request, Response

from api.asking import Asking
from api.errors import PROBLEMS
from api.linked import asking_of
from api.render import compile_all, page
from api.things import words
from api.warming import warming
from kg.questions import question
from kg.terms import key_of

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
        key = key_of(row["thing"])
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
