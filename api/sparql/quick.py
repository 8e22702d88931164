"""The quick way of plain queries: from a request to the bytes of its answer, and nothing between.

Most requests are a query and no more, and most answers small. Such a request is read, asked and
answered here, in one piece, in the form in which answers are kept for who asks the same. All else
goes the ordinary way: a request that is no plain query at once; what was begun here and is not so
simple, an error or a long answer, to be finished there. The two ways differ in nothing but speed.
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
from api.sparql.repeats import RAW, Raw, Repeats
from kg.errors import DeminingError

__all__ = ["Quick"]

PATH: Final = "/sparql"
METHODS: Final = frozenset({"GET", "POST"})
UNUSUAL: Final = frozenset({b"expect", b"if-none-match", b"upgrade"})
"""Headers that the ordinary way sees to."""
SECRET: Final = frozenset({b"authorization", b"cookie"})
"""Requests with such headers are not kept, so that no secret stays in memory."""
OF_A_LINK: Final = PARAMETER.encode()

Headers = dict[bytes, bytes]


class Quick:
    """Answers plain queries that come over :class:`~api.sparql.repeats.Connection`; plain ASGI.

    ``counted`` learns of each answer (its method and length), ``repeats`` gets them to keep.
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
        raw: Raw | None = scope.get("extensions", {}).get(RAW)
        if raw is None or scope["path"] != PATH or scope["method"] not in METHODS:
            await self.app(scope, receive, send)
            return
        first = None
        if scope["method"] == "POST":
            first = await receive()
            receive = _again(first, receive)
        headers: Headers = dict(scope["headers"])
        call = self._call(scope, headers, first)
        if call is None:
            await self.app(scope, receive, send)
            return
        kept = self._sparql.kept(call)
        if kept is not None and raw.can_answer:
            await self._send(raw, headers, call, kept)
            return
        async with WhileConnected(receive):
            begun = await self._sparql.begin(call)
            small = self._sparql.small(begun)
            if small is not None and raw.can_answer:
                await self._send(raw, headers, call, small)
            else:
                scope[BEGUN] = begun
                await self.app(scope, receive, send)

    def _call(self, scope: Scope, headers: Headers, first: Message | None) -> Call | None:
        """What a request asks, if it is a plain query."""
        body = b"" if first is None else _body(first)
        is_odd = len(headers) < len(scope["headers"]) or not headers.keys().isdisjoint(UNUSUAL)
        if body is None or is_odd or OF_A_LINK in scope["query_string"]:
            return None
        characters = self._sparql.settings.query_characters
        accept = headers[b"accept"].decode("latin-1") if b"accept" in headers else None
        try:
            asked = read_at_once(scope, body, characters=characters)
            if asked.query is None or wants_page(scope["method"], accept, asked.hint):
                return None
            return self._sparql.call(asked.query, asked, agree(accept, asked.hint))
        except (DeminingError, Problem):
            return None  # the ordinary way will tell

    async def _send(self, raw: Raw, headers: Headers, call: Call, whole: Whole) -> None:
        """Write an answer in one piece, and let it be given to who sends the same bytes."""
        body, coding = whole.body, None
        if len(body) >= SMALLEST and is_packable(whole.media_type):
            coding = coding_of(headers.get(b"accept-encoding", b"").decode("latin-1"))
            body = body if coding is None else await packed(coding, body)
        said = call.headers(is_known=whole.generation == call.generation)
        lines = _lines(whole.media_type, coding, *said.items())
        answer = lines + b"content-length: %d\r\n\r\n%b" % (len(body), body)
        raw.answer(answer)
        self._counted(raw.cycle.scope["method"], len(body))
        if call.tag is not None and "etag" in said and headers.keys().isdisjoint(SECRET):
            self._repeats.keep(call.tag, raw, answer)


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
def _lines(media_type: str, coding: str | None, *said: tuple[str, str]) -> bytes:
    """The header lines that are alike for many answers."""
    headers = dict(said)
    if is_packable(media_type):
        headers["vary"] += ", Accept-Encoding"
    headers["content-type"] = media_type
    if coding is not None:
        headers["content-encoding"] = coding
    own = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    return b"".join(b"%b: %b\r\n" % line for line in (*own, *ALWAYS_RAW))
