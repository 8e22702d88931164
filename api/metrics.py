"""``/metrics`` for Prometheus: the one place where the server is measured.

Labels take few values each: classes of routes, known methods, statuses, outcomes; never an
address, a client or a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeVar, cast

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.admission import Admission
from api.cache import Cache
from api.running import Query

__all__ = ["Counted", "Metrics"]

M = TypeVar("M", Counter, Histogram)

ROUTES: Final = {
    "sparql": "sparql",
    "store": "store",
    "static": "static",
    "api": "api",
    "admin": "admin",
    "health": "server",
    "metrics": "server",
    "openapi.json": "server",
    "id": "things",
    "report": "things",
    "ontology": "things",
    "vocabulary": "things",
    "reference": "things",
}
"""The first part of a path → its class; all others are pages."""

METHODS: Final = frozenset({"GET", "HEAD", "POST", "QUERY", "OPTIONS", "PUT", "PATCH", "DELETE"})
SECONDS: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
KILLING: Final = frozenset({"timeout", "memory", "left", "killed"})
"""Ends of a query that end its process too."""


class Metrics:
    """What is counted of one application."""

    def __init__(self, admission: Admission, cache: Cache[Any] | None = None) -> None:
        self.registry = CollectorRegistry()
        self._children: dict[tuple[Counter | Histogram, tuple[str, ...]], Counter | Histogram] = {}
        self.requests = Counter(
            "demining_kg_requests",
            "Requests by class of route, method and status; status none: the client left.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self.bytes = Counter(
            "demining_kg_answer_bytes",
            "Bytes of answers as sent, packed or not.",
            ("route",),
            registry=self.registry,
        )
        self.queries = Counter(
            "demining_kg_queries",
            "Queries that are over, by who asked and how they ended.",
            ("by", "outcome"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "demining_kg_query_seconds",
            "Seconds for which queries held a process.",
            ("by",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.waited = Histogram(
            "demining_kg_query_wait_seconds",
            "Seconds for which queries waited for a process.",
            ("by",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.killed = Counter(
            "demining_kg_readers_killed",
            "Reader processes that were ended at work, by reason; left: the client went away.",
            ("reason",),
            registry=self.registry,
        )
        for reason in KILLING:
            self.killed.labels(reason)
        self.changes = Changes(self.registry)
        self.registry.register(Present(admission, cache))
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)

    def query_ended(self, query: Query) -> None:
        """Count a query, or a change, that is over."""
        if query.is_change:
            self.changes.ended(query)
            return
        by, outcome = query.client.lane, query.outcome
        self._child(self.queries, by, outcome).inc()
        self._child(self.waited, by).observe(query.waited)
        if query.begun is not None:
            self._child(self.seconds, by).observe(query.held)
            if outcome in KILLING:
                self._child(self.killed, outcome).inc()

    def request_ended(self, route: str, method: str, status: str, size: int) -> None:
        """Count a request that is over."""
        self._child(self.requests, route, method, status).inc()
        self._child(self.bytes, route).inc(size)

    def _child(self, metric: M, *labels: str) -> M:
        """The part of a metric for some labels, looked up faster than by the metric itself."""
        found = self._children.get((metric, labels))
        if found is None:
            found = self._children[metric, labels] = metric.labels(*labels)
        return cast("M", found)

    async def respond(self, request: Request) -> Response:
        """The answer to Prometheus, in the form that it asks for."""
        encode, content_type = choose_encoder(request.headers.get("accept", ""))
        content = encode(self.registry)
        return Response(content, 200, {"Cache-Control": "no-store", "Content-Type": content_type})


class Changes:
    """What is counted of changes of the store, and of reports that are sent."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.changes = Counter(
            "demining_kg_changes",
            "Changes of the store and reports sent that are over, by how they ended.",
            ("outcome",),
            registry=registry,
        )
        self.seconds = Histogram(
            "demining_kg_change_seconds",
            "Seconds that changes took from their arrival until all could see them.",
            buckets=SECONDS,
            registry=registry,
        )

    def ended(self, change: Query) -> None:
        """Count one that is over."""
        self.changes.labels(change.outcome).inc()
        self.seconds.observe(change.seconds)


class Present(Collector):
    """How the readers are at the moment in which it is asked."""

    def __init__(self, admission: Admission, cache: Cache[Any] | None) -> None:
        self.admission = admission
        self.cache = cache

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """The gauges, and counters that others keep."""
        turns = self.admission.turns
        gauges = {
            "readers_busy": ("Reader processes at work.", turns.held),
            "readers_idle": ("Reader processes that could work.", turns.most - turns.held),
            "queries_waiting": ("Queries that wait for a process.", turns.waiting),
            "clients": ("Clients whose use of time is remembered.", len(self.admission.budget)),
            "generation": ("The generation of the graph.", self.admission.generation() or 0),
        }
        for name, (about, value) in gauges.items():
            yield GaugeMetricFamily(f"demining_kg_{name}", about, value)
        refused = CounterMetricFamily(
            "demining_kg_queries_refused", "Queries that were not let in.", labels=("reason",)
        )
        for reason, number in self.admission.refused.items():
            refused.add_metric((reason,), number)
        yield refused
        if self.cache is not None:
            yield from _cached(self.cache)


def _cached(cache: Cache[Any]) -> Iterator[Metric]:
    yield CounterMetricFamily("demining_kg_cache_hits", "Answers from memory.", cache.hits)
    yield CounterMetricFamily("demining_kg_cache_misses", "Answers not in memory.", cache.misses)
    yield GaugeMetricFamily("demining_kg_cache_bytes", "Size of answers in memory.", cache.size)


class Counted:
    """Counts requests and what is sent; plain ASGI."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, size = "none", 0

        async def send_counting(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = str(message["status"])
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, send_counting)
        except Exception:
            status = "500" if status == "none" else status
            raise
        finally:
            route = route_of(scope["path"])
            method = scope["method"] if scope["method"] in METHODS else "other"
            self.metrics.request_ended(route, method, status, size)


def route_of(path: str) -> str:
    """The class of a path."""
    return ROUTES.get(path.split("/", 2)[1] if path.startswith("/") else "", "pages")
