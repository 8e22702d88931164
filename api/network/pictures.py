"""The pictures of a generation, each made once: by this process, or beforehand by another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from fastapi import Request
from starlette.datastructures import State

from api.asking import Asking
from api.cache import Cache
from api.client import present_client
from api.errors import Problem
from api.network.beforehand import Beforehand
from api.network.everything import EVERYTHING, load
from api.network.page import as_json
from api.turns import FullError, Turns
from kg import network
from kg.errors import StoreMissingError
from kg.exports.record import links_of, nodes_of
from kg.network import ALL_TIME, AT_ONCE, Graph, Memory, View
from kg.steps import Steps
from kg.store import AsyncReader
from kg.terms import BASE, ID

__all__ = ["Pictures", "meta_of", "pictures_in", "pictures_of"]

T = TypeVar("T")
MOST_WAITING: Final = 100
"""How many pictures may wait to be drawn, one after the other; clients alternate."""
SIZE_OF_NODE: Final = 2000
"""About how many bytes a node with its links takes in memory."""


@dataclass(slots=True)
class Pictures:
    """The pictures of the newest generation, each made once."""

    reader: AsyncReader
    asking: Asking
    beforehand: Beforehand
    memory: Memory = field(default_factory=Memory)
    tag: str = ""
    kept: Cache[Graph] = field(default_factory=lambda: Cache(64 << 20))
    turns: Turns = field(default_factory=lambda: Turns(1, most_waiting=MOST_WAITING))

    def turn(self) -> str:
        """Forget what older generations had; the tag of the newest."""
        tag = self.reader.tag()
        if tag is None:
            raise StoreMissingError("nothing is published yet", location="store")
        if tag != self.tag:
            self.tag, self.memory = tag, Memory()
        return tag

    async def run(self, steps: Callable[[Memory], Steps[T]]) -> T:
        """Drive a computation that may use what is known of this generation."""
        self.turn()
        memory = self.memory
        return await network.run_async(self.reader, lambda: steps(memory))

    async def whole(self) -> Graph:
        """All entities with their links, without places."""
        return await self.asking.once(
            "network", lambda: self.run(lambda memory: memory.whole(ALL_TIME))
        )

    async def record(self, view: View) -> bytes:
        """The nodes and links of a view as JSON, with what they sum up."""
        self.turn()
        made = await self.beforehand.everything() if view == EVERYTHING else None
        if made is not None:
            meta = meta_of(made.tag, made.cut, made.years)
            return as_json(meta)[:-1] + b"," + made.record[1:]
        graph = await self.picture(view)
        names = await self.run(lambda memory: memory.all_names())
        meta = await self.meta(graph)

        def written() -> bytes:
            return as_json({**meta, "nodes": nodes_of(graph, names), "links": links_of(graph)})

        return await asyncio.to_thread(written)

    async def meta(self, graph: Graph) -> dict[str, Any]:
        """What the page is told of a picture besides its nodes and links."""
        years = await self.run(lambda memory: memory.all_years())
        return meta_of(self.tag, graph.graph.get("cut", 0), years)

    async def picture(self, view: View) -> Graph:
        """The network of a view."""
        if view.everything:
            await self._take_over()
        kept = self.kept.get(self.turn(), view)
        if kept is not None:
            return kept
        client = present_client()
        try:
            await self.turns.take(client)
        except FullError:
            raise _busy() from None
        try:
            tag = self.turn()
            graph = self.kept.get(tag, view)
            if graph is None:
                graph = await self.run(lambda memory: network.picture(view, memory))
                self.kept.keep(tag, view, graph, SIZE_OF_NODE * (1 + len(graph)))
            return graph
        finally:
            self.turns.give_back(client)

    async def _take_over(self) -> None:
        """Let what was made beforehand be what this process would have made itself."""
        tag = self.turn()
        if self.kept.get(tag, EVERYTHING) is not None:
            return
        made = await self.beforehand.everything()
        if made is not None and made.tag == tag:
            memory, graph = await asyncio.to_thread(load, made)
            if self.turn() == tag:
                self.memory = memory
                self.kept.keep(tag, EVERYTHING, graph, SIZE_OF_NODE * (1 + len(graph)))


def _busy() -> Problem:
    return Problem(
        503,
        "busy",
        "Too many pictures are being drawn",
        f"{MOST_WAITING} others are waiting; ask again in a while",
        headers={"Retry-After": "20"},
    )


def meta_of(tag: str, cut: int, years: Mapping[int, int]) -> dict[str, Any]:
    """What the page is told of a picture; ``cut`` nodes were left out."""
    return {
        "years": {str(year): events for year, events in years.items()},
        "cut": max(0, cut),
        "generation": tag,
        "base": BASE,
        "ids": str(ID),
        "atOnce": AT_ONCE,
        "file": False,
    }


def pictures_in(state: State) -> Pictures:
    """The pictures of the app with this state."""
    if not hasattr(state, "pictures"):
        beforehand = Beforehand(state.readers, state.location)
        state.pictures = Pictures(state.readers, state.asking, beforehand)
    pictures: Pictures = state.pictures
    return pictures


def pictures_of(request: Request) -> Pictures:
    """The pictures of this app."""
    return pictures_in(request.app.state)
