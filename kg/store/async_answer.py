"""An answer that arrives at an event loop from a reader process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from types import TracebackType
from typing import Protocol, Self

from kg.alarms import Alarms
from kg.errors import QueryTimeoutError, StoreError
from kg.store.async_worker import AsyncWorker
from kg.store.contract import Kind
from kg.store.frames import LAST, Frame, FrameKind, error_of, read_head
from kg.store.request import Request, UnreadError

__all__ = ["Owner", "PooledAsyncAnswer"]


class Owner(Protocol):
    """The pool that a worker goes back to."""

    @property
    def location(self) -> str:
        """The store that is asked."""
        ...

    @property
    def alarms(self) -> Alarms:
        """The deadlines of its answers."""
        ...

    def give_back(self, worker: AsyncWorker) -> None:
        """Take a worker that has done its work."""
        ...

    def discard(self, worker: AsyncWorker) -> None:
        """Kill a worker that is in the midst of something, or dead."""
        ...


class PooledAsyncAnswer:
    """An answer that holds a worker of a pool until it is read, closed or too late.

    Made within the loop, then begun.
    """

    kind: Kind
    media_type: str
    generation: int
    chunks: AsyncIterator[bytes]
    whole: bytes | None = None

    def __init__(self, pool: Owner, worker: AsyncWorker, request: Request) -> None:
        self._pool = pool
        self._worker: AsyncWorker | None = worker
        self._request = request
        self._is_whole = False
        self._is_late = False
        self._alarm = pool.alarms.set(request.left, self._expire)

    async def begin(self) -> None:
        """Wait for the first chunk, or for the whole if it is not more than that."""
        frame = await self._receive()
        if frame.kind is FrameKind.WHOLE:
            packed, self.whole = frame.parts()
            self.chunks = _given(self.whole)
        else:
            packed = frame.payload
            self.chunks = self._arriving()
        self.kind, self.media_type, self.generation = read_head(packed)

    async def _arriving(self) -> AsyncIterator[bytes]:
        while not self._is_whole:
            frame = await self._receive()
            if frame.kind is FrameKind.DATA:
                yield frame.payload

    async def _receive(self) -> Frame:
        worker = self._worker
        if worker is None:
            raise self._interruption()
        try:
            frame = await worker.receive()
        except EOFError:
            if self._worker is None:  # taken away, too late or by the one who closed this
                raise self._interruption() from None
            if not worker.has_read:
                self._drop()
                raise UnreadError from None
            error = await worker.why_dead(self._request)
            self._drop()
            raise error from None
        except BaseException:
            self._drop()
            raise
        if frame.kind in LAST:
            self._finish(worker)
            if frame.kind is FrameKind.ERROR:
                raise error_of(frame)
        return frame

    def _finish(self, worker: AsyncWorker) -> None:
        self._alarm.cancel()
        self._is_whole = True
        if self._worker is not None:
            self._worker = None
            self._pool.give_back(worker)

    def _expire(self) -> None:
        self._is_late = True
        self._drop()

    def _drop(self) -> None:
        self._alarm.cancel()
        worker, self._worker = self._worker, None
        if worker is not None:
            self._pool.discard(worker)

    def _interruption(self) -> Exception:
        if self._is_late:
            return QueryTimeoutError(self._request.seconds)
        return StoreError("the answer was closed before its end", location=self._pool.location)

    async def read(self) -> bytes:
        """All that is not yet read; closes the answer."""
        async with self:
            return b"".join([chunk async for chunk in self.chunks])

    async def aclose(self) -> None:
        """Kill the evaluation if it still runs."""
        self._drop()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()


async def _given(whole: bytes) -> AsyncIterator[bytes]:
    if whole:
        yield whole
