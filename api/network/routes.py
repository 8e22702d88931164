"""The network of who works with whom, where: the page, its data, its evidence, its exports."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from rdflib import URIRef
from starlette.datastructures import QueryParams

from api.network.page import as_json, network_page
from api.network.pictures import Pictures, pictures_in, pictures_of
from api.network.view import Day, Days, Key, Shown, span_of
from api.render import environment, page
from api.reports import figures_of
from api.things import address_of
from api.warming import warming
from kg import network
from kg.errors import StoreMissingError, UnknownNameError
from kg.exports import FORMATS, render
from kg.exports.record import LEGEND
from kg.network import Graph, View
from kg.network.assembly import address
from kg.terms import REPORT

__all__ = ["router"]

FOUND_AT_MOST: Final = 12
LOOKED_AT: Final = 60
"""Names that are like what was typed; some mean what no picture holds, such as an outlet."""
LINKED: Final = 0.15
"""How much better a hit is that links to something than a place that no report mentions."""


async def _warm(app: FastAPI) -> None:
    pictures = pictures_in(app.state)
    graph = await pictures.picture(View())
    await asyncio.to_thread(_page_of, graph, {**LEGEND, "names": {}})
    await app.state.asking.names()
    await pictures.whole()
    await pictures.beforehand.everything()


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with warming("overview", _warm)(app):
        try:
            yield
        finally:
            await pictures_in(app.state).beforehand.close()


def _page_of(graph: Graph, parts: Mapping[str, Any]) -> str:
    return network_page(graph, environment, "network.html", parts)


router = APIRouter(tags=["network"], lifespan=_lifespan)


Kept = Annotated[Pictures, Depends(pictures_of)]
ReportKey = Annotated[str, Query(pattern=r"^[0-9A-Za-z._-]{1,100}$")]


@router.get("/network", response_class=HTMLResponse, summary="The network: page")
@router.get("/graph", response_class=HTMLResponse, include_in_schema=False)
async def show_network(request: Request, view: Shown, pictures: Kept) -> Response:
    """The network page; its parameters are those of ``/api/network``.

    Names of places and bodies are led to the address that has their keys: the script needs those.
    """
    asked = [*request.query_params.getlist("place"), *request.query_params.getlist("by")]
    if [*view.places, *view.bodies] != list(filter(None, asked)):
        return RedirectResponse(_by_keys(request.query_params, view), 303)
    wide = replace(view, kinds=None, origins="all", hidden=frozenset(), places=(), bodies=())
    try:
        graph = Graph() if view.everything else await pictures.picture(wide)
        if not graph and view == View():
            return page("network_empty.html", here="/network", missing=False)
        shown = {**await pictures.meta(graph), "later": view.everything}
    except StoreMissingError:
        return page("network_empty.html", status=503, here="/network", missing=True)
    names = await pictures.run(lambda memory: memory.all_names()) if graph else {}
    html = await asyncio.to_thread(_page_of, graph, {**LEGEND, **shown, "names": names})
    return HTMLResponse(html, headers={"Cache-Control": "no-cache", "Vary": "Accept"})


def _by_keys(given: QueryParams, view: View) -> str:
    rest = [(name, value) for name, value in given.multi_items() if name not in ("place", "by")]
    places = [("place", key) for key in view.places]
    bodies = [("by", key) for key in view.bodies]
    return "/network?" + urlencode([*rest, *places, *bodies], safe="/,~")


@router.get("/api/network", summary="Who is linked with whom: nodes and links")
async def give_network(view: Shown, pictures: Kept) -> Response:
    """The nodes and links of a view, with places, and what they sum up."""
    return _answer(await pictures.record(view))


@router.get("/api/network/evidence", summary="The sentences behind a link")
async def give_evidence(
    *,
    source: Annotated[Key, Query(alias="from")],
    target: Annotated[Key, Query(alias="to")],
    kind: Key,
    pictures: Kept,
    first: Annotated[Day, Query(alias="since", description="First day, month or year.")] = None,
    last: Annotated[Day, Query(alias="until", description="Last day, month or year.")] = None,
) -> Response:
    """The sentences behind a link, the latest first, and the query that finds them."""
    span = span_of(first, last)
    query = network.evidence_query(source, target, kind, span)
    proofs = await pictures.run(lambda _: network.evidence(source, target, kind, span))
    return _json({"evidence": [asdict(proof) for proof in proofs], "sparql": query})


@router.get("/api/network/figures", summary="The figures of an event in a report")
async def give_figures(event: Key, report: ReportKey, pictures: Kept) -> Response:
    """The figures of an event in a report, each with its sentence and what other reports say to it.

    `elsewhere` has what contradicts a figure first, then what confirms it, then what repeats it.
    """
    iri, thing = URIRef(REPORT[report]), str(address(event))
    figures = await figures_of(pictures.asking, iri)
    found = [
        {
            "label": figure.label,
            "verbatim": figure.verbatim,
            "address": f"{address_of(iri)}#q-{figure.start}-{figure.end}",
            "elsewhere": [
                {**asdict(other), "published": other.published and str(other.published)}
                for other in figure.elsewhere
            ],
        }
        for figure in figures
        if figure.event == thing
    ]
    return _json({"figures": found})


@router.get("/api/network/path", summary="How two entities are linked, with evidence")
async def give_path(a: Key, b: Key, span: Days, pictures: Kept) -> Response:
    """A shortest way between two entities, with the evidence of each hop; none is an empty one."""
    hops = await pictures.run(lambda memory: network.path(a, b, span, memory))
    return _json({"hops": [asdict(hop) for hop in hops]})


@router.get("/api/network/find", summary="Entities by name, in any spelling")
async def find(q: Annotated[str, Query(max_length=200)], pictures: Kept) -> Response:
    """Entities that are called so or nearly so, in any spelling or script."""
    whole = await pictures.whole()
    hits = await pictures.asking.search(q, limit=LOOKED_AT)
    drawn = [hit for hit in hits if hit.key in whole]
    drawn.sort(key=lambda hit: -hit.score - (LINKED if whole.degree(hit.key) else 0.0))
    found = [
        {
            "id": hit.key,
            "label": whole.nodes[hit.key]["label"],
            "kind": whole.nodes[hit.key]["kind"],
            "matched": hit.matched,
        }
        for hit in drawn[:FOUND_AT_MOST]
    ]
    return _json({"hits": found})


@router.get("/api/network/export.{form}", summary="What is shown, as a file")
async def export(form: str, view: Shown, pictures: Kept) -> Response:
    """Exactly what is shown as a file: png, svg, gexf, graphml, csv or html."""
    if form not in FORMATS:
        raise UnknownNameError("format", form, FORMATS)
    graph = await pictures.picture(view)
    if form == "html":
        graph = await pictures.run(lambda memory: network.proved(view, memory))
    content = await asyncio.to_thread(render, graph, form)
    name = f'attachment; filename="demining-network.{form}"'
    return Response(content, media_type=FORMATS[form], headers={"Content-Disposition": name})


def _json(value: object) -> Response:
    return _answer(as_json(value))


def _answer(content: bytes) -> Response:
    return Response(content, media_type="application/json", headers={"Cache-Control": "no-cache"})
