"""A change on its way to the store: it waits, is made, is published, and its sender is told."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Change", "Job"]

Change = Callable[[Any], Any]


@dataclass(slots=True, eq=False)
class Job:
    """A change that waits for its turn, or has it; shared by an event loop and a thread.

    Attributes:
        change: what is called with the writer.
        done: its result or error, once that is certain.
        is_alone: it is published, or undone, by itself.
        is_elsewhere: another process makes it, and publishes.
        seconds: how long it may take in all; ``None``, as long as it likes.
        begins: called by the thread when the change begins to be made.
    """

    change: Change
    done: asyncio.Future[Any]
    is_alone: bool = False
    is_elsewhere: bool = False
    seconds: float | None = None
    begins: Callable[[], None] = lambda: None
    until: float | None = None
    is_left_out: bool = False
    _is_begun: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        if self.seconds is not None:
            self.until = time.monotonic() + self.seconds

    def claim(self) -> bool:
        """Begin, unless it was left out; whether it has begun."""
        with self._lock:
            self._is_begun = not self.is_left_out
        if self._is_begun:
            self.begins()
        return self._is_begun

    def leave_out(self) -> bool:
        """Leave it out, unless it has begun; whether it is left out."""
        with self._lock:
            self.is_left_out = not self._is_begun
        return self.is_left_out

    def settle(self, outcome: object) -> None:
        """Tell who waits; within the event loop."""
        if self.is_left_out:
            self.done.cancel()  # who sent it was told, and waits no more
        if self.done.done():
            return
        if isinstance(outcome, BaseException):
            self.done.set_exception(outcome)
            self.done.exception()  # if who sent it has hung up, nobody need be told
        else:
            self.done.set_result(outcome)
