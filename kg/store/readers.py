"""Reader processes for code that may block: started when needed, replaced when they die."""

from __future__ import annotations

import threading
import weakref
from collections import deque
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from kg.errors import QueryTimeoutError, StoreError
from kg.settings import Settings
from kg.store.contract import Kind
from kg.store.frames import Frame, FrameKind, error_of, receive
from kg.store.layout import Folder
from kg.store.processes import death, end, spawn
from kg.store.request import Request

__all__ = ["PooledAnswer", "Readers", "reader_options"]

_TRIES = 3
"""Readers that may be found dead, one after another, before a query is given up."""


def reader_options(folder: Folder, settings: Settings) -> dict[str, object]:
    """The options that a reader process is started with."""
    return {
        "path": str(folder.path.absolute()),
        "base": folder.base,
        "megabytes": settings.query_megabytes,
    }


class Worker:
    """One reader process and the socket to it."""

    def __init__(self, folder: Folder, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings
        self.process, self._peer = spawn("kg.store.reader", reader_options(folder, settings))
        self._is_ready = False

    def begin(self, request: Request) -> bool:
        """Hand a request over; whether the reader was there to take it."""
        try:
            self._peer.settimeout(max(request.left, 0.001))
            if not self._is_ready:
                receive(self._peer)
                self._is_ready = True
            self._peer.sendall(request.pack())
            return receive(self._peer).kind is FrameKind.READY
        except (EOFError, BrokenPipeError):
            return False

    def receive(self, request: Request) -> Frame:
        """The next frame of the answer; a death is raised with its reason, so is the deadline."""
        self._peer.settimeout(max(request.left, 0.001))
        try:
            return receive(self._peer)
        except TimeoutError:
            raise QueryTimeoutError(request.seconds) from None
        except EOFError:
            raise self.why_dead(request) from None

    def why_dead(self, request: Request) -> Exception:
        """The error that explains why the process is gone; waits for its end."""
        self.process.wait()
        error = death(
            self.process,
            location=str(self._folder.path),
            seconds=request.seconds,
            megabytes=self._settings.query_megabytes,
        )
        self.kill()
        return error

    @property
    def is_alive(self) -> bool:
        """Whether the process has not ended."""
        return self.process.poll() is None

    def kill(self) -> None:
        """End the process, whatever it is doing, and wait for its end."""
        self._peer.close()
        end(self.process)


class Readers:
    """At most ``settings.readers`` evaluations at a time; further ones wait for their turn."""

    def __init__(self, folder: Folder, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings
        self._turns = threading.Semaphore(settings.readers)
        self._idle: deque[Worker] = deque()
        self._is_closed = False
        weakref.finalize(self, _end_all, self._idle)

    def error(self, message: str) -> StoreError:
        """An error that names the store."""
        return self._folder.error(message)

    def ask(self, request: Request) -> PooledAnswer:
        """The answer, once its first chunk is there; errors as :meth:`Store.query` says."""
        if self._is_closed:
            raise self.error("the store is closed")
        if not self._turns.acquire(timeout=max(request.left, 0.0)):
            raise QueryTimeoutError(request.seconds)
        try:
            worker = self._take(request)
        except BaseException:
            self._turns.release()
            raise
        return PooledAnswer(self, worker, request)

    def _take(self, request: Request) -> Worker:
        """A worker that has begun with the request."""
        for _ in range(_TRIES):
            worker = self._pop_idle() or Worker(self._folder, self._settings)
            try:
                if worker.begin(request):
                    return worker
            except TimeoutError:
                worker.kill()
                raise QueryTimeoutError(request.seconds) from None
            except BaseException:
                worker.kill()
                raise
            error = worker.why_dead(request)
        message = f"no reader process can be started: {error}"
        raise StoreError(message, location=str(self._folder.path)) from error

    def _pop_idle(self) -> Worker | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def give_back(self, worker: Worker) -> None:
        """Let a worker take the next request; one that died is forgotten."""
        if self._is_closed:
            worker.kill()
        elif worker.is_alive:
            self._idle.append(worker)
        self._turns.release()

    def discard(self, worker: Worker, *, replace: bool = True) -> None:
        """Kill a worker in the midst of its work, and warm up the next one."""
        worker.kill()
        if replace and not self._is_closed:
            self._idle.append(Worker(self._folder, self._settings))
        self._turns.release()

    def close(self) -> None:
        """End all idle readers; those at work end with their answers."""
        self._is_closed = True
        _end_all(self._idle)


def _end_all(workers: deque[Worker]) -> None:
    while workers:
        workers.pop().kill()


class PooledAnswer:
    """An answer that holds a reader of a pool until it is read or closed."""

    def __init__(self, pool: Readers, worker: Worker, request: Request) -> None:
        self._pool = pool
        self._worker: Worker | None = worker
        self._request = request
        self._is_whole = False
        head = self._receive(worker).json()
        self.kind: Kind = head["kind"]
        self.media_type: str = head["media_type"]
        self.generation: int = head["generation"]
        self.chunks: Iterator[bytes] = self._arriving()
        if head["whole"]:
            self.chunks = iter(list(self.chunks))  # the reader is free before this is read

    def _arriving(self) -> Iterator[bytes]:
        while not self._is_whole:
            if self._worker is None:
                raise self._pool.error("the answer was closed before its end")
            frame = self._receive(self._worker)
            if frame.kind is FrameKind.DATA:
                yield frame.payload

    def _receive(self, worker: Worker) -> Frame:
        try:
            frame = worker.receive(self._request)
        except BaseException:  # also an interrupt: the reader is in the midst of something
            self.close()
            raise
        if frame.kind in (FrameKind.END, FrameKind.ERROR):
            self._worker = None
            self._is_whole = True
            self._pool.give_back(worker)
        if frame.kind is FrameKind.ERROR:
            raise error_of(frame)
        return frame

    def read(self) -> bytes:
        """All that is not yet read; closes the answer."""
        with self:
            return b"".join(self.chunks)

    def close(self) -> None:
        """Kill the evaluation if it still runs."""
        worker, self._worker = self._worker, None
        if worker is not None:
            self._pool.discard(worker)

    def __del__(self) -> None:
        """Free the reader of an answer that was dropped."""
        worker, self._worker = self._worker, None
        if worker is not None:
            self._pool.discard(worker, replace=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
