"""The writer as its user sees it: calls that become requests to the writing process."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, Final

from kg.closing import Closing
from kg.errors import (
    DeminingError,
    QueryTimeoutError,
    QueryTooLargeError,
    StoreBrokenError,
    StoreError,
)
from kg.settings import LONGEST_QUERY, Settings
from kg.store.caps import refuse_shape
from kg.store.contract import Dataset, Document
from kg.store.frames import Frame, FrameKind, error_of, pack, pack_json, receive
from kg.store.layout import Folder
from kg.store.lock import holder
from kg.store.processes import death, end, spawn
from kg.store.scanner import refuse_length

__all__ = ["ProcessWriter"]

_BATCH_BYTES: Final = 64_000_000
_BATCH_GRAPHS: Final = 1024

_BROKEN: Final = "the writing process is gone; what it had acknowledged is kept: open a new writer"


class ProcessWriter(Closing):
    """A :class:`~kg.store.contract.Writer` that is a process of its own.

    ``StoreLockedError`` if another writes, ``StoreError`` if the folder cannot be written to.
    """

    def __init__(self, folder: Folder, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings
        self.is_open = True
        self._until: float | None = None
        self._most = settings.query_seconds
        options = {
            "path": str(folder.path),
            "base": folder.base,
            "holder": holder(),
            "megabytes": settings.query_megabytes,
        }
        self._process, self._peer = spawn("kg.store.writer", options)
        self._receive()

    @contextmanager
    def within(self, until: float | None, seconds: float) -> Iterator[None]:
        """Let all calls in this block end by a time (of ``time.monotonic``); ``None``, any time.

        ``seconds`` is how long that is in all. What is under way then breaks this writer, and
        raises :class:`QueryTimeoutError`.
        """
        self._until, self._most = until, seconds
        try:
            yield
        finally:
            self._until, self._most = None, self._settings.query_seconds

    def extend(self, seconds: float) -> float | None:
        """Give the block that is under way more time, as others took it; the time it has now."""
        if self._until is not None:
            self._until += seconds
        return self._until

    def interrupt(self) -> None:
        """End the process, from any thread; whoever waits for it gets ``StoreBrokenError``."""
        self._process.kill()

    def graphs(self) -> frozenset[str]:
        """Names of the graphs, with what is not yet published."""
        return frozenset(self._ask({"do": "graphs"}))

    def replace(self, graph_iri: str, ntriples: bytes) -> bool:
        """Put this content in place of the graph's, whole or not at all; whether it changed."""
        return self.replace_all([(graph_iri, ntriples)]) == 1

    def replace_all(self, graphs: Iterable[tuple[str, bytes]]) -> int:
        """Replace many graphs, each atomic by itself; how many changed."""
        changed = 0
        for batch in _batches(graphs):
            names = [name for name, _ in batch]
            contents = (pack(FrameKind.DATA, content) for _, content in batch)
            changed += self._ask({"do": "replace", "names": names}, contents)
        return changed

    def replace_in_parts(self, graph_iri: str, parts: Iterable[bytes]) -> bool:
        """Replace a graph by many lines; whether it changed."""
        frames = (pack(FrameKind.DATA, part) for part in parts)
        last = pack_json(FrameKind.END, {})
        request: dict[str, object] = {"do": "replace in parts", "name": graph_iri}
        return bool(self._ask(request, chain(frames, [last])))

    def remove(self, graph_iri: str) -> bool:
        """Drop a graph; whether there was one."""
        return bool(self._ask({"do": "remove", "name": graph_iri}))

    def update(
        self, sparql: str, *, timeout: float | None = None, using: Dataset | None = None
    ) -> frozenset[str] | None:
        """Run a SPARQL update, whole or not at all; the writer is broken if it takes too long.

        ``using`` is what its patterns see in place of USING. The graphs that it wrote to, if its
        text tells; ``None`` for any.
        """
        refuse_length(sparql, self._settings.write_megabytes << 20)
        if len(sparql) <= self._settings.query_characters:
            refuse_shape(sparql)
        seconds = self._seconds(timeout)
        graphs = None if using is None else (using.default, using.named)
        request: dict[str, object] = {"do": "update", "using": graphs, "seconds": seconds}
        named = self._ask(request, [pack(FrameKind.DATA, sparql.encode())], seconds=seconds)
        return None if named is None else frozenset(named)

    def put(
        self,
        graph_iri: str | None,
        documents: Sequence[Document],
        *,
        is_added: bool = False,
        timeout: float | None = None,
    ) -> bool:
        """Put RDF in place of a graph, or add it to the graph; whether the graph is new.

        ``None`` is the default graph. ``ValueError`` tells what is wrong in which document, and
        nothing has changed then.
        """
        seconds = self._seconds(timeout)
        how = [
            {"name": each.name, "media_type": each.media_type, "base": each.base}
            for each in documents
        ]
        request: dict[str, object] = {
            "do": "put",
            "name": graph_iri,
            "how": how,
            "is_added": is_added,
        }
        contents = [pack(FrameKind.DATA, each.content) for each in documents]
        return bool(self._ask({**request, "seconds": seconds}, contents, seconds=seconds))

    def drop(self, graph_iri: str | None) -> bool:
        """Drop a graph, or empty the default graph (``None``); whether there was one."""
        return bool(self._ask({"do": "drop", "name": graph_iri}))

    def content(self, graph_iri: str) -> bytes:
        """A graph as N-Triples, with what is not yet published."""
        return self._bytes({"do": "content", "name": graph_iri})

    def changed(self, prefix: str, *, since: int | None = None) -> list[str]:
        """The graphs whose names begin so and that are not as they were published.

        ``since`` is the generation that they are compared with, the newest if it is not told.
        """
        return list(self._ask({"do": "changed", "prefix": prefix, "since": since}))

    def begin(self) -> None:
        """Let what follows be undone, unless it is published: also when the writer dies."""
        self._ask({"do": "begin"})

    def revert(self) -> None:
        """Undo all that was not published; left to the next writer if the process is gone."""
        if self.is_open:
            self._ask({"do": "revert"})
        else:
            self._folder.undo_later()

    def query(self, text: str, *, timeout: float | None = None) -> bytes:
        """The rows of a SELECT over what is written, as SPARQL's JSON.

        Rules ask for many things at once: their texts are as long as what may be written.
        """
        refuse_length(text, self._settings.write_megabytes << 20)
        seconds = self._seconds(timeout, LONGEST_QUERY)
        return self._bytes({"do": "query", "text": text, "seconds": seconds}, seconds)

    def publish(self) -> int:
        """Make all that was written one new generation; its number."""
        before = self._folder.generation()
        try:
            return int(self._ask({"do": "publish"}))
        except DeminingError:
            after = self._folder.generation()
            if after is None or after == before:
                raise
            return after  # it broke off behind the last step

    def tag(self) -> str | None:
        """Names the newest generation; ``None`` while nothing is published."""
        return self._folder.tag()

    def is_current(self) -> bool:
        """Whether it can go on: while it is open nobody else can publish."""
        return self.is_open

    def close(self) -> None:
        """Let another write."""
        if self.is_open:
            try:
                self._ask({"do": "close"})
            except StoreBrokenError:
                return
            self._end()

    def _seconds(self, timeout: float | None, longest: float | None = None) -> float:
        """How long a text may take: ``longest``, or as settings have it, where no block ends it."""
        longest = self._settings.query_seconds if longest is None else longest
        most = longest if self._until is None else self._left(self._until)
        return most if timeout is None else min(timeout, most)

    def _left(self, until: float) -> float:
        return max(until - time.monotonic(), 0.001)

    def _bytes(self, request: dict[str, object], seconds: float | None = None) -> bytes:
        self._send(request)
        content = self._receive(seconds).payload
        self._receive(seconds)
        return content

    def _ask(
        self,
        request: dict[str, object],
        contents: Iterable[bytes] = (),
        *,
        seconds: float | None = None,
    ) -> Any:  # noqa: ANN401 - the result of each request is its own
        self._send(request, contents)
        return self._receive(seconds).json().get("result")

    def _send(self, request: dict[str, object], contents: Iterable[bytes] = ()) -> None:
        if not self.is_open:
            raise self._broken()
        try:
            self._peer.settimeout(None)
            self._peer.sendall(pack_json(FrameKind.REQUEST, request))
            for content in contents:
                self._peer.sendall(content)
        except (BrokenPipeError, ConnectionResetError):
            self._end()
            raise self._broken() from None

    def _receive(self, seconds: float | None = None) -> Frame:
        """The reply; a death, a deadline and an interrupt break this writer."""
        left = None if self._until is None else self._left(self._until)
        limits = [limit for limit in (seconds, left) if limit is not None]
        self._peer.settimeout(min(limits, default=None))
        try:
            frame = receive(self._peer)
        except TimeoutError:
            self._end()
            raise QueryTimeoutError(
                seconds if seconds is not None and left is None else self._most
            ) from None
        except EOFError:
            raise self._why_dead(seconds) from None
        except BaseException:
            self._end()
            raise
        if frame.kind is FrameKind.ERROR:
            error = error_of(frame)
            if isinstance(error, StoreError):
                self._end()  # it has ended itself
            raise error
        return frame

    def _why_dead(self, seconds: float | None) -> DeminingError:
        self._process.wait()
        error = death(
            self._process,
            location=str(self._folder.path),
            seconds=seconds or 0.0,
            megabytes=self._settings.query_megabytes,
        )
        self._end()
        if seconds is not None and isinstance(error, (QueryTimeoutError, QueryTooLargeError)):
            return error
        return self._broken()

    def _broken(self) -> StoreBrokenError:
        return StoreBrokenError(_BROKEN, location=str(self._folder.path))

    def _end(self) -> None:
        self.is_open = False
        self._peer.close()
        end(self._process)


def _batches(graphs: Iterable[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    batch: list[tuple[str, bytes]] = []
    size = 0
    for graph in graphs:
        if batch and (size + len(graph[1]) > _BATCH_BYTES or len(batch) >= _BATCH_GRAPHS):
            yield batch
            batch, size = [], 0
        batch.append(graph)
        size += len(graph[1])
    if batch:
        yield batch
