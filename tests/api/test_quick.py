"""The quick way of plain queries and the ordinary way differ in nothing but speed."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from serving import Running

from api.app import Application, create_app
from kg.settings import Settings
from tests.api.conftest import settings_of

TEN = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 10"
DIGITS = " ".join(f"VALUES ?{name} {{ 0 1 2 3 4 5 6 7 8 9 }}" for name in "abcd")
LONG = f"SELECT * {{ {DIGITS} }} ORDER BY ?a ?b ?c ?d"
GRAPH = "CONSTRUCT { <urn:a> <urn:b> ?n } WHERE { VALUES ?n { 1 2 3 } } ORDER BY ?n"
NAMED = {"Host": "mine.example"}
"""What answers that tell their own address have it from."""
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def without_quick(app: Application) -> Application:
    """The application with nothing but the ordinary way."""
    app.front.app = app.ordinary
    return app


@pytest.fixture(scope="module")
def ways(place: Path) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Clients of two servers on one store: one that has the quick way, one that has not."""
    quick = Running(create_app(str(place), settings_of(place)))
    ordinary = Running(without_quick(create_app(str(place), settings_of(place))))
    with (
        quick as one,
        ordinary as other,
        httpx.Client(base_url=one, headers=NAMED, timeout=60) as first,
        httpx.Client(base_url=other, headers=NAMED, timeout=60) as second,
    ):
        yield first, second


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({"query": TEN}, {}),
        ({"query": TEN}, {"Accept-Encoding": "identity"}),
        ({"query": TEN}, {"Accept-Encoding": "br", "Accept": "text/csv"}),
        ({"query": "ASK {}"}, {"Accept": "application/sparql-results+xml"}),
        ({"query": "ASK {}"}, {"Accept": "application/x-ndjson"}),
        ({"query": "ASK {}", "format": "csv"}, {}),
        ({"query": "ASK {}", "generation": "abc-1"}, {}),
        ({"query": "ASK { <urn:a> ?p ?o }", "default-graph-uri": "urn:g"}, {}),
        ({"query": "SELECT (NOW() > '2020-01-01T00:00:00Z'^^xsd:dateTime AS ?x) {}"}, {}),
        ({"query": "SELECT (STRLEN(STR(NOW())) > 3 AS ?x) {}"}, {}),
        ({"query": GRAPH}, {"Accept": "text/turtle"}),
        ({"query": "ASK {}"}, {"Accept": "image/png"}),
        ({"query": GRAPH}, {"Accept": "text/csv"}),
        ({"query": "ASK {}"}, {"Accept": "text/html"}),
        ({"query": "ASK {}"}, {"Connection": "close"}),
        ({"query": "ASK {}"}, {"If-None-Match": "*"}),
        ({"query": "ASK {}"}, {"Authorization": "Bearer unknown"}),
        ({"query": LONG}, {}),
        ({"query": "oops"}, {}),
        ({"query": " "}, {}),
        ({"query": "ASK { ?ə ?p 'a+b&c=d%' }"}, {}),
        ({"update": "CLEAR ALL"}, {}),
        ({}, {}),
    ],
)
def test_both_ways_answer_alike(ways, method: str, fields, headers) -> None:
    """Status, headers and body, the first time and when the answer is known."""
    sent = {"params" if method == "GET" else "data": fields, "headers": headers}
    for _ in range(3):
        quick, ordinary = (way.request(method, "/sparql", **sent) for way in ways)
        assert quick.status_code == ordinary.status_code
        assert quick.content == ordinary.content
        passing = ("date", "transfer-encoding")
        told, expected = (
            {name: value for name, value in reply.headers.items() if name not in passing}
            for reply in (quick, ordinary)
        )
        assert told == expected


def test_requests_are_counted_on_both_ways(ways) -> None:
    """With what was sent."""
    counted = []
    for way in ways:
        for query in (TEN, "oops", LONG, TEN):
            way.get("/sparql", params={"query": query, "results": "tsv"})
        lines = way.get("/metrics").text.splitlines()
        counted.append(
            {x for x in lines if x.startswith("demining_kg_requests_total{") and "sparql" in x}
        )
    assert counted[0] == counted[1]
    assert any('status="200"' in line for line in counted[0])


def test_who_hangs_up_stops_the_query(place: Path) -> None:
    """Its process is free for another at once."""
    settings = Settings(store=str(place), readers=1, query_seconds=60.0)
    with Running(create_app(str(place), settings)) as base:
        parts = urlsplit(base)
        with socket.create_connection((parts.hostname, parts.port)) as leaving:
            head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            text = ENDLESS.encode()
            leaving.sendall(head + b"Content-Length: %d\r\n\r\n" % len(text) + text)
            time.sleep(0.5)
        asked = httpx.get(f"{base}/sparql", params={"query": "ASK {}"}, timeout=20)
        assert asked.status_code == 200


def test_a_small_answer_comes_in_one_piece(place: Path) -> None:
    """Headers and body together, new or known; so nobody is woken twice."""
    with Running(create_app(str(place), settings_of(place))) as base:
        parts = urlsplit(base)
        with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
            for _ in range(3):
                connection.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n")
                assert connection.recv(65536).endswith(b"true}")


def test_two_at_once_on_one_connection_get_their_answers_in_turn(place: Path) -> None:
    """Also where the second comes while the first is evaluated."""
    with Running(create_app(str(place), settings_of(place))) as base:
        parts = urlsplit(base)
        with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
            for word in ("one", "two"):
                text = f"SELECT ('{word}' AS ?x) {{}}".encode()
                head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n"
                kind = b"Content-Type: application/sparql-query\r\n"
                connection.sendall(head + kind + b"Content-Length: %d\r\n\r\n" % len(text) + text)
            got = b""
            while b"two" not in got:
                got += connection.recv(4096)
            assert got.index(b"one") < got.index(b"two")
            assert got.count(b"HTTP/1.1 200 OK") == 2
