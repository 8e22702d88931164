"""Changes that clients send: who may send them, and what must hold before they are published."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Protocol, TypeVar

from starlette.types import Scope

from api.admission import Admission
from api.changes.gate import Gate, LateError
from api.changes.tokens import Tokens
from api.child import Nursery
from api.errors import Problem
from api.running import Query
from api.sparql.protocol import Asked, malformed
from api.turns import FullError, Turns
from kg.errors import QueryKilledError
from kg.settings import Settings
from kg.store import AsyncWriter, ChangeWriter, Document, Keeper, may_write_to

__all__ = ["Condition", "Writing"]

READINGS: Final = 2
"""Requests whose reports are read at a time, one of each client: reading needs a processor."""
MOST_WAITING: Final = 256
WRITING: Final = ("update", "store", "ingest")
"""The scopes of those who may send reports."""
MOST_TRIES: Final = 3
"""So often a change is made anew because others have changed what was checked beside it."""

T = TypeVar("T")

Condition = Callable[[ChangeWriter], None]
"""Raises a :class:`Problem` unless the store is as the client expects it."""


class Incoming(Protocol):
    """Reports that were sent: read first, then written. All may block but :meth:`stop`."""

    def read(self) -> dict[str, Any] | None:
        """Read them, which needs no writer; what came of it if nothing is to be written."""
        ...

    def write(self, keeper: Keeper | None, /) -> dict[str, Any]:
        """Write them, while nobody else writes; what came of it."""
        ...

    def pass_on(self, keeper: Keeper, /) -> dict[str, Any]:
        """Have who keeps the store do both; what came of it."""
        ...

    def stop(self) -> None:
        """End what is under way."""
        ...

    def close(self) -> None:
        """Leave nothing behind."""
        ...


class Writing:
    """The writer of a server, behind its tokens.

    Every call returns when readers can see the change, and it will outlive a power cut. Changes
    are listed, reckoned and ended beside queries, by the ``admission``.
    """

    def __init__(self, writer: AsyncWriter, settings: Settings, admission: Admission) -> None:
        self._admission = admission
        self.tokens = Tokens.read(settings.tokens)
        self._writer = writer
        self._settings = settings
        self._reports = settings.base + "report/"
        self.nursery = Nursery()
        self._readings = Turns(READINGS, most_waiting=MOST_WAITING)
        self.on_reports: list[Callable[[], None]] = []
        """Told when graphs of reports were, or may have been, changed."""
        self.on_arrival: list[Callable[[], None]] = []
        """Told when a change arrives: what is done for the server itself makes room."""

    def start(self) -> None:
        """Load what reads and checks reports, where somebody may send them."""
        if any(map(self.tokens.knows, WRITING)):
            self.nursery.start()

    def most_bytes(self, scope: Scope, right: str) -> int:
        """How long a body may be that this client sends; 0 if it may not write."""
        try:
            self.tokens.check(scope, right)
        except Problem:
            return 0
        return self._settings.write_megabytes << 20

    async def update(self, scope: Scope, asked: Asked) -> None:
        """Run an update."""
        self.tokens.check(scope, "update")
        text = asked.update or ""

        def change(writer: ChangeWriter, gate: Gate) -> bool:
            names = writer.update(text, using=asked.dataset)
            self._check(gate, writer, writer.changed(self._reports) if names is None else names)
            return names is None or any(name.startswith(self._reports) for name in names)

        is_alone = asked.timeout is not None or may_write_to(text, self._reports)
        if await self._run(change, text, is_alone=is_alone, timeout=asked.timeout):
            self._tell(self.on_reports)

    async def put(
        self,
        scope: Scope,
        graph: str | None,
        documents: Sequence[Document],
        *,
        is_added: bool,
        condition: Condition | None,
    ) -> bool:
        """Put documents in place of a graph, or add them; whether the graph is new."""
        self.tokens.check(scope, "store")

        def change(writer: ChangeWriter, gate: Gate) -> bool:
            if condition is not None:
                condition(writer)
            is_new = writer.put(graph, documents, is_added=is_added)
            self._check(gate, writer, [graph or ""])
            return is_new

        is_report = (graph or "").startswith(self._reports)
        told = f"{scope['method']} <{graph or 'default'}>"
        is_new = await self._run(change, told, is_alone=is_report or condition is not None)
        if is_report:
            self._tell(self.on_reports)
        return is_new

    async def drop(self, scope: Scope, graph: str | None, *, condition: Condition | None) -> bool:
        """Drop a graph; whether there was one."""
        self.tokens.check(scope, "store")

        def change(writer: ChangeWriter, _: Gate) -> bool:
            if condition is not None:
                condition(writer)
            return writer.drop(graph)

        told = f"DELETE <{graph or 'default'}>"
        was_there = await self._run(change, told, is_alone=condition is not None)
        if was_there and (graph or "").startswith(self._reports):
            self._tell(self.on_reports)
        return was_there

    async def lend(
        self,
        work: Callable[[Keeper | None], T],
        told: str,
        *,
        stop: Callable[[], None],
    ) -> T:
        """Let a function run that lets another process write, which ``stop`` ends.

        It gets the server of this program that keeps the store, where that is one. It is the
        server's own, and stops when somebody else has a change.
        """
        with self._admission.change(told, lambda _: stop()) as query:
            try:
                done = await self._writer.lend(work, begins=query.begin)
            except asyncio.QueueFull:
                raise _busy() from None
        await self._admission.refresh()
        return done

    async def ingest(self, incoming: Incoming, told: str) -> dict[str, Any]:
        """Let reports in: read in a turn among readings, then written in one among changes."""
        with self._admission.change(told, lambda _: incoming.stop()) as query:
            try:
                await self._readings.take(query.client)
            except FullError:
                raise _busy() from None
            query.begin()
            try:
                done = await self._let_in(incoming)
            except asyncio.CancelledError:
                incoming.stop()
                raise
            finally:
                self._readings.give_back(query.client)
                await asyncio.to_thread(incoming.close)
        await self._admission.refresh()
        return done

    async def _let_in(self, incoming: Incoming) -> dict[str, Any]:
        keeper = await self._writer.keeper()
        if keeper is not None:
            return await asyncio.to_thread(incoming.pass_on, keeper)
        told = await asyncio.to_thread(incoming.read)
        if told is not None:
            return told
        self._tell(self.on_arrival)
        try:
            return await self._writer.lend(incoming.write)
        except asyncio.QueueFull:
            raise _busy() from None

    async def close(self) -> None:
        """Finish what was begun."""
        await self._writer.close()
        await asyncio.to_thread(self.nursery.close)

    def _tell(self, those: Iterable[Callable[[], None]]) -> None:
        for told in those:
            told()

    def _check(self, gate: Gate, writer: ChangeWriter, names: Iterable[str]) -> None:
        """Refuse what would not be a report under its name; this is not the change's time."""
        began = time.monotonic()
        reports = {name: writer.content(name) for name in names if name.startswith(self._reports)}
        there = {name: content for name, content in reports.items() if content}
        if there:
            gate.check(there)
            writer.extend(time.monotonic() - began)

    async def _run(
        self,
        change: Callable[[ChangeWriter, Gate], T],
        told: str,
        *,
        is_alone: bool,
        timeout: float | None = None,  # noqa: ASYNC109 - of the change, until it is published
    ) -> T:
        """Make a change in its turn, known as ``told`` meanwhile."""
        self._tell(self.on_arrival)
        most = self._settings.query_seconds
        seconds = most if timeout is None else min(timeout, most)
        gate = Gate(self._settings.reading_megabytes, self.nursery)
        stop = self._writer.interrupt
        with self._admission.change(told, lambda query: stop(query.begin)) as query:
            for _ in range(MOST_TRIES):
                try:
                    done = await self._writer.run(
                        lambda writer: change(writer, gate),
                        is_alone=is_alone,
                        seconds=seconds,
                        begins=query.begin,
                    )
                    break
                except LateError as late:
                    if query.is_killed:
                        raise QueryKilledError(query.number) from None
                    query.begun = None  # it waits again
                    await self._check_beside(gate, late.graphs, query)
                except asyncio.QueueFull:
                    raise _busy() from None
                except ValueError as error:
                    raise malformed(str(error)) from None
            else:
                raise _busy()
        await self._admission.refresh()
        return done

    async def _check_beside(self, gate: Gate, graphs: Mapping[str, bytes], query: Query) -> None:
        """Check what takes long, in a turn among readings."""
        try:
            await self._readings.take(query.client)
        except FullError:
            raise _busy() from None
        try:
            await asyncio.to_thread(gate.check_beside, graphs)
        finally:
            gate.stop()
            self._readings.give_back(query.client)


def _busy() -> Problem:
    detail = "too many changes wait for their turn"
    return Problem(503, "busy", "The server is busy", detail, headers={"Retry-After": "5"})
