"""Two clients before a real server: one sends bombs, the other hardly notices; all is watched."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from kg.settings import Settings

BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
STREAM = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ADMIN, GUEST = "a" * 16, "g" * 16
BEARER = {"Authorization": f"Bearer {ADMIN}"}


@pytest.fixture(scope="module")
def watched(running, place: Path) -> Iterator[str]:
    """The address of a server with two readers, of which one client gets one."""
    settings = Settings(
        store=str(place),
        readers=2,
        queue=20,
        query_seconds=60.0,
        query_megabytes=512,
        tokens=f"admin:{ADMIN}, ingest:{GUEST}",
    )
    with running(create_app(str(place), settings)) as address:
        yield address


class Sender:
    """A client with an address of its own, that sends in the background."""

    def __init__(self, base: str, address: str) -> None:
        transport = httpx.HTTPTransport(local_address=address)
        self.http = httpx.Client(base_url=base, timeout=90, transport=transport)
        self.pool = ThreadPoolExecutor(30)

    def ask(self, query: str, **more: Any) -> httpx.Response:
        return self.http.get("/sparql", params={"query": query}, **more)

    def send(self, query: str) -> Future[httpx.Response]:
        return self.pool.submit(self.ask, query)

    def close(self) -> None:
        self.pool.shutdown()
        self.http.close()


@pytest.fixture
def senders(watched: str) -> Iterator[tuple[Sender, Sender]]:
    """Two clients; at the end nothing of them runs any more."""
    both = Sender(watched, "127.0.0.1"), Sender(watched, "127.0.0.2")
    yield both
    for query in listed(both[1]):
        both[1].http.delete(f"/admin/queries/{query['id']}", headers=BEARER)
    for sender in both:
        sender.close()


def listed(sender: Sender) -> list[dict[str, Any]]:
    """The queries of clients that wait or run."""
    answer = sender.http.get("/admin/queries", headers=BEARER)
    assert answer.status_code == 200
    # the server asks too, for the overview that it makes at its start
    return [query for query in answer.json()["queries"] if query["client"] != "server"]


def until(condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.02)


def test_bombs_of_one_client_do_not_starve_another(senders: tuple[Sender, Sender]) -> None:
    """While ten wait or run for the one, the other need not wait for any of them."""
    bomber, other = senders
    bombs = [bomber.send(f"{BOMB} # {number}") for number in range(10)]
    until(lambda: len(listed(other)) == 10)
    seconds: dict[str, list[float]] = {"/sparql": [], "/health": [], "/entities": []}
    for number in range(20):
        for path, spent in seconds.items():
            asked = {"query": f"ASK {{ ?s ?p ?o }} # {number}"} if path == "/sparql" else {}
            began = time.monotonic()
            assert other.http.get(path, params=asked).status_code == 200
            spent.append(time.monotonic() - began)
    assert not any(bomb.done() for bomb in bombs)
    for path, spent in seconds.items():
        # some tens of milliseconds where nothing else is done; behind a bomb it would be 60 s
        assert max(spent) < 5, path
    states = [(query["client"], query["state"]) for query in listed(other)]
    assert states == [("127.0.0.1", "running"), *[("127.0.0.1", "waiting")] * 9]
    assert bomber.http.get("/entities").status_code == 200  # pages have a lane of their own


def test_only_an_administrator_sees_and_ends_queries(senders: tuple[Sender, Sender]) -> None:
    """Others are asked for a token, or told that theirs is not enough."""
    http = senders[0].http
    for method, path in (("GET", "/admin/queries"), ("DELETE", "/admin/queries/1")):
        assert http.request(method, path).status_code == 401
        known = {"Authorization": f"Bearer {GUEST}"}
        assert http.request(method, path, headers=known).status_code == 403
    missing = http.delete("/admin/queries/987654", headers=BEARER)
    assert (missing.status_code, missing.json()["type"]) == (404, "/problems/unknown-name")


def test_a_query_that_is_ended_is_told_so(senders: tuple[Sender, Sender]) -> None:
    """503 before the answer has begun; the process is replaced, and the next query answered."""
    bomber, other = senders
    long = " " * 3000 + BOMB
    bomb = bomber.send(long)
    until(lambda: [query["state"] for query in listed(other)] == ["running"])
    (query,) = listed(other)
    assert (query["client"], query["by"], query["bytes"]) == ("127.0.0.1", "sparql", 0)
    assert (query["characters"], query["query"]) == (len(long), long[:2000])
    assert 0 < query["seconds"] < 10
    assert other.http.delete(f"/admin/queries/{query['id']}", headers=BEARER).status_code == 204
    answer = bomb.result(20)
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/query-killed")
    assert "administrator" in answer.json()["detail"]
    assert listed(other) == []
    assert bomber.ask("ASK { ?s ?p 1 }").status_code == 200


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_an_answer_that_has_begun_breaks_off(senders: tuple[Sender, Sender], coding: str) -> None:
    """Packed or not: whoever reads it learns that it is not whole."""
    bomber, other = senders
    asked = {"query": STREAM + " # " + coding}
    packed = {"Accept-Encoding": coding}
    with bomber.http.stream("GET", "/sparql", params=asked, headers=packed) as answer:
        assert answer.headers.get("content-encoding", "identity") == coding
        parts = answer.iter_raw()
        next(parts)
        (query,) = listed(other)
        assert query["bytes"] >= 64 * 1024
        other.http.delete(f"/admin/queries/{query['id']}", headers=BEARER)
        with pytest.raises(httpx.RemoteProtocolError):
            list(parts)


def test_a_full_queue_is_told(senders: tuple[Sender, Sender]) -> None:
    """One client fills it: its next is refused, another's is not."""
    bomber, other = senders
    bombs = [bomber.send(f"{BOMB} # queue {number}") for number in range(22)]
    ((done,), _) = wait(bombs, 20, return_when=FIRST_COMPLETED)
    refused = done.result()
    assert (refused.status_code, refused.json()["type"]) == (503, "/problems/busy")
    assert int(refused.headers["retry-after"]) >= 1
    assert other.ask("ASK { ?s ?p 2 }").status_code == 200


def test_a_used_up_budget_is_told(running, place: Path) -> None:
    """429 with a time after which it works again; what is in memory costs nothing."""
    settings = Settings(
        store=str(place), query_seconds=1.0, client_seconds=0.5, client_refill=0.1, readers=2
    )
    with running(create_app(str(place), settings)) as address:
        bomber, other = Sender(address, "127.0.0.1"), Sender(address, "127.0.0.2")
        kept = "ASK { ?s ?p 3 }"
        assert bomber.ask(kept).status_code == 200
        assert bomber.ask(BOMB).status_code == 504
        refused = bomber.ask(BOMB)
        assert (refused.status_code, refused.json()["type"]) == (429, "/problems/budget")
        assert refused.headers["access-control-allow-origin"] == "*"
        assert bomber.ask(kept).status_code == 200
        until = time.monotonic() + 20
        while bomber.http.get("/health").status_code == 503:  # the killed reader is made anew
            assert time.monotonic() < until
        assert bomber.http.get("/health").status_code == 200
        assert other.ask("ASK { ?s ?p 4 }").status_code == 200
        time.sleep(int(refused.headers["retry-after"]))
        assert bomber.ask("ASK { ?s ?p 5 }").status_code == 200
        bomber.close()
        other.close()


def test_metrics_tell_what_was_done(senders: tuple[Sender, Sender]) -> None:
    """Requests, queries, readers, the cache and the process; no label holds what a client sent."""
    http = senders[0].http
    asked = "ASK { ?s ?p 'metrics' }"
    before = values(http)
    for _ in range(3):
        senders[0].ask(asked)
    http.request("BREW", "/secret-path-7")
    http.get("/sparql", params={"query": "nonsense"})
    after = values(http)

    def grown(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert grown('demining_kg_requests_total{method="GET",route="sparql",status="200"}') == 3
    assert grown('demining_kg_requests_total{method="GET",route="sparql",status="400"}') == 1
    assert grown('demining_kg_requests_total{method="other",route="pages",status="404"}') == 1
    assert grown('demining_kg_queries_total{by="sparql",outcome="ok"}') == 1
    assert grown('demining_kg_queries_total{by="sparql",outcome="failed"}') == 1
    assert grown('demining_kg_query_seconds_count{by="sparql"}') == 2
    assert grown("demining_kg_cache_hits_total") == 2
    assert grown('demining_kg_answer_bytes_total{route="sparql"}') > 50
    assert after['demining_kg_readers_killed_total{reason="killed"}'] >= 1
    assert after["demining_kg_generation"] == 1
    assert after["demining_kg_readers_busy"] + after["demining_kg_readers_idle"] == 2
    assert after["process_resident_memory_bytes"] > 1e6
    assert "demining_kg_queries_waiting" in after
    assert not [name for name in after if "secret-path" in name or "127.0.0" in name]


def values(http: httpx.Client) -> dict[str, float]:
    answer = http.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {
        name: float(value)
        for name, value in re.findall(r"^([^#\s]\S*) (\S+)$", answer.text, re.MULTILINE)
    }


def test_a_client_that_leaves_is_counted(senders: tuple[Sender, Sender]) -> None:
    """Its process is ended, for the reason that it left."""
    before = values(senders[1].http)
    with pytest.raises(httpx.ReadTimeout):
        senders[0].ask(BOMB, timeout=0.3)
    name = 'demining_kg_readers_killed_total{reason="left"}'
    until(lambda: values(senders[1].http)[name] == before[name] + 1)
