"""What may be done to a store by a change that a client sends: the contract of its writers.

Each kind of store has one: the process that writes a folder, the working copy of a server, and a
server of this program, which makes changes itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from kg.store.contract import Dataset, Document

__all__ = ["ChangeWriter", "Keeper"]


class ChangeWriter(Protocol):
    """Makes changes, then publishes or undoes them; errors are those of a ``Writer``."""

    def graphs(self) -> frozenset[str]:
        """Names of the graphs, with what is not yet published."""
        ...

    def tag(self) -> str | None:
        """Names the generation that is changed; ``None`` while nothing is published."""
        ...

    def update(
        self, sparql: str, *, timeout: float | None = None, using: Dataset | None = None
    ) -> frozenset[str] | None:
        """Run a SPARQL update, whole or not at all; as :meth:`Writer.update`."""
        ...

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
        ...

    def drop(self, graph_iri: str | None) -> bool:
        """Drop a graph, or empty the default graph (``None``); whether there was one."""
        ...

    def content(self, graph_iri: str) -> bytes:
        """A graph as N-Triples, with what is not yet published."""
        ...

    def changed(self, prefix: str) -> list[str]:
        """The graphs whose names begin so that are to be checked before they are published."""
        ...

    def begin(self) -> None:
        """Let what follows be undone, unless it is published: also when the writer dies."""
        ...

    def revert(self) -> None:
        """Undo all that was not published, at once or before the next change."""
        ...

    def publish(self) -> int:
        """Make all that was written one new generation, safe on disk; its number."""
        ...

    def within(self, until: float | None, seconds: float) -> AbstractContextManager[None]:
        """Let all calls in this block end by a time (of ``time.monotonic``); ``None``, any time.

        ``seconds`` is how long that is in all, for ``QueryTimeoutError``.
        """
        ...

    def extend(self, seconds: float) -> float | None:
        """Give the block that is under way more time, as others took it; the time it has now."""
        ...

    def interrupt(self) -> None:
        """End what is under way, from any thread; whoever waits for it gets an error."""
        ...

    def is_current(self) -> bool:
        """Whether it can go on: it lives, and nobody else has published since it was opened."""
        ...

    def close(self) -> None:
        """Let another write. Closing twice does nothing."""
        ...


class Keeper(Protocol):
    """A server of this program that keeps the store: it alone reads reports into it."""

    def read_in(
        self, content: bytes, media_type: str, *, name: str, seconds: float
    ) -> dict[str, Any]:
        """Have the body of a ``POST /api/reports`` read in; what it tells of each report.

        All is checked, published and safe on its disk when this returns. What it refuses is a
        :class:`~kg.errors.ChangeRefusedError`.
        """
        ...

    def interrupt(self) -> None:
        """Wait no longer, from any thread; whether the reports are read in is not known then."""
        ...
