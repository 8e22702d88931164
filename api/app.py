"""The web server, built from its parts: a reader of the store, settings, routers.

It evaluates and parses no query and reads no report: reader processes do the first, the
pipeline the second.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final, cast

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api import (
    admin,
    entities,
    errors,
    health,
    ontology,
    openapi,
    pages,
    reports,
    search,
    vocabulary,
    void,
)
from api.admission import Admission
from api.asking import Asking
from api.changes import ingest
from api.changes.deriving import Deriving
from api.changes.graph_store import GraphStore
from api.changes.writing import Writing
from api.client import Clients
from api.compress import Compressed
from api.headers import CommonHeaders, HeadAsGet
from api.health import Health
from api.links import Links
from api.maps import routes as maps
from api.metrics import Counted, Metrics
from api.network import routes as network
from api.parameters import refuse_unknown
from api.questions import routes as questions
from api.reconcile import routes as reconcile
from api.slow import SlowLog
from api.sparql import editor, workbook
from api.sparql.endpoint import Sparql
from api.sparql.quick import Quick
from api.sparql.repeats import Repeats
from api.sparql.shortcut import Shortcut
from api.timeline import routes as timeline
from api.totals import routes as totals
from kg import __version__
from kg.settings import Settings
from kg.store import AsyncReader, open_async_writer, open_readers, writer_of

__all__ = ["create_app"]

ROUTERS: Final = (
    network.router,
    questions.router,
    totals.router,
    maps.router,
    timeline.router,
    entities.router,
    search.router,
    reports.router,
    ingest.router,
    pages.router,
    ontology.router,
    health.router,
    admin.router,
    void.router,
    vocabulary.router,
    reconcile.router,
    editor.router,
    workbook.router,
)
STATIC: Final = Path(__file__).parent / "static"

ABOUT: Final = """
Who did what in demining, where, when, and by whose word: a knowledge graph of reports.

* Ready-made questions: [`/api/questions`](/api/questions)
* How much was cleared or found, as intervals that reports prove: `/api/total`
* Places with their reports or intervals, as a map: [`/api/map`](/api/map)
* Your own tables beside it, in OpenRefine for instance: [`/reconcile`](/reconcile)
* SPARQL 1.1: [`/sparql`](/sparql), whole graphs: `/store?graph=…`
* Things and reports with the sentences behind each fact: `/api/entities`, `/api/reports`
* The same by their own addresses, as RDF: `/id/…`, `/report/…`, [`/ontology`](/ontology);
  what report graphs keep to: [`/shapes`](/shapes)
* What the graph holds, as VoID: [`/.well-known/void`](/.well-known/void)

Errors are `application/problem+json` (RFC 9457). Answers carry the generation of the graph as
ETag: a repeated request with `If-None-Match` costs a 304.
"""


class Application(FastAPI):
    """The application; ``front`` sees each request first, what it leaves goes through the rest."""

    front: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        await self.front(scope, receive, send)

    async def ordinary(self, scope: Scope, receive: Receive, send: Send) -> None:
        """All that there is besides the front."""
        await super().__call__(scope, receive, send)


class Static(StaticFiles):
    """Files that browsers ask for again each time, and mostly get a 304."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, or 404."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


def create_app(
    store_location: str, settings: Settings, *, reader: AsyncReader | None = None
) -> Application:
    """The application on a store; ``reader`` in place of the one for that location.

    The reader starts and stops with the application. ``app.state`` holds ``readers`` (behind their
    admission), ``asking``, ``tokens``, ``health`` and ``settings`` for the routes.
    """
    source = open_readers(store_location, settings=settings) if reader is None else reader
    admission = Admission(source, settings)
    writing = Writing(open_async_writer(store_location, settings=settings), settings, admission)
    deriving = Deriving(writing, store_location, megabytes=settings.reading_megabytes)
    sparql = Sparql(admission, settings, writing)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        writing.start()
        await admission.start()
        app.state.health.measure()
        try:
            yield
        finally:
            await deriving.close()
            await writing.close()
            await admission.close()

    app = Application(
        title="Demining knowledge graph",
        version=__version__,
        description=ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    app.state.readers = admission
    app.state.asking = Asking(admission, store_location)
    app.state.settings = settings
    app.state.writing = writing
    app.state.location = store_location
    app.state.reconciling = asyncio.Semaphore(1)
    app.state.tokens = writing.tokens
    app.state.health = Health(admission, store_location, deriving)
    app.router.routes[:0] = [
        Route("/sparql", sparql, name="sparql"),
        Route("/store", GraphStore(sparql, writing), name="store"),
        Route("/store/{path:path}", GraphStore(sparql, writing), name="graph"),
    ]
    for router in ROUTERS:
        app.include_router(router, dependencies=[Depends(refuse_unknown)])
    app.mount("/static", Static(directory=STATIC), name="static")
    app.add_middleware(Shortcut, path="/sparql", endpoint=sparql)
    app.add_middleware(Links, tag=admission.tag, writer=lambda: writer_of(store_location))
    _surround(app, admission, sparql)
    errors.install(app)
    openapi.describe(app)
    return app


def _surround(app: Application, admission: Admission, sparql: Sparql) -> None:
    """What every request passes, the last first, and what is told of every query."""
    settings: Settings = app.state.settings
    metrics = Metrics(admission, sparql.cache)

    def count(method: str, size: int) -> None:
        metrics.request_ended("sparql", method, "200", size)

    def count_repeat(method: str, size: int) -> None:
        sparql.cache.hits += 1
        count(method, size)

    app.state.repeats = Repeats(admission.tag, count_repeat)
    app.add_middleware(HeadAsGet)
    app.add_middleware(CommonHeaders)
    app.add_middleware(Compressed)
    app.add_middleware(Counted, metrics=metrics)
    quick = Quick(app.ordinary, sparql, app.state.repeats, count)
    bearer = app.state.tokens.bearer
    app.front = Clients(quick, bearer=bearer, expects_proxy=bool(settings.proxies))
    if settings.proxies:
        front = ProxyHeadersMiddleware(cast("Any", app.front), trusted_hosts=settings.proxies)
        app.front = cast("ASGIApp", front)
    app.router.routes.append(Route("/metrics", metrics.respond, name="metrics"))
    admission.watchers.append(metrics.query_ended)
    if settings.slow_query_seconds:
        admission.watchers.append(SlowLog(settings.slow_query_seconds))
