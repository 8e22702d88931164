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
from api.errors import Problem
from api.generation import PARAMETER
from api.headers import ALWAYS_RAW
from api.sparql.call import Call, agree, wants_page
from api.sparql.endpoint import BEGUN, Sparql, Whole
from api.sparql.heads import Said
from api.sparql.protocol import SMALL_BODY, read_at_once
from api.sparql.repeats import RAW, Raw, Repeats
from kg.errors import DeminingError

__all__ = ["Quick"]

PATH: Final = "/sparql"
METHODS: Final = frozenset({"GET", "POST"})
OF_A_LINK: Final = PARAMETER.encode()


class Quick:
    """Answers plain queries that come over :class:`~api.sparql.repeats.Connection`; plain ASGI.

    ``counted`` learns of each answer (its method and length). What is asked a second time is given
    to ``repeats``, and so are the heads of all that can be answered here.
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
        body: bytes | None
        if raw.alike is not None:
            said, body = raw.alike.said, raw.alike.body
        else:
            said, body = Said.of(scope["headers"]), b""
            if scope["method"] == "POST":
                first = await receive()
                receive, body = _again(first, receive), _body(first)
        call = self._call(scope, said, body)
        if call is None:
            await self.app(scope, receive, send)
            return
        kept = self._sparql.kept(call)
        if kept is not None and raw.can_answer:
            answer = await self._send(raw, said, call, kept)
            if call.tag is not None and not said.is_secret:
                self._repeats.keep(call.tag, raw, answer)
            return
        with raw:
            begun = await self._sparql.begin(call)
            small = self._sparql.small(begun)
            if small is not None and raw.can_answer:
                await self._send(raw, said, call, small)
            else:
                scope[BEGUN] = begun
                await self.app(scope, receive, send)

    def _call(self, scope: Scope, said: Said, body: bytes | None) -> Call | None:
        """What a request asks, if it is a plain query."""
        if body is None or not said.is_plain or OF_A_LINK in scope["query_string"]:
            return None
        characters = self._sparql.settings.query_characters
        try:
            asked = read_at_once(scope, said.content_type, body, characters=characters)
            if asked.query is None or wants_page(scope["method"], said.accept, asked.hint):
                return None
            return self._sparql.call(asked.query, asked, agree(said.accept, asked.hint))
        except (DeminingError, Problem):
            return None  # the ordinary way will tell

    async def _send(self, raw: Raw, said: Said, call: Call, whole: Whole) -> bytes:
        """Write an answer in one piece; its bytes."""
        body, coding = whole.body, None
        if len(body) >= SMALLEST and is_packable(whole.media_type):
            coding = coding_of(said.encodings)
            body = body if coding is None else await packed(coding, body)
        headers = call.headers(is_known=whole.generation == call.generation)
        lines = _lines(whole.media_type, coding, *headers.items())
        answer = lines + b"content-length: %d\r\n\r\n%b" % (len(body), body)
        raw.answer(answer)
        self._counted(raw.cycle.scope["method"], len(body))
        if raw.alike is None and raw.is_alone and not said.is_secret:
            self._repeats.heads.keep(raw.data, raw.cycle.scope, said)
        return answer


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
