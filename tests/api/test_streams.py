"""Answers that fail, and clients that leave: shown with a reader that does as it is told."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from api.app import create_app
from kg.errors import DeminingError, QueryTimeoutError, QueryTooLargeError, StoreMissingError
from kg.settings import Settings

CHUNK = b"x" * 64 * 1024


@dataclass
class ToldAnswer:
    """An answer of given chunks; then perhaps an error, or a wait without end."""

    pieces: list[bytes]
    error: DeminingError | None = None
    endless: bool = False
    media_type: str = "text/csv"
    generation: int = 1
    kind: str = "bindings"
    whole: None = None
    closed: threading.Event = field(default_factory=threading.Event)

    @property
    def chunks(self) -> AsyncIterator[bytes]:
        return self._chunks()

    async def _chunks(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            yield piece
        if self.error is not None:
            raise self.error
        while self.endless:
            await asyncio.sleep(0.01)
            yield CHUNK

    async def aclose(self) -> None:
        self.closed.set()

    async def __aenter__(self) -> ToldAnswer:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


class ToldReader:
    """A reader that gives prepared answers by query."""

    def __init__(self) -> None:
        self.answers: dict[str, ToldAnswer] = {}
        self.asked: list[str] = []
        self.cancelled = threading.Event()
        self.tags = iter(["a"] * 1000)

    async def start(self) -> None: ...

    async def close(self) -> None: ...

    def generation(self) -> int:
        return 1

    def tag(self) -> str:
        return "a"

    async def query(self, text: str, **_: Any) -> ToldAnswer:
        self.asked.append(text)
        if text == "missing":
            raise StoreMissingError("nothing", location="here")
        if text == "waits":
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                self.cancelled.set()
                raise
        return self.answers[text]


@pytest.fixture(scope="module")
def reader() -> ToldReader:
    return ToldReader()


@pytest.fixture(scope="module")
def told(running, reader: ToldReader):
    with running(create_app("nowhere", Settings(), reader=reader)) as address:
        yield address


def get(address: str, query: str) -> httpx.Response:
    return httpx.get(
        f"{address}/sparql", params={"query": query}, headers={"Accept": "text/csv"}, timeout=60
    )


@pytest.mark.parametrize(
    ("error", "status"), [(QueryTimeoutError(1), 504), (QueryTooLargeError(9), 507)]
)
def test_an_early_failure_keeps_its_status(
    told: str, reader: ToldReader, error: DeminingError, status: int
) -> None:
    """As long as nothing was sent a failure is a whole response of its own."""
    reader.answers["early"] = ToldAnswer([b"a,b\r\n"], error)
    assert get(told, "early").status_code == status


def test_an_empty_store_is_told(told: str) -> None:
    """503, to be tried again."""
    response = get(told, "missing")
    assert response.status_code == 503
    assert response.headers["retry-after"]


def test_a_late_failure_breaks_the_connection(told: str, reader: ToldReader) -> None:
    """After the first bytes an answer that fails never ends well."""
    reader.answers["late"] = ToldAnswer([CHUNK, CHUNK], QueryTimeoutError(1))
    with pytest.raises(httpx.RemoteProtocolError):
        get(told, "late")
    assert reader.answers["late"].closed.wait(5)


def test_over_http_1_0_a_late_failure_is_no_answer(told: str, reader: ToldReader) -> None:
    """Where a broken connection would look like the end nothing is sent before all is there."""
    reader.answers["late10"] = ToldAnswer([CHUNK, CHUNK], QueryTimeoutError(1))
    parts = urlsplit(told)
    with socket.create_connection((parts.hostname, parts.port)) as connection:
        connection.sendall(b"GET /sparql?query=late10 HTTP/1.0\r\nAccept: text/csv\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert b" 504 " in answer.partition(b"\r\n")[0]


def hang_up(address: str, query: str, wait_for: bytes) -> None:
    """Ask, wait for the first bytes (if any), and close the connection."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port)) as connection:
        request = f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n"
        connection.sendall(request.encode())
        received = b""
        while wait_for not in received:
            received += connection.recv(65536)


def test_who_hangs_up_while_waiting_stops_the_query(told: str, reader: ToldReader) -> None:
    """A query whose client is gone is cancelled."""
    hang_up(told, "waits", b"")
    assert reader.cancelled.wait(5)


def test_who_hangs_up_while_reading_stops_the_query(told: str, reader: ToldReader) -> None:
    """So is one that was being sent."""
    reader.answers["endless"] = ToldAnswer([CHUNK], endless=True)
    hang_up(told, "endless", b"xxx")
    assert reader.answers["endless"].closed.wait(5)


def test_a_small_answer_is_asked_once(told: str, reader: ToldReader) -> None:
    """The same query in the same form is answered from memory; in another it is not."""
    reader.answers["small"] = ToldAnswer([b"a\r\n1\r\n"])
    assert get(told, "small").text == get(told, "small").text == "a\r\n1\r\n"
    httpx.get(f"{told}/sparql?query=small", timeout=60)
    assert reader.asked.count("small") == 2


def test_an_answer_of_a_newer_generation_has_no_old_tag(told: str, reader: ToldReader) -> None:
    """What was published between asking and answering is not kept under the tag before."""
    reader.answers["newer"] = ToldAnswer([b"a\r\n"], generation=2)
    assert "etag" not in get(told, "newer").headers
    get(told, "newer")
    assert reader.asked.count("newer") == 2
