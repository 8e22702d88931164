"""Changes to a store from an event loop, one after another, published before they are confirmed.

Changes that wait for each other are published together. The writing process is started when it
is needed and let go soon after, so that others can write too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from kg.errors import DeminingError, StoreError
from kg.settings import Settings
from kg.store.layout import Folder
from kg.store.remote.endpoint import Endpoint, is_address
from kg.store.writers import ProcessWriter

__all__ = ["AsyncWriter"]

LINGER: Final = 1.0
"""Seconds for which the writing process waits for another change before it lets others write."""
MOST_WAITING: Final = 256
MOST_TOGETHER: Final = 32

Change = Callable[[Any], Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job:
    """A change that waits for its turn.

    ``is_alone``: it is published, or undone, by itself; ``is_elsewhere``: another process makes
    it, and publishes.
    """

    change: Change
    done: asyncio.Future[Any]
    is_alone: bool = False
    is_elsewhere: bool = False


class AsyncWriter:
    """The writer of an embedded store for an event loop."""

    def __init__(self, location: str, settings: Settings) -> None:
        self._folder = Folder(Path(location).absolute(), settings.base)
        self._location = location
        self._settings = settings
        self._jobs: asyncio.Queue[Job] = asyncio.Queue(MOST_WAITING)
        self._task: asyncio.Task[None] | None = None
        self._writer: ProcessWriter | None = None

    async def run(self, change: Callable[[ProcessWriter], T], *, is_alone: bool = False) -> T:
        """Let a function change the store in a thread; its result once that is published.

        A change is whole or it raises. One that is alone may make several steps: if it raises,
        all are undone. Cancelled, it is left out if it has not begun, else done nevertheless.

        Raises:
            StoreLockedError: another process writes.
            asyncio.QueueFull: too many changes wait.
        """
        result: T = await self._wait_for(Job(change, _future(), is_alone=is_alone))
        return result

    async def lend(self, work: Callable[[], T]) -> T:
        """Let a function run in a thread that lets another process write; its result."""
        job = Job(lambda _: work(), _future(), is_alone=True, is_elsewhere=True)
        result: T = await self._wait_for(job)
        return result

    async def _wait_for(self, job: Job) -> Any:  # noqa: ANN401 - the result of the job's change
        self._jobs.put_nowait(job)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())
        return await job.done

    async def close(self) -> None:
        """Finish what waits, and let others write."""
        if self._task is not None:
            with suppress(asyncio.CancelledError):
                await self._task

    async def _work(self) -> None:
        """Take jobs until none has come for a while."""
        held: Job | None = None
        while True:
            first = held or await self._next()
            if first is None:
                await asyncio.to_thread(self._let_go)
                if self._jobs.empty():
                    return
                continue
            together, held = self._gather(first)
            await self._finish([job for job in together if not job.done.cancelled()])

    async def _next(self) -> Job | None:
        try:
            async with asyncio.timeout(LINGER):
                return await self._jobs.get()
        except TimeoutError:
            return None

    def _gather(self, first: Job) -> tuple[list[Job], Job | None]:
        """The jobs that go together with this one, and one that was taken and does not."""
        together = [first]
        while not first.is_alone and len(together) < MOST_TOGETHER and not self._jobs.empty():
            job = self._jobs.get_nowait()
            if job.is_alone:
                return together, job
            together.append(job)
        return together, None

    async def _finish(self, jobs: list[Job]) -> None:
        try:
            outcomes = await asyncio.to_thread(self._do, jobs)
        except BaseException as error:
            for job in jobs:
                _settle(job, error)
            raise
        for job, outcome in zip(jobs, outcomes, strict=True):
            _settle(job, outcome)

    def _do(self, jobs: list[Job]) -> list[object]:
        """Make changes and publish them; the result or the error of each."""
        if jobs and jobs[0].is_elsewhere:
            self._let_go()
            return [_attempt(lambda: jobs[0].change(None))]
        outcomes = [self._outcome(job) for job in jobs]
        if all(isinstance(outcome, Exception) for outcome in outcomes):
            return outcomes  # nothing changed; a writer that was killed need not be waited for
        try:
            self._open().publish()
        except DeminingError as error:
            return [o if isinstance(o, Exception) else error for o in outcomes]
        return outcomes

    def _outcome(self, job: Job) -> object:
        outcome = _attempt(lambda: self._change(job))
        if isinstance(outcome, Exception) and job.is_alone:
            self._undo()
        return outcome

    def _change(self, job: Job) -> object:
        writer = self._open()
        if job.is_alone:
            writer.begin()
        return job.change(writer)

    def _undo(self) -> None:
        with suppress(DeminingError):  # a store that others write to was not changed
            self._open().revert()

    def _open(self) -> ProcessWriter:
        """The writer; another one in place of one that has died."""
        if is_address(self._location):
            shown = Endpoint.read(self._location, self._settings).location
            raise StoreError("is written by builds only, not through this server", location=shown)
        if self._writer is None or not self._writer.is_open:
            self._folder.create(self._settings.default_graph)
            self._writer = ProcessWriter(self._folder, self._settings)
        return self._writer

    def _let_go(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None


def _future() -> asyncio.Future[Any]:
    return asyncio.get_running_loop().create_future()


def _attempt(work: Callable[[], object]) -> object:
    """The result, or the error, whatever it is: it is for the one who asked."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001
        return error


def _settle(job: Job, outcome: object) -> None:
    if job.done.cancelled():
        return
    if isinstance(outcome, BaseException):
        job.done.set_exception(outcome)
    else:
        job.done.set_result(outcome)
