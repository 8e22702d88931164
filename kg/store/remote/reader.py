"""Queries to a server from an event loop: an :class:`~kg.store.contract.AsyncReader` over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from kg.errors import AnswerTypeError, DeminingError, QueryTimeoutError
from kg.settings import Settings
from kg.store.contract import RESULT_TYPES, Accept, AsyncAnswer, Dataset, Kind
from kg.store.remote.answer import RemoteAsyncAnswer
from kg.store.remote.client import Client
from kg.store.remote.endpoint import Endpoint
from kg.store.remote.registry import AT_ONCE, FRESH, Registry
from kg.store.request import query_request
from kg.store.scanner import form_of, refuse

__all__ = ["RemoteReader"]

_KINDS: Final[Mapping[str | None, Kind]] = {
    "ask": "boolean",
    "construct": "graph",
    "describe": "graph",
}


class RemoteReader:
    """Belongs to the event loop that first asks it.

    At most ``settings.readers`` answers at a time; further calls wait in order of arrival.
    """

    def __init__(self, location: str, settings: Settings) -> None:
        endpoint = Endpoint.read(location, settings)
        self.location = endpoint.location
        self.settings = settings
        self.client = Client(endpoint, connections=settings.readers + AT_ONCE)
        self.registry = Registry(self.client, settings)
        self._turns = asyncio.Semaphore(settings.readers)
        self._watching: asyncio.Task[None] | None = None
        self._is_closed = False

    async def start(self) -> None:
        """Look which generation there is, and go on looking each second."""
        await self.registry.refresh()
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    def generation(self) -> int | None:
        """The newest generation, as it was a second ago."""
        state = self.registry.seen
        return None if state is None else state.number

    def tag(self) -> str | None:
        """Names this generation of this very store."""
        state = self.registry.seen
        return None if state is None else state.tag

    async def refresh(self) -> None:
        """Look now which generation there is; a server that is away keeps its last."""
        with suppress(DeminingError):
            await self.registry.refresh()

    def has_union(self) -> bool:
        """Always: the writer keeps it."""
        return True

    async def query(
        self,
        text: str,
        *,
        accept: Accept | str = RESULT_TYPES[0],
        timeout: float | None = None,  # noqa: ASYNC109 - covers the streaming after the call too
        dataset: Dataset | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> AsyncAnswer:
        """Have the server evaluate a query (see the contract)."""
        request = query_request(
            text,
            accept=accept,
            timeout=timeout,
            dataset=dataset,
            prefixes=prefixes,
            settings=self.settings,
        )
        if self._is_closed:
            raise self.client.error("the store is closed")
        refuse(text)
        kind = _KINDS.get(form_of(text), "bindings")
        media_type = _chosen(Accept.of(accept) if isinstance(accept, str) else accept, kind)
        try:
            async with asyncio.timeout_at(request.deadline):
                state = await self.registry.present()
                order = await self.registry.order(
                    text, kind, media_type, dataset=dataset, prefixes=prefixes, state=state
                )
                await self._turns.acquire()
        except TimeoutError:
            raise QueryTimeoutError(request.seconds) from None
        answer = RemoteAsyncAnswer(self.client, order, request, self._turns.release)
        try:
            await answer.begin(state.number)
        except BaseException:
            await answer.aclose()
            raise
        return answer

    async def close(self) -> None:
        """Close the connections; answers that are still read will fail."""
        self._is_closed = True
        if self._watching is not None:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        await self.client.close()

    async def _watch(self) -> None:
        """Keep :meth:`tag` new for those who cannot wait; a server that is away keeps its last."""
        while True:
            await asyncio.sleep(FRESH)
            with suppress(DeminingError):
                await self.registry.state()


def _chosen(accept: Accept, kind: Kind) -> str:
    media_type = {
        "boolean": accept.boolean,
        "bindings": accept.bindings,
        "graph": accept.graph,
    }[kind]
    if media_type is None:
        raise AnswerTypeError(kind)
    return media_type
