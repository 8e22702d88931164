"""Writing into the working copy of a server, and knowing which of its graphs may differ by it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from kg.closing import Closing
from kg.errors import StoreLockedError
from kg.store.contract import Dataset, Document
from kg.store.remote.draft import EMPTY, Draft, digests_of
from kg.store.writers import ProcessWriter

__all__ = ["CopyWriter"]


class CopyWriter(Closing):
    """The writer of a working copy; what it publishes stays on this machine.

    ``location`` names the server in errors. Limits and errors of each call are those of the
    embedded store.
    """

    def __init__(self, draft: Draft, *, location: str) -> None:
        self._draft = draft
        self._location = location
        self._local = self._locked()
        self._line = threading.Lock()
        self._touched: set[str] | None = set()
        """The graphs that may have been written to since digests were taken; ``None``: any."""
        self._here: dict[str, str] = {}

    def _locked(self) -> ProcessWriter:
        try:
            return self._draft.store.writer()
        except StoreLockedError as error:
            message = str(error).removeprefix(f"{error.location}: ")
            raise StoreLockedError(message, location=self._location) from None

    def graphs(self) -> frozenset[str]:
        """Names of the graphs, with what is not yet published."""
        return self._local.graphs()

    def replace(self, graph_iri: str, ntriples: bytes) -> bool:
        """Put this content in place of the graph's, whole or not at all; whether it changed."""
        return self.replace_all([(graph_iri, ntriples)]) == 1

    def replace_all(self, graphs: Iterable[tuple[str, bytes]]) -> int:
        """Replace many graphs, each atomic by itself; how many changed."""
        return self._local.replace_all(self._noted(graphs))

    def replace_in_parts(self, graph_iri: str, parts: Iterable[bytes]) -> bool:
        """Replace a graph by many lines; whether it changed."""
        self._touch([graph_iri])
        return self._local.replace_in_parts(graph_iri, parts)

    def _noted(self, graphs: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        for name, content in graphs:
            self._touch([name])
            yield name, content

    def remove(self, graph_iri: str) -> bool:
        """Drop a graph; whether there was one."""
        return self._local.remove(graph_iri)

    def update(
        self, sparql: str, *, timeout: float | None = None, using: Dataset | None = None
    ) -> frozenset[str] | None:
        """Run a SPARQL update, whole or not at all; the writer is broken if it takes too long."""
        written = self._local.update(sparql, timeout=timeout, using=using)
        self._touch(written)
        return written

    def put(
        self,
        graph_iri: str | None,
        documents: Sequence[Document],
        *,
        is_added: bool = False,
        timeout: float | None = None,
    ) -> bool:
        """Put RDF in place of a graph, or add it to the graph; whether the graph is new."""
        is_new = self._local.put(graph_iri, documents, is_added=is_added, timeout=timeout)
        self._touch([graph_iri or ""])
        return is_new

    def drop(self, graph_iri: str | None) -> bool:
        """Drop a graph, or empty the default graph (``None``); whether there was one."""
        return self._local.drop(graph_iri)

    def content(self, graph_iri: str) -> bytes:
        """A graph as N-Triples, with what is not yet published; from any thread."""
        with self._line:
            return self._local.content(graph_iri)

    def changed(self, prefix: str) -> list[str]:
        """The graphs whose names begin so and that are not as they were published here."""
        return self._local.changed(prefix)

    def query(self, text: str, *, timeout: float | None = None) -> bytes:
        """The rows of a SELECT over what is written, as SPARQL's JSON."""
        return self._local.query(text, timeout=timeout)

    def begin(self) -> None:
        """Let what follows be undone, unless it is published: also when the writer dies."""
        self._local.begin()

    def revert(self) -> None:
        """Go back to what the copy held when it was last published, here at least."""
        self._local.revert()
        self._touched = set()

    @contextmanager
    def within(self, until: float | None, seconds: float) -> Iterator[None]:
        """Let all calls in this block end by a time (of ``time.monotonic``); ``None``, any time."""
        with self._local.within(until, seconds):
            yield

    def extend(self, seconds: float) -> float | None:
        """Give the block that is under way more time, as others took it; the time it has now."""
        return self._local.extend(seconds)

    def interrupt(self) -> None:
        """End what is under way, from any thread; whoever waits for it gets an error."""
        self._local.interrupt()

    def close(self) -> None:
        """Let another write."""
        self._local.close()
        self._draft.store.close()

    def _touch(self, names: Iterable[str] | None) -> None:
        """Note that these graphs may differ; ``None``, that any may."""
        if names is None:
            self._touched = None
        elif self._touched is not None:
            self._touched.update(names)

    def _digests(self) -> dict[str, str]:
        """A digest of each graph, published or not; taken anew of those that were touched."""
        graphs = self._local.graphs()
        found = dict.fromkeys(graphs, EMPTY)
        kept = {} if self._touched is None else self._here
        touched = graphs if self._touched is None else self._touched & graphs
        for name in graphs:
            if name in touched or name not in kept:
                found |= digests_of(_as_quads(name, self.content(name)))
            else:
                found[name] = kept[name]
        return found


def _as_quads(name: str, ntriples: bytes) -> Iterator[bytes]:
    """The lines of a graph as N-Quads, without their ends."""
    end = f" <{name}> .".encode()
    return (line.removesuffix(b" .") + end for line in ntriples.splitlines())
