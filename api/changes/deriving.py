"""What follows from all reports is derived anew after some were changed by hand.

Reports that are sent are derived from as they are read in. Graphs of reports that were put, updated
or dropped one by one are followed a while after the last of them, in a process of its own, so that
many changes cost one derivation. Until then ``/health`` says that what is derived is stale.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from api.changes.writing import Writing
from api.child import Child, ChildFailedError, ChildTooLargeError
from api.client import for_everybody
from api.errors import Problem
from kg.errors import DeminingError
from kg.settings import PREFIX
from kg.store import Keeper, is_address

__all__ = ["Deriving"]

QUIET: Final = 5.0
"""Seconds without a change of a report before it is derived, at least."""
SHARE: Final = 2.0
"""It waits so many times as long as the last derivation took: others want to change things too."""
LONGEST: Final = 600.0
AGAIN: Final = 60.0
"""Seconds until it is tried again if it failed."""

log = logging.getLogger("demining_kg.api")


class Deriving:
    """Keeps what is derived in step with the reports of a server; belongs to one event loop."""

    def __init__(self, writing: Writing, location: str, *, megabytes: int) -> None:
        self._writing = writing
        self._megabytes = megabytes
        self._place = location if is_address(location) else str(Path(location).absolute())
        self._changes = self._followed = 0
        self._took = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._child: Child | None = None
        self._is_closed = False
        self._has_made_room = False
        writing.on_reports.append(self.soon)
        writing.on_arrival.append(self.make_room)

    @property
    def state(self) -> Literal["fresh", "stale"]:
        """Whether it follows from the reports as they are, as far as this server changed them."""
        return "fresh" if self._changes == self._followed else "stale"

    def soon(self) -> None:
        """A report was changed by hand."""
        self._changes += 1
        self._wait(self._quiet)

    @property
    def _quiet(self) -> float:
        return max(QUIET, SHARE * self._took)

    def make_room(self) -> None:
        """Somebody has a change: it need not wait, so this begins again when all is quiet."""
        if self.state == "stale":
            self._has_made_room = True
            self._stop()
            self._wait(self._quiet)

    def _wait(self, seconds: float) -> None:
        """Begin after so long, unless it is put off again."""
        if self._timer is not None:
            self._timer.cancel()
        if not self._is_closed:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._begin)

    def _begin(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._derive())
        else:
            self._wait(QUIET)

    async def _derive(self) -> None:
        changes = self._changes
        self._has_made_room = False
        try:
            with for_everybody():
                await self._writing.lend(self._run, "derive anew", stop=self._stop)
        except (DeminingError, Problem, TimeoutError) as error:
            if not self._has_made_room:
                log.warning("what is derived from reports is stale: %s", error)
                self._wait(max(AGAIN, self._quiet))
        else:
            self._followed = changes

    async def close(self) -> None:
        """Give up what is under way; the next build derives."""
        self._is_closed = True
        if self._timer is not None:
            self._timer.cancel()
        if self._task is not None:
            self._stop()
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def _run(self, keeper: Keeper | None) -> None:
        if keeper is not None:
            return  # it derives by itself
        if self._has_made_room:
            raise Problem(503, "not-derived", "It was not derived anew", "others had changes")
        began = time.monotonic()
        try:
            with Child(
                ["kg.ingest.rederive", self._place],
                megabytes=self._megabytes,
                nursery=self._writing.nursery,
            ) as self._child:
                if self._is_closed or self._has_made_room:
                    self._child.kill()
                self._child.finish(seconds=LONGEST)
        except ChildFailedError as error:
            title = "It was not derived anew"
            detail = str(error)
            if isinstance(error, ChildTooLargeError):
                detail = f"it needs more than {self._megabytes} MB ({PREFIX}READING_MEGABYTES)"
            raise Problem(503, "not-derived", title, detail) from None
        finally:
            self._took = time.monotonic() - began

    def _stop(self) -> None:
        if self._child is not None:
            self._child.kill()
