"""``/sparql``: the SPARQL 1.1 Protocol, as plain ASGI on top of killable reader processes.

The bytes that a reader writes are passed on as they are, in chunks and no faster than the client
takes them. An error in the first 64 KB keeps its status; a later one breaks the connection, so
that a cut answer can never be taken for a whole one. A client that hangs up stops its query.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from starlette.types import Receive, Scope, Send

from api.cache import Cache
from api.changes.writing import Writing
from api.connection import WhileConnected
from api.errors import Problem, problem_of, response_of
from api.sparql.call import Agreed, Call, agree, is_lasting, wants_page
from api.sparql.description import describe
from api.sparql.editor import editor
from api.sparql.protocol import METHODS, Asked, header, read_request
from kg.errors import DeminingError
from kg.settings import Settings
from kg.store import AsyncAnswer, AsyncReader
from kg.terms import PREFIXES

__all__ = ["BEGUN", "Begun", "Sparql", "Whole", "send_alone"]

SMALL: Final = 64 * 1024
"""What fits the first chunk is small: it is sent with its length, and kept."""
HTTP_1_0_LIMIT: Final = 64 << 20
"""HTTP/1.0 cannot mark a cut answer, so it gets whole ones only, up to this many bytes."""

BEGUN: Final = "demining_kg.begun"
"""Where the scope holds a :class:`Begun` call, which is to be finished."""

log = logging.getLogger("demining_kg.api")


@dataclass(frozen=True, slots=True)
class Whole:
    """A small answer, ready to be sent again."""

    media_type: str
    body: bytes
    generation: int


class Begun(NamedTuple):
    """A call that was begun before it came here: its answer, or why there is none."""

    call: Call
    outcome: AsyncAnswer | Exception


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
        begun: Begun | None = scope.get(BEGUN)
        if begun is not None:
            await self._finish(scope, send, begun)
            return
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
        elif wants_page(scope["method"], accept, asked.hint):
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
            agreed = agree(accept, asked.hint)
            await self.answer(scope, receive, send, self.call(asked.query, asked, agreed))

    def call(self, query: str, asked: Asked, agreed: Agreed) -> Call:
        """A query to the newest generation."""
        tag = self.reader.tag() if is_lasting(query) else None
        return Call(query, asked, agreed, tag, self.reader.generation())

    async def answer(self, scope: Scope, receive: Receive, send: Send, call: Call) -> None:
        """Answer a query, from memory if it was answered before, else until the client leaves."""
        if not await self._answer_from_memory(scope, send, call):
            async with WhileConnected(receive):
                await self._finish(scope, send, await self.begin(call))

    async def _answer_from_memory(self, scope: Scope, send: Send, call: Call) -> bool:
        """Answer without evaluation if the client or the cache holds the answer already."""
        if call.etag is not None and _is_known(scope, call.etag):
            await send_alone(send, 304, call.headers())
            return True
        kept = self.kept(call)
        if kept is None:
            return False
        await _send_whole(send, kept, call.headers())
        return True

    def small(self, begun: Begun) -> Whole | None:
        """The answer of a call if it is small and here; it is kept."""
        call, answer = begun
        if isinstance(answer, Exception) or answer.whole is None:
            return None
        whole = Whole(call.agreed.label(answer.kind), answer.whole, answer.generation)
        self._keep(call, whole)
        return whole

    def kept(self, call: Call) -> Whole | None:
        """The answer, if it was given before."""
        return None if call.tag is None else self.cache.get(call.tag, call.key)

    def _keep(self, call: Call, whole: Whole) -> None:
        """Keep an answer for others who ask the same, if it is of the generation of its tag."""
        if call.tag is not None and whole.generation == call.generation:
            self.cache.keep(call.tag, call.key, whole, len(whole.body) + len(call.query))

    async def begin(self, call: Call) -> Begun:
        """Ask a query; what becomes of it."""
        try:
            answer = await self.reader.query(
                call.query,
                accept=call.agreed.accept,
                timeout=call.asked.timeout,
                dataset=call.asked.dataset,
                prefixes=PREFIXES,
            )
        except Exception as error:  # noqa: BLE001 - raised again where it is told
            return Begun(call, error)
        return Begun(call, answer)

    async def _finish(self, scope: Scope, send: Send, begun: Begun) -> None:
        """Send the answer of a call, or raise why there is none."""
        call, answer = begun
        if isinstance(answer, Exception):
            raise answer
        async with answer:
            # published in between: the tag is of the one before
            headers = call.headers(is_known=answer.generation == call.generation)
            whole = await _pass_on(scope, send, answer, call.agreed, headers)
        if whole is not None:
            self._keep(call, whole)


async def _pass_on(
    scope: Scope, send: Send, answer: AsyncAnswer, agreed: Agreed, common: dict[str, str]
) -> Whole | None:
    """Send an answer; what was sent if it was small."""
    label = agreed.label(answer.kind)
    if answer.whole is not None:
        whole = Whole(label, answer.whole, answer.generation)
        await _send_whole(send, whole, common)
        return whole
    chunks = answer.chunks
    first = await anext(chunks, b"")
    if len(first) < SMALL:
        first += b"".join([chunk async for chunk in chunks])
        whole = Whole(label, first, answer.generation)
        await _send_whole(send, whole, common)
        return whole
    if scope["http_version"] == "1.0":
        whole = Whole(label, first + await _rest(chunks), answer.generation)
        await _send_whole(send, whole, common)
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


def _is_known(scope: Scope, tag: str) -> bool:
    """Whether the client already holds this answer (If-None-Match, compared weakly)."""
    if scope["method"] not in ("GET", "HEAD"):
        return False
    known = header(scope, b"if-none-match") or ""
    return tag.removeprefix("W/") in (k.strip().removeprefix("W/") for k in known.split(","))
