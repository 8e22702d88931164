"""The page where people write SPARQL."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from api.questions.catalogue import examples, groups
from api.render import page
from kg.errors import UnknownNameError
from kg.terms import PREFIXES

__all__ = ["editor", "router"]

router = APIRouter()

SPARQL: Final = "application/sparql-query"
LIMITS: Final = (5, 15)
"""Seconds that a query may be given, besides the server's own limit."""


def editor(query: str | None = None) -> HTMLResponse:
    """The editor, with a query in it that it runs at once, or with the first example."""
    return page(
        "sparql.html",
        here="/sparql",
        query=query,
        opening=examples()[0].text,
        prefixes=PREFIXES,
        groups=groups(),
        examples=examples(),
        limits=LIMITS,
    )


@router.get("/api/examples/{name}", include_in_schema=False)
async def example(name: str) -> Response:
    """The text of an example of the SPARQL page."""
    found = next((each for each in examples() if each.name == name), None)
    if found is None:
        raise UnknownNameError("example", name, (each.name for each in examples()))
    return Response(found.text, media_type=SPARQL)
