"""A query, or a change, on its way through the server: for whom, how far, and how it ended."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Final, Literal

from api.client import Client
from api.errors import Problem, problem_of
from kg.errors import DeminingError, QueryKilledError, QueryTimeoutError, QueryTooLargeError

__all__ = ["TEXT_SHOWN", "Outcome", "Query"]

TEXT_SHOWN: Final = 2000
"""Characters of a query that are listed and logged."""

Outcome = Literal["ok", "timeout", "memory", "left", "killed", "refused", "failed"]
ENDS: Final[tuple[tuple[type[BaseException], Outcome], ...]] = (
    (QueryTimeoutError, "timeout"),
    (QueryTooLargeError, "memory"),
    (QueryKilledError, "killed"),
    (asyncio.CancelledError, "left"),
    (Problem, "refused"),
)
"""What an error says of how a query ended; ``left``, its client went away; ``refused``, no
budget or no room. Other errors: ``failed``, as when the text was wrong."""

CLIENT_CLOSED: Final = 499
"""The status by which logs say that the client was gone; no client ever sees it."""


@dataclass(slots=True, eq=False)
class Query:
    """A query from its arrival to its end; times are those of ``time.monotonic``."""

    number: str
    client: Client
    text: str
    arrived: float = field(default_factory=time.monotonic)
    begun: float | None = None
    ended: float | None = None
    sent: int = 0
    generation: int | None = None
    error: BaseException | None = None
    is_change: bool = False
    is_killed: bool = False
    on_kill: Callable[[], None] | None = None
    closing: asyncio.Future[None] | None = None
    scope: Killable | None = None

    @property
    def since(self) -> datetime:
        """The time of day at which it arrived."""
        return datetime.now(UTC) - timedelta(seconds=time.monotonic() - self.arrived)

    @property
    def seconds(self) -> float:
        """Since it arrived, to its end or so far."""
        return (self.ended or time.monotonic()) - self.arrived

    @property
    def held(self) -> float:
        """Seconds for which it has, or had, a process."""
        return 0.0 if self.begun is None else (self.ended or time.monotonic()) - self.begun

    @property
    def waited(self) -> float:
        """Seconds for which it waited for its turn."""
        return (self.begun or self.ended or time.monotonic()) - self.arrived

    @property
    def outcome(self) -> Outcome:
        """How it ended."""
        if self.error is None:
            return "ok"
        return next((end for kind, end in ENDS if isinstance(self.error, kind)), "failed")

    @property
    def status(self) -> int:
        """The HTTP status that its end is, or would be if the answer had not yet begun."""
        match self.error:
            case None:
                return 200
            case Problem() as problem:
                return problem.status
            case DeminingError() as error:
                return problem_of(error).status
            case asyncio.CancelledError():
                return CLIENT_CLOSED
        return 500

    @property
    def digest(self) -> str:
        """The hash of the text, by which the same query is known again."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def members(self) -> dict[str, Any]:
        """What is listed and logged of it."""
        return {
            "id": self.number,
            "client": self.client.name,
            "by": self.client.lane,
            "kind": "change" if self.is_change else "query",
            "since": self.since.isoformat(timespec="milliseconds"),
            "seconds": round(self.seconds, 3),
            "waited": round(self.waited, 3),
            "bytes": self.sent,
            "generation": self.generation,
            "sha256": self.digest,
            "characters": len(self.text),
            "query": self.text[:TEXT_SHOWN],
        }

    def begin(self) -> None:
        """Its turn has come, or that of the change that it is."""
        self.begun = time.monotonic()

    def end(self, error: BaseException | None) -> None:
        """It is over."""
        self.ended = time.monotonic()
        self.error = error

    def can_be_killed(self) -> Killable:
        """Within this block :meth:`kill` ends what is awaited, as :class:`QueryKilledError`."""
        return Killable(self)

    def kill(self) -> None:
        """End it: what is awaited for it, or what waits for its client to read on."""
        if self.is_killed:
            return
        self.is_killed = True
        if self.scope is not None:
            self.scope.end()
        elif self.on_kill is not None:
            self.on_kill()


class Killable:
    """A block of a query, like that of ``asyncio.timeout``, that somebody else ends.

    It is entered for each query, so it does no more than it must.
    """

    __slots__ = ("_cancelling", "_is_ended", "_query", "_task")

    def __init__(self, query: Query) -> None:
        self._query = query
        self._is_ended = False

    def __enter__(self) -> None:
        if self._query.is_killed:
            raise QueryKilledError(self._query.number)
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("this needs a running task")
        self._task = task
        self._cancelling = task.cancelling()
        self._query.scope = self

    def end(self) -> None:
        """Cancel what is awaited in the block."""
        self._is_ended = True
        self._task.cancel()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._query.scope = None
        if not self._is_ended:
            return
        is_ours = self._task.uncancel() <= self._cancelling
        if is_ours and kind is not None and issubclass(kind, asyncio.CancelledError):
            raise QueryKilledError(self._query.number) from None
