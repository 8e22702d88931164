"""What is made for each generation of the graph before the first visitor asks for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Final

from fastapi import FastAPI

from api.errors import Problem
from kg.errors import DeminingError
from kg.store import AsyncReader

__all__ = ["warming"]

LOOK: Final = 5.0
"""Seconds from look to look at the generation: a younger one may soon be followed by another."""

log = logging.getLogger("demining_kg.api")


def warming(
    what: str, make: Callable[[FastAPI], Awaitable[object]]
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """A lifespan that makes ``what`` beside the running app; a failure is told in the log alone.

    It is made at the start, and of each later generation that stays for :data:`LOOK` seconds.
    """

    async def attempt(app: FastAPI) -> None:
        try:
            await make(app)
        except (DeminingError, Problem) as error:
            log.info("no %s beforehand: %s", what, error)

    async def follow(app: FastAPI) -> None:
        made = seen = _tag(app)
        await attempt(app)
        while True:
            await asyncio.sleep(LOOK)
            before, seen = seen, _tag(app)
            if seen not in (None, made) and seen == before:
                made = seen
                await attempt(app)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        task = asyncio.create_task(follow(app))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return lifespan


def _tag(app: FastAPI) -> str | None:
    readers: AsyncReader = app.state.readers
    with suppress(DeminingError):
        return readers.tag()
    return None
