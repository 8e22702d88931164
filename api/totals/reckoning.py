"""Totals for the web server: one reckoning at a time, its answers kept until the graph changes.

Queries go to the reader processes; linear programmes run in a thread. A thread cannot be killed,
so that what may be asked is bounded beforehand, and no more than a few different questions wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from fastapi import Request
from starlette.datastructures import State

from api.asking import Asking
from api.cache import Cache
from api.client import for_everybody
from api.errors import Problem
from kg import atlas, totals
from kg.atlas import Bound, Place
from kg.moment import Moment
from kg.steps import run_async
from kg.store import AsyncReader
from kg.totals import Fit, GoneError, Known, Point, Question, Total
from kg.totals.asked import months

__all__ = ["MOST_MONTHS", "Reckoning", "reckoning_of"]

T = TypeVar("T")
MOST_MONTHS: Final = 120
"""The longest series of months: each takes a linear programme or two."""
MOST_WAITING: Final = 16
"""How many different questions may wait for their answer."""
SIZE_OF_FIGURE: Final = 3000
"""About how many bytes a figure in its words takes in memory."""
SIZE_OF_POINT: Final = 300


@dataclass(slots=True)
class Reckoning:
    """The totals of the newest generation, each reckoned once."""

    reader: AsyncReader
    asking: Asking
    kept: Cache[Any] = field(default_factory=lambda: Cache(16 << 20))
    one: asyncio.Lock = field(default_factory=asyncio.Lock)
    running: dict[Hashable, asyncio.Task[Any]] = field(default_factory=dict)

    async def total(self, question: Question, until: Moment | None) -> Total:
        """The total, from reports that had appeared by a day."""
        return await self._kept(
            ("total", question, until), lambda k: self._total(question, until, k)
        )

    async def bounds(
        self, question: Question, places: tuple[Place, ...], until: Moment | None
    ) -> Mapping[str, Bound]:
        """The bounds of each place alone, by its key."""

        async def make(known: Known) -> tuple[Mapping[str, Bound], int]:
            found = await asyncio.to_thread(
                lambda: atlas.bounds(question, places, known, until=until)
            )
            return found, SIZE_OF_POINT * (1 + len(found))

        return await self._kept(("bounds", question, places, until), make)

    async def series(self, question: Question, until: Moment | None) -> tuple[Point, ...]:
        """The interval of each month; :class:`PeriodError` for an open or too long a period."""
        return await self.points(tuple(months(question, most=MOST_MONTHS)), until)

    async def points(self, parts: tuple[Question, ...], until: Moment | None) -> tuple[Point, ...]:
        """The intervals of some questions that differ in their days only."""

        async def make(known: Known) -> tuple[tuple[Point, ...], int]:
            points = await asyncio.to_thread(totals.series, parts, known, until=until)
            return points, SIZE_OF_POINT * len(points)

        return await self._kept(("points", parts, until), make)

    async def fits(self, question: Question) -> tuple[Fit, ...]:
        """The figures in what is asked for, each against those within it."""

        async def make(known: Known) -> tuple[tuple[Fit, ...], int]:
            found = await run_async(self.reader, lambda: totals.fits(question, known))
            return found, SIZE_OF_FIGURE * (1 + len(found))

        return await self._kept(("fits", question), make)

    async def _total(
        self, question: Question, until: Moment | None, known: Known
    ) -> tuple[Total, int]:
        found = await run_async(self.reader, lambda: totals.total(question, known, until=until))
        clashing = sum(len(clash.figures) for clash in found.clashes)
        return found, SIZE_OF_FIGURE * (1 + len(found.rests_on) + clashing)

    async def _kept(self, key: Hashable, make: Callable[[Known], Awaitable[tuple[T, int]]]) -> T:
        """What was reckoned before, or is being; those who ask the same wait for one answer."""
        tag = self.asking.tag()
        kept: T | None = self.kept.get(tag, key)
        if kept is not None:
            return kept
        task = self.running.get((tag, key))
        if task is None:
            if len(self.running) >= MOST_WAITING:
                raise _busy()
            with for_everybody():  # others may come to wait for the same
                task = asyncio.create_task(self._make(key, make))
            self.running[tag, key] = task
            task.add_done_callback(lambda task: self._ended((tag, key), task))
        made: T = await asyncio.shield(task)
        return made

    def _ended(self, asked: Hashable, task: asyncio.Task[Any]) -> None:
        del self.running[asked]
        if not task.cancelled():
            task.exception()  # those who still wait are told; if all have left, nobody need be

    async def _make(self, key: Hashable, make: Callable[[Known], Awaitable[tuple[T, int]]]) -> T:
        async with self.one:
            while True:
                tag = self.asking.tag()
                known = await self.asking.once("totals", self._known)
                try:
                    made, size = await make(known)
                except GoneError:
                    if tag == self.asking.tag():
                        raise
                    continue
                if tag == self.asking.tag():  # else some of it may be of the next generation
                    self.kept.keep(tag, key, made, size)
                    return made

    async def _known(self) -> Known:
        return await run_async(self.reader, totals.known)


def _busy() -> Problem:
    return Problem(
        503,
        "busy",
        "Too many totals are being reckoned",
        f"{MOST_WAITING} others are waiting; ask again in a while",
        headers={"Retry-After": "20"},
    )


def reckoning_of(request: Request) -> Reckoning:
    """The totals of this app."""
    state: State = request.app.state
    if not hasattr(state, "reckoning"):
        state.reckoning = Reckoning(state.readers, state.asking)
    reckoning: Reckoning = state.reckoning
    return reckoning
