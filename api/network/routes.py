"""The network of who works with whom, where: the page, its data, its evidence, its exports."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from rdflib import URIRef
from starlette.datastructures import QueryParams, State

from api.asking import Asking
from api.cache import Cache
from api.client import present_client
from api.errors import Problem
from api.network.page import as_json, network_page
from api.network.view import Day, Days, Key, Shown, span_of
from api.render import environment, page
from api.reports import figures_of
from api.things import address_of
from api.turns import FullError, Turns
from api.warming import warming
from kg import network
from kg.errors import StoreMissingError, UnknownNameError
from kg.exports import FORMATS, render
from kg.exports.record import LEGEND, links_of, nodes_of
from kg.network import ALL_TIME, AT_ONCE, Graph, Memory, View
from kg.network.assembly import address
from kg.steps import Steps
from kg.store import AsyncReader
from kg.terms import BASE, ID, REPORT

__all__ = ["router"]

T = TypeVar("T")
FOUND_AT_MOST: Final = 12
LOOKED_AT: Final = 60
"""Names that are like what was typed; some mean what no picture holds, such as an outlet."""
LINKED: Final = 0.15
"""How much better a hit is that links to something than a place that no report mentions."""
MOST_WAITING: Final = 100
"""How many pictures may wait to be drawn, one after the other; clients alternate."""
SIZE_OF_NODE: Final = 2000
"""About how many bytes a node with its links takes in memory."""


@dataclass(slots=True)
class Pictures:
    """The pictures of the newest generation, each made once."""

    reader: AsyncReader
    asking: Asking
    memory: Memory = field(default_factory=Memory)
    tag: str = ""
    kept: Cache[Graph] = field(default_factory=lambda: Cache(64 << 20))
    turns: Turns = field(default_factory=lambda: Turns(1, most_waiting=MOST_WAITING))

    def turn(self) -> str:
        """Forget what older generations had; the tag of the newest."""
        tag = self.reader.tag()
        if tag is None:
            raise StoreMissingError("nothing is published yet", location="store")
        if tag != self.tag:
            self.tag, self.memory = tag, Memory()
        return tag

    async def run(self, steps: Callable[[Memory], Steps[T]]) -> T:
        """Drive a computation that may use what is known of this generation."""
        self.turn()
        memory = self.memory
        return await network.run_async(self.reader, lambda: steps(memory))

    async def picture(self, view: View) -> Graph:
        """The network of a view."""
        kept = self.kept.get(self.turn(), view)
        if kept is not None:
            return kept
        client = present_client()
        try:
            await self.turns.take(client)
        except FullError:
            raise _busy() from None
        try:
            tag = self.turn()
            graph = self.kept.get(tag, view)
            if graph is None:
                graph = await self.run(lambda memory: network.picture(view, memory))
                self.kept.keep(tag, view, graph, SIZE_OF_NODE * (1 + len(graph)))
            return graph
        finally:
            self.turns.give_back(client)


def _busy() -> Problem:
    return Problem(
        503,
        "busy",
        "Too many pictures are being drawn",
        f"{MOST_WAITING} others are waiting; ask again in a while",
        headers={"Retry-After": "20"},
    )


def pictures_of(request: Request) -> Pictures:
    """The pictures of this app."""
    return _pictures(request.app.state)


def _pictures(state: State) -> Pictures:
    if not hasattr(state, "pictures"):
        state.pictures = Pictures(state.readers, state.asking)
    pictures: Pictures = state.pictures
    return pictures


async def _warm(app: FastAPI) -> None:
    graph = await _pictures(app.state).picture(View())
    await asyncio.to_thread(_page_of, graph, {**LEGEND, "names": {}})
    await app.state.asking.names()


def _page_of(graph: Graph, parts: Mapping[str, Any]) -> str:
    return network_page(graph, environment, "network.html", parts)


router = APIRouter(tags=["network"], lifespan=warming("overview", _warm))


Kept = Annotated[Pictures, Depends(pictures_of)]
ReportKey = Annotated[str, Query(pattern=r"^[0-9A-Za-z._-]{1,100}$")]


@router.get("/network", response_class=HTMLResponse)
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
        shown = {**await _meta(pictures, graph), "later": view.everything}
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


@router.get("/api/network")
async def give_network(view: Shown, pictures: Kept) -> Response:
    """The nodes and links of a view, with places, and what they sum up."""
    graph = await pictures.picture(view)
    names = await pictures.run(lambda memory: memory.all_names())
    meta = await _meta(pictures, graph)
    return _json({**meta, "nodes": nodes_of(graph, names), "links": links_of(graph)})


@router.get("/api/network/evidence")
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


@router.get("/api/network/figures")
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


@router.get("/api/network/path")
async def give_path(a: Key, b: Key, span: Days, pictures: Kept) -> Response:
    """A shortest way between two entities, with the evidence of each hop; none is an empty one."""
    hops = await pictures.run(lambda memory: network.path(a, b, span, memory))
    return _json({"hops": [asdict(hop) for hop in hops]})


@router.get("/api/network/find")
async def find(q: Annotated[str, Query(max_length=200)], pictures: Kept) -> Response:
    """Entities that are called so or nearly so, in any spelling or script."""
    whole = await pictures.run(lambda memory: memory.whole(ALL_TIME))
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


@router.get("/api/network/export.{form}")
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


async def _meta(pictures: Pictures, graph: Graph) -> dict[str, Any]:
    years = await pictures.run(lambda _: network.years())
    return {
        "years": {str(year): events for year, events in years.items()},
        "cut": max(0, graph.graph.get("cut", 0)),
        "generation": pictures.tag,
        "base": BASE,
        "ids": str(ID),
        "atOnce": AT_ONCE,
        "file": False,
    }


def _json(value: object) -> Response:
    return Response(
        as_json(value), media_type="application/json", headers={"Cache-Control": "no-cache"}
    )
