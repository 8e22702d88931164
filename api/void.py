"""``/.well-known/void``: what the graph holds, for those who look before they ask."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from rdflib import URIRef

from api.linked import DOCUMENTED, Format, as_rdf, asking_of, wants_page
from api.render import page
from api.sparql.description import endpoint_of
from api.vocabulary import terms_of
from kg.terms import BASE

__all__ = ["router"]

router = APIRouter(tags=["linked data"])


@router.get(
    "/.well-known/void",
    summary="What the graph holds (VoID): page or RDF",
    response_class=Response,
    responses=DOCUMENTED,
)
async def void(request: Request, form: Format = None) -> Response:
    """Counts of triples, of things by class and of links by property, of this generation."""
    if wants_page(request, form):
        used = [term for term in await terms_of(asking_of(request)) if term["uses"]]
        kinds = {
            kind: [term for term in used if term["kind"] == kind] for kind in ("class", "property")
        }
        return page("void.html", kinds=kinds)
    return await as_rdf(
        request,
        form,
        "void",
        dataset=URIRef(BASE + "dataset"),
        endpoint=URIRef(endpoint_of(request.scope)),
        base=URIRef(BASE),
    )
