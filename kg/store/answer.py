"""An answer that arrives from a reader process, for code that may block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from kg.closing import Closing
from kg.errors import StoreError
from kg.store.contract import Kind
from kg.store.frames import LAST, Frame, FrameKind, error_of, read_head
from kg.store.request import Request
from kg.store.worker import Worker

__all__ = ["Delivery", "Owner", "PooledAnswer"]


class Owner(Protocol):
    """The pool that a worker goes back to."""

    def error(self, message: str) -> StoreError:
        """An error that names the store."""
        ...

    def give_back(self, worker: Worker) -> None:
        """Take a worker that has done its work."""
        ...

    def discard(self, worker: Worker, *, replace: bool = True) -> None:
        """Kill a worker that is in the midst of something, or dead."""
        ...


class Delivery:
    """Holds a worker until its answer has arrived, failed, or is no longer wanted."""

    def __init__(self, pool: Owner, worker: Worker, request: Request) -> None:
        self._pool = pool
        self.worker: Worker | None = worker
        self._request = request
        self._is_whole = False

    def receive(self) -> Frame:
        """The next frame, an error raised; the worker is given back after the last."""
        if self.worker is None:
            raise self._pool.error("the answer was closed before its end")
        try:
            frame = self.worker.receive(self._request)
        except BaseException:  # also an interrupt: the reader is in the midst of something
            self.close()
            raise
        if frame.kind in LAST:
            self._is_whole = True
            self._pool.give_back(self.worker)
            self.worker = None
        if frame.kind is FrameKind.ERROR:
            raise error_of(frame)
        return frame

    def chunks(self) -> Iterator[bytes]:
        """The data that is still to come."""
        while not self._is_whole:
            frame = self.receive()
            if frame.kind is FrameKind.DATA:
                yield frame.payload

    def close(self, *, replace: bool = True) -> None:
        """Kill the worker if it is still at work."""
        worker, self.worker = self.worker, None
        if worker is not None:
            self._pool.discard(worker, replace=replace)

    def __del__(self) -> None:
        """Free the reader of an answer that was dropped."""
        self.close(replace=False)


class PooledAnswer(Closing):
    """An :class:`~kg.store.contract.Answer` whose first chunk has arrived."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        frame = delivery.receive()
        self.chunks: Iterator[bytes] = delivery.chunks()
        packed = frame.payload
        if frame.kind is FrameKind.WHOLE:  # the reader is free before this is read
            packed, whole = frame.parts()
            self.chunks = iter([whole] if whole else ())
        head = read_head(packed)
        self.kind: Kind = head.kind
        self.media_type: str = head.media_type
        self.generation: int = head.generation

    def read(self) -> bytes:
        """All that is not yet read; closes the answer."""
        with self:
            return b"".join(self.chunks)

    def close(self) -> None:
        """Kill the evaluation if it still runs."""
        self._delivery.close()
