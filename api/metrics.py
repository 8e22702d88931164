"""``/metrics`` for Prometheus: the one place where the server is measured.

Labels take few values each: classes of routes, known methods, statuses, outcomes; never an
address, a client or a query.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any, Final

from prometheus_client import (
    CollectorRegistry,
    GCCollector,
    PlatformCollector,
    ProcessCollector,
)
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.admission import Admission
from api.cache import Cache
from api.running import Query

__all__ = ["Counted", "Metrics"]

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


class Tally(Collector):
    """A counter by labels: one look-up for each time, as it counts every request."""

    def __init__(self, name: str, about: str, labels: tuple[str, ...]) -> None:
        self._about = (f"demining_kg_{name}", about)
        self._labels = labels
        self._values: dict[tuple[str, ...], float] = {}

    def add(self, *labels: str, number: float = 1) -> None:
        """Count so many more under these labels."""
        self._values[labels] = self._values.get(labels, 0) + number

    def describe(self) -> Iterable[Metric]:
        """Its name."""
        return [CounterMetricFamily(*self._about)]

    def collect(self) -> Iterator[Metric]:
        """All that was counted."""
        family = CounterMetricFamily(*self._about, labels=self._labels)
        for labels, value in self._values.items():
            family.add_metric(labels, value)
        yield family


class Spans(Collector):
    """How often something took how many seconds, by one label or none."""

    def __init__(self, name: str, about: str, labels: tuple[str, ...]) -> None:
        self._about = (f"demining_kg_{name}_seconds", about)
        self._labels = labels
        self._rows: dict[tuple[str, ...], list[int]] = {}
        self._sums: dict[tuple[str, ...], float] = {}
        if not labels:
            self._begin(())

    def add(self, *labels: str, seconds: float) -> None:
        """Count one more that took so long."""
        if labels not in self._rows:
            self._begin(labels)
        self._rows[labels][bisect_left(SECONDS, seconds)] += 1
        self._sums[labels] += seconds

    def _begin(self, labels: tuple[str, ...]) -> None:
        self._rows[labels] = [0] * (len(SECONDS) + 1)
        self._sums[labels] = 0.0

    def describe(self) -> Iterable[Metric]:
        """Its name."""
        return [HistogramMetricFamily(*self._about)]

    def collect(self) -> Iterator[Metric]:
        """All that was counted."""
        family = HistogramMetricFamily(*self._about, labels=self._labels)
        bounds = [*map(floatToGoString, SECONDS), "+Inf"]
        for labels, row in self._rows.items():
            buckets = list(zip(bounds, accumulate(row), strict=True))
            family.add_metric(labels, buckets, self._sums[labels])
        yield family


class Metrics:
    """What is counted of one application."""

    def __init__(self, admission: Admission, cache: Cache[Any] | None = None) -> None:
        self.requests = Tally(
            "requests",
            "Requests by class of route, method and status; status none: the client left.",
            ("route", "method", "status"),
        )
        self.bytes = Tally("answer_bytes", "Bytes of answers as sent, packed or not.", ("route",))
        self.queries = Tally(
            "queries",
            "Queries that are over, by who asked and how they ended.",
            ("by", "outcome"),
        )
        self.seconds = Spans("query", "Seconds for which queries held a process.", ("by",))
        self.waited = Spans(
            "query_wait", "Seconds for which queries waited for a process.", ("by",)
        )
        self.killed = Tally(
            "readers_killed",
            "Reader processes that were ended at work, by reason; left: the client went away.",
            ("reason",),
        )
        for reason in KILLING:
            self.killed.add(reason, number=0)
        self.changes = Tally(
            "changes",
            "Changes of the store and reports sent that are over, by how they ended.",
            ("outcome",),
        )
        self.changing = Spans(
            "change", "Seconds that changes took from their arrival until all could see them.", ()
        )
        self.registry = CollectorRegistry()
        for own in (
            *(self.requests, self.bytes, self.queries, self.seconds, self.waited, self.killed),
            *(self.changes, self.changing, Present(admission, cache)),
        ):
            self.registry.register(own)
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)

    def query_ended(self, query: Query) -> None:
        """Count a query, or a change, that is over."""
        outcome = query.outcome
        if query.is_change:
            self.changes.add(outcome)
            self.changing.add(seconds=query.seconds)
            return
        by = query.client.lane
        self.queries.add(by, outcome)
        self.waited.add(by, seconds=query.waited)
        if query.begun is not None:
            self.seconds.add(by, seconds=query.held)
            if outcome in KILLING:
                self.killed.add(outcome)

    def request_ended(self, route: str, method: str, status: str, size: int) -> None:
        """Count a request that is over."""
        self.requests.add(route, method, status)
        self.bytes.add(route, number=size)

    async def respond(self, request: Request) -> Response:
        """The answer to Prometheus, in the form that it asks for."""
        encode, content_type = choose_encoder(request.headers.get("accept", ""))
        content = encode(self.registry)
        return Response(content, 200, {"Cache-Control": "no-store", "Content-Type": content_type})


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
