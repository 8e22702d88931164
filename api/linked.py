"""Addresses of things: a page for browsers, RDF for programs, chosen by Accept or ``?format=``."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Query, Request, Response
from rdflib import URIRef

from api.asking import Asking, prepared
from api.data import agreed_form, headers_of
from api.negotiate import GRAPHS, HTML, RESULTS, prefers_page
from kg.errors import UnknownNameError
from kg.store import Accept
from kg.terms import PREFIXES

__all__ = ["DOCUMENTED", "RDF_TYPES", "Format", "as_rdf", "asking_of", "wants_page"]

Format = Annotated[
    str | None,
    Query(
        alias="format",
        description="The form to answer in, where Accept cannot be set: "
        "turtle, ntriples, jsonld, rdfxml, html.",
        examples=["turtle"],
    ),
]
RDF_TYPES: Final = tuple(form.media_type for form in GRAPHS)
DOCUMENTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The page, or the RDF, by Accept.",
        "content": {media_type: {} for media_type in (HTML, *RDF_TYPES)},
    },
    404: {"description": "Nothing is known of it; like keys are suggested."},
    406: {"description": "None of the media types asked for."},
}


def asking_of(request: Request) -> Asking:
    """What the routes of this app ask the graph through."""
    asking: Asking = request.app.state.asking
    return asking


def wants_page(request: Request, hint: str | None) -> bool:
    """Whether this request is answered with a page."""
    if hint is not None:
        return hint.strip().lower() in ("html", HTML)
    return prefers_page(request.headers.get("accept"), (*RESULTS, *GRAPHS))


async def as_rdf(request: Request, hint: str | None, query: str, **values: URIRef) -> Response:
    """The graph that a query of ``api/queries`` builds, in the form asked for.

    :class:`UnknownNameError` for an empty one: nothing is known of the thing.
    """
    agreed = agreed_form(request, GRAPHS, hint, has_page=True)
    asking = asking_of(request)
    headers, unchanged = headers_of(request, f"{asking.tag()}-{agreed.label.partition('/')[2]}")
    if unchanged:
        return Response(status_code=304, headers=headers)
    graph = Accept(graph=agreed.form.media_type)
    text = prepared(query, **values)
    if not await asking.exists(text):
        raise UnknownNameError("thing", str(next(iter(values.values()))))
    answer = await asking.reader.query(text, accept=graph, prefixes=PREFIXES)
    return Response(await answer.read(), headers=headers, media_type=agreed.label)
