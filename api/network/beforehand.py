"""The picture of everything, made before somebody asks for it: once for each generation.

It is not kept beside the generation: a store may be read-only, or on another server, and whoever
writes one (a build, an update by hand) may have no use for pictures.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
from pathlib import Path
from typing import Final

from api.child import Child
from api.network.everything import Everything
from kg.store import AsyncReader, is_address

__all__ = ["Beforehand"]

LONGEST: Final = 600.0
"""Seconds after which it is given up."""

log = logging.getLogger("demining_kg.api")


class Beforehand:
    """Makes the picture of everything in another process; belongs to one event loop.

    There is one process at most; all who ask while it is at work wait for the same.
    """

    def __init__(self, reader: AsyncReader, location: str) -> None:
        self._reader = reader
        self._place = location if is_address(location) else str(Path(location).absolute())
        self._made: Everything | None = None
        self._tag: str | None = None
        """The generation that was tried last."""
        self._task: asyncio.Task[None] | None = None
        self._child: Child | None = None
        self._is_closed = False

    async def everything(self) -> Everything | None:
        """The picture of the present generation; ``None`` if it cannot be made in this way."""
        tag = self._reader.tag()
        if tag is None or self._is_closed:
            return None
        if tag != self._tag:
            before, self._tag = self._task, tag
            self._task = asyncio.create_task(self._make(tag, before))
        if self._task is not None:
            await asyncio.shield(self._task)
        return self._made if self._made is not None and self._made.tag == tag else None

    async def close(self) -> None:
        """End the process."""
        self._is_closed = True
        await self._end(self._task)

    async def _end(self, task: asyncio.Task[None] | None) -> None:
        if self._child is not None:
            self._child.kill()
        if task is not None:
            await asyncio.shield(task)

    async def _make(self, tag: str, before: asyncio.Task[None] | None) -> None:
        await self._end(before)
        try:
            made = await asyncio.to_thread(self._run, tag)
        except (OSError, TimeoutError) as error:
            if self._is_wanted(tag):
                log.info("no picture of everything beforehand: %s", error or "it took too long")
            return
        finally:
            self._child = None
        if made is not None and made.tag == tag:
            self._made = made

    def _is_wanted(self, tag: str) -> bool:
        return tag == self._tag and not self._is_closed

    def _run(self, tag: str) -> Everything | None:
        with Child(["api.network.making", self._place]) as self._child:
            if not self._is_wanted(tag):
                self._child.kill()
            told = self._child.finish(seconds=LONGEST)
        made: Everything | None = pickle.loads(told)  # noqa: S301 - our own process wrote it
        return made
