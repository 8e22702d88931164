"""The picture of everything is made by another process, and is what this one would have made."""

import asyncio
import logging
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.network.beforehand import Beforehand
from api.network.everything import EVERYTHING, load
from api.network.page import as_json
from kg import network
from kg.exports.record import links_of, nodes_of
from kg.network import Memory
from kg.store import open_store
from tests.api.conftest import Running, fill, settings_of


class Reader:
    """What tells which generation is the newest."""

    def __init__(self, *tags: str | None) -> None:
        self.tags = list(tags)

    def tag(self) -> str | None:
        """The next of the tags; the last for ever."""
        return self.tags.pop(0) if len(self.tags) > 1 else self.tags[0]


def newest(place: Path) -> str | None:
    with open_store(str(place)) as store:
        return store.tag()


def test_it_is_the_picture_that_this_process_would_make(place: Path) -> None:
    """The same nodes and links, and the same is known of the generation."""

    async def made():
        beforehand = Beforehand(Reader(newest(place)), str(place))
        try:
            both = await asyncio.gather(beforehand.everything(), beforehand.everything())
            assert both[0] is both[1] is await beforehand.everything()
            return both[0]
        finally:
            await beforehand.close()

    found = asyncio.run(made())
    memory = Memory()
    with open_store(str(place)) as store:
        graph = network.run(store, lambda: network.picture(EVERYTHING, memory))
        names = network.run(store, memory.all_names)
        years = network.run(store, network.years)
    assert len(graph) > 10
    assert found.record == as_json({"nodes": nodes_of(graph, names), "links": links_of(graph)})
    assert (found.tag, found.cut, found.years) == (newest(place), 0, years)
    again, drawn = load(found)
    assert (again.names, set(again.places), set(drawn)) == (names, set(memory.places), set(graph))


def test_a_generation_that_has_gone_is_not_waited_for(place: Path) -> None:
    """Its process is ended, and that of the next begins."""
    tag = newest(place)

    async def made():
        beforehand = Beforehand(Reader("of-before-1", tag), str(place))
        try:
            return await asyncio.gather(beforehand.everything(), beforehand.everything())
        finally:
            await beforehand.close()

    before, now = asyncio.run(made())
    assert before is None
    assert now.tag == tag


def test_what_cannot_be_made_is_told_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Once, with the reason; who asks draws by themselves."""
    (tmp_path / "store.json").write_text("nonsense", "utf-8")

    async def made():
        beforehand = Beforehand(Reader("a-1"), str(tmp_path))
        found = [await beforehand.everything(), await beforehand.everything()]
        await beforehand.close()
        return found

    with caplog.at_level(logging.INFO, "demining_kg.api"):
        assert asyncio.run(made()) == [None, None]
    told = [record.message for record in caplog.records if "everything" in record.message]
    assert len(told) == 1
    assert str(tmp_path) in told[0]


def test_closing_ends_the_process(place: Path, caplog: pytest.LogCaptureFixture) -> None:
    """At once, and nothing is told of it."""

    async def made():
        beforehand = Beforehand(Reader(newest(place)), str(place))
        task = asyncio.create_task(beforehand.everything())
        while beforehand._child is None:  # noqa: ASYNC110 - a thread sets it
            await asyncio.sleep(0.01)
        process = beforehand._child._process
        await beforehand.close()
        assert await task is None
        assert await beforehand.everything() is None
        return process

    with caplog.at_level(logging.INFO, "demining_kg.api"):
        assert asyncio.run(made()).returncode < 0
    assert not caplog.records


def test_each_generation_has_its_own(tmp_path: Path) -> None:
    """A report more is in the next picture of everything; narrower pictures are made of it."""
    place = tmp_path / "store"
    fill(place)
    app = create_app(str(place), settings_of(place))
    with Running(app) as base, httpx.Client(base_url=base, timeout=60) as client:
        before = client.get("/api/network?all=1").json()
        early = client.get("/api/network?all=1&to=2001").json()
        with open_store(str(place)) as store, store.writer() as writer:
            writer.remove("https://demining.example.org/report/hostile")
            writer.publish()
        after = client.get("/api/network?all=1").json()
    assert len(before["nodes"]) > len(early["nodes"])
    assert before["generation"] != after["generation"]
    assert before["years"] == after["years"]
