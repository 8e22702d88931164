"""Requests whose head was read before: they are answered as if they had been read."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from api.app import create_app
from api.sparql.heads import ALIKE, MOST, Heads, Said
from kg.settings import Settings
from tests.api.conftest import Running, fill

POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
COMMA = b"Accept: text/csv\r\n"
ENDLESS = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Heads]]:
    """A server with one reader process, and the heads that it knows."""
    place = tmp_path_factory.mktemp("heads") / "store"
    fill(place)
    settings = Settings(store=str(place), readers=1, query_seconds=60.0)
    app = create_app(str(place), settings)
    with Running(app) as base:
        yield base, app.state.repeats.heads


@pytest.fixture
def connection(served: tuple[str, Heads]) -> Iterator[socket.socket]:
    """A connection to it."""
    with connected(served[0]) as opened:
        yield opened


def connected(base: str) -> socket.socket:
    parts = urlsplit(base)
    return socket.create_connection((parts.hostname, parts.port), timeout=20)


def posted(text: bytes, more: bytes = COMMA) -> bytes:
    return POST + more + b"Content-Length: %d\r\n\r\n" % len(text) + text


def got(query: bytes, more: bytes = COMMA) -> bytes:
    return b"GET /sparql?" + query + b" HTTP/1.1\r\nHost: x\r\n" + more + b"\r\n"


def word(text: str) -> bytes:
    """A query whose answer is this word, of a length that all words of five letters share."""
    assert len(text) == 5
    return f"SELECT ('{text}' AS ?x) {{}}".encode()


def told(connection: socket.socket, request: bytes) -> bytes:
    """All that comes for a request, in one piece as small answers do."""
    connection.sendall(request)
    return connection.recv(65536)


def test_each_gets_its_own_answer(served: tuple[str, Heads], connection: socket.socket) -> None:
    """Whatever else is alike; the second of a head is known by it."""
    for text in ("first", "other", "third"):
        answer = told(connection, posted(word(text)))
        assert answer.startswith(b"HTTP/1.1 200 OK")
        assert answer.endswith(text.encode() + b"\r\n")
    known = len(served[1])
    assert known
    assert b"longer" in told(connection, posted(b"SELECT ('longer' AS ?x) {}"))
    assert len(served[1]) == known + 1


def test_a_get_is_known_by_what_follows_its_first_line(
    served: tuple[str, Heads], connection: socket.socket
) -> None:
    """Its query stands in that line, with whatever else is asked there."""
    told(connection, got(b"query=ASK%7B%7D&x=1"))
    known = len(served[1])
    assert told(connection, got(b"query=ASK%7B%7D&x=2")).endswith(b"true")
    assert b'"boolean":true' in told(connection, got(b"query=ASK%7B%7D&format=json"))
    assert b" 400 " in told(connection, got(b"query=ASK%7B%7D&timeout=no"))
    assert b" 400 " in told(connection, got(b"query=oops&x=3"))
    assert b" 400 " in told(connection, got(b"query=ASK%7B%7D&query=ASK%7B%7D"))
    assert b"no query was sent" in told(connection, got(b""))
    assert len(served[1]) == known


@pytest.mark.parametrize(
    "line",
    [b"query=ASK {}", b"query=\x00", b"query=ASK%7B%7D#x", b"q HTTP/1.1\r\nX: y", b"x HTTP/1.0"],
)
def test_a_line_that_could_be_read_otherwise_is_read(
    served: tuple[str, Heads], line: bytes
) -> None:
    """It is answered as it was when the head behind it was not known."""
    head = COMMA + b"X-Line: %d\r\n" % len(line)
    answers = []
    for _ in range(2):
        with connected(served[0]) as connection:
            answers.append(told(connection, got(line, head)))
        with connected(served[0]) as connection:
            assert b" 200 OK" in told(connection, got(b"query=ASK%7B%7D&x=4", head))
    first, second = (answer.partition(b"\r\n")[0] for answer in answers)
    assert first == second


def test_the_head_of_another_method_is_not_the_rest_of_a_get(
    served: tuple[str, Heads], connection: socket.socket
) -> None:
    """A POST that is known does not make a GET with its lines an HTTP request."""
    told(connection, posted(word("first")))
    assert b" 400 " in told(connection, b"GET /sparql?x HTTP/1.1\r\n" + posted(word("other")))


def test_a_body_in_two_pieces_is_waited_for(connection: socket.socket) -> None:
    """A known head whose body is not all there is read on."""
    told(connection, posted(word("first")))
    whole = posted(word("split"))
    connection.sendall(whole[:-4])
    time.sleep(0.1)
    assert b"split" in told(connection, whole[-4:])


def test_one_that_comes_behind_a_known_one_is_answered_in_its_turn(
    connection: socket.socket,
) -> None:
    """In one piece with it, or while it is evaluated."""
    told(connection, posted(word("first")))
    connection.sendall(posted(word("one__")) + posted(word("two__")))
    answers = b""
    while b"two__" not in answers:
        answers += connection.recv(65536)
    for text in (b"three", b"four_", b"five_"):
        connection.sendall(posted(word(text.decode())))
    while b"five_" not in answers:
        answers += connection.recv(65536)
    assert sorted((b"one__", b"two__", b"three", b"four_", b"five_"), key=answers.index) == [
        *(b"one__", b"two__", b"three", b"four_", b"five_")
    ]


@pytest.mark.parametrize("behind", [b"", posted(word("after"))], ids=["alone", "with another"])
def test_who_leaves_stops_the_query(served: tuple[str, Heads], behind: bytes) -> None:
    """At once: the only process is free for the next."""
    padded = ENDLESS.ljust(200)
    with connected(served[0]) as leaving:
        told(leaving, posted(b"ASK {}".ljust(200)))
        leaving.sendall(posted(padded))
        time.sleep(0.3)
        leaving.sendall(behind)
        time.sleep(0.2)
    never_asked = f"ASK {{ ?s ?p {len(behind)} }}"
    asked = httpx.get(f"{served[0]}/sparql", params={"query": never_asked}, timeout=20)
    assert asked.status_code == 200


def test_secrets_are_not_kept(served: tuple[str, Heads], connection: socket.socket) -> None:
    """Nor what changes how a connection is spoken to."""
    known = len(served[1])
    for more in (b"Cookie: a=b\r\n", b"Authorization: Bearer x\r\n", b"Expect: 200-ok\r\n"):
        for text in ("first", "other"):
            assert b" 200 OK" in told(connection, posted(word(text), more))
    assert len(served[1]) == known


def test_those_not_seen_for_longest_go() -> None:
    """Whatever heads are sent, so many are kept."""
    heads = Heads()
    scope = {**dict.fromkeys(ALIKE, b""), "headers": []}
    said = Said.of([])
    for number in range(MOST + 5):
        heads.keep(b"GET /sparql?a HTTP/1.1\r\nX: %d\r\n\r\n" % number, scope, said)
    assert len(heads) == MOST
    assert heads.find(b"GET /sparql?b HTTP/1.1\r\nX: 1\r\n\r\n") is None
    found = heads.find(b"GET /sparql?b HTTP/1.1\r\nX: %d\r\n\r\n" % MOST)
    assert found is not None
    assert found.scope["query_string"] == b"b"
    assert heads.find(b"GET /sparql?b HTTP/1.1\r\nX: %d\r\n\r\nmore" % MOST) is None
