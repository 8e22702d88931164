"""The same bytes again: a request that was answered before is answered before it is read.

Below everything else, as uvicorn's protocol: a request to ``/sparql`` that comes in one piece is
looked up as it came, and its answer sent as it was sent, with the date of now. Kept is what
:mod:`api.sparql.quick` answers, for the same generation only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from api.cache import Cache
from api.sparql.heads import Alike, Heads
from kg.alarms import Alarms
from kg.errors import DeminingError

__all__ = ["RAW", "Connection", "Raw", "Repeats", "protocol"]

LONGEST: Final = 8192
"""Bytes of a request that is looked up."""
RAW: Final = "demining_kg.raw"
"""Where the scope holds the request as it came, by its connection."""
METHODS: Final = frozenset(
    {b"GET", b"HEAD", b"POST", b"PUT", b"PATCH", b"DELETE", b"OPTIONS", b"QUERY"}
)
"""What the fast parser is asked to read; it knows no method that is none, and we say so by 405."""

Answer = bytes
"""The headers of the application with the body, of an answer with status 200."""


class Repeats:
    """Answers by the bytes of their requests.

    ``tag`` names the present generation; ``noted`` learns of each answer (its method and length).
    """

    def __init__(self, tag: Callable[[], str | None], noted: Callable[[str, int], None]) -> None:
        self._tag = tag
        self._noted = noted
        self._cache: Cache[Answer] = Cache()
        self.heads = Heads()
        self.alarms = Alarms()
        """When connections at rest are closed."""

    def find(self, data: bytes) -> Answer | None:
        """The answer to a request of the present generation, if it is kept."""
        if len(data) > LONGEST or data not in self._cache:
            return None
        try:
            tag = self._tag()
        except DeminingError:  # the application will tell
            return None
        found = None if tag is None else self._cache.get(tag, data)
        if found is not None:
            self._noted("GET" if data.startswith(b"G") else "POST", _body_length(found))
        return found

    def keep(self, tag: str, raw: Raw, answer: Answer) -> None:
        """Keep an answer, if its request came in one piece."""
        if raw.is_alone:
            self._cache.keep(tag, raw.data, answer, len(raw.data) + len(answer))


def _body_length(answer: Answer) -> int:
    return len(answer) - answer.index(b"\r\n\r\n") - 4


def _written(answer: Answer, ours: Iterable[tuple[bytes, bytes]]) -> bytes:
    """All bytes of an answer; ``ours`` are the headers of the server."""
    return b"".join((STATUS_LINE[200], *(b"%b: %b\r\n" % header for header in ours), answer))


class Raw:
    """The bytes that a request came in; alone, if they held all of it and nothing else.

    As a context it lasts until the client leaves: then the block is cancelled, and left.
    """

    __slots__ = ("alike", "connection", "cycle", "data", "is_alone")

    cycle: RequestResponseCycle

    def __init__(self, connection: Connection, data: bytes, alike: Alike | None = None) -> None:
        self.connection = connection
        self.data = data
        self.alike = alike
        """What is known of it, if its head was read before."""
        self.is_alone = alike is not None

    def __enter__(self) -> None:
        self.connection.task = asyncio.current_task()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        task, self.connection.task = self.connection.task, None
        if kind is not asyncio.CancelledError or task is None or not self.cycle.disconnected:
            return False
        return task.uncancel() == 0

    @property
    def can_answer(self) -> bool:
        """Whether the client is there, takes an answer at once, and asks on."""
        cycle = self.cycle
        is_there = cycle.keep_alive and not cycle.disconnected and not cycle.flow.write_paused
        return is_there and not cycle.response_started

    def answer(self, answer: Answer) -> None:
        """Answer the request in one piece, and go on to the next."""
        cycle = self.cycle
        cycle.response_started = cycle.response_complete = True
        cycle.transport.write(_written(answer, cycle.default_headers))
        cycle.message_event.set()  # who waits for the client to leave
        cycle.on_response()


class Connection(HttpToolsProtocol):
    """uvicorn's protocol that looks each request up before it reads it."""

    def __init__(self, repeats: Repeats, **options: Any) -> None:  # noqa: ANN401 - uvicorn's own
        super().__init__(**options)
        self.task: asyncio.Task[Any] | None = None
        """What is to be cancelled when the client leaves."""
        self._repeats = repeats
        self._raw: bytes | None = None
        """What came, while a message that began with it is read."""
        self._current: Raw | None = None
        """The message that is read, if it began with what came."""
        self._begun = 0
        """Messages that began in what came."""
        self._is_within = False
        """Whether a message has begun and not ended."""

    def data_received(self, data: bytes) -> None:
        """Answer what is known; else read on."""
        self._raw = None
        if not self._is_within and (self.cycle is None or self.cycle.response_complete):
            known = None if self.flow.write_paused else self._repeats.find(data)
            if known is not None:
                self._repeat(known)
                return
            alike = self._repeats.heads.find(data)
            if alike is not None:
                self._begin(Raw(self, data, alike), alike)
                return
            if data.partition(b" ")[0] not in METHODS:
                self._leave_to_another(data)
                return
            self._raw = data
        self._begun = 0
        super().data_received(data)

    def _repeat(self, answer: Answer) -> None:
        self.transport.write(_written(answer, self.server_state.default_headers))
        self.on_response_complete()

    def _begin(self, raw: Raw, alike: Alike) -> None:
        """Begin with a request whose head is known, as the parser would have."""
        self._unset_keepalive_if_required()
        scope = alike.scope
        scope["client"], scope["server"], scope["scheme"] = self.client, self.server, self.scheme
        scope["state"] = self.app_state.copy()
        scope["extensions"] = {RAW: raw}
        self.cycle = raw.cycle = RequestResponseCycle(
            scope=scope,  # type: ignore[arg-type]
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=self.access_log,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=False,
            keep_alive=True,
            on_response=self.on_response_complete,
        )
        self.cycle.body += alike.body
        self.cycle.more_body = False
        self.cycle.message_event.set()
        self._start_asgi_task(self.cycle, self.app)

    def on_response_complete(self) -> None:
        """Go on to the next request, or wait for one."""
        if self.pipeline or self.transport.is_closing():
            super().on_response_complete()
            return
        self.server_state.total_requests += 1
        self._unset_keepalive_if_required()
        self.flow.resume_reading()
        rest = self._repeats.alarms.set(self.timeout_keep_alive, self.timeout_keep_alive_handler)
        self.timeout_keep_alive_task = rest  # type: ignore[assignment]

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone; so is what was done for it."""
        super().connection_lost(exc)
        if self.task is not None:
            self.task.cancel()

    def _leave_to_another(self, data: bytes) -> None:
        """Let a parser go on that takes every method."""
        self._unset_keepalive_if_required()
        self.connections.discard(self)
        other = H11Protocol(self.config, self.server_state, self.app_state, self.loop)
        self.transport.set_protocol(other)
        other.connection_made(self.transport)
        other.data_received(data)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._is_within = True
        self._begun += 1
        if self._current is not None:
            self._current.is_alone = False  # another came with it
        self._current = None
        if self._raw is not None:
            self._current = Raw(self, self._raw)
            self.scope["extensions"] = {RAW: self._current}  # type: ignore[dict-item]

    def on_headers_complete(self) -> None:
        """The answer to a request can begin."""
        super().on_headers_complete()
        if self.task is not None and len(self.pipeline) == 1:
            self.flow.resume_reading()  # else nobody would see the client leave
        if self._current is not None:
            self._current.cycle = self.cycle

    def on_message_complete(self) -> None:
        """A request has ended; if it came alone, its bytes tell all of it."""
        self._is_within = False
        if self._raw is not None and self._current is not None:
            self._current.is_alone = self._begun == 1
        super().on_message_complete()


def protocol(repeats: Repeats) -> type[asyncio.Protocol]:
    """What uvicorn makes its connections of."""
    return partial(Connection, repeats)  # type: ignore[return-value]
