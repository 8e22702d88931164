"""The same request again gets the same bytes, and nothing but the same request does."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from api.app import create_app
from kg.settings import Settings
from tests.api.conftest import Running, fill

SECRET = "r" * 20
WRITE = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/sparql-update"}
ASKED = {"query": "SELECT ?o { <urn:remembered> <urn:p> ?o }"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server that takes updates."""
    place = tmp_path_factory.mktemp("remembered") / "store"
    fill(place)
    settings = Settings(store=str(place), query_seconds=20.0, tokens=f"update:{SECRET}")
    app = create_app(str(place), settings)
    with Running(app) as base, httpx.Client(base_url=base, timeout=30) as opened:
        yield opened


@pytest.mark.parametrize("way", ["params", "data"])
def test_the_same_request_is_answered_alike(client: httpx.Client, way: str) -> None:
    """Status, headers and body are equal, by GET and by POST."""
    sent = {way: ASKED}
    method = "GET" if way == "params" else "POST"
    first, second = (client.request(method, "/sparql", **sent) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    passing = {"date"}
    assert {k: v for k, v in first.headers.items() if k not in passing} == {
        k: v for k, v in second.headers.items() if k not in passing
    }


def test_another_header_is_another_request(client: httpx.Client) -> None:
    """Form and coding are negotiated for each; a tag that the client holds gets a 304."""
    client.get("/sparql", params=ASKED)
    csv = client.get("/sparql", params=ASKED, headers={"Accept": "text/csv"})
    assert csv.headers["content-type"].startswith("text/csv")
    known = {"If-None-Match": csv.headers["etag"], "Accept": "text/csv"}
    assert client.get("/sparql", params=ASKED, headers=known).status_code == 304
    assert client.head("/sparql", params=ASKED).content == b""


def test_a_change_is_seen_at_once(client: httpx.Client) -> None:
    """What was kept of a generation is forgotten with it."""
    for number in range(3):
        text = f"INSERT DATA {{ GRAPH <urn:g> {{ <urn:remembered> <urn:p> {number} }} }}"
        assert client.post("/sparql", content=text, headers=WRITE).status_code == 204
        for _ in range(2):
            rows = client.get("/sparql", params=ASKED).json()["results"]["bindings"]
            assert len(rows) == number + 1


def test_nothing_that_may_differ_is_kept(client: httpx.Client) -> None:
    """Values that are new each time, refused queries, and who sends a secret."""
    random = {"query": "SELECT (RAND() AS ?x) {}"}
    assert len({client.get("/sparql", params=random).text for _ in range(3)}) == 3
    assert {client.get("/sparql", params={"query": "oops"}).status_code for _ in "12"} == {400}
    bearer = {"Authorization": f"Bearer {SECRET}"}
    sent = [client.get("/sparql", params=ASKED, headers=bearer) for _ in "12"]
    assert sent[0].content == sent[1].content


def test_hits_are_counted(client: httpx.Client) -> None:
    """The metrics of the cache count what was answered from here too."""

    def hits() -> float:
        lines = client.get("/metrics").text.splitlines()
        return sum(float(line.split()[-1]) for line in lines if "hit" in line and line[0] != "#")

    client.get("/sparql", params=ASKED)
    before = hits()
    for _ in range(3):
        client.get("/sparql", params=ASKED)
    assert hits() == before + 3
