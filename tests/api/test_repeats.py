"""Requests that are answered before they are read, and those that must not be."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.app import create_app
from api.sparql.repeats import Connection, Repeats
from kg.settings import Settings
from tests.api.conftest import Running, fill

SECRET = "r" * 20
ASKED = b"SELECT ?o { <urn:repeats> <urn:p> ?o }"
POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
GET = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Repeats]]:
    """A server that takes updates, and what it keeps."""
    place = tmp_path_factory.mktemp("repeats") / "store"
    fill(place)
    app = create_app(str(place), Settings(store=str(place), tokens=f"update:{SECRET}"))
    with Running(app) as base:
        yield base, app.state.repeats


def posted(text: bytes = ASKED, more: bytes = b"") -> bytes:
    return POST + more + b"Content-Length: %d\r\n\r\n" % len(text) + text


def answer(connection: socket.socket) -> tuple[bytes, dict[bytes, bytes], bytes]:
    """Status line, headers and body of the next answer."""
    got = b""
    while b"\r\n\r\n" not in got:
        piece = connection.recv(1)
        assert piece, got
        got += piece
    first, *lines = got[:-4].split(b"\r\n")
    headers = dict(line.split(b": ", 1) for line in lines)
    body = b""
    while (left := int(headers.get(b"content-length", 0)) - len(body)) > 0:
        body += connection.recv(left)
    return first, headers, body


@pytest.fixture
def connection(served: tuple[str, Repeats]) -> Iterator[socket.socket]:
    """A connection to it."""
    with connected(served[0]) as opened:
        yield opened


def connected(base: str) -> socket.socket:
    parts = urlsplit(base)
    return socket.create_connection((parts.hostname, parts.port), timeout=20)


@pytest.mark.parametrize("request_", [posted(), GET + b"\r\n"], ids=["post", "get"])
def test_the_same_bytes_get_the_same_answer(
    served: tuple[str, Repeats], connection: socket.socket, request_: bytes
) -> None:
    """On one connection and on another; it is counted, and nothing but the date is new."""
    told = []
    for _ in range(4):
        connection.sendall(request_)
        told.append(answer(connection))
    assert served[1]._cache.hits >= 2
    status, headers, _ = told[0]
    assert status == b"HTTP/1.1 200 OK"
    assert {b"etag", b"date", b"vary", b"access-control-allow-origin"} <= headers.keys()
    assert len({(s, h[b"etag"], tuple(h), b) for s, h, b in told}) == 1


def test_a_change_is_seen_at_once(served: tuple[str, Repeats], connection: socket.socket) -> None:
    """What was kept is of its generation."""
    headers = {
        "Authorization": f"Bearer {SECRET}",
        "Content-Type": "application/sparql-update",
    }
    for number in range(2):
        text = f"INSERT DATA {{ GRAPH <urn:g> {{ <urn:repeats> <urn:p> {number} }} }}"
        assert (
            httpx.post(f"{served[0]}/sparql", content=text, headers=headers, timeout=60).status_code
            == 204
        )
        for _ in range(3):
            connection.sendall(posted())
            assert answer(connection)[2].count(b'"literal"') == number + 1


@pytest.mark.parametrize(
    "more",
    [f"Authorization: Bearer {SECRET}\r\n".encode(), b"Cookie: a=b\r\n", b"Expect: 200-ok\r\n"],
    ids=["token", "cookie", "expect"],
)
def test_some_are_never_kept(
    served: tuple[str, Repeats], connection: socket.socket, more: bytes
) -> None:
    """Secrets are not kept in memory, and what has an effect on the connection is read."""
    kept = len(served[1]._cache)
    for _ in range(2):
        connection.sendall(posted(more=more))
        assert answer(connection)[0].endswith(b"200 OK")
    assert len(served[1]._cache) == kept


@pytest.mark.parametrize(
    "request_",
    [posted(more=b"Connection: close\r\n"), posted().replace(b"HTTP/1.1", b"HTTP/1.0", 1)],
    ids=["told", "HTTP/1.0"],
)
def test_a_connection_that_is_to_be_closed_is(served: tuple[str, Repeats], request_: bytes) -> None:
    """Also when the answer was known."""
    for _ in range(3):
        with connected(served[0]) as connection:
            connection.sendall(request_)
            assert answer(connection)[1][b"connection"] == b"close"
            assert connection.recv(1) == b""


def test_a_connection_that_is_told_to_go_on_is_known(
    served: tuple[str, Repeats], connection: socket.socket
) -> None:
    """Most clients say so with each request."""
    kept = len(served[1]._cache)
    for _ in range(3):
        connection.sendall(posted(more=b"Connection: Keep-Alive\r\n"))
        assert answer(connection)[0].endswith(b"200 OK")
    assert len(served[1]._cache) == kept + 1


def test_each_gets_its_own_answer(connection: socket.socket) -> None:
    """Whatever else is alike: headers, length, and those before and behind it."""
    words = [b"first", b"other", b"third", b"other"]
    for word in words:
        connection.sendall(posted(b"SELECT ('%b' AS ?x) {}" % word))
    assert all(word in answer(connection)[2] for word in words)


def test_pieces_and_pairs_are_read(connection: socket.socket) -> None:
    """A request in two pieces, two in one, and a known one behind the beginning of another."""
    whole = posted()
    for _ in range(2):
        connection.sendall(whole + whole)
        assert answer(connection)[2] == answer(connection)[2]
        connection.sendall(whole[:40])
        connection.sendall(whole[40:])
        assert answer(connection)[0].endswith(b"200 OK")
    text = b"SELECT * { ?s ?p '" + whole + b"' }"
    head, body = posted(text)[: -len(whole) - 3], whole
    connection.sendall(head)
    connection.sendall(body)
    connection.sendall(b"' }")
    assert answer(connection)[0].endswith(b"400 Bad Request")  # line ends in a string


@pytest.mark.parametrize("method", [b"BREW", b"PROPFIND", b"get"])
def test_unknown_methods_are_told_what_is_allowed(connection: socket.socket, method: bytes) -> None:
    """Not that the request is invalid; and the connection goes on."""
    for _ in range(2):
        connection.sendall(method + b" /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
        status, headers, body = answer(connection)
        assert status == b"HTTP/1.1 405 Method Not Allowed"
        assert b"QUERY" in headers[b"allow"]
        assert b"is not one of" in body


def test_the_method_query_is_known(connection: socket.socket) -> None:
    """It is read by the fast parser, as GET and POST are."""
    connection.sendall(posted().replace(b"POST", b"QUERY", 1))
    assert answer(connection)[0] == b"HTTP/1.1 200 OK"


def test_what_is_no_http_is_told_so(connection: socket.socket) -> None:
    """As a problem, like all that is wrong."""
    connection.sendall(b"\x16\x03\x01 hello\r\n\r\n")
    assert answer(connection)[0].endswith(b"400 Bad Request")


def test_it_is_what_serves(served: tuple[str, Repeats]) -> None:
    """uvicorn's protocol keeps the names that ours builds on."""
    assert HttpToolsProtocol in Connection.__mro__
    assert {"data_received", "on_message_begin", "on_message_complete"} <= vars(
        HttpToolsProtocol
    ).keys()
    for theirs in (HttpToolsProtocol, H11Protocol):
        assert {"connection_made", "data_received", "connection_lost"} <= vars(theirs).keys()
    assert {"on_response_complete", "_unset_keepalive_if_required"} <= vars(
        HttpToolsProtocol
    ).keys()
