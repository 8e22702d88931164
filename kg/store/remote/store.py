"""A SPARQL server as a store, for code that may block."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as engine

from kg.closing import Closing
from kg.errors import StoreError, StoreReadOnlyError
from kg.files import save
from kg.settings import Settings
from kg.store.backup.record import Backup
from kg.store.changing import ChangeWriter
from kg.store.contract import RESULT_TYPES, Accept, Answer, AsyncAnswer, Dataset, Kind
from kg.store.merge import placed
from kg.store.parsing import has_blank
from kg.store.remote.draft import Draft
from kg.store.remote.forwarding import ForwardingWriter
from kg.store.remote.loop import Loop
from kg.store.remote.reader import RemoteReader
from kg.store.remote.writer import RemoteWriter

__all__ = ["RemoteStore"]


class RemoteStore(Closing):
    """A :class:`~kg.store.contract.Store` at an address."""

    def __init__(self, location: str, settings: Settings) -> None:
        self.settings = settings
        self._reader = RemoteReader(location, settings)
        self.location = self._reader.location
        self._loop = Loop()
        self._is_closed = False

    def generation(self) -> int | None:
        """The newest published generation, as of at most a second ago."""
        state = self._loop.run(self._reader.registry.state())
        return None if state is None else state.number

    def tag(self) -> str | None:
        """Names this generation of this very store; ``None`` while nothing is published."""
        state = self._loop.run(self._reader.registry.state())
        return None if state is None else state.tag

    def query(
        self,
        text: str,
        *,
        accept: Accept | str = RESULT_TYPES[0],
        timeout: float | None = None,
        dataset: Dataset | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Answer:
        """Have the server evaluate a query (see the contract)."""
        if self._is_closed:
            raise StoreError("the store is closed", location=self.location)
        asked = self._reader.query(
            text, accept=accept, timeout=timeout, dataset=dataset, prefixes=prefixes
        )
        return RemoteAnswer(self._loop.run(asked), self._loop)

    def writer(self) -> RemoteWriter:
        """A working copy on this machine that is brought to the server when it is published.

        ``StoreReadOnlyError`` for a server of this program, which writes by itself.
        """
        if self.keeper() is not None:
            message = (
                "is a server of this program, which writes by itself: send it reports "
                "(POST /api/reports), or run `demining-kg build` on its machine"
            )
            raise StoreReadOnlyError(message, location=self.location)
        draft = Draft.of(self.location, self.settings)
        return RemoteWriter(self._reader.registry, self._loop, draft)

    def keeper(self) -> ForwardingWriter | None:
        """The server, if it is one of this program: it is not written to from copies."""
        if self._loop.run(self._reader.registry.is_ours()):
            return ForwardingWriter(self._reader.registry, self._loop)
        return None

    def change_writer(self) -> ChangeWriter:
        """The writer for changes: that of :meth:`writer`, or the server where it is ours."""
        return self.keeper() or self.writer()

    def dump(self, path: str | Path) -> int:
        """Write the newest generation as sorted N-Quads; the number of lines."""
        contents = self._loop.run(self._whole())
        lines = _quads(contents).splitlines(keepends=True)
        lines.sort()
        target = Path(path)
        try:
            save(target, b"".join(lines))
        except OSError as error:
            message = f"cannot dump to {target}: {error.strerror or error}"
            raise StoreError(message, location=self.location) from error
        return len(lines)

    def backup(self, path: str | Path) -> Backup:
        """Servers are backed up by their own means; a dump can be built again anywhere."""
        message = f"{path}: a server is backed up by its own means; dump it to have its graphs"
        raise StoreError(message, location=self.location)

    async def _whole(self) -> list[tuple[str, bytes]]:
        """All graphs of one generation."""
        registry = self._reader.registry
        while True:
            await registry.refresh()
            state = await registry.present()
            contents = await registry.contents(await registry.digests(state))
            if await registry.refresh() == state:
                return contents

    def close(self) -> None:
        """End the connections."""
        if not self._is_closed:
            self._is_closed = True
            self._loop.run(self._reader.close())
            self._loop.stop()


class RemoteAnswer(Closing):
    """An answer of the loop's, read by a thread that waits for it."""

    def __init__(self, answer: AsyncAnswer, loop: Loop) -> None:
        self._answer = answer
        self._loop = loop
        self.kind: Kind = answer.kind
        self.media_type = answer.media_type
        self.generation = answer.generation
        self.chunks: Iterator[bytes] = self._arriving()

    def _arriving(self) -> Iterator[bytes]:
        chunks = self._answer.chunks
        while (chunk := self._loop.run(_next(chunks))) is not None:
            yield chunk

    def read(self) -> bytes:
        """All that is not yet read; closes the answer."""
        with self:
            return b"".join(self.chunks)

    def close(self) -> None:
        """Close the connection, if the answer still arrives."""
        self._loop.run(self._answer.aclose())


async def _next(chunks: AsyncIterator[bytes]) -> bytes | None:
    return await anext(chunks, None)


def _quads(contents: Iterable[tuple[str, bytes]]) -> bytes:
    """Graphs as N-Quads; blank nodes are named by what is said of them."""
    quads = engine.Dataset()
    is_blank = False
    for name, ntriples in contents:
        for quad in placed(
            engine.parse(ntriples, format=engine.RdfFormat.N_TRIPLES), engine.NamedNode(name)
        ):
            is_blank |= has_blank(quad)
            quads.add(quad)
    if is_blank:
        quads.canonicalize(engine.CanonicalizationAlgorithm.RDFC_1_0)
    return engine.serialize(quads, format=engine.RdfFormat.N_QUADS) or b""
