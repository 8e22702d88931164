"""Clients that keep the server waiting: nobody holds a connection by saying, or reading, nothing.

A server has some thousand connections to give, and so much memory. A client that opens them and
says nothing, or its requests letter by letter, or that never reads its answers, would keep
everybody else out for as long as it likes; one that sends a head without an end would fill memory.
"""

from __future__ import annotations

import asyncio
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from api.errors import Problem, response_of

if TYPE_CHECKING:
    Protocol = asyncio.Protocol
else:
    Protocol = object  # what stands behind it in a class knows the rest

__all__ = ["LEAST", "LONGEST", "UNREAD", "Awaited", "Impatient"]

LONGEST: Final = 20.0
"""Seconds in which the headers of a request must have come, from its first byte on; for the first
request of a connection, from its beginning on. A body has so long before it is reckoned with."""
LEAST: Final = 1024
"""Bytes of a body that must come in each second, taken over all of them."""
LONGEST_ADDRESS: Final = (1 << 16) - 1
"""Bytes of the address of a request that the parser reads."""
LONGEST_HEAD: Final = 1 << 17
"""Bytes of a request before its body that are waited for."""
UNREAD: Final = 120.0
"""Seconds in which a client must have read something of an answer that waits for it."""

LATE: Final = Problem(
    408,
    "request-timeout",
    "The request was not sent to its end",
    f"a body must come at {LEAST} bytes a second or more, its headers within {LONGEST:g} seconds",
)
LARGE: Final = Problem(
    431,
    "headers-too-large",
    "The headers of the request are too large",
    f"at most {LONGEST_HEAD} bytes of address and headers are taken",
)
LONG: Final = Problem(
    414,
    "address-too-long",
    "The address is too long",
    f"at most {LONGEST_ADDRESS} bytes of it are read; send a long query by POST",
)
WRONG: Final = Problem(400, "request", "This is no request", "it is not written as HTTP 1.1 has it")


class Awaited(Enum):
    """What a client has begun to send, or must."""

    HEAD = auto()
    BODY = auto()
    NOTHING = auto()


class Impatient(Protocol):
    """What is put before a protocol of uvicorn, which waits for ever."""

    cycle: Any
    flow: Any
    loop: asyncio.AbstractEventLoop
    transport: Any
    _awaited = Awaited.NOTHING
    _since = 0.0
    _came = 0
    _timer: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def awaited(self) -> Awaited:
        """What is to come next."""
        if self.cycle is None or self.cycle.response_complete:
            return Awaited.HEAD
        return Awaited.BODY if self.cycle.more_body else Awaited.NOTHING

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - as uvicorn has it
        """Wait for the first request."""
        super().connection_made(transport)
        self._wait(Awaited.HEAD)

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of a request, if this is not all."""
        self._came += len(data)
        super().data_received(data)
        awaited = self.awaited()
        if awaited is not self._awaited:
            self._wait(awaited)
        elif awaited is Awaited.HEAD and self._came > LONGEST_HEAD:
            self._refuse(LARGE)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self.heard()
        self._is_read()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Wait for the client to read."""
        super().pause_writing()
        self._unread = self.loop.call_later(UNREAD, self.transport.abort)

    def resume_writing(self) -> None:
        """The client reads."""
        super().resume_writing()
        self._is_read()

    def on_response_complete(self) -> None:
        """An answer is written; where the connection closes, not all of it may have been read."""
        super().on_response_complete()  # type: ignore[misc]
        if self.transport.is_closing():
            self._end()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing was asked for a while."""
        self._end()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - it says nothing more
        """What came is no request."""
        self._refuse(LONG if len(getattr(self, "url", b"")) > LONGEST_ADDRESS else WRONG)

    def heard(self) -> None:
        """A request has come."""
        if self._awaited is not Awaited.NOTHING:
            self._wait(Awaited.NOTHING)

    def _wait(self, awaited: Awaited) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._awaited, self._came, self._since = awaited, 0, self.loop.time()
        if awaited is not Awaited.NOTHING:
            self._timer = self.loop.call_at(self._since + LONGEST, self._look)

    def _look(self) -> None:
        """End it, or look again when what has come is used up."""
        now = self.loop.time()
        due = self._since + LONGEST
        if self._awaited is Awaited.BODY:
            due += self._came / LEAST
            if self.flow.read_paused or self.cycle.waiting_for_100_continue:
                due = now + LONGEST  # the server is not ready for more
        if due > now:
            self._timer = self.loop.call_at(due, self._look)
        elif self._awaited is Awaited.BODY:
            self._refuse(LATE)
        else:
            self._end()

    def _refuse(self, problem: Problem) -> None:
        """Say why the request is not read on, unless an answer to it, or to another, has begun."""
        cycle = self.cycle
        answered = cycle is not None and cycle.response_started
        if self._awaited is Awaited.HEAD:
            answered = answered and not cycle.response_complete
        if not answered:
            response = response_of(problem)
            head = b"".join(b"%b: %b\r\n" % header for header in response.raw_headers)
            head = STATUS_LINE[problem.status] + head
            self.transport.write(head + b"connection: close\r\n\r\n" + response.body)
        self._end()

    def _end(self) -> None:
        """Close, and do not wait for ever for what was written to be read."""
        self.heard()
        self.transport.close()
        if self.transport.get_write_buffer_size():
            self.loop.call_later(LONGEST, self.transport.abort)

    def _is_read(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
