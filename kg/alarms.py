"""Deadlines that mostly do not come to pass: many of them, and one timer of the event loop.

A loop makes a timer for each call that is to come, which costs a good part of a small query.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

__all__ = ["Alarm", "Alarms"]


class Alarm:
    """A call that is to be made at its time, by the clock of the loop."""

    __slots__ = ("_pending", "at", "call")

    def __init__(self, pending: set[Alarm], at: float, call: Callable[[], object]) -> None:
        self._pending = pending
        self.at = at
        self.call = call

    def cancel(self) -> None:
        """Let it be; nothing if the call was made."""
        self._pending.discard(self)


class Alarms:
    """Calls that are to be made at their time unless they are cancelled; for one event loop."""

    def __init__(self) -> None:
        self._pending: set[Alarm] = set()
        self._next = float("inf")
        """When the timer rings: not later than any call is due."""

    def __len__(self) -> int:
        return len(self._pending)

    def set(self, seconds: float, call: Callable[[], object]) -> Alarm:
        """Have a call made after so many seconds."""
        loop = asyncio.get_running_loop()
        alarm = Alarm(self._pending, loop.time() + seconds, call)
        self._pending.add(alarm)
        if alarm.at < self._next:
            self._ring_at(alarm.at)
        return alarm

    def _ring_at(self, at: float) -> None:
        self._next = at
        if at < float("inf"):
            asyncio.get_running_loop().call_at(at, self._ring, at)

    def _ring(self, at: float) -> None:
        """Make the calls that are due, and set the timer for the next."""
        if at != self._next:
            return  # another was set for an earlier time
        loop = asyncio.get_running_loop()
        for alarm in [alarm for alarm in self._pending if alarm.at <= at]:
            self._pending.discard(alarm)
            loop.call_soon(alarm.call)
        self._ring_at(min((alarm.at for alarm in self._pending), default=float("inf")))
