"""Admission: who is let in, what is known of queries, and how they are ended."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest

from api.admission import Admission
from api.client import Client, _present
from api.errors import Problem
from api.running import Query
from api.slow import SlowLog
from kg.errors import QueryError, QueryKilledError, QueryTimeoutError, QueryTooLargeError
from kg.settings import Settings

SETTINGS = Settings(readers=2, queue=3, client_seconds=10.0, client_refill=1.0, query_seconds=5.0)


class Told:
    """An answer of so many chunks, or of chunks without end."""

    kind = "bindings"
    media_type = "text/csv"
    generation = 7
    whole = None

    def __init__(self, source: Source, chunks: int | None, error: Exception | None) -> None:
        self.source = source
        self.number = chunks
        self.error = error
        self.chunks = self._chunks()

    async def _chunks(self) -> AsyncIterator[bytes]:
        given = 0
        while self.number is None or given < self.number:
            given += 1
            await asyncio.sleep(0)
            yield b"x" * 100
        if self.error is not None:
            raise self.error
        self.source.at_work -= 1

    async def aclose(self) -> None:
        self.source.closed += 1


class Source:
    """A reader that does what its queries say; counts what is at work."""

    def __init__(self) -> None:
        self.at_work = 0
        self.closed = 0
        self.cancelled = 0
        self.timeouts: list[float] = []

    async def start(self) -> None: ...

    async def close(self) -> None: ...

    def generation(self) -> int:
        return 7

    def tag(self) -> str:
        return "a-7"

    async def query(self, text: str, **options: float) -> Told:
        timeout = options["timeout"]
        self.timeouts.append(timeout)
        self.at_work += 1
        assert self.at_work <= SETTINGS.readers
        try:
            if text.startswith("evaluates"):
                await asyncio.sleep(timeout)
        except asyncio.CancelledError:
            self.at_work -= 1
            self.cancelled += 1
            raise
        if text == "wrong":
            self.at_work -= 1
            raise QueryError("wrong", line=1, column=2)
        if text == "late" or text.startswith("evaluates"):
            self.at_work -= 1
            raise QueryTimeoutError(timeout)
        error = QueryTooLargeError(9) if text == "large" else None
        return Told(self, None if text == "streams" else 3, error)


def in_loop(work: Callable[[Admission], Awaitable[None]], **changes: object) -> None:
    async def run() -> None:
        await work(Admission(Source(), replace(SETTINGS, **changes)))
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    asyncio.run(run())


async def ask(
    admission: Admission, text: str = "quick", client: str = "A", **options: float
) -> bytes:
    _present.set(Client(client, "sparql"))
    return await (await admission.query(text, **options)).read()


def asking(
    admission: Admission, text: str, client: str = "A", **options: float
) -> asyncio.Task[bytes]:
    return asyncio.create_task(ask(admission, text, client, **options))


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(2):
        while not condition():  # noqa: ASYNC110 - conditions of many kinds
            await asyncio.sleep(0.001)


def ends(admission: Admission) -> list[Query]:
    """The queries that are over, as a watcher is told of them."""
    over: list[Query] = []
    admission.watchers.append(over.append)
    return over


def test_an_answer_passes_as_it_is() -> None:
    """Its kind, type, generation and bytes; nothing is left of it at the admission."""

    async def work(admission: Admission) -> None:
        over = ends(admission)
        answer = await admission.query("quick")
        assert (answer.kind, answer.media_type, answer.generation) == ("bindings", "text/csv", 7)
        assert await answer.read() == b"x" * 300
        assert (admission.generation(), admission.tag()) == (7, "a-7")
        assert (admission.queries, admission.turns.held) == ({}, 0)
        assert [(q.outcome, q.status, q.sent, q.generation) for q in over] == [("ok", 200, 300, 7)]

    in_loop(work)


@pytest.mark.parametrize(
    ("text", "error", "outcome", "status"),
    [
        ("wrong", QueryError, "failed", 400),
        ("late", QueryTimeoutError, "timeout", 504),
        ("large", QueryTooLargeError, "memory", 507),
    ],
)
def test_an_error_ends_a_query(
    text: str, error: type[Exception], outcome: str, status: int
) -> None:
    """It passes unchanged, and gives the turn back."""

    async def work(admission: Admission) -> None:
        over = ends(admission)
        with pytest.raises(error):
            await ask(admission, text)
        assert [(query.outcome, query.status) for query in over] == [(outcome, status)]
        assert admission.turns.held == 0

    in_loop(work)


def test_one_client_does_not_hold_all() -> None:
    """Two queries without end leave a process to the others."""

    async def work(admission: Admission) -> None:
        long = [asking(admission, f"evaluates {i}") for i in range(3)]
        await until(lambda: admission.turns.waiting == 2)
        for _ in range(100):
            assert await ask(admission, client="B")
        assert admission.turns.held == 1
        for task in long:
            task.cancel()
        await until(lambda: not admission.queries)
        assert admission.source.cancelled == 1

    in_loop(work)


def test_waiting_is_part_of_the_time_of_a_query() -> None:
    """Who waits too long is told the limit; who comes in has what is left of it."""

    async def work(admission: Admission) -> None:
        over = ends(admission)
        long = asking(admission, "evaluates")
        await until(lambda: admission.turns.held == 1)
        with pytest.raises(QueryTimeoutError, match=r"0\.05"):
            await ask(admission, timeout=0.05)
        second = asking(admission, "quick", timeout=2.0)
        await asyncio.sleep(0.1)
        long.cancel()
        await second
        assert 1.5 < admission.source.timeouts[-1] < 1.95
        assert [query.outcome for query in over] == ["timeout", "left", "ok"]

    in_loop(work)


def test_a_full_queue_is_told() -> None:
    """503 with a time after which it is worth asking again."""

    async def work(admission: Admission) -> None:
        over = ends(admission)
        for number in range(4):
            asking(admission, f"evaluates {number}")
        await until(lambda: admission.turns.waiting == 3)
        with pytest.raises(Problem) as told:
            await ask(admission)
        assert (told.value.status, told.value.kind) == (503, "busy")
        assert int(told.value.headers["Retry-After"]) >= 1
        assert [(query.outcome, query.status) for query in over] == [("refused", 503)]
        assert admission.refused["queue"] == 1

    in_loop(work)


def test_a_used_up_budget_is_told() -> None:
    """429 to that client, by what it has used and what it is using; nothing to the others."""

    async def work(admission: Admission) -> None:
        admission.budget.charge("A", 9.99)
        running = asking(admission, "evaluates")
        await asyncio.sleep(0.05)
        with pytest.raises(Problem) as told:
            await ask(admission)
        assert told.value.status == 429
        assert 1 <= int(told.value.headers["Retry-After"]) <= 60
        assert await ask(admission, client="B")
        running.cancel()
        assert admission.refused["budget"] == 1

    in_loop(work, client_refill=0.01)


def test_who_waits_while_the_budget_is_used_up_is_told() -> None:
    """The hundredth of many long queries is not let in for having come early."""

    async def work(admission: Admission) -> None:
        first, second = asking(admission, "evaluates"), asking(admission, "quick")
        await until(lambda: admission.turns.waiting == 1)
        admission.budget.charge("A", 11.0)
        first.cancel()
        with pytest.raises(Problem) as told:
            await second
        assert told.value.status == 429
        assert admission.turns.held == 0

    in_loop(work)


def test_two_thousand_small_queries_meet_no_limit() -> None:
    """With the settings as they are a notebook asks as it likes."""

    async def work(admission: Admission) -> None:
        for _ in range(2000):
            await ask(admission)
        assert admission.refused == {"budget": 0, "queue": 0}

    defaults = Settings()
    in_loop(work, client_seconds=defaults.client_seconds, client_refill=defaults.client_refill)


@pytest.mark.parametrize("state", ["waits", "evaluates", "streams", "is not read"])
def test_a_query_is_ended_in_every_state(state: str) -> None:
    """Its client is told, and its turn is free at once."""

    async def work(admission: Admission) -> None:
        over = ends(admission)
        if state == "waits":
            asking(admission, "evaluates before")
            await until(lambda: admission.turns.held == 1)
        if state == "is not read":
            _present.set(Client("A", "sparql"))
            answer = await admission.query("streams")
            task = asyncio.create_task(asyncio.sleep(0))
        else:
            task = asking(admission, "streams" if state == "streams" else "evaluates")
            await until(lambda: len(admission.queries) == (2 if state == "waits" else 1))
            await asyncio.sleep(0.01)
        number = list(admission.queries)[-1]
        assert admission.kill(number)
        await asyncio.sleep(0)
        if state == "is not read":
            assert admission.turns.held == 0
            with pytest.raises(QueryKilledError):
                await answer.read()
        else:
            with pytest.raises(QueryKilledError, match=f"query {number} was ended"):
                await task
        assert [query.outcome for query in over] == ["killed"]
        assert not admission.kill(number)
        assert admission.turns.held == (1 if state == "waits" else 0)

    in_loop(work)


def test_a_client_that_does_not_read_loses_its_turn_in_time() -> None:
    """At the deadline, though nobody asks for the next bytes."""

    async def work(admission: Admission) -> None:
        over = ends(admission)
        _present.set(Client("A", "sparql"))
        await admission.query("streams", timeout=0.05)
        assert admission.turns.held == 1
        await until(lambda: admission.turns.held == 0)
        assert [query.outcome for query in over] == ["timeout"]

    in_loop(work)


def test_slow_queries_are_logged_as_json(caplog: pytest.LogCaptureFixture) -> None:
    """One line with all that explains it, the text cut; quick ones are not logged."""

    async def work(admission: Admission) -> None:
        admission.watchers.append(SlowLog(0.1))
        await ask(admission)
        with pytest.raises(QueryTimeoutError):
            await ask(admission, "evaluates " + "x" * 5000, timeout=0.15)
        task = asking(admission, "evaluates a while")
        await asyncio.sleep(0.15)
        task.cancel()
        await until(task.done)

    with caplog.at_level(logging.WARNING, "demining_kg.slow"):
        in_loop(work, query_seconds=0.2)
    late, left = (json.loads(record.getMessage()) for record in caplog.records)
    assert (late["event"], late["outcome"], late["status"]) == ("slow-query", "timeout", 504)
    assert (late["client"], late["characters"], len(late["query"])) == ("A", 5010, 2000)
    assert late["seconds"] >= 0.1
    assert len(late["sha256"]) == 64
    assert (left["outcome"], left["status"], left["bytes"]) == ("left", 499, 0)
