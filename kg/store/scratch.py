"""Graphs in memory, for a question about many of them that no store holds."""

from __future__ import annotations

from typing import cast

import pyoxigraph as engine

__all__ = ["Scratch"]


class Scratch:
    """Graphs under whole numbers, put in one by one and asked as a data set."""

    def __init__(self) -> None:
        self._store = engine.Store()

    def put(self, number: int, triples: bytes) -> None:
        """Add N-Triples to the graph of this number; ``ValueError`` if they are none."""
        try:
            self._store.load(
                triples,
                format=engine.RdfFormat.N_TRIPLES,
                to_graph=engine.NamedNode(f"urn:{number}"),
                lenient=True,
            )
        except SyntaxError as error:
            raise ValueError(str(error)) from error

    def graphs(self, query: str) -> set[int]:
        """The numbers of the graphs that a query finds, as its first variable."""
        rows = cast("engine.QuerySolutions", self._store.query(query))
        return {int(row[0].value.removeprefix("urn:")) for row in rows}
