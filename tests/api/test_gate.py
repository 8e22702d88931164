"""Graphs of reports that clients put: checks that take long keep nobody from writing."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.changes import gate
from api.changes.gate import Gate, LateError
from kg.settings import Settings
from tests.api.conftest import SEED, SEED_KEY, Running, fill

SECRET = "s" * 20
REPORT = f"https://demining.example.org/report/{SEED_KEY}"
TURTLE = {"Content-Type": "text/turtle"}
LARGER = f"{SEED.read_text('utf-8')}\n<{REPORT}> rdfs:label 'more'@de ."
INTO_REPORT = f"INSERT DATA {{ GRAPH <{REPORT}> {{ <{REPORT}> <urn:p> 2 }} }}"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    place = str(tmp_path / "store")
    fill(place)
    settings = Settings(store=place, tokens=f"update+store+admin:{SECRET}")
    bearer = {"Authorization": f"Bearer {SECRET}"}
    with (
        Running(create_app(place, settings)) as base,
        httpx.Client(base_url=base, timeout=120, headers=bearer) as opened,
    ):
        yield opened


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """No check is made in a turn; those beside wait for this event."""
    event, check = threading.Event(), Gate.check_beside

    def wait(self: Gate, graphs: Mapping[str, bytes]) -> None:
        assert event.wait(60)
        check(self, graphs)

    monkeypatch.setattr(gate, "HELD", 0.0)
    monkeypatch.setattr(Gate, "check_beside", wait)
    yield event
    event.set()


def put(client: httpx.Client, turtle: str) -> httpx.Response:
    return client.put("/store", params={"graph": REPORT}, content=turtle, headers=TURTLE)


def update(client: httpx.Client, text: str) -> httpx.Response:
    kind = {"Content-Type": "application/sparql-update"}
    return client.post("/sparql", content=text, headers=kind)


def changes(client: httpx.Client) -> list[str]:
    """The numbers of those that wait or are made."""
    listed = client.get("/admin/queries").json()["queries"]
    return [each["id"] for each in listed if each["kind"] == "change"]


def triples(client: httpx.Client, graph: str) -> int:
    """0 for a graph that there is not."""
    answer = client.get("/store", params={"graph": graph, "format": "nt"})
    return answer.text.count("\n") if answer.is_success else 0


def test_others_write_while_a_large_graph_is_checked(
    client: httpx.Client, beside: threading.Event
) -> None:
    """It is undone meanwhile, and published or refused in a second turn."""
    before = triples(client, REPORT)
    with ThreadPoolExecutor() as threads:
        sent = [threads.submit(put, client, LARGER), threads.submit(update, client, INTO_REPORT)]
        assert update(client, "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } }").is_success
        assert triples(client, "urn:g") == 1
        assert triples(client, REPORT) == before
        assert not any(each.done() for each in sent)
        beside.set()
        good, bad = (each.result() for each in sent)
    assert (good.status_code, bad.status_code) == (204, 422), good.text + bad.text
    assert bad.json()["type"] == "/problems/no-report"
    assert triples(client, REPORT) == before + 1


def test_what_was_checked_beside_is_checked_anew_if_the_graph_has_changed(
    client: httpx.Client, beside: threading.Event
) -> None:
    """What a change adds to was another when it was checked."""
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    with ThreadPoolExecutor() as threads:
        adding = f"INSERT DATA {{ GRAPH <{REPORT}> {{ <{REPORT}> {label} 'x'@%s }} }}"
        sent = [threads.submit(update, client, adding % language) for language in ("de", "fr")]
        beside.set()
        assert [each.result().status_code for each in sent] == [204, 204]
    answer = client.get("/store", params={"graph": REPORT, "format": "nt"}).text
    assert answer.count("'x'@".replace("'", '"')) == 2


def test_a_change_that_is_ended_while_it_is_checked_is_not_made(
    client: httpx.Client, beside: threading.Event
) -> None:
    """As any other that waits."""
    before = triples(client, REPORT)
    with ThreadPoolExecutor() as threads:
        sent = threads.submit(
            put, client, f"{SEED.read_text('utf-8')}\n<{REPORT}> rdfs:label 'x'@de ."
        )
        while not (numbers := changes(client)):
            assert not sent.done()
        assert client.delete(f"/admin/queries/{numbers[0]}").is_success
        beside.set()
        assert sent.result().status_code == 503
    assert triples(client, REPORT) == before


def test_a_gate_remembers_what_has_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under its name, and nothing else."""
    checks = Gate(megabytes=4096)
    checks.check({})
    monkeypatch.setattr(checks, "_ask", lambda graphs, _: asked.append(dict(graphs)))
    asked: list[dict[str, bytes]] = []
    checks.check_beside({"urn:a": b"1", "urn:b": b"2"})
    checks.check({"urn:a": b"1", "urn:b": b"3", "urn:c": b"2"})
    assert asked[1:] == [{"urn:b": b"3", "urn:c": b"2"}]


def test_a_check_that_takes_long_in_a_turn_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "HELD", 0.01)
    with pytest.raises(LateError) as late:
        Gate(megabytes=4096).check({"urn:a": b"<urn:s> <urn:p> 1 ."})
    assert list(late.value.graphs) == ["urn:a"]
