"""``/health``: what it says of a server that can answer, and of one that cannot."""

from __future__ import annotations

import os
import time
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.render import long_time
from kg import __version__
from kg.errors import StoreError
from kg.settings import Settings
from kg.store import open_store


def test_a_server_that_answers_is_well(client: httpx.Client) -> None:
    """Generation, version, readers, the writer, the size of the store, and for how long it runs."""
    first = client.get("/health")
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-store")
    time.sleep(0.2)
    state = client.get("/health").json()
    assert state["status"] == "ok"
    assert (state["generation"], state["version"]) == (1, __version__)
    assert (state["writer"], state["waiting"]) == (None, 0)
    assert state["readers"]["most"] == Settings().readers
    assert state["store_bytes"] > 10_000
    assert state["uptime_seconds"] > first.json()["uptime_seconds"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 seconds"), (61, "1 minute"), (7300, "2 hours"), (90000, "1 day")],
)
def test_how_long_it_runs_is_told_in_its_largest_unit(seconds: float, words: str) -> None:
    """A page says "1 minute", and of three days no 4,320 minutes."""
    assert long_time(seconds) == words


def test_the_writer_is_named(running, tmp_path: Path) -> None:
    """An empty store is 503; while somebody writes it says who."""
    settings = Settings(store=str(tmp_path / "store"), readers=1)
    with running(create_app(settings.store, settings)) as address:
        empty = httpx.get(f"{address}/health", timeout=60)
        assert (empty.status_code, empty.json()["status"]) == (503, "empty")
        with open_store(settings.store, settings=settings) as store, store.writer() as writer:
            assert (
                f"process {os.getpid()} ("
                in httpx.get(f"{address}/health", timeout=60).json()["writer"]
            )
            writer.replace("urn:g", b"<urn:a> <urn:b> <urn:c> .")
            writer.publish()
        state = httpx.get(f"{address}/health", timeout=60)
        assert (state.status_code, state.json()["generation"]) == (200, 1)
        assert state.json()["writer"] is None


class Failing:
    """A reader whose processes do not come to life, until they do."""

    lives = False

    async def start(self) -> None: ...

    async def close(self) -> None: ...

    def generation(self) -> int:
        return 3

    def tag(self) -> str:
        return "a-3"

    def can_answer(self) -> bool:
        return self.lives

    async def query(self, *_: object, **__: object) -> None:
        raise StoreError("no reader process can be started", location="here")


def test_a_server_without_a_living_process_is_not_ready(running) -> None:
    """503 until there is one."""
    reader = Failing()
    with running(create_app("nowhere", Settings(), reader=reader)) as address:
        dead = httpx.get(f"{address}/health", timeout=60)
        assert (dead.status_code, dead.json()["status"]) == (503, "no process can answer")
        assert dead.json()["generation"] == 3
        reader.lives = True
        assert httpx.get(f"{address}/health", timeout=60).status_code == 200


@pytest.mark.parametrize("content", ["", "nonsense"])
def test_a_store_that_cannot_be_read_is_told(running, tmp_path: Path, content: str) -> None:
    """503, and why; not a failure of the server."""
    settings = Settings(store=str(tmp_path / "store"), readers=1)
    with open_store(settings.store, settings=settings) as store:
        store.writer().close()
    with running(create_app(settings.store, settings)) as address:
        (tmp_path / "store" / "current").write_text(content)
        told = httpx.get(f"{address}/health", timeout=60)
        assert (told.status_code, told.json()["status"]) == (503, "store cannot be read")


def test_a_browser_gets_a_page(client: httpx.Client) -> None:
    """The same state in words; programs and what takes anything get JSON."""
    asked = client.get("/health", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert asked.headers["content-type"].startswith("text/html")
    assert "All is well" in asked.text
    assert asked.headers["cache-control"] == "no-store"
    assert "Accept" in asked.headers["vary"].split(", ")
    plain = client.get("/health", headers={"Accept": "*/*"})
    assert plain.headers["content-type"] == "application/json"
