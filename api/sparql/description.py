"""The service description of ``/sparql`` (SPARQL 1.1 Service Description)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from fastapi import Response
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from starlette.requests import Request
from starlette.types import Scope

from api.errors import Problem
from api.negotiate import GRAPHS, negotiate
from kg.terms import BASE, DCTERMS, RDF, RDFS

__all__ = ["WRITTEN_AS", "describe", "endpoint_of", "service_description"]

SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS: Final = Namespace("http://www.w3.org/ns/formats/")
SPOKEN: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML", "N-Quads", "TriG", "N3",
)  # fmt: skip
WRITTEN_AS: Final = {
    "text/turtle": "turtle",
    "application/trig": "turtle",  # Turtle is TriG
    "text/n3": "turtle",  # and N3
    "application/n-triples": "nt",
    "application/n-quads": "nt",  # N-Triples are N-Quads
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}
"""What rdflib calls each form of a graph."""
ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:/[A-Za-z0-9._~/-]*)?")


def service_description(endpoint: str, *, has_union: bool, takes_updates: bool) -> Graph:
    """What the service at this address is and can do."""
    graph = Graph()
    graph.bind("sd", SD)
    graph.bind("formats", FORMATS)
    service, dataset, default = URIRef(endpoint + "#service"), BNode(), BNode()
    graph.add((service, RDF.type, SD.Service))
    graph.add((service, SD.endpoint, URIRef(endpoint)))
    graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    if takes_updates:
        graph.add((service, SD.supportedLanguage, SD.SPARQL11Update))
    if has_union:
        graph.add((service, SD.feature, SD.UnionDefaultGraph))
    for name in SPOKEN:
        graph.add((service, SD.resultFormat, FORMATS[name]))
    title = Literal("Demining knowledge graph", lang="en")
    graph.add((service, RDFS.label, title))
    graph.add((service, SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, SD.Dataset))
    graph.add((dataset, DCTERMS.title, title))
    graph.add((dataset, RDFS.seeAlso, URIRef(BASE + "ontology")))
    graph.add((dataset, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    if has_union:
        comment = "The union of all graphs: the ontology, the reference data, one per report."
        graph.add((default, RDFS.comment, Literal(comment, lang="en")))
    return graph


@lru_cache(maxsize=64)
def _serialized(endpoint: str, media_type: str, has_union: bool, takes_updates: bool) -> bytes:
    graph = service_description(endpoint, has_union=has_union, takes_updates=takes_updates)
    return graph.serialize(format=WRITTEN_AS[media_type], encoding="utf-8")


def endpoint_of(scope: Scope) -> str:
    """The address of ``/sparql`` as the client has it, or as the settings do if that is odd."""
    address = str(Request(scope).url.replace(path="/sparql", query=None, fragment=None))
    return address if ADDRESS.fullmatch(address) else BASE + "sparql"


def describe(scope: Scope, accept: str | None, *, has_union: bool, takes_updates: bool) -> Response:
    """The description in the form asked for; :class:`Problem` for a client that takes no RDF."""
    agreed = negotiate(accept, GRAPHS)
    if agreed is None:
        raise Problem(
            400,
            "request",
            "This is no request of the SPARQL protocol",
            "no query was sent; without one this address describes itself, in an RDF format",
        )
    endpoint = endpoint_of(scope)
    body = _serialized(endpoint, agreed.form.media_type, has_union, takes_updates)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    return Response(body, headers=headers, media_type=agreed.label)
