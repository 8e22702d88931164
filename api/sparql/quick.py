"""The quick way of plain queries: from a request to its answer, and nothing between.

Most requests are a query and no more, and most answers small. Such a request is read, asked and
answered here, before all that surrounds pages. All else goes the ordinary way: a request that is no
plain query at once; what was begun here and is not so simple, an error or a long answer, to be
finished there. The two ways differ in nothing but speed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.compress import SMALLEST, coding_of, is_packable, packed
from api.connection import WhileConnected
from api.errors import Problem
from api.generation import PARAMETER
from api.headers import ALWAYS_RAW
from api.sparql.call import Call, agree, wants_page
from api.sparql.endpoint import BEGUN, Sparql, Whole
from api.sparql.protocol import SMALL_BODY, read_at_once
from api.sparql.repeats import Repeats
from kg.errors import DeminingError

__all__ = ["Quick"]

PATH: Final = "/sparql"
METHODS: Final = frozenset({"GET", "POST"})
OF_A_LINK: Final = PARAMETER.encode()
UNUSUAL: Final = frozenset({b"content-encoding", b"expect", b"if-none-match", b"upgrade"})
"""Headers that the ordinary way sees to."""
SECRET: Final = frozenset({b"authorization", b"cookie"})
"""Requests with such headers are not kept, so that no secret stays in memory."""

Headers = dict[bytes, bytes]
Lines = tuple[tuple[bytes, bytes], ...]


class Quick:
    """Answers plain queries; plain ASGI.

    ``counted`` learns of each answer (its method and length). What is asked a second time is given
    to ``repeats``.
    """

    def __init__(
        self, app: ASGIApp, sparql: Sparql, repeats: Repeats, counted: Callable[[str, int], None]
    ) -> None:
        self.app = app
        self._sparql = sparql
        self._repeats = repeats
        self._counted = counted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] not in METHODS:
            await self.app(scope, receive, send)
            return
        body: bytes | None = b""
        if scope["method"] == "POST":
            first = await receive()
            receive, body = _again(first, receive), _body(first)
        headers: Headers = dict(scope["headers"])
        call = self._call(scope, headers, body)
        if call is None:
            await self.app(scope, receive, send)
            return
        kept = self._sparql.kept(call)
        if kept is not None:
            head, sent = await self._send(scope, send, headers, call, kept)
            if call.tag is not None and _may_be_kept(scope, headers):
                self._repeats.keep(call.tag, scope, head, sent)
            return
        async with WhileConnected(receive):
            begun = await self._sparql.begin(call)
            small = self._sparql.small(begun)
            if small is not None:
                await self._send(scope, send, headers, call, small)
            else:
                scope[BEGUN] = begun
                await self.app(scope, receive, send)

    def _call(self, scope: Scope, headers: Headers, body: bytes | None) -> Call | None:
        """What a request asks, if it is a plain query."""
        is_plain = len(headers) == len(scope["headers"]) and headers.keys().isdisjoint(UNUSUAL)
        if body is None or not is_plain or OF_A_LINK in scope["query_string"]:
            return None
        accept = _word(headers, b"accept")
        characters = self._sparql.settings.query_characters
        try:
            kind = _word(headers, b"content-type")
            asked = read_at_once(scope, kind, body, characters=characters)
            if asked.query is None or wants_page(scope["method"], accept, asked.hint):
                return None
            return self._sparql.call(asked.query, asked, agree(accept, asked.hint))
        except (DeminingError, Problem):
            return None  # the ordinary way will tell

    async def _send(
        self, scope: Scope, send: Send, headers: Headers, call: Call, whole: Whole
    ) -> tuple[Lines, bytes]:
        """Send an answer; its headers and its body as sent."""
        body, coding = whole.body, None
        if len(body) >= SMALLEST and is_packable(whole.media_type):
            coding = coding_of(_word(headers, b"accept-encoding") or "")
            body = body if coding is None else await packed(coding, body)
        said = call.headers(is_known=whole.generation == call.generation)
        length = (b"content-length", b"%d" % len(body))
        head = (*_lines(whole.media_type, coding, *said.items()), length)
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": body})
        self._counted(scope["method"], len(body))
        return head, body


def _word(headers: Headers, name: bytes) -> str | None:
    value = headers.get(name)
    return None if value is None else value.decode("latin-1")


def _may_be_kept(scope: Scope, headers: Headers) -> bool:
    """Whether the same bytes may be answered alike: no secret, and the connection goes on."""
    goes_on = headers.get(b"connection", b"keep-alive").lower() == b"keep-alive"
    return goes_on and scope["http_version"] == "1.1" and headers.keys().isdisjoint(SECRET)


def _body(first: Message) -> bytes | None:
    """The body of a request, if it came in one piece and is small."""
    body: bytes = first.get("body", b"")
    is_whole = first["type"] == "http.request" and not first.get("more_body", False)
    return body if is_whole and len(body) <= SMALL_BODY else None


def _again(first: Message, receive: Receive) -> Receive:
    """The messages of a request of which one has been received."""
    pending = [first]

    async def receive_again() -> Message:
        return pending.pop() if pending else await receive()

    return receive_again


@lru_cache(maxsize=256)
def _lines(media_type: str, coding: str | None, *said: tuple[str, str]) -> Lines:
    """The headers that are alike for many answers."""
    headers = dict(said)
    if is_packable(media_type):
        headers["vary"] += ", Accept-Encoding"
    headers["content-type"] = media_type
    if coding is not None:
        headers["content-encoding"] = coding
    own = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    return (*own, *ALWAYS_RAW)
