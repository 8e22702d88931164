"""``/sparql``: the SPARQL 1.1 Protocol, as plain ASGI on top of killable reader processes.

The bytes that a reader writes are passed on as they are, in chunks and no faster than the client
takes them. An error in the first 64 KB keeps its status; a later one breaks the connection, so
that a cut answer can never be taken for a whole one. A client that hangs up stops its query.
"""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from starlette.types import Receive, Scope, Send

from api.cache import Cache
from api.changes.writing import Writing
from api.connection import WhileConnected
from api.errors import Problem, not_acceptable, problem_of, response_of
from api.negotiate import FOR_SPREADSHEETS, GRAPHS, RESULTS, Choice, negotiate, prefers_page
from api.sparql.description import describe
from api.sparql.editor import editor
from api.sparql.protocol import METHODS, Asked, header, read_request
from kg.errors import AnswerTypeError, DeminingError
from kg.settings import Settings
from kg.store import Accept, AsyncAnswer, AsyncReader, Kind
from kg.terms import PREFIXES

__all__ = ["Agreed", "Sparql", "entity_tag", "send_alone"]

SMALL: Final = 64 * 1024
"""What fits the first chunk is small: it is sent with its length, and kept."""
HTTP_1_0_LIMIT: Final = 64 << 20
"""HTTP/1.0 cannot mark a cut answer, so it gets whole ones only, up to this many bytes."""

CHANGING: Final = re.compile(r"\b(?:now|rand|uuid|struuid)\s*\(", re.IGNORECASE)
"""Functions that give another value at each call: such answers are not kept."""

log = logging.getLogger("demining_kg.api")


@dataclass(frozen=True, slots=True)
class Agreed:
    """The forms agreed with a client for results and for graphs; ``None``: it takes none."""

    results: Choice | None
    graph: Choice | None

    def accept(self) -> Accept:
        """As the store wants it."""
        results = None if self.results is None else self.results.form.store_type
        graph = None if self.graph is None else self.graph.form.store_type
        return Accept(bindings=results, graph=graph, boolean=results)

    def label(self, kind: Kind) -> str:
        """The Content-Type of an answer of this kind."""
        choice = self.graph if kind == "graph" else self.results
        if choice is None:
            raise AnswerTypeError(kind)
        label = choice.label
        return f"{label}; charset=utf-8" if label.startswith("text/") else label


@dataclass(frozen=True, slots=True)
class Whole:
    """A small answer, ready to be sent again."""

    media_type: str
    body: bytes


def entity_tag(tag: str, agreed: Agreed) -> str:
    """The ETag: generation and forms. Weak, as rows without ORDER BY may change places."""
    forms = (agreed.results, agreed.graph)
    names = "-".join("none" if c is None else c.tag for c in forms)
    return f'W/"{tag}-{names}"'


@dataclass(frozen=True, slots=True)
class Call:
    """A query as negotiated, and the generation that was the newest when it came."""

    query: str
    asked: Asked
    agreed: Agreed
    tag: str | None
    generation: int | None

    @property
    def key(self) -> tuple[str, object, Agreed]:
        """What the answer depends on, besides the generation."""
        return (self.query, self.asked.dataset, self.agreed)

    def headers(self) -> dict[str, str]:
        """What its answer says to caches: an ETag, unless another call may answer otherwise."""
        if self.tag is None or CHANGING.search(self.query):
            return {"vary": "Accept", "cache-control": "no-store"}
        tag = entity_tag(self.tag, self.agreed)
        return {"vary": "Accept", "cache-control": "no-cache", "etag": tag}


class Sparql:
    """The endpoint, as an ASGI application."""

    def __init__(self, reader: AsyncReader, settings: Settings, writing: Writing) -> None:
        self.reader = reader
        self.settings = settings
        self.writing = writing
        self.cache: Cache[Whole] = Cache()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        try:
            await self._answer(scope, receive, send)
        except DeminingError as error:
            await response_of(problem_of(error))(scope, receive, send)
        except Problem as problem:
            await response_of(problem)(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            await send_alone(send, 204, {"allow": ", ".join(METHODS)})
            return
        _check_method(scope["method"])
        asked = await read_request(
            scope,
            receive,
            characters=self.settings.query_characters,
            write_bytes=self.writing.most_bytes(scope, "update"),
        )
        accept = header(scope, b"accept")
        if asked.update is not None:
            await self.writing.update(scope, asked)
            await send_alone(send, 204, {"cache-control": "no-store"})
        elif _wants_page(scope, accept, asked):
            await editor(asked.query)(scope, receive, send)
        elif asked.query is None:
            described = describe(
                scope,
                accept,
                has_union=self.reader.has_union(),
                takes_updates=self.writing.tokens.knows("update"),
            )
            await described(scope, receive, send)
        else:
            agreed = _agree(accept, asked.hint)
            await self.answer(scope, receive, send, self.call(asked.query, asked, agreed))

    def call(self, query: str, asked: Asked, agreed: Agreed) -> Call:
        """A query to the newest generation."""
        return Call(query, asked, agreed, self.reader.tag(), self.reader.generation())

    async def answer(self, scope: Scope, receive: Receive, send: Send, call: Call) -> None:
        """Answer a query, from memory if it was answered before, else until the client leaves."""
        if not await self._answer_from_memory(scope, send, call):
            async with WhileConnected(receive):
                await self._evaluate(scope, send, call)

    async def _answer_from_memory(self, scope: Scope, send: Send, call: Call) -> bool:
        """Answer without evaluation if the client or the cache holds the answer already."""
        headers = call.headers()
        if "etag" in headers and _is_known(scope, headers["etag"]):
            await send_alone(send, 304, headers)
            return True
        kept = None if call.tag is None else self.cache.get(call.tag, call.key)
        if kept is None:
            return False
        await _send_whole(send, kept, headers)
        return True

    async def _evaluate(self, scope: Scope, send: Send, call: Call) -> None:
        headers = call.headers()
        answer = await self.reader.query(
            call.query,
            accept=call.agreed.accept(),
            timeout=call.asked.timeout,
            dataset=call.asked.dataset,
            prefixes=PREFIXES,
        )
        async with answer:
            if answer.generation != call.generation:
                headers.pop("etag", None)  # published in between: the tag is of the one before
            whole = await _pass_on(scope, send, answer, call.agreed, headers)
        if whole is not None and call.tag is not None and "etag" in headers:
            self.cache.keep(call.tag, call.key, whole, len(whole.body) + len(call.query))


async def _pass_on(
    scope: Scope, send: Send, answer: AsyncAnswer, agreed: Agreed, common: dict[str, str]
) -> Whole | None:
    """Send an answer; what was sent if it was small."""
    label = agreed.label(answer.kind)
    if answer.whole is not None:
        whole = Whole(label, answer.whole)
        await _send_whole(send, whole, common)
        return whole
    chunks = answer.chunks
    first = await anext(chunks, b"")
    if len(first) < SMALL:
        first += b"".join([chunk async for chunk in chunks])
        whole = Whole(label, first)
        await _send_whole(send, whole, common)
        return whole
    if scope["http_version"] == "1.0":
        await _send_whole(send, Whole(label, first + await _rest(chunks)), common)
        return None
    await _start(send, 200, {**common, "content-type": label})
    if scope["method"] == "HEAD":
        await send({"type": "http.response.body", "body": b""})
        return None
    await _stream(send, first, chunks)
    return None


async def _stream(send: Send, first: bytes, chunks: AsyncIterator[bytes]) -> None:
    """Send the chunks; on an error return without the end, so that the server hangs up."""
    await send({"type": "http.response.body", "body": first, "more_body": True})
    try:
        async for chunk in chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    except DeminingError as error:
        log.warning("answer broken off: %s", error)
        return
    await send({"type": "http.response.body", "body": b""})


async def _rest(chunks: AsyncIterator[bytes]) -> bytes:
    rest = bytearray()
    async for chunk in chunks:
        rest += chunk
        if len(rest) > HTTP_1_0_LIMIT:
            detail = f"over HTTP/1.0 an answer has at most {HTTP_1_0_LIMIT} bytes; use HTTP/1.1"
            raise Problem(505, "http-version", "The answer is too long for HTTP/1.0", detail)
    return bytes(rest)


async def _send_whole(send: Send, whole: Whole, common: dict[str, str]) -> None:
    headers = {"content-type": whole.media_type, "content-length": str(len(whole.body))}
    await send_alone(send, 200, {**common, **headers}, whole.body)


async def send_alone(send: Send, status: int, headers: dict[str, str], body: bytes = b"") -> None:
    """Send a response that needs no more than this."""
    await _start(send, status, headers)
    await send({"type": "http.response.body", "body": body})


async def _start(send: Send, status: int, headers: dict[str, str]) -> None:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})


def _check_method(method: str) -> None:
    if method not in METHODS:
        allowed = ", ".join(METHODS)
        raise Problem(
            405,
            "method-not-allowed",
            "Method Not Allowed",
            f"{method} is not one of {allowed}",
            headers={"Allow": allowed},
        )


@lru_cache(maxsize=256)
def _agree(accept: str | None, hint: str | None) -> Agreed:
    agreed = Agreed(
        negotiate(accept, RESULTS, hint, by_name=(FOR_SPREADSHEETS,)),
        negotiate(accept, GRAPHS, hint),
    )
    if agreed.results is None and agreed.graph is None:
        available = [form.media_type for form in (*RESULTS, *GRAPHS)]
        raise not_acceptable(available)
    return agreed


def _wants_page(scope: Scope, accept: str | None, asked: Asked) -> bool:
    """Whether a browser opened this address, and not a program."""
    reads = scope["method"] in ("GET", "HEAD")
    return reads and asked.hint is None and prefers_page(accept, (*RESULTS, *GRAPHS))


def _is_known(scope: Scope, tag: str) -> bool:
    """Whether the client already holds this answer (If-None-Match, compared weakly)."""
    if scope["method"] not in ("GET", "HEAD"):
        return False
    known = header(scope, b"if-none-match") or ""
    return tag.removeprefix("W/") in (k.strip().removeprefix("W/") for k in known.split(","))
