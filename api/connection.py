"""A client that hangs up: what was being done for it stops at once."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Final

from starlette.types import Receive

__all__ = ["WhileConnected"]

SOON: Final = 0.02
"""Seconds after which the connection is watched: most that is done is over by then."""


class WhileConnected:
    """Cancels the block when the client is gone; the cancellation ends at the end of the block.

    The body of the request must have been read. A cancellation from elsewhere passes through.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._is_gone = False
        self._watcher: asyncio.Task[None] | None = None

    async def __aenter__(self) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("this needs a running task")
        self._task = task
        self._timer = task.get_loop().call_later(SOON, self._begin)

    def _begin(self) -> None:
        self._watcher = self._task.get_loop().create_task(self._watch())

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._is_gone = True
        self._task.cancel()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self._timer.cancel()
        if self._watcher is not None:
            self._watcher.cancel()
        is_cancelled = kind is not None and issubclass(kind, asyncio.CancelledError)
        return is_cancelled and self._is_gone and self._task.uncancel() == 0
