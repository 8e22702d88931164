"""Nobody keeps others out by opening connections and saying nothing."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from api import silence

SHORT = 0.6
WHOLE = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
QUICK = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def connection(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A connection to a server that waits for a short time only."""
    monkeypatch.setattr(silence, "LONGEST", SHORT)
    parts = urlsplit(str(client.base_url))
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as opened:
        yield opened


def is_closed(connection: socket.socket) -> bool:
    """Whether the other side hangs up, sooner or later."""
    try:
        return connection.recv(4096) == b""
    except ConnectionResetError:
        return True


def answered(connection: socket.socket) -> bytes:
    got = b""
    while b"\r\n\r\n" not in got:
        got += connection.recv(65536)
    return got


@pytest.mark.parametrize("said", [b"", b"G", b"GET / HTTP/1.1\r\nHost: x\r\nX-a: ", b"FOO / HTTP"])
def test_a_request_that_does_not_come_is_not_waited_for(
    connection: socket.socket, said: bytes
) -> None:
    """Nothing, or some of it, by whatever method."""
    connection.sendall(said)
    assert is_closed(connection)


@pytest.mark.parametrize("begin", [b"GET / HTTP/1.1\r\nX-a: ", b"FOO / HTTP/1.1\r\nX-a: "])
def test_letter_by_letter_is_too_slow(connection: socket.socket, begin: bytes) -> None:
    """The time counts from the first byte, not from the last."""
    connection.sendall(begin)
    end = time.monotonic() + 10
    with pytest.raises(OSError, match=r"pipe|reset"):  # noqa: PT012 - any letter may be the last
        while time.monotonic() < end:
            connection.sendall(b"x")
            time.sleep(SHORT / 10)


def test_a_second_request_is_not_waited_for_either(connection: socket.socket) -> None:
    """Who was answered once has no more time for the next."""
    connection.sendall(WHOLE)
    assert answered(connection).startswith(b"HTTP/1.1 200")
    connection.sendall(WHOLE[:10])
    assert is_closed(connection)


@pytest.mark.parametrize("request_", [WHOLE, QUICK])
def test_who_asks_again_and_again_is_served(connection: socket.socket, request_: bytes) -> None:
    """Pauses between requests are not silence, however they are answered."""
    for _ in range(8):
        connection.sendall(request_)
        assert answered(connection).startswith(b"HTTP/1.1 200")
        time.sleep(SHORT / 4)
