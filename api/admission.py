"""Admission to the readers: every query of the server comes in through here, in its turn.

It is an :class:`~kg.store.AsyncReader` around another. It refuses a client whose budget is used
up, lets clients alternate, knows all queries that wait or run, can end one, and tells those who
watch (metrics, the log of slow queries) of each that is over. What is answered from memory never
comes here, so it costs nothing.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from types import TracebackType
from typing import Final, Self

from api.budget import Budget
from api.client import SERVER, present_client
from api.errors import Problem
from api.running import Query
from api.turns import FullError, Turns
from kg.errors import DeminingError, QueryKilledError, QueryTimeoutError
from kg.settings import Settings
from kg.store import RESULT_TYPES, Accept, AsyncAnswer, AsyncReader, Dataset, Kind

__all__ = ["Admission", "AdmittedAnswer"]

USUAL: Final = 0.05
"""Seconds that a query takes, to begin with; the mean follows those that are done."""
WEIGHT: Final = 0.05
"""What the newest query counts for in the mean."""


class Admission:
    """A reader whose queries are let in turn by turn; belongs to one event loop."""

    def __init__(self, source: AsyncReader, settings: Settings) -> None:
        self.source = source
        self.settings = settings
        self.turns = Turns(settings.readers, most_waiting=settings.queue)
        self.budget = Budget(settings.client_seconds, settings.client_refill)
        self.queries: dict[str, Query] = {}
        self._running: set[Query] = set()
        self.watchers: list[Callable[[Query], None]] = []
        self.refused = {"budget": 0, "queue": 0}
        self._usual = USUAL
        self._numbers = count(1)

    async def start(self) -> None:
        """Start the processes; returns when the first can answer."""
        await self.source.start()

    def generation(self) -> int | None:
        """The newest published generation."""
        return self.source.generation()

    def tag(self) -> str | None:
        """Names the newest generation."""
        return self.source.tag()

    async def refresh(self) -> None:
        """Let the tag be that of what was published until now."""
        await self.source.refresh()

    def has_union(self) -> bool:
        """Whether the default graph is the union of all graphs."""
        return self.source.has_union()

    async def close(self) -> None:
        """End the processes."""
        await self.source.close()

    async def query(
        self,
        text: str,
        *,
        accept: Accept | str = RESULT_TYPES[0],
        timeout: float | None = None,  # noqa: ASYNC109 - covers the streaming after the call too
        dataset: Dataset | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> AsyncAnswer:
        """Evaluate a query when its client's turn has come (see the contract).

        Raises:
            Problem: 429, the client has used up its budget; 503, too many are waiting.
            QueryKilledError: somebody ended it.
        """
        query = Query(str(next(self._numbers)), present_client(), text)
        self._check_budget(query)
        self.queries[query.number] = query
        most = self.settings.query_seconds
        seconds = most if timeout is None else min(timeout, most)
        try:
            with query.can_be_killed():
                if not self.turns.take_now(query.client):
                    await self._wait(query, seconds)
                query.begin()
                self._running.add(query)
                answer = await self.source.query(
                    text,
                    accept=accept,
                    timeout=_left(query, seconds),
                    dataset=dataset,
                    prefixes=prefixes,
                )
        except QueryTimeoutError:  # of what waiting had left of the time
            late = QueryTimeoutError(seconds)
            self.end(query, late)
            raise late from None
        except BaseException as error:
            self.end(query, error)
            raise
        query.generation = answer.generation
        if answer.whole is None:
            return AdmittedAnswer(self, query, answer, seconds)
        query.sent = len(answer.whole)
        self.end(query, None)
        return answer

    async def _wait(self, query: Query, seconds: float) -> None:
        """Wait for the turn of a query."""
        try:
            await self.turns.wait(query.client, seconds=seconds)
        except TimeoutError:
            raise QueryTimeoutError(seconds) from None
        except FullError:
            self.refused["queue"] += 1
            raise self._full() from None
        try:
            self._check_budget(query)  # others of this client may have used it up meanwhile
        except Problem:
            self.turns.give_back(query.client)
            raise

    @contextmanager
    def change(self, text: str, stop: Callable[[Query], None]) -> Iterator[Query]:
        """List a change of the store as queries are, on its client's account.

        It takes no turn: changes have a line of their own. ``stop`` ends one that has begun, where
        that is safe; one that waits is left out.

        Raises:
            Problem: 429, the client has used up its budget.
            QueryKilledError: somebody ended it.
        """
        query = Query(str(next(self._numbers)), present_client(), text, is_change=True)
        self._check_budget(query)
        self.queries[query.number] = query
        task = asyncio.current_task()

        def end() -> None:
            if query.begun is not None:
                stop(query)
            elif task is not None:
                task.cancel()

        query.on_kill = end
        try:
            yield query
        except (asyncio.CancelledError, DeminingError, Problem) as error:
            if not query.is_killed:
                self.end(query, error)
                raise
            if isinstance(error, asyncio.CancelledError) and task is not None:
                task.uncancel()
            killed = QueryKilledError(query.number)
            self.end(query, killed)
            raise killed from None
        except BaseException as error:
            self.end(query, error)
            raise
        self.end(query, None)

    @contextmanager
    def charged(self, text: str) -> Iterator[Callable[[], None]]:
        """Put work of this server's own process on its client's account, from the call on.

        ``Problem`` (429) if the client has used up its budget.
        """
        query = Query(str(next(self._numbers)), present_client(), text)
        self._check_budget(query)
        try:
            yield query.begin
        finally:
            query.end(None)
            if query.begun is not None and query.client.name != SERVER.name:
                self.budget.charge(query.client.name, query.held)

    def kill(self, number: str) -> bool:
        """End a query; whether there was one of this number."""
        query = self.queries.get(number)
        if query is None:
            return False
        query.kill()
        return True

    def end(self, query: Query, error: BaseException | None) -> None:
        """Note that a query is over, by its answer's end or by an error; once."""
        if self.queries.pop(query.number, None) is None:
            return
        query.end(error)
        if query.begun is not None:
            held = query.held
            if not query.is_change:
                self._running.discard(query)
                self.turns.give_back(query.client)
                self._usual += WEIGHT * (held - self._usual)
            if query.client.name != SERVER.name:
                self.budget.charge(query.client.name, held)
        for watcher in self.watchers:
            watcher(query)

    def _check_budget(self, query: Query) -> None:
        name = query.client.name
        if name == SERVER.name:
            return
        if not self.budget.most:
            return
        began = [q.begun for q in self._running if q.client.name == name and q.begun is not None]
        running = time.monotonic() * len(began) - sum(began)
        wait = self.budget.wait(name, running=running)
        if wait:
            self.refused["budget"] += 1
            raise Problem(
                429,
                "budget",
                "This client has asked for too much",
                f"the queries of {name} have used up {self.budget.most:g} seconds of the "
                f"processes that answer; {self.budget.refill:g} come back each second: "
                f"ask again in {wait} s",
                headers={"Retry-After": str(wait)},
                seconds=wait,
            )

    def _full(self) -> Problem:
        expected = self.turns.waiting * self._usual / self.turns.most
        wait = min(max(1, math.ceil(expected)), math.ceil(self.settings.query_seconds))
        return Problem(
            503,
            "busy",
            "Too many queries are waiting",
            f"{self.turns.waiting} queries are waiting; ask again in {wait} s",
            headers={"Retry-After": str(wait)},
        )


def _left(query: Query, seconds: float) -> float:
    """What waiting has left of the time of a query."""
    left = seconds - query.waited
    if left <= 0:
        raise QueryTimeoutError(seconds)
    return left


class AdmittedAnswer:
    """An answer that gives its turn back when it is read, closed, ended or too late."""

    def __init__(
        self, admission: Admission, query: Query, answer: AsyncAnswer, seconds: float
    ) -> None:
        self._admission = admission
        self._query = query
        self._answer = answer
        self._seconds = seconds
        left = max(0.0, seconds - query.seconds)
        self._timer = asyncio.get_running_loop().call_later(left, self._expire)
        query.on_kill = self._stop
        self.chunks: AsyncIterator[bytes] = self._passing()

    @property
    def whole(self) -> None:
        """``None``: a whole one holds no turn, and is passed on as it is."""
        return

    @property
    def media_type(self) -> str:
        """The media type of the chunks."""
        return self._answer.media_type

    @property
    def generation(self) -> int:
        """The generation that was asked."""
        return self._answer.generation

    @property
    def kind(self) -> Kind:
        """What was asked for."""
        return self._answer.kind

    async def _passing(self) -> AsyncIterator[bytes]:
        chunks = self._answer.chunks
        try:
            while (chunk := await self._next(chunks)) is not None:
                self._query.sent += len(chunk)
                yield chunk
        except GeneratorExit:
            raise
        except BaseException as error:
            self._end(error)
            raise
        self._end(None)

    async def _next(self, chunks: AsyncIterator[bytes]) -> bytes | None:
        with self._query.can_be_killed():
            try:
                return await anext(chunks, None)
            except QueryTimeoutError:
                raise QueryTimeoutError(self._seconds) from None

    def _end(self, error: BaseException | None) -> None:
        self._timer.cancel()
        self._query.on_kill = None
        self._admission.end(self._query, error)

    def _expire(self) -> None:
        """At its deadline the source takes the process away, though the client reads no more."""
        self._end(QueryTimeoutError(self._seconds))

    def _stop(self) -> None:
        """Give the process up while the client does not read on."""
        self._end(QueryKilledError(self._query.number))
        closing = asyncio.ensure_future(self._answer.aclose())
        self._query.closing = closing

    async def read(self) -> bytes:
        """All that is not yet read; closes the answer."""
        async with self:
            return b"".join([chunk async for chunk in self.chunks])

    async def aclose(self) -> None:
        """Stop the evaluation if it still runs."""
        await self._answer.aclose()
        self._end(asyncio.CancelledError())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()
