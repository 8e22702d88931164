"""What the graph is written in: the ontology, its vocabularies and shapes, as pages and as RDF."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from functools import cache
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from rdflib import Graph, Namespace

from api.data import agreed_form
from api.linked import DOCUMENTED, Format, as_rdf, asking_of, wants_page
from api.negotiate import GRAPHS
from api.render import page
from api.sparql.description import WRITTEN_AS
from api.things import words
from kg.errors import UnknownNameError
from kg.terms import BASE, DM, DMV, ONTOLOGY_GRAPH, REFERENCE_GRAPH, localise
from ontology import FOLDER

__all__ = ["router"]

router = APIRouter(tags=["things"])

SH: Final = Namespace("http://www.w3.org/ns/shacl#")


@router.get(
    "/ontology",
    summary="The ontology: page or RDF",
    response_class=Response,
    responses=DOCUMENTED,
)
async def ontology(request: Request, form: Format = None) -> Response:
    """The classes and properties, with what each means."""
    return await _terms(request, form, str(DM), "Ontology")


@router.get(
    "/ontology/{version}",
    summary="One version of the ontology: page or RDF",
    response_class=Response,
    responses=DOCUMENTED,
)
async def one_version(request: Request, version: str, form: Format = None) -> Response:
    """The ontology of this ``owl:versionIRI``; only the version that the graph is written in."""
    found = await _version(request)
    if version != found:
        raise UnknownNameError("version of the ontology", version, filter(None, [found]))
    return await _terms(request, form, str(DM), "Ontology")


@router.get(
    "/vocabulary",
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
    version = await _version(request)
    return page("terms.html", here="/ontology", title=title, kinds=kinds, edition=version)


async def _version(request: Request) -> str | None:
    """The version of the ontology in the graph, such as 1.0.0."""
    asking = asking_of(request)
    rows = await asking.once("version", lambda: asking.rows("version"))
    return str(rows[0]["version"]).removeprefix(f"{BASE}ontology/") if rows else None


@router.get(
    "/shapes",
    summary="The shapes that each report's graph keeps to (SHACL): page or RDF",
    response_class=Response,
    responses=DOCUMENTED,
)
async def shapes(request: Request, form: Format = None) -> Response:
    """What must hold before a report's graph enters the store; to check graphs of one's own."""
    graph = await asyncio.to_thread(_shapes)
    if wants_page(request, form):
        return page("shapes.html", here="/ontology", rules=_rules(graph))
    agreed = agreed_form(request, GRAPHS, form, has_page=True)
    text = await asyncio.to_thread(_shapes_as, agreed.form.media_type)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    return Response(text, headers=headers, media_type=agreed.label)


@cache
def _shapes() -> Graph:
    return Graph().parse(data=_shapes_as("text/turtle"), format="turtle")


@cache
def _shapes_as(media_type: str) -> str:
    """The shapes in one form; in Turtle as they are written, with their remarks."""
    if media_type == "text/turtle":
        return localise((FOLDER / "shapes.ttl").read_text("utf-8"))
    return _shapes().serialize(format=WRITTEN_AS[media_type])


def _rules(graph: Graph) -> dict[str, list[tuple[str, bool]]]:
    """What each shape says, and whether it keeps a report out, by the class it is about."""
    rules: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for rule, message in graph.subject_objects(SH.message):
        shape = next(graph.subjects(SH.sparql | SH.property, rule), rule)
        about = graph.value(shape, SH.targetClass)
        keeps_out = SH.Warning not in (graph.value(each, SH.severity) for each in (shape, rule))
        rules["" if about is None else words(str(about))].append((str(message), keeps_out))
    return {about: sorted(rules[about]) for about in sorted(rules, key=lambda k: (not k, k))}


@router.get(
    "/reference",
    summary="The reference data on places and actors: RDF",
    response_class=Response,
    responses=DOCUMENTED,
)
async def reference(request: Request, form: Format = None) -> Response:
    """Names, codes and links of places and bodies; browsers are led to the list of entities."""
    if wants_page(request, form):
        return RedirectResponse("/entities", 303)
    return await as_rdf(request, form, "graph", graph=REFERENCE_GRAPH)
