"""The very same request again: answered with the very same bytes, before anything is read of it.

Clients that ask tiny questions ask them over and over. While the graph is the same, a whole answer
that carries an ETag depends on nothing but its request: so method, address, all headers and the
body are the key, and what was sent is kept as it was sent, packed and with all its headers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.cache import Cache
from api.sparql.repeats import Repeats
from kg.errors import DeminingError

__all__ = ["Remembered"]

PATH: Final = "/sparql"
METHODS: Final = ("GET", "POST")
LARGEST: Final = 64 * 1024
"""Bytes of an answer, and of a request, that are kept."""
FORGOTTEN: Final = (b"authorization", b"cookie")
"""Requests with such headers are not kept, so that no secret stays in memory."""

Key = tuple[object, ...]
Tag = Callable[[], str | None]
Sent = tuple[Message, Message]


class Remembered:
    """Keeps answers of ``/sparql`` by their requests; plain ASGI.

    ``tag`` names the present generation, ``None`` while there is none. What is found here counts
    as found among ``answers``, where the application would have found it. ``repeats`` gets to know
    what is kept, to answer it still earlier where the server can.
    """

    def __init__(self, app: ASGIApp, tag: Tag, answers: Cache[Any], repeats: Repeats) -> None:
        self.app = app
        self._tag = tag
        self._answers = answers
        self._repeats = repeats
        self.cache: Cache[Sent] = Cache()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] not in METHODS:
            await self.app(scope, receive, send)
            return
        first = await receive() if scope["method"] == "POST" else None
        key = _key(scope, first)
        tag = None if key is None else self._present()
        kept = None if tag is None else self.cache.get(tag, key)
        if kept is not None and tag is not None:
            self._answers.hits += 1
            self._repeats.keep(tag, scope, *kept)
            for message in kept:
                await send(message)
            return
        recorder = _Recorder(send)
        await self.app(scope, _again(first, receive), recorder.send)
        if tag is not None and recorder.is_whole and self._present() == tag:
            start, body = recorder.messages
            size = len(body.get("body", b"")) + _size(scope, first)
            self.cache.keep(tag, key, (start, body), size)

    def _present(self) -> str | None:
        try:
            return self._tag()
        except DeminingError:  # the application will tell
            return None


@dataclass(slots=True)
class _Recorder:
    """Passes messages on, and keeps the first two."""

    passed: Send
    messages: list[Message] = field(default_factory=list)
    is_more: bool = False

    async def send(self, message: Message) -> None:
        if len(self.messages) < 2:
            self.messages.append(message)
        else:
            self.is_more = True
        await self.passed(message)

    @property
    def is_whole(self) -> bool:
        """Whether this was a small whole answer that depends on request and generation alone."""
        if len(self.messages) < 2 or self.is_more:
            return False
        start, body = self.messages
        names = {name.lower() for name, _ in start["headers"]}
        is_small = len(body.get("body", b"")) < LARGEST and not body.get("more_body", False)
        return start["status"] == 200 and b"etag" in names and is_small


def _key(scope: Scope, first: Message | None) -> Key | None:
    """All that a request is; ``None`` for one that is not kept."""
    headers = scope["headers"]
    if any(name in FORGOTTEN for name, _ in headers):
        return None
    body = b"" if first is None else first.get("body", b"")
    if first is not None and (first.get("more_body", False) or first["type"] != "http.request"):
        return None
    if len(body) > LARGEST:
        return None
    return (scope["method"], scope["http_version"], scope["query_string"], body, *headers)


def _size(scope: Scope, first: Message | None) -> int:
    """About as many bytes as a key takes."""
    sent = sum(len(name) + len(value) for name, value in scope["headers"])
    return sent + len(scope["query_string"]) + len((first or {}).get("body", b""))


def _again(first: Message | None, receive: Receive) -> Receive:
    """The messages of a request of which one has been received."""
    if first is None:
        return receive
    pending: list[Message] = [first]

    async def receive_again() -> Message:
        return pending.pop() if pending else await receive()

    return receive_again
