"""A server goes on through a restore, and answers from what was restored."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx

from api.app import create_app
from kg.settings import Settings
from kg.store import open_store, restore_store

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
Running = Callable[[object], AbstractContextManager[str]]


def write(place: Path, size: int) -> None:
    lines = (f"<urn:s{number}> <urn:p> <urn:o> .\n" for number in range(size))
    with open_store(str(place)) as store, store.writer() as writer:
        writer.replace("https://example.org/g", "".join(lines).encode())
        writer.publish()


def ask(client: httpx.Client) -> tuple[int, str, str]:
    """Status, answer and tag of a query."""
    answer = client.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/csv"})
    return answer.status_code, answer.text.split()[-1], answer.headers["ETag"]


def test_a_server_answers_from_what_was_restored(running: Running, tmp_path: Path) -> None:
    """No request fails meanwhile, none is answered from a cache of what was there before."""
    place, copy = tmp_path / "store", tmp_path / "copy"
    write(place, 10)
    with open_store(str(place)) as store:
        store.backup(copy)
    write(place, 20)
    stop, seen = threading.Event(), []
    with running(create_app(str(place), Settings())) as base:

        def go_on() -> None:
            with httpx.Client(base_url=base, timeout=30) as client:
                while not stop.is_set():
                    seen.append(ask(client))

        thread = threading.Thread(target=go_on)
        with httpx.Client(base_url=base, timeout=30) as client:
            assert ask(client)[:2] == (200, "20")
            thread.start()
            restore_store(str(place), copy, replace=True)
            last = ask(client)
            stop.set()
            thread.join()
    assert last[:2] == (200, "10")
    assert {found[:2] for found in seen} <= {(200, "10"), (200, "20")}
    tags = dict.fromkeys(tag for _, _, tag in seen)
    assert all(len({found[1] for found in seen if found[2] == tag}) == 1 for tag in tags)
