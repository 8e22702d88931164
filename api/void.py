"""``/.well-known/void``: what the graph holds, for programs that look before they ask."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from rdflib import URIRef

from api.linked import DOCUMENTED, Format, as_rdf
from api.sparql.description import endpoint_of
from kg.terms import BASE

__all__ = ["router"]

router = APIRouter(tags=["linked data"])


@router.get(
    "/.well-known/void",
    summary="What the graph holds (VoID)",
    response_class=Response,
    responses=DOCUMENTED,
)
async def void(request: Request, form: Format = None) -> Response:
    """Counts of triples, of things by class and of links by property, of this generation."""
    return await as_rdf(
        request,
        form,
        "void",
        dataset=URIRef(BASE + "dataset"),
        endpoint=URIRef(endpoint_of(request.scope)),
        base=URIRef(BASE),
    )
