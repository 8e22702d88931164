"""Graphs without a merge: the default graph is a graph like others, as SPARQL's own rule has it.

The functions are those of :mod:`kg.store.merge`, which keeps the default graph as the union.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import pyoxigraph as engine

from kg.store.merge import BULK, DROP_STAGING, GONE, NEW, Before, GraphName, Quads, placed

__all__ = ["add", "change", "follow", "look", "remove", "renew"]


def add(store: engine.Store, quads: list[engine.Quad]) -> None:
    """Add quads, all together."""
    if len(quads) < BULK:
        store.extend(quads)
    else:
        store.bulk_extend(quads)


def change(store: engine.Store, graph: GraphName, *, gone: Quads, new: Quads) -> None:
    """Take triples from a graph that has them and put others in; there may be no graph yet."""
    store.extend(chain(placed(gone, GONE), placed(new, NEW)))
    create = "" if isinstance(graph, engine.DefaultGraph) else f"CREATE SILENT GRAPH {graph};"
    triples = _within(graph, "?s ?p ?o")
    store.update(f"""
        {create}
        DELETE {{ {triples} }} WHERE {{ GRAPH {GONE} {{ ?s ?p ?o }} }};
        INSERT {{ {triples} }} WHERE {{ GRAPH {NEW} {{ ?s ?p ?o }} }};
        {DROP_STAGING}
    """)


def remove(store: engine.Store, graph: GraphName) -> None:
    """Drop a graph that is there; the default graph is emptied."""
    name = "DEFAULT" if isinstance(graph, engine.DefaultGraph) else f"GRAPH {graph}"
    store.update(f"DROP {name}")


def look(_store: engine.Store, _graphs: Iterable[engine.NamedNode] | None) -> None:
    """Nothing: no other graph follows an update."""


def follow(store: engine.Store, _before: Before | None) -> None:
    """Nothing; how many triples an update changed is not known."""
    store.update(DROP_STAGING)


def renew(_store: engine.Store) -> None:
    """Nothing: there is no merge."""


def _within(graph: GraphName, pattern: str) -> str:
    return pattern if isinstance(graph, engine.DefaultGraph) else f"GRAPH {graph} {{ {pattern} }}"
