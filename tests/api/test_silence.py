"""Nobody keeps others out by opening connections and saying nothing."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote, urlsplit

import httpx
import pytest

from api import silence

SHORT = 0.6
WHOLE = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
MISSING = b"GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n"
CROSSED = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } #WAITING")
SLOW = f"GET /sparql?query={CROSSED} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
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


@pytest.mark.parametrize("method", ["POST", "FOO"])
def test_a_body_letter_by_letter_is_too_slow(connection: socket.socket, method: str) -> None:
    """No byte now and then keeps a connection; why it is closed is told."""
    connection.sendall(begun(b"2000").replace(b"POST", method.encode()))
    said = b""
    connection.settimeout(SHORT / 10)
    end = time.monotonic() + 10
    while time.monotonic() < end and not said:
        with suppress(OSError):
            connection.sendall(b"#")
            said = connection.recv(4096)
    assert said.startswith(b"HTTP/1.1 408" if method == "POST" else b"HTTP/1.1 405")
    assert (b"a body must come at 1024 bytes a second" in said) is (method == "POST")


def test_a_body_that_comes_steadily_is_waited_for(
    connection: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it is all in all."""
    monkeypatch.setattr(silence, "LEAST", 100)
    query = b"ASK {} #" + b"x" * 392
    connection.sendall(begun(b"%d" % len(query)))
    for first in range(0, len(query), 40):
        connection.sendall(query[first : first + 40])
        time.sleep(SHORT / 4)
    assert answered(connection).startswith(b"HTTP/1.1 200")


def test_headers_without_an_end_are_refused(connection: socket.socket) -> None:
    """They would fill the memory of the server."""
    connection.sendall(WHOLE[:-2])
    said = b""
    with suppress(OSError):
        for _ in range(100):
            connection.sendall(b"X-a: " + b"a" * 65530 + b"\r\n")
        pytest.fail("six megabytes were taken")
    with suppress(OSError):
        said = connection.recv(4096)
    assert said == b"" or said.startswith(b"HTTP/1.1 431")


@pytest.mark.parametrize(("length", "status"), [(65_000, 200), (66_000, 414), (120_000, 414)])
def test_a_long_query_is_sent_by_post(connection: socket.socket, length: int, status: int) -> None:
    """One that is too long for an address is told so."""
    connection.sendall(QUICK.replace(b"%7D ", b"%7D%23" + b"x" * length + b" "))
    said = answered(connection)
    assert said.startswith(b"HTTP/1.1 %d" % status)
    assert (b"send a long query by POST" in said) is (status == 414)


@pytest.mark.parametrize("said", [b"GET no path HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n:\r\n\r\n"])
def test_what_is_no_request_is_a_problem_too(connection: socket.socket, said: bytes) -> None:
    """As all that goes wrong is, and the connection ends."""
    connection.sendall(said)
    told = answered(connection)
    assert told.startswith(b"HTTP/1.1 400")
    assert b"application/problem+json" in told
    assert is_closed(connection)


def test_who_does_not_read_loses_the_connection(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer does not wait for ever to be taken."""
    monkeypatch.setattr(silence, "UNREAD", SHORT)
    parts = urlsplit(str(client.base_url))
    with socket.socket() as slow:
        slow.settimeout(10)
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect((parts.hostname, parts.port))
        slow.sendall(b"GET /docs HTTP/1.1\r\nHost: x\r\n\r\n")
        slow.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 200)
        time.sleep(4 * SHORT)
        said = b"".join(iter(lambda: slow.recv(1 << 16), b""))
    assert 0 < said.count(b"HTTP/1.1 200") < 200


@pytest.mark.parametrize("waiting", [0, 1, 5])
def test_who_leaves_stops_the_query_whatever_waits_behind_it(
    client: httpx.Client, waiting: int
) -> None:
    """Also where the next requests of the connection have come already."""
    before = left(client)
    parts = urlsplit(str(client.base_url))
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as opened:
        opened.sendall(SLOW.replace(b"WAITING", b"%d" % waiting) + WHOLE * waiting)
        time.sleep(0.5)
    end = time.monotonic() + 10
    while left(client) == before and time.monotonic() < end:
        time.sleep(0.05)
    assert left(client) == before + 1


def test_requests_that_wait_are_answered_in_their_order(connection: socket.socket) -> None:
    """More of them than are read at once, too."""
    connection.sendall(QUICK.replace(b"ASK", b"ASK%20") + WHOLE * 40 + MISSING)
    said = b""
    while b"HTTP/1.1 404" not in said:
        got = connection.recv(65536)
        assert got
        said += got
    assert said.count(b"HTTP/1.1 200") == 41


def begun(length: bytes) -> bytes:
    """The headers of a query whose body has so many bytes."""
    kind = b"Content-Type: application/sparql-query\r\n"
    return b"POST /sparql HTTP/1.1\r\nHost: x\r\n%bContent-Length: %b\r\n\r\n" % (kind, length)


def left(client: httpx.Client) -> float:
    """How many queries were stopped since their clients had gone."""
    told = re.search(r'readers_killed_total\{reason="left"\} (\S+)', client.get("/metrics").text)
    assert told is not None
    return float(told[1])


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /health HTTP/1.1\r\n", b"400"),
        (b"GET /health HTTP/1.1\r\nHost: x\r\nHost: y\r\n", b"400"),
        (b"FOO /health HTTP/1.1\r\n", b"400"),
        (b"GET /health HTTP/1.1\r\nHost: \r\n", b"200"),
        (b"GET http://x/health HTTP/1.1\r\nHost: x\r\n", b"200"),
        (b"GET /health HTTP/1.0\r\n", b"200"),
    ],
)
def test_a_request_names_one_host(connection: socket.socket, head: bytes, status: bytes) -> None:
    """Two may be read as one by a proxy and as the other here; HTTP/1.0 needs none."""
    connection.sendall(head + b"\r\n")
    assert answered(connection).split()[1] == status
