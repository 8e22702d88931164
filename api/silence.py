"""Connections on which no request comes: closed after a while, so that nobody holds them all.

A server has some thousand connections to give. A client that opens them and says nothing, or its
requests letter by letter, would keep everybody else out for as long as it likes.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    Protocol = asyncio.Protocol
else:
    Protocol = object  # what stands behind it in a class knows the rest

__all__ = ["LONGEST", "Impatient"]

LONGEST: Final = 20.0
"""Seconds in which the headers of a request must have come, from its first byte on; for the first
request of a connection, from its beginning on."""


class Impatient(Protocol):
    """What is put before a protocol of uvicorn, which waits for ever."""

    cycle: Any
    loop: asyncio.AbstractEventLoop
    transport: Any
    _silence: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - as uvicorn has it
        """Wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of the headers, if these are not all."""
        super().data_received(data)
        if self.cycle is None or self.cycle.response_complete:
            self._wait()
        else:
            self.heard()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self.heard()
        super().connection_lost(exc)

    def heard(self) -> None:
        """A request has come."""
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None

    def _wait(self) -> None:
        if self._silence is None:
            self._silence = self.loop.call_later(LONGEST, self.transport.close)
