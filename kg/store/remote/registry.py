"""What a server holds of the store: asked for, and remembered for a moment."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping
from typing import Final

from kg.errors import StoreMissingError
from kg.settings import Settings
from kg.store.contract import Dataset, Kind
from kg.store.remote.answer import Order, RemoteAsyncAnswer
from kg.store.remote.client import Client, based
from kg.store.remote.manifest import NOWHERE, Manifest, Names
from kg.store.request import Request
from kg.store.scanner import from_clauses, in_ascii

__all__ = ["FRESH", "Registry"]

FRESH: Final = 1.0
"""Seconds for which a generation that was seen is taken for the newest."""
SMALL: Final = 10.0
"""Seconds for the server to say which generation it has."""
LARGE: Final = 3600.0
"""Seconds for it to list or give graphs."""
AT_ONCE: Final = 4
"""Graphs that are on their way from or to the server at the same time."""

JSON: Final = "application/sparql-results+json"
LISTING: Final = 'SELECT ?graph ?digest { GRAPH ?graph {} BIND ("" AS ?digest) }'
XML: Final = "application/sparql-results+xml"
LINES: Final = "application/n-triples"


class Registry:
    """The store as its server has it; belongs to the event loop of its client."""

    def __init__(self, client: Client, settings: Settings) -> None:
        self.client = client
        self.settings = settings
        self.names = Names(settings.base)
        self.seen: Manifest | None = None
        self._seen_at = float("-inf")
        self._digests: tuple[str | None, dict[str, str]] = (None, {})

    async def state(self) -> Manifest | None:
        """The newest generation, without its graphs; asked again if it was seen too long ago."""
        if time.monotonic() - self._seen_at > FRESH:
            await self.refresh()
        return self.seen

    async def refresh(self) -> Manifest | None:
        """The newest generation, asked for now."""
        begun = time.monotonic()
        if await self.is_ours():
            state = Manifest.tagged(await self.client.tag(SMALL))
        else:
            state = Manifest.state_of(await self._ask(self.names.state_query, "bindings", SMALL))
        self.seen, self._seen_at = state, begun
        return self.seen

    async def is_ours(self) -> bool:
        """Whether the server is one of this program, which names its generations itself."""
        return (await self.client.server()).engine.is_ours

    async def present(self) -> Manifest:
        """The newest generation; ``StoreMissingError`` if there is none."""
        state = await self.state()
        if state is None:
            raise StoreMissingError(
                "holds nothing yet: run `demining-kg build`",
                location=self.client.endpoint.location,
            )
        return state

    async def digests(self, state: Manifest) -> dict[str, str]:
        """The graphs of a generation, each with its digest; none is known of a server of ours."""
        if self._digests[0] != state.tag:
            query = LISTING if await self.is_ours() else self.names.graphs_query
            rows = await self._ask(query, "bindings", LARGE)
            self._digests = (state.tag, Manifest.digests_of(rows))
        return self._digests[1]

    async def contents(self, graphs: Iterable[str]) -> list[tuple[str, bytes]]:
        """The N-Triples of graphs, several fetched at a time."""
        turns = asyncio.Semaphore(AT_ONCE)

        async def content(graph: str) -> tuple[str, bytes]:
            text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
            async with turns:
                return graph, await self._ask(text, "graph", LARGE)

        return await asyncio.gather(*(content(graph) for graph in graphs))

    async def says(self, ask: str) -> bool:
        """The answer to an ASK query of the store's own."""
        return b"true" in await self._ask(ask, "boolean", LARGE)

    async def _ask(self, text: str, kind: Kind, seconds: float) -> bytes:
        """A question of the store's own, beside those of its users."""
        deadline = asyncio.get_running_loop().time() + seconds
        order = Order(
            kind=kind,
            media_type=LINES if kind == "graph" else JSON,
            form={"query": text},
            accept=await self.accept(JSON, kind),
            is_strict=(await self.client.server()).engine.is_strict,
            prefixes=None,
            megabytes=self.settings.query_megabytes,
        )
        answer = RemoteAsyncAnswer(self.client, order, Request(seconds, deadline), _nobody)
        async with answer:
            await answer.begin(0)
            return await answer.read()

    async def order(
        self,
        text: str,
        kind: Kind,
        media_type: str,
        *,
        dataset: Dataset | None,
        prefixes: Mapping[str, str] | None,
        state: Manifest,
    ) -> Order:
        """The order for a query of a user's on a generation."""
        engine = (await self.client.server()).engine
        written = text if engine.is_strict else in_ascii(text)
        form: dict[str, str | list[str]] = {"query": based(written, self.names.base)}
        graphs = await self._graphs_of(text, dataset, state)
        if graphs is not None:
            form |= _parameters(graphs)
        return Order(
            kind=kind,
            media_type=media_type,
            form=form,
            accept=await self.accept(media_type, kind),
            is_strict=(await self.client.server()).engine.is_strict,
            prefixes=prefixes,
            megabytes=self.settings.query_megabytes,
        )

    async def accept(self, media_type: str, kind: Kind) -> str:
        """What to ask the server for: forms in which what broke off does not look whole.

        Others are written here, graphs with their prefixes.
        """
        if kind == "graph":
            return LINES
        is_strict = (await self.client.server()).engine.is_strict
        return XML if media_type == XML or not is_strict else JSON

    async def _graphs_of(
        self, text: str, dataset: Dataset | None, state: Manifest
    ) -> Dataset | None:
        """The graphs to name in the request; ``None`` for those that the text or the server says.

        A server without a default graph takes all graphs for named ones unless it is told which.
        """
        if dataset is not None or (await self.client.server()).engine.has_default_graph:
            return dataset
        clauses = from_clauses(text)
        if clauses.named:
            return None
        if clauses.default:
            return Dataset()
        return Dataset((self.names.union,), tuple(await self.digests(state)))


def _parameters(graphs: Dataset) -> dict[str, list[str]]:
    """The graphs as the protocol has them; where none are to be seen, one that is never there."""
    named = {"named-graph-uri": list(dict.fromkeys(graphs.named)) or [NOWHERE]}
    if graphs == Dataset():
        return named
    return {"default-graph-uri": list(dict.fromkeys(graphs.default)) or [NOWHERE], **named}


def _nobody() -> None:
    """No turn was taken."""
