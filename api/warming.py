"""What is made while the server starts, so that the first visitor need not wait for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from fastapi import FastAPI

from api.errors import Problem
from kg.errors import DeminingError

__all__ = ["warming"]

log = logging.getLogger("demining_kg.api")


def warming(
    what: str, make: Callable[[FastAPI], Awaitable[object]]
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """A lifespan that makes ``what`` beside the running app; a failure is told in the log alone."""

    async def attempt(app: FastAPI) -> None:
        try:
            await make(app)
        except (DeminingError, Problem) as error:
            log.info("no %s beforehand: %s", what, error)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        task = asyncio.create_task(attempt(app))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return lifespan
