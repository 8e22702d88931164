"""Changes from an event loop: their time, who is told when, and what becomes of those too late."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from kg.errors import QueryTimeoutError, StoreBrokenError
from kg.store import AsyncWriter, ProcessWriter, Store, open_async_writer

BACKENDS = ("embedded",)
ENDLESS = (
    "INSERT { GRAPH <urn:g> { ?a ?b ?c } } WHERE "
    "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
)


@pytest.fixture
def small(empty: Store) -> Store:
    """A store of some triples, for this test alone."""
    lines = b"".join(b"<urn:s%d> <urn:p> <urn:o%d> .\n" % (i, i) for i in range(300))
    with empty.writer() as writer:
        writer.replace("urn:some", lines)
        writer.publish()
    return empty


def adds(number: int) -> Callable[[ProcessWriter], None]:
    return lambda writer: writer.update(
        f"INSERT DATA {{ GRAPH <urn:new> {{ <urn:s> <urn:p> {number} }} }}"
    )


def in_loop(store: Store, work: Callable[[AsyncWriter], Awaitable[None]]) -> None:
    async def run() -> None:
        writer = open_async_writer(
            store.location, settings=replace(store.settings, query_seconds=20.0)
        )
        try:
            await work(writer)
        finally:
            await writer.close()

    asyncio.run(run())


def numbers(store: Store) -> list[str]:
    rows = store.query("SELECT ?n { GRAPH <urn:new> { ?s ?p ?n } } ORDER BY ?n", accept="text/csv")
    return rows.read().decode().split()[1:]


def test_changes_are_published_when_they_are_told(small: Store) -> None:
    """Those at the same time together, in their order."""

    async def work(writer: AsyncWriter) -> None:
        before = small.generation()
        await asyncio.gather(*(writer.run(adds(number), seconds=20.0) for number in range(5)))
        assert numbers(small) == ["0", "1", "2", "3", "4"]
        assert small.generation() <= before + 2

    in_loop(small, work)


def test_a_failure_after_its_sender_has_left_is_no_noise(small: Store) -> None:
    """Who hung up is not told, and the log does not take it for a fault of the server."""
    complaints: list[object] = []
    begun = threading.Event()

    def fails(_: ProcessWriter) -> None:
        begun.set()
        time.sleep(0.2)
        raise ValueError("no")

    async def work(writer: AsyncWriter) -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, said: complaints.append(said))
        call = asyncio.create_task(writer.run(fails))
        await asyncio.to_thread(begun.wait)
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
        del call
        await writer.run(adds(1))
        gc.collect()
        assert numbers(small) == ["1"]

    in_loop(small, work)
    assert complaints == []


def test_waiting_is_part_of_the_time(small: Store) -> None:
    """Who waits behind another is told at the end of his own time, and left out."""

    async def work(writer: AsyncWriter) -> None:
        await writer.run(adds(1))
        first = asyncio.create_task(
            writer.run(lambda each: each.update(ENDLESS), seconds=2.0, is_alone=True)
        )
        await asyncio.sleep(0.2)
        began = time.monotonic()
        with pytest.raises(QueryTimeoutError):
            await writer.run(adds(2), seconds=0.3)
        assert time.monotonic() - began < 1.5
        with pytest.raises(QueryTimeoutError) as told:
            await first
        assert told.value.seconds == 2.0
        await writer.run(adds(3))
        assert numbers(small) == ["1", "3"]

    in_loop(small, work)


def test_a_publication_that_takes_too_long_is_undone(small: Store) -> None:
    """The writer stands still after the change was made: its sender is told, nothing stays."""

    def makes_and_stops(writer: ProcessWriter) -> None:
        adds(1)(writer)
        os.kill(writer._process.pid, signal.SIGSTOP)

    async def work(writer: AsyncWriter) -> None:
        before = small.generation()
        with pytest.raises(QueryTimeoutError):
            await writer.run(makes_and_stops, seconds=2.0)
        assert small.generation() == before
        await writer.run(adds(2))
        assert numbers(small) == ["2"]

    in_loop(small, work)


def test_a_failure_is_told_before_it_is_undone(
    small: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody sees what is to be undone, so nobody has to wait for it."""
    undone = []
    revert = ProcessWriter.revert

    def slowly(writer: ProcessWriter) -> None:
        time.sleep(1.0)
        revert(writer)
        undone.append(True)

    def fails(writer: ProcessWriter) -> None:
        adds(1)(writer)
        raise ValueError("no")

    async def work(writer: AsyncWriter) -> None:
        await writer.run(adds(0))
        monkeypatch.setattr(ProcessWriter, "revert", slowly)
        with pytest.raises(ValueError, match="no"):
            await writer.run(fails, is_alone=True)
        assert not undone
        await writer.run(adds(2))
        assert undone
        assert numbers(small) == ["0", "2"]

    in_loop(small, work)


def test_a_change_under_way_can_be_ended(small: Store) -> None:
    """It fails; the one that waits behind it is made."""

    def key() -> None: ...

    async def work(writer: AsyncWriter) -> None:
        first = asyncio.create_task(writer.run(lambda each: each.update(ENDLESS), begins=key))
        await asyncio.sleep(1.5)
        second = asyncio.create_task(writer.run(adds(2)))
        writer.interrupt(lambda: None)  # of another
        await asyncio.sleep(0.2)
        assert not first.done()
        writer.interrupt(key)
        with pytest.raises(StoreBrokenError):
            await first
        await second
        assert numbers(small) == ["2"]

    in_loop(small, work)
