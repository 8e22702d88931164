"""Changes to a store from an event loop, one after another, published before they are confirmed.

Changes that wait for each other are published together. The writing process is started when it
is needed and let go soon after, so that others can write too. The time that a change may take
counts from its arrival to its publication; one that failed is told of at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, TypeVar

from kg.errors import DeminingError, QueryTimeoutError
from kg.store.changes import Job
from kg.store.changing import ChangeWriter, Keeper

__all__ = ["AsyncWriter"]

LINGER: Final = 1.0
"""Seconds for which the writing process waits for another change before it lets others write."""
MOST_WAITING: Final = 256
MOST_TOGETHER: Final = 32

T = TypeVar("T")


class AsyncWriter:
    """The writer of a store for an event loop.

    ``opened`` gives a writer, ``kept`` tells who keeps the store, where no other process of this
    machine may write to it, and ``ended`` is called at the end.
    """

    def __init__(
        self,
        opened: Callable[[], ChangeWriter],
        *,
        kept: Callable[[], Keeper | None] = lambda: None,
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        self._opened = opened
        self._kept = kept
        self._ended = ended
        self._jobs: asyncio.Queue[Job] = asyncio.Queue(MOST_WAITING)
        self._task: asyncio.Task[None] | None = None
        self._writer: ChangeWriter | None = None
        self._made: Job | None = None
        """The change that is being made just now, by the writing process."""

    async def run(
        self,
        change: Callable[[ChangeWriter], T],
        *,
        is_alone: bool = False,
        seconds: float | None = None,
        begins: Callable[[], None] = lambda: None,
    ) -> T:
        """Let a function change the store in a thread; its result once that is published.

        A change is whole or it raises. One that is alone may make several steps: if it raises,
        all are undone. Cancelled, it is left out if it has not begun, else done nevertheless.
        ``begins`` is called, by the thread, when its turn has come.

        Raises:
            StoreLockedError: another process writes.
            QueryTimeoutError: it was not published in so many seconds, and is undone.
            asyncio.QueueFull: too many changes wait.
        """
        result: T = await self._outcome_of(
            Job(change, _future(), is_alone=is_alone, seconds=seconds, begins=begins)
        )
        return result

    async def lend(
        self, work: Callable[[Keeper | None], T], *, begins: Callable[[], None] = lambda: None
    ) -> T:
        """Let a function run in a thread that lets another process write; its result.

        It gets the server that keeps the store where that writes by itself, and is to be asked.
        """
        job = Job(work, _future(), is_alone=True, is_elsewhere=True, begins=begins)
        result: T = await self._outcome_of(job)
        return result

    async def keeper(self) -> Keeper | None:
        """The server that keeps the store and writes by itself, where there is one."""
        return await asyncio.to_thread(self._kept)

    def interrupt(self, begins: Callable[[], None]) -> None:
        """End the change of a call that had this ``begins``, with an error, if it is being made.

        One that is being published is let be: it will soon be over.
        """
        writer, made = self._writer, self._made
        if made is not None and made.begins == begins and writer is not None:
            writer.interrupt()

    async def _outcome_of(self, job: Job) -> Any:  # noqa: ANN401 - the result of the job's change
        self._jobs.put_nowait(job)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())
        try:
            async with asyncio.timeout(job.seconds):
                return await asyncio.shield(job.done)
        except TimeoutError:
            if job.leave_out():
                raise QueryTimeoutError(job.seconds or 0.0) from None
        except asyncio.CancelledError:
            job.leave_out()
            raise
        return await asyncio.shield(job.done)  # it has begun, and ends at its limit by itself

    async def close(self) -> None:
        """Finish what waits, and let others write."""
        if self._task is not None:
            with suppress(asyncio.CancelledError):
                await self._task
        await asyncio.to_thread(self._ended)

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
            await self._finish(together)

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
        loop = asyncio.get_running_loop()

        def tell(job: Job, outcome: object) -> None:
            loop.call_soon_threadsafe(job.settle, outcome)

        try:
            await asyncio.to_thread(self._do, jobs, tell)
        except BaseException as error:
            for job in jobs:
                job.settle(error)
            raise

    def _do(self, jobs: list[Job], tell: Callable[[Job, object], None]) -> None:
        """Make changes and publish them; tell the result or the error of each."""
        made: list[tuple[Job, object]] = []
        for job in jobs:
            outcome = _attempt(lambda job=job: self._make(job))  # type: ignore[misc]
            if isinstance(outcome, Exception) or job.is_elsewhere:
                tell(job, outcome)
            else:
                made.append((job, outcome))
            if isinstance(outcome, Exception) and job.is_alone:
                self._undo()
        if made:  # else nothing changed; a writer that was killed need not be waited for
            error = self._publish([job for job, _ in made])
            for job, outcome in made:
                tell(job, outcome if error is None else error)

    def _make(self, job: Job) -> object:
        if job.is_elsewhere:
            self._let_go()
            keeper = self._kept()
            return job.change(keeper) if job.claim() else None  # nobody waits for it any more
        writer = None if job.is_left_out else self._open()
        if writer is None or not job.claim():
            raise QueryTimeoutError(job.seconds or 0.0)  # as its sender was told
        self._made = job
        try:
            with writer.within(job.until, job.seconds or 0.0):
                if job.is_alone:
                    writer.begin()
                outcome: object = job.change(writer)
                job.until = writer.extend(0.0)
                return outcome
        finally:
            self._made = None

    def _publish(self, jobs: list[Job]) -> DeminingError | None:
        """Publish what was made, or undo it; the error, if it was not published."""
        until = min((job.until for job in jobs if job.until is not None), default=None)
        seconds = min((job.seconds for job in jobs if job.seconds is not None), default=0.0)
        try:
            writer = self._open()
            with writer.within(until, seconds):
                writer.publish()
        except DeminingError as error:
            self._undo()
            return error
        return None

    def _undo(self) -> None:
        """Undo what a change has left; one that has died has nothing left that the next keeps."""
        if self._writer is not None:
            with suppress(DeminingError):
                self._writer.revert()

    def _open(self) -> ChangeWriter:
        """The writer; another one in place of one that has died, or that others have overtaken."""
        if self._writer is not None and not self._writer.is_current():
            self._let_go()
        if self._writer is None:
            self._writer = self._opened()
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
