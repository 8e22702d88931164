"""Whose turn it is: a queue before the reader processes in which clients alternate.

Each client (of each lane) has a line of its own, and the lines are served in turn, so a client
with a thousand queries waits as long for its next one as a client with one. No client holds all
processes, where there is more than one. If too many wait, the last of the longest line must go.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import Hashable
from functools import partial

from kg.alarms import Alarms

__all__ = ["FullError", "Turns"]

Turn = asyncio.Future[None]


class FullError(Exception):
    """Too many are waiting already."""


class Turns:
    """At most ``most`` turns at a time, and ``most_waiting`` who wait; for one event loop."""

    def __init__(self, most: int, *, most_waiting: int) -> None:
        self.most = most
        self.most_each = max(1, most - 1)
        self.most_waiting = most_waiting
        self.held = 0
        """How many have a turn."""
        self.waiting = 0
        self._held: Counter[Hashable] = Counter()
        self._lines: OrderedDict[Hashable, deque[Turn]] = OrderedDict()
        self._alarms = Alarms()

    def take_now(self, client: Hashable) -> bool:
        """Take a turn if there is one for this client; whether there was."""
        if self.held >= self.most or self._held.get(client, 0) >= self.most_each:
            return False
        self._take(client)
        return True

    async def take(self, client: Hashable) -> None:
        """Take a turn, or wait for one as long as it takes; :class:`FullError` as in `wait`."""
        if not self.take_now(client):
            await self.wait(client)

    async def wait(self, client: Hashable, *, seconds: float | None = None) -> None:
        """Wait for a turn, for so many seconds at most; whoever gets one gives it back.

        Raises:
            FullError: too many wait, and this client has as many in its line as any other.
            TimeoutError: it did not come in that time.
        """
        if self.waiting >= self.most_waiting:
            self._make_room(client)
        turn: Turn = asyncio.get_running_loop().create_future()
        alarm = None if seconds is None else self._alarms.set(seconds, partial(_give_up, turn))
        self._lines.setdefault(client, deque()).append(turn)
        self.waiting += 1
        try:
            await turn
        except BaseException:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.give_back(client)  # it came in the moment in which it was given up
            else:
                self._leave(client, turn)
            raise
        finally:
            if alarm is not None:
                alarm.cancel()

    def give_back(self, client: Hashable) -> None:
        """End a turn; the next in the next line gets it."""
        self.held -= 1
        self._held[client] -= 1
        if not self._held[client]:
            del self._held[client]
        if self._lines:
            self._call_next()

    def _take(self, client: Hashable) -> None:
        self.held += 1
        self._held[client] += 1

    def _call_next(self) -> None:
        """Give turns to those whose turn it is, as long as there are some."""
        for client in list(self._lines):
            if self.held >= self.most:
                return
            if self._held[client] < self.most_each:
                turn = self._first(client)
                if turn is not None:
                    self._take(client)
                    turn.set_result(None)

    def _first(self, client: Hashable) -> Turn | None:
        """The first in a line who has not given up, taken out of it; the line goes to the end."""
        while client in self._lines:
            turn = self._lines[client][0]
            self._leave(client, turn)
            if not turn.done():
                if client in self._lines:
                    self._lines.move_to_end(client)
                return turn
        return None

    def _leave(self, client: Hashable, turn: Turn) -> None:
        """Take one out of its line, if it still stands there."""
        line = self._lines.get(client)
        if line is not None and turn in line:
            line.remove(turn)
            self.waiting -= 1
            if not line:
                del self._lines[client]

    def _make_room(self, client: Hashable) -> None:
        longest = max(self._lines, key=lambda other: len(self._lines[other]))
        if len(self._lines[longest]) <= len(self._lines.get(client, ())) + 1:
            raise FullError
        last = self._lines[longest][-1]
        self._leave(longest, last)
        if not last.done():
            last.set_exception(FullError())


def _give_up(turn: Turn) -> None:
    if not turn.done():
        turn.set_exception(TimeoutError())
