"""Reader processes for an event loop: a pool with a warm spare, for the web server.

No evaluation outlives its deadline or its reader: at the deadline, when its call is cancelled
and when its answer is closed early, its process is killed and the spare takes its place.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any, Final

from kg.alarms import Alarms
from kg.errors import QueryTimeoutError
from kg.settings import Settings
from kg.store.async_answer import PooledAsyncAnswer
from kg.store.async_worker import AsyncWorker
from kg.store.backup.placing import mend
from kg.store.contract import RESULT_TYPES, Accept, AsyncAnswer, Dataset
from kg.store.layout import Folder
from kg.store.processes import end
from kg.store.request import Request, UnreadError, query_request

__all__ = ["AsyncReaders"]

MOMENT: Final = 0.001
"""Seconds for which the newest generation is taken to be the newest, unless somebody knows better.

What this very server publishes is seen at once.
"""


class AsyncReaders:
    """An :class:`~kg.store.contract.AsyncReader` of a folder; belongs to one event loop.

    At most ``settings.readers`` evaluations at a time; further calls wait in order of arrival.
    """

    def __init__(self, location: str, settings: Settings) -> None:
        self.location = location
        self.settings = settings
        self._folder = Folder(Path(location).absolute(), settings.base)
        mend(self._folder)
        self._folder.header()  # refuse a foreign folder now
        self._turns = asyncio.Semaphore(settings.readers)
        self.alarms = Alarms()
        self._idle: deque[AsyncWorker] = deque()
        self._starting = 0
        self._waiting: deque[asyncio.Future[AsyncWorker]] = deque()
        """Requests that have a turn and wait for a process that is starting."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closed = False
        self._known: tuple[str | None, int | None] = (None, None)
        self._looked_at = float("-inf")

    async def start(self) -> None:
        """Start the processes, one more than may be at work; returns when one is ready."""
        for _ in range(self.settings.readers):
            self._warm_up_soon()
        self._starting += 1
        await self._warm_up()

    def generation(self) -> int | None:
        """The newest published generation; ``None`` while nothing is published."""
        return self._seen()[1]

    def tag(self) -> str | None:
        """Names this generation of this very store; ``None`` while nothing is published."""
        return self._seen()[0]

    def _seen(self) -> tuple[str | None, int | None]:
        """Both, as they were a moment ago: one request asks for them several times."""
        now = time.monotonic()
        if now - self._looked_at > MOMENT:
            self._known = self._folder.tag(), self._folder.generation()
            self._looked_at = now
        return self._known

    async def refresh(self) -> None:
        """Look at the folder when they are asked next."""
        self._looked_at = float("-inf")

    def has_union(self) -> bool:
        """Whether the default graph is the union of all graphs."""
        return self._folder.has_union()

    def can_answer(self) -> bool:
        """Whether a process lives that waits for work; if none does, one is started. Cheap."""
        for worker in [worker for worker in self._idle if worker.is_dead]:
            self._idle.remove(worker)
            self._end(worker)
        if not self._idle and not self._starting and not self._is_closed:
            self._warm_up_soon()
        return bool(self._idle)

    async def query(
        self,
        text: str,
        *,
        accept: Accept | str = RESULT_TYPES[0],
        timeout: float | None = None,  # noqa: ASYNC109 - covers the streaming after the call too
        dataset: Dataset | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> AsyncAnswer:
        """Evaluate a query in a reader process (see the contract)."""
        request = query_request(
            text,
            accept=accept,
            timeout=timeout,
            dataset=dataset,
            prefixes=prefixes,
            settings=self.settings,
        )
        if self.tag() is None:
            raise self._folder.missing()
        while True:
            try:
                return await self._ask(request)
            except UnreadError:
                continue  # as may be all that died while they were idle

    async def _ask(self, request: Request) -> PooledAsyncAnswer:
        worker = await self._turn_now(request)
        if worker is None:
            try:
                async with asyncio.timeout(request.left):
                    worker = await self._turn(request)
            except TimeoutError:
                raise QueryTimeoutError(request.seconds) from None
        answer = PooledAsyncAnswer(self, worker, request)
        await answer.begin()
        return answer

    async def _turn_now(self, request: Request) -> AsyncWorker | None:
        """A worker that has begun with the request, if nothing has to be waited for."""
        if self._is_closed or not self._idle or self._turns.locked():
            return None
        await self._turns.acquire()  # at once, as it is not locked
        worker = self._idle.pop()
        if worker.begin(request):
            return worker
        self._turns.release()
        self._replace(worker)  # it died while it was idle
        return None

    async def _turn(self, request: Request) -> AsyncWorker:
        """A worker that has begun with the request, once it is the request's turn."""
        if self._is_closed:
            raise self._folder.error("the store is closed")
        await self._turns.acquire()
        try:
            while not (worker := await self._take()).begin(request):
                await self._check_start(worker, request)
                self._replace(worker)  # as will be all that died while they were idle
        except BaseException:
            self._turns.release()
            raise
        return worker

    async def _check_start(self, worker: AsyncWorker, request: Request) -> None:
        """Raise why a process has not even come to be ready."""
        if not worker.is_ready:
            error = await worker.why_dead(request)
            self._end(worker)
            raise self._folder.error(f"no reader process can be started: {error}")

    async def _take(self) -> AsyncWorker:
        """An idle worker, or the next that has started, of those under way if others leave one."""
        if self._idle:
            return self._idle.pop()
        if self._starting <= len(self._waiting):
            self._warm_up_soon()
        coming: asyncio.Future[AsyncWorker] = asyncio.get_running_loop().create_future()
        self._waiting.append(coming)
        try:
            return await asyncio.shield(coming)
        except asyncio.CancelledError:
            if coming in self._waiting:
                self._waiting.remove(coming)
            elif coming.exception() is None:  # it came in the moment in which it was given up
                self._keep(coming.result())
            raise

    def give_back(self, worker: AsyncWorker) -> None:
        """Let a worker take the next request."""
        self._turns.release()
        self._keep(worker)

    def discard(self, worker: AsyncWorker) -> None:
        """Kill a worker in the midst of its work, and warm up another in the background."""
        self._turns.release()
        self._replace(worker)

    def _replace(self, worker: AsyncWorker) -> None:
        self._end(worker)
        if not self._is_closed:
            self._warm_up_soon()

    async def close(self) -> None:
        """End all processes; answers that are still read will fail."""
        self._is_closed = True
        while self._idle:
            self._end(self._idle.pop())
        while self._waiting:
            self._disappoint("the store is closed")
        while self._tasks:
            await asyncio.gather(*self._tasks)

    def _warm_up_soon(self) -> None:
        self._starting += 1
        self._background(self._warm_up())

    async def _warm_up(self) -> None:
        """Start a process that was announced in ``_starting``."""
        try:
            worker = await AsyncWorker.start(self._folder, self.settings)
            lives = await worker.ready()
        except OSError as error:
            self._disappoint(f"no reader process can be started: {error}")
            return
        finally:
            self._starting -= 1
        if lives or self._waiting:
            self._keep(worker)  # who waits will find why it died
        else:
            self._end(worker)

    def _disappoint(self, message: str) -> None:
        """Tell the first who waits for a process that none comes."""
        if self._waiting:
            self._waiting.popleft().set_exception(self._folder.error(message))

    def _keep(self, worker: AsyncWorker) -> None:
        """Give a worker to the first who waits for one, or keep it for the next request."""
        if self._is_closed:
            self._end(worker)
            return
        if self._waiting:
            self._waiting.popleft().set_result(worker)
        elif len(self._idle) > self.settings.readers:
            self._end(worker)
        else:
            self._idle.append(worker)

    def _end(self, worker: AsyncWorker) -> None:
        worker.kill()
        self._background(asyncio.to_thread(end, worker.process))

    def _background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
