"""Reader processes for an event loop: what the web server relies on."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from kg.errors import (
    AnswerTypeError,
    ProcessEndedError,
    QueryError,
    QueryRefusedError,
    QueryTimeoutError,
    StoreError,
    StoreMissingError,
)
from kg.store import Accept, Dataset, Store, open_readers
from kg.store.async_readers import AsyncReaders
from kg.store.async_worker import AsyncWorker
from kg.store.request import Request

BACKENDS = ("embedded",)

ASK = "ASK { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
LARGE = "SELECT ?a ?b { ?a ?p ?o . ?b ?q ?r }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENDLESS_ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def in_loop(store: Store, work: Callable[[AsyncReaders], Awaitable[None]], **changes: object):
    """Run work with started readers of a store, and leave nothing behind."""

    async def run() -> None:
        readers = open_readers(store.location, settings=replace(store.settings, **changes))
        await readers.start()
        try:
            await work(readers)
        finally:
            await readers.close()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())


async def ask(readers: AsyncReaders, text: str = ASK, **options: object) -> bytes:
    return await (await readers.query(text, **options)).read()


def test_queries_are_answered_side_by_side(filled: Store) -> None:
    """Twenty at once over two processes, each with its own answer."""

    async def work(readers: AsyncReaders) -> None:
        texts = [f"SELECT ?s {{ ?s ?p '{i}' FILTER CONTAINS(STR(?s), '/s') }}" for i in range(20)]
        answers = await asyncio.gather(*(ask(readers, text) for text in texts))
        for i, answer in enumerate(answers):
            rows = json.loads(answer)["results"]["bindings"]
            assert [row["s"]["value"] for row in rows] == [f"https://example.org/s{i}"]

    in_loop(filled, work)


def test_an_answer_says_what_it_is(filled: Store) -> None:
    """Kind, media type and generation; options are those of the blocking store."""

    async def work(readers: AsyncReaders) -> None:
        assert readers.generation() == filled.generation()
        assert readers.tag() == filled.tag()
        async with await readers.query(LARGE, accept="text/csv") as answer:
            assert (answer.kind, answer.media_type) == ("bindings", "text/csv")
            assert answer.generation == filled.generation()
            chunks = [chunk async for chunk in answer.chunks]
        assert len(chunks) > 10
        assert b"".join(chunks).count(b"\r\n") == 300 * 300 + 1
        one = Dataset(default=("https://example.org/a",))
        assert b'"150"' in await ask(readers, COUNT, dataset=one)

    in_loop(filled, work)


@pytest.mark.parametrize(
    ("text", "options", "error"),
    [
        ("SELECT *\n{ ?s ?p }", {}, QueryError),
        ("ASK { SERVICE <urn:x> {} }", {}, QueryRefusedError),
        ("#" * 200_000, {}, QueryRefusedError),
        (ASK, {"accept": Accept(boolean=None)}, AnswerTypeError),
        (ASK, {"accept": "text/html"}, ValueError),
        (ENDLESS, {"timeout": 0.3}, QueryTimeoutError),
    ],
)
def test_what_fails_early_fails_in_the_call(
    filled: Store, text: str, options: dict[str, object], error: type[Exception]
) -> None:
    """Before there is an answer; and the single reader answers the next query."""

    async def work(readers: AsyncReaders) -> None:
        with pytest.raises(error):
            await readers.query(text, **options)
        assert b"true" in await ask(readers)

    in_loop(filled, work, readers=1)


def test_what_fails_late_fails_in_the_chunks(filled: Store) -> None:
    """An answer that was cut off never looks whole."""

    async def work(readers: AsyncReaders) -> None:
        answer = await readers.query(ENDLESS_ROWS, timeout=2.0)
        with pytest.raises(QueryTimeoutError):
            async for _ in answer.chunks:
                pass
        assert b"true" in await ask(readers)

    in_loop(filled, work, readers=1)


def test_a_client_that_does_not_read_holds_nobody_up(filled: Store) -> None:
    """At its deadline its reader is taken away; it is told when it reads on."""

    async def work(readers: AsyncReaders) -> None:
        answer = await readers.query(ENDLESS_ROWS, timeout=2.0)
        assert b"true" in await ask(readers)  # had to wait for the deadline of the other
        with pytest.raises(QueryTimeoutError):
            await answer.read()

    in_loop(filled, work, readers=1)


def test_hanging_up_kills_the_evaluation(filled: Store) -> None:
    """A closed answer and a cancelled call free their reader; the process is gone."""

    async def work(readers: AsyncReaders) -> None:
        answer = await readers.query(ENDLESS_ROWS)
        process = answer._worker.process
        await answer.aclose()
        await answer.aclose()
        with pytest.raises(StoreError, match="closed before its end"):
            await answer.read()
        assert b"true" in await ask(readers)
        call = asyncio.create_task(readers.query(ENDLESS))
        await asyncio.sleep(0.3)
        assert readers._turns.locked()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert b"true" in await ask(readers)
        assert process.wait() is not None

    in_loop(filled, work, readers=1)


def test_waiting_for_a_turn_has_an_end(filled: Store) -> None:
    """Those who wait are served in order, or told when their time is over."""

    async def work(readers: AsyncReaders) -> None:
        done = []

        async def note(number: int) -> None:
            await ask(readers)
            done.append(number)

        answer = await readers.query(ENDLESS_ROWS)
        with pytest.raises(QueryTimeoutError):
            await readers.query(ASK, timeout=0.2)
        waiting = [asyncio.create_task(note(number)) for number in range(5)]
        await asyncio.sleep(0)
        waiting[1].cancel()
        await answer.aclose()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert done == [0, 2, 3, 4]

    in_loop(filled, work, readers=1)


def test_killed_readers_are_replaced(filled: Store) -> None:
    """All idle ones at once, three times."""

    async def work(readers: AsyncReaders) -> None:
        for _ in range(3):
            for worker in readers._idle:
                os.kill(worker.process.pid, signal.SIGKILL)
            assert b"true" in await ask(readers)

    in_loop(filled, work)


def test_readers_know_whether_they_can_answer(filled: Store) -> None:
    """While a process lives; where all are dead another is started, though nobody asks."""

    async def work(readers: AsyncReaders) -> None:
        assert readers.can_answer()
        async with asyncio.timeout(10):
            while len(readers._idle) < 2:  # noqa: ASYNC110 - nothing tells when one is kept
                await asyncio.sleep(0.01)
            for worker in readers._idle:
                os.kill(worker.process.pid, signal.SIGKILL)
                worker.process.wait()
            assert not readers.can_answer()
            while not readers.can_answer():  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert b"true" in await ask(readers)

    in_loop(filled, work, readers=1)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_a_reader_that_is_killed_at_work_is_an_error(filled: Store, sent: signal.Signals) -> None:
    """It is told for what it is, does not hang, and the next query is answered."""

    async def work(readers: AsyncReaders) -> None:
        answer = await readers.query(ENDLESS_ROWS)
        os.kill(answer._worker.process.pid, sent)
        with pytest.raises(ProcessEndedError, match=f"outside .status -{sent}"):
            await answer.read()
        call = asyncio.create_task(readers.query(ENDLESS))
        await asyncio.sleep(0.5)
        (at_work,) = (worker for worker in started if worker not in readers._idle)
        os.kill(at_work.process.pid, sent)
        with pytest.raises(ProcessEndedError):
            await call
        assert b"true" in await ask(readers)

    started: list[AsyncWorker] = []
    begin = AsyncWorker.begin

    def noting(worker: AsyncWorker, request: Request) -> bool:
        started[:] = [worker]
        return begin(worker, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AsyncWorker, "begin", noting)
        in_loop(filled, work, readers=1)


def test_a_process_under_way_is_awaited(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """After all were killed as many are started as there were, and no more."""
    started = []
    start = AsyncWorker.start.__func__

    async def counted(*arguments: object) -> AsyncWorker:
        started.append(arguments)
        return await start(AsyncWorker, *arguments)

    async def work(readers: AsyncReaders) -> None:
        async with asyncio.timeout(20):
            while len(readers._idle) < 3:  # noqa: ASYNC110 - nothing tells when one is kept
                await asyncio.sleep(0.01)
        for worker in readers._idle:
            os.kill(worker.process.pid, signal.SIGKILL)
            worker.process.wait()
        started.clear()
        assert await asyncio.gather(*(ask(readers) for _ in range(6)))
        assert len(started) == 3

    monkeypatch.setattr(AsyncWorker, "start", counted)
    in_loop(filled, work, readers=2)


def test_a_new_generation_is_seen_without_a_restart(empty: Store) -> None:
    """Readers that were started on an empty store see each generation as it is published."""

    async def work(readers: AsyncReaders) -> None:
        with pytest.raises(StoreMissingError, match="demining-kg build"):
            await readers.query(ASK)
        with empty.writer() as writer:
            for count in (1, 2, 3):
                writer.replace(f"urn:g{count}", b"<urn:s> <urn:p> <urn:o%d> ." % count)
                generation = writer.publish()
                answer = await readers.query(COUNT)
                assert answer.generation == generation
                assert b'"%d"' % count in await answer.read()

    in_loop(empty, work)


def test_closed_readers_answer_no_more(filled: Store) -> None:
    """A call after the end is an error, not a wait."""

    async def work(readers: AsyncReaders) -> None:
        await readers.close()
        with pytest.raises(StoreError, match="closed"):
            await readers.query(ASK)

    in_loop(filled, work)
