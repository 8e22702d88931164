"""Frames from a child process, taken in by an event loop as they come."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final, cast

from kg.store.frames import CHUNK, Arrivals, Frame

__all__ = ["Link"]

MOST_HELD: Final = 4 * CHUNK
"""Bytes of frames that wait here to be received; beyond, the child has to wait."""


class Link(asyncio.Protocol):
    """One end of a socket to a child; belongs to one event loop and has one receiver."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport
        self._arrivals = Arrivals()
        self._frames: deque[Frame] = deque()
        self._held = 0
        self._is_paused = False
        self.is_over = False
        self.is_reset = False
        """Whether the child ended without having read all that was sent."""
        self._waiter: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket is ours."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Take what has come apart into frames."""
        for frame in self._arrivals.take(data):
            self._frames.append(frame)
            self._held += len(frame.payload)
        if self._held > MOST_HELD and not self._is_paused:
            self._is_paused = True
            self._transport.pause_reading()
        if self._frames:
            self._wake()

    def eof_received(self) -> None:
        """The child is gone: what is sent from now on, before the socket is closed, is lost."""
        self.is_over = True

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more will come."""
        self.is_over = True
        self.is_reset = exc is not None
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def received(self) -> Frame | None:
        """The next frame, if it is there."""
        if not self._frames:
            return None
        frame = self._frames.popleft()
        self._held -= len(frame.payload)
        if self._is_paused and self._held <= MOST_HELD // 2:
            self._is_paused = False
            self._transport.resume_reading()
        return frame

    async def receive(self) -> Frame:
        """The next frame; ``EOFError`` once the child is gone and all is received."""
        while (frame := self.received()) is None:
            if self.is_over:
                raise EOFError
            self._waiter = self._loop.create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        return frame

    def send(self, data: bytes) -> None:
        """Send without waiting; nothing to one that is gone."""
        self._transport.write(data)

    def hang_up(self) -> None:
        """Close the socket; what was not received is lost."""
        self._frames.clear()
        self._transport.abort()
