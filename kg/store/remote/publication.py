"""Bringing what differs to a server, as one new generation."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from kg.errors import QueryTimeoutError, StoreError, StoreFormatError
from kg.store.remote.manifest import Manifest
from kg.store.remote.registry import LARGE, Registry
from kg.store.remote.union import FOREIGN, Change, staged, updates

__all__ = ["Publication"]

Content = Callable[[str], bytes]
"""Gives the N-Triples of a graph; may block."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What is to be published in the place of ``present``, the generation that is there.

    ``digests`` are those of all graphs there will be; ``changed`` and ``emptied`` differ from
    what is there, ``dropped`` are to go.
    """

    present: Manifest | None
    digests: Mapping[str, str]
    changed: Collection[str]
    emptied: Collection[str]
    dropped: Collection[str]

    @property
    def next(self) -> Manifest:
        """The generation that it becomes."""
        if self.present is None:
            return Manifest(uuid.uuid4().hex, 1, self.digests)
        return Manifest(self.present.id, self.present.number + 1, self.digests)

    async def upload(self, registry: Registry, content: Content) -> Manifest:
        """Put beside the present graphs what is to take their places; the generation to be.

        Nobody sees it, and it may be broken off.

        Raises:
            StoreFormatError: the server holds what is not ours.
            StoreError: the server refuses, or cannot be reached.
        """
        if self.present is None:
            await _refuse_foreign(registry)
        manifest = self.next
        uploads = (await registry.client.server()).engine.uploads
        await _each(self.changed, lambda graph: _upload(registry, graph, content), uploads)
        name = registry.names.manifest
        await _within(
            registry,
            registry.client.put(staged(name), manifest.ntriples(registry.names), seconds=LARGE),
        )
        return manifest

    async def switch(self, registry: Registry) -> None:
        """Go over to what was uploaded.

        ``StoreError`` where the server refuses, or cannot be reached; its generation is then the
        old one, unless it has no transactions and had begun, or did it without saying so.
        """
        engine = (await registry.client.server()).engine
        unites_itself = engine.has_default_graph and await registry.says(registry.names.probe)
        change = Change(
            moved=self.changed,
            emptied=self.emptied,
            dropped=self.dropped,
            has_union=not unites_itself,
            is_first=self.present is None,
        )
        for text in updates(change, registry.names, engine):
            await _within(registry, registry.client.update(text, seconds=LARGE))


async def _refuse_foreign(registry: Registry) -> None:
    engine = (await registry.client.server()).engine
    if engine.has_default_graph and await registry.says(FOREIGN):
        raise StoreFormatError(
            "holds data that is no store of ours: give it a server, or a data set, of its own",
            location=registry.client.endpoint.location,
        )


async def _upload(registry: Registry, graph: str, content: Content) -> None:
    data = await asyncio.to_thread(content, graph)
    await _within(registry, registry.client.put(staged(graph), data, seconds=LARGE))


async def _within(registry: Registry, work: Awaitable[None]) -> None:
    try:
        async with asyncio.timeout(LARGE):
            await work
    except (TimeoutError, QueryTimeoutError):
        message = f"did not do in {LARGE:g} s what it was told to write, or says so"
        raise StoreError(message, location=registry.client.endpoint.location) from None


async def _each(
    graphs: Iterable[str], work: Callable[[str], Awaitable[None]], at_once: int
) -> None:
    """Do it for each, so many at a time; the first error ends all."""
    turns = asyncio.Semaphore(at_once)

    async def one(graph: str) -> None:
        async with turns:
            await work(graph)

    tasks = [asyncio.ensure_future(one(graph)) for graph in graphs]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
