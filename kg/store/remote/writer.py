"""Writing to a server: into the working copy first, then what differs to the server.

Publishing puts each graph that differs beside the present ones, then moves them
to their places, renews the union and names the new generation. A server with transactions does
these last steps in one: its readers see the old generation, then the new one. With others there
is a moment, of seconds, in which they see some of both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NoReturn

from kg.closing import Closing
from kg.errors import StoreLockedError
from kg.store.contract import Dataset, Writer
from kg.store.remote.draft import EMPTY, Draft, Published
from kg.store.remote.loop import Loop
from kg.store.remote.manifest import Manifest
from kg.store.remote.publication import Publication
from kg.store.remote.registry import Registry
from kg.store.remote.union import staged

__all__ = ["RemoteWriter"]


class RemoteWriter(Closing):
    """A :class:`~kg.store.contract.Writer` of the working copy, which it brings up to date first.

    Limits and errors of each call are those of the embedded store.
    """

    def __init__(self, registry: Registry, loop: Loop, draft: Draft) -> None:
        self._registry = registry
        self._loop = loop
        self._draft = draft
        self._local = self._locked()
        try:
            self._present = self._pull()
        except BaseException:
            self._local.close()
            raise

    def _locked(self) -> Writer:
        try:
            return self._draft.store.writer()
        except StoreLockedError as error:
            message = str(error).removeprefix(f"{error.location}: ")
            raise StoreLockedError(message, location=self._location) from None

    @property
    def _location(self) -> str:
        return self._registry.client.endpoint.location

    def graphs(self) -> frozenset[str]:
        """Names of the graphs, with what is not yet published."""
        return self._local.graphs()

    def replace(self, graph_iri: str, ntriples: bytes) -> bool:
        """Put this content in place of the graph's, whole or not at all; whether it changed."""
        return self._local.replace(graph_iri, ntriples)

    def replace_all(self, graphs: Iterable[tuple[str, bytes]]) -> int:
        """Replace many graphs, each atomic by itself; how many changed."""
        return self._local.replace_all(graphs)

    def remove(self, graph_iri: str) -> bool:
        """Drop a graph; whether there was one."""
        return self._local.remove(graph_iri)

    def update(
        self, sparql: str, *, timeout: float | None = None, using: Dataset | None = None
    ) -> frozenset[str] | None:
        """Run a SPARQL update, whole or not at all; the writer is broken if it takes too long."""
        return self._local.update(sparql, timeout=timeout, using=using)

    def query(self, text: str, *, timeout: float | None = None) -> bytes:
        """The rows of a SELECT over what is written, as SPARQL's JSON."""
        return self._local.query(text, timeout=timeout)

    def publish(self) -> int:
        """Bring what differs to the server as one new generation; its number.

        :class:`~kg.errors.StoreLockedError` if another has published since this was opened.
        """
        graphs = self._local.graphs()
        self._local.publish()
        here, known = self._draft.digests(graphs), self._draft.published()
        if self._loop.run(self._registry.refresh()) != self._present:
            self._refuse()
        differing = [graph for graph in here if known.here.get(graph) != here[graph]]
        gone = [graph for graph in known.there if graph not in here]
        if self._present is not None and not differing and not gone:
            return self._present.number
        names = tuple(map(staged, differing))
        publication = Publication(
            present=self._present,
            digests={graph: known.there.get(graph, here[graph]) for graph in here}
            | {graph: here[graph] for graph in differing},
            changed=[graph for graph in differing if here[graph] != EMPTY],
            emptied=[graph for graph in differing if here[graph] == EMPTY],
            dropped=[*gone, *(name for name in known.staged if name not in names)],
        )
        self._draft.note(replace(known, staged=tuple({*known.staged, *names})))
        made = self._loop.run(publication.run(self._registry, self._draft.content))
        self._draft.note(Published(made.tag, dict(made.digests), here))
        self._present = self._loop.run(self._registry.refresh())
        return made.number

    def _refuse(self) -> NoReturn:
        message = "another has published meanwhile: what you wrote is kept, open a new writer"
        raise StoreLockedError(message, location=self._location)

    def _pull(self) -> Manifest | None:
        """Take over what others have published since the two were alike; the generation there."""
        present = self._loop.run(self._registry.refresh())
        known = self._draft.published()
        if present is None or known.id not in (None, present.tag.rpartition("-")[0]):
            known = self._forget(known)
        if present is None or known.tag == present.tag:
            return present
        there = self._loop.run(self._registry.digests(present))
        newer = [graph for graph in there if known.there.get(graph) != there[graph]]
        for graph in known.there:
            if graph not in there:
                self._local.remove(graph)
        self._local.replace_all(self._loop.run(self._registry.contents(newer)))
        self._local.publish()
        here = self._draft.digests(newer)
        kept = {graph: known.here[graph] for graph in there if graph not in newer}
        taken = {graph: here[graph] for graph in newer}
        self._draft.note(Published(present.tag, there, kept | taken, known.staged))
        return present

    def _forget(self, known: Published) -> Published:
        """Empty a working copy whose server has been emptied, or is another by now."""
        if known.tag is not None:
            for graph in known.there:
                self._local.remove(graph)
            self._draft.note(Published())
        return Published()

    def close(self) -> None:
        """Let another write."""
        self._local.close()
        self._draft.store.close()
