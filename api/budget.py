"""What each client has left of the time of the reader processes: a bucket that fills again.

Counted are the seconds by the clock for which a process was held for a client, whether it
computed or waited for the client to read on: for so long nobody else could have it.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Final

__all__ = ["Budget"]

MOST_CLIENTS: Final = 10_000
"""Clients that are remembered; who has not asked for longest is forgotten, and its debt."""


@dataclass(slots=True)
class Account:
    """The seconds that a client had left at a time; below 0 it owes them."""

    left: float
    at: float


class Budget:
    """An account for each client: ``most`` seconds, of which ``refill`` come back a second.

    With ``most`` 0 there is no limit.
    """

    def __init__(
        self,
        most: float,
        refill: float,
        *,
        clients: int = MOST_CLIENTS,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.most = most
        self.refill = refill
        self._clients = clients
        self._clock = clock
        self._accounts: OrderedDict[str, Account] = OrderedDict()

    def __len__(self) -> int:
        return len(self._accounts)

    def wait(self, client: str, *, running: float = 0.0) -> int:
        """Whole seconds until a client may ask again, 0 if it may now.

        ``running`` are seconds that its queries under way have taken so far.
        """
        account = self._accounts.get(client)
        if not self.most or (account is None and not running):
            return 0
        left = self.most if account is None else self._left(account)
        owed = running - left
        return 0 if owed < 0 else max(1, math.ceil(owed / self.refill))

    def charge(self, client: str, seconds: float) -> None:
        """Take seconds off a client's account; it may then owe some."""
        if not self.most:
            return
        account = self._accounts.get(client)
        left = self.most if account is None else self._left(account)
        self._accounts[client] = Account(left - seconds, self._clock())
        self._accounts.move_to_end(client)
        while len(self._accounts) > self._clients:
            self._accounts.popitem(last=False)

    def _left(self, account: Account) -> float:
        return min(self.most, account.left + (self._clock() - account.at) * self.refill)
