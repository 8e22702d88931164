"""Reader processes for code that may block: started when needed, replaced when they die."""

from __future__ import annotations

import threading
import weakref
from collections import deque

from kg.errors import QueryTimeoutError, StoreError
from kg.settings import Settings
from kg.store.answer import Delivery, PooledAnswer
from kg.store.layout import Folder
from kg.store.request import Request, UnreadError
from kg.store.worker import Worker

__all__ = ["Readers"]


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
        while True:
            try:
                return self._ask(request)
            except UnreadError:
                continue  # as may be all that died while they were idle

    def _ask(self, request: Request) -> PooledAnswer:
        if self._is_closed:
            raise self.error("the store is closed")
        if not self._turns.acquire(timeout=max(request.left, 0.0)):
            raise QueryTimeoutError(request.seconds)
        try:
            worker = self._take(request)
        except BaseException:
            self._turns.release()
            raise
        return PooledAnswer(Delivery(self, worker, request))

    def _take(self, request: Request) -> Worker:
        """A worker that has begun with the request."""
        while (worker := self._pop_idle()) is not None:
            if self._has_begun(worker, request):
                return worker
            worker.kill()  # found dead, as will be all that died while they were idle
        worker = Worker(self._folder, self._settings)
        if self._has_begun(worker, request):
            return worker
        raise self.error(f"no reader process can be started: {worker.why_dead(request)}")

    def _has_begun(self, worker: Worker, request: Request) -> bool:
        try:
            return worker.begin(request)
        except TimeoutError:
            worker.kill()
            raise QueryTimeoutError(request.seconds) from None
        except BaseException:
            worker.kill()
            raise

    def _pop_idle(self) -> Worker | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def give_back(self, worker: Worker) -> None:
        """Let a worker take the next request; what is left of one that died is put away."""
        if self._is_closed or not worker.is_alive:
            worker.kill()
        else:
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
