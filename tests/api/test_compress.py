"""Packed answers: for whom, of what, and that a cut one never looks whole."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Callable

import brotli
import httpx
import pytest
from starlette.types import Message

from api.compress import Compressed, coding_of

TEXT = b"Fuzuli, Aghdam, Khojavend\n" * 100
LARGE = b"".join(b"%d,%d\n" % (n, n * n) for n in range(20_000))
UNPACK: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.decompress, "br": brotli.decompress}


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", None),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, br;q=0.9", "gzip"),
        ("gzip;q=0.5, br;q=0.8", "br"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0", None),
        ("gzip;q=0, *", None),
        ("*", "gzip"),
        ("*;q=0", None),
        ("br;q=0, *;q=0.1", "gzip"),
        ("identity", None),
        ("identity, gzip;q=0.5", None),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("identity;q=0", None),
        ("deflate", None),
        ("gzip;q=often", None),
        ("gzip ; q=1.0 , br ; q=0.1", "gzip"),
        (",,gzip,", "gzip"),
    ],
)
def test_the_client_decides(accepted: str, coding: str | None) -> None:
    """By q-values; Brotli only if it is named."""
    assert coding_of(accepted) == coding


def exchange(
    headers: dict[str, str],
    bodies: list[bytes],
    *,
    accepted: str = "gzip",
    status: int = 200,
    method: str = "GET",
    ends: bool = True,
) -> list[Message]:
    """What is sent if an application answers so."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def app(_scope: object, _receive: object, send_on: Callable) -> None:
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send_on({"type": "http.response.start", "status": status, "headers": raw})
        for number, body in enumerate(bodies):
            more = not ends or number < len(bodies) - 1
            await send_on({"type": "http.response.body", "body": body, "more_body": more})

    scope = {"type": "http", "method": method, "headers": []}
    if accepted:
        scope["headers"] = [(b"accept-encoding", accepted.encode())]
    asyncio.run(Compressed(app)(scope, None, send))
    return sent


def head_of(sent: list[Message]) -> dict[str, str]:
    assert sent[0]["type"] == "http.response.start"
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def body_of(sent: list[Message]) -> bytes:
    return b"".join(message["body"] for message in sent[1:])


@pytest.mark.parametrize("coding", ["gzip", "br"])
@pytest.mark.parametrize(
    "bodies", [[TEXT], [TEXT, b""], [TEXT[:9], TEXT[9:]], [LARGE], [LARGE] * 2]
)
def test_what_is_packed_is_unpacked_to_the_same(coding: str, bodies: list[bytes]) -> None:
    """Whole or in parts; the length is that of what is sent, where it is known."""
    sent = exchange({"content-type": "text/csv"}, bodies, accepted=coding)
    head, body = head_of(sent), body_of(sent)
    assert UNPACK[coding](body) == b"".join(bodies)
    assert (head["content-encoding"], head["vary"]) == (coding, "Accept-Encoding")
    assert head.get("content-length") == (str(len(body)) if len(bodies) == 1 else None)
    assert sent[-1]["more_body"] is False
    assert len(body) < len(b"".join(bodies)) / 2


def unpacking_br() -> Callable[[bytes], bytes]:
    """Unpacks a stream part by part; the library gives out 32 KB at a time."""
    stream = brotli.Decompressor()

    def unpack(data: bytes) -> bytes:
        pieces = [stream.process(data)]
        while pieces[-1]:
            pieces.append(stream.process(b""))
        return b"".join(pieces)

    return unpack


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_each_part_of_a_stream_can_be_read_as_it_comes(coding: str) -> None:
    """Nothing is held back until the next one."""
    parts = [TEXT, LARGE[:70_000], b"last"]
    sent = exchange({"content-type": "text/csv"}, parts, accepted=coding)
    unpack = zlib.decompressobj(wbits=31).decompress if coding == "gzip" else unpacking_br()
    assert [unpack(message["body"]) for message in sent[1:]] == parts


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_stream_that_breaks_off_has_no_end(coding: str) -> None:
    """What came can be read, and it shows that it is not all."""
    sent = exchange({"content-type": "text/csv"}, [LARGE, LARGE], accepted=coding, ends=False)
    assert all(message["more_body"] for message in sent[1:])
    if coding == "gzip":
        stream = zlib.decompressobj(wbits=31)
        assert stream.decompress(body_of(sent)) == LARGE * 2
        assert not stream.eof
    else:
        assert unpacking_br()(body_of(sent)) == LARGE * 2
        with pytest.raises(brotli.error):
            brotli.decompress(body_of(sent))


@pytest.mark.parametrize(
    ("headers", "status", "vary"),
    [
        ({"content-type": "image/png"}, 200, None),
        ({"content-type": "application/zip"}, 200, None),
        ({}, 200, None),
        ({"content-type": "text/csv", "content-encoding": "br"}, 200, None),
        ({"content-type": "text/csv", "cache-control": "no-cache, no-transform"}, 200, None),
        ({"content-type": "text/css", "content-range": "bytes 0-9/99"}, 206, None),
        ({"content-type": "text/css", "content-length": "26"}, 200, "Accept-Encoding"),
        ({"vary": "Accept", "etag": 'W/"a"'}, 304, "Accept, Accept-Encoding"),
    ],
)
def test_what_is_sent_as_it_is(headers: dict[str, str], status: int, vary: str | None) -> None:
    """Packed types, parts, small answers, and whatever forbids it."""
    body = TEXT[:26] if "content-length" in headers else TEXT
    sent = exchange(headers, [body], status=status)
    assert body_of(sent) == body
    assert head_of(sent).get("content-encoding") == headers.get("content-encoding")
    assert head_of(sent).get("vary") == vary


@pytest.mark.parametrize(
    "content_type",
    [
        "text/html; charset=utf-8",
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "application/problem+json",
        "application/ld+json",
        "application/n-triples",
        "image/svg+xml",
        "application/json",
    ],
)
def test_texts_of_all_kinds_are_packed(content_type: str) -> None:
    """Small ones are not, but caches are told that the coding depends on the client."""
    assert head_of(exchange({"content-type": content_type}, [TEXT]))["content-encoding"] == "gzip"
    small = head_of(exchange({"content-type": content_type}, [TEXT[:1023]]))
    assert (small["vary"], small.get("content-encoding")) == ("Accept-Encoding", None)


def test_vary_is_merged_and_tags_of_bytes_become_weak() -> None:
    """Another coding of a file has other bytes; parts of it are not offered."""
    headers = {
        "content-type": "text/css",
        "vary": "Accept",
        "etag": '"strong"',
        "accept-ranges": "bytes",
        "content-length": str(len(TEXT)),
    }
    head = head_of(exchange(headers, [TEXT]))
    assert (head["vary"], head["etag"]) == ("Accept, Accept-Encoding", 'W/"strong"')
    assert "accept-ranges" not in head
    assert head_of(exchange(headers, [TEXT], accepted=""))["etag"] == '"strong"'
    assert head_of(exchange(headers, [b""], status=304))["etag"] == 'W/"strong"'


def test_a_head_says_what_a_get_would() -> None:
    """Also where the length is not known and no body is made."""
    whole = {"content-type": "text/csv", "content-length": str(len(TEXT))}
    assert head_of(exchange(whole, [TEXT], method="HEAD")) == head_of(exchange(whole, [TEXT]))
    stream = {"content-type": "text/csv"}
    told = head_of(exchange(stream, [b""], method="HEAD"))
    assert told == head_of(exchange(stream, [LARGE, LARGE]))


ROWS = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 50"


@pytest.mark.parametrize("coding", ["gzip", "br"])
@pytest.mark.parametrize(
    "path", ["/sparql?query=" + ROWS, "/questions", "/static/site.css", "/api/questions"]
)
def test_the_server_packs_all_that_is_text(client: httpx.Client, path: str, coding: str) -> None:
    """Answers, pages, files and the API; with the tag of a packed one it costs a 304."""
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    packed = client.get(path, headers={"Accept-Encoding": coding})
    assert packed.headers["content-encoding"] == coding
    assert packed.content == plain.content  # httpx unpacks
    assert int(packed.headers.get("content-length", 0)) < len(plain.content)
    head = client.head(path, headers={"Accept-Encoding": coding})
    for name in ("content-encoding", "content-type", "vary", "content-length", "etag"):
        assert head.headers.get(name) == packed.headers.get(name), name
    tag = packed.headers.get("etag")
    assert tag is not None or path in ("/questions", "/api/questions")
    if tag is not None:
        again = client.get(path, headers={"Accept-Encoding": coding, "If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert "Accept-Encoding" in again.headers["vary"]
