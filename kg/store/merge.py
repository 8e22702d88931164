"""The default graph: the set union of the named graphs, kept as triples of its own.

The engine can read all graphs as one, but gives a triple then once for each graph that holds it.
So every change of a graph changes the default graph too, in the same transaction (a SPARQL update:
in the next one): a triple is in the default graph exactly while a named graph holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

import pyoxigraph as engine

__all__ = [
    "BULK",
    "DROP_STAGING",
    "GONE",
    "NEW",
    "STAGING",
    "GraphName",
    "Quads",
    "add",
    "change",
    "content",
    "follow",
    "look",
    "named_quads",
    "placed",
    "remove",
    "renew",
]

Quads = frozenset[engine.Quad]
GraphName = engine.NamedNode | engine.DefaultGraph
Before = dict[engine.NamedNode, Quads]

GONE: Final = engine.NamedNode("urn:demining-kg:gone")
NEW: Final = engine.NamedNode("urn:demining-kg:new")
STAGING: Final = (GONE, NEW)
"""Where triples with blank nodes wait that one transaction then takes from a graph or puts in.

They are no part of the merge and never published.
"""

BULK: Final = 5000
"""Triples from which on new files are cheaper than transactions."""

DROP_STAGING: Final = "; ".join(f"DROP SILENT GRAPH {graph}" for graph in STAGING)

_RENEW: Final = """
DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } };
INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }
"""


def placed(quads: Iterable[engine.Quad], graph: GraphName) -> Iterator[engine.Quad]:
    """The same triples in another graph."""
    return (engine.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)


def named_quads(store: engine.Store) -> Iterator[engine.Quad]:
    """What the named graphs hold; a triple once for each of them."""
    return chain.from_iterable(
        store.quads_for_pattern(None, None, None, graph) for graph in store.named_graphs()
    )


def add(store: engine.Store, quads: list[engine.Quad]) -> None:
    """Add quads of named graphs, all together."""
    both = chain(quads, placed(quads, engine.DefaultGraph()))
    if len(quads) < BULK:
        store.extend(both)
    else:
        store.bulk_extend(both)


def change(store: engine.Store, graph: engine.NamedNode, *, gone: Quads, new: Quads) -> None:
    """Take triples from a graph that has them and put others in; there may be no graph yet."""
    if all(map(_can_be_written, chain(gone, new))):
        alone = [quad for quad in gone if not _is_elsewhere(store, quad)]
        store.update(f"""
            CREATE SILENT GRAPH {graph};
            DELETE DATA {{ GRAPH {graph} {{ {_lines(gone)} }} {_lines(alone)} }};
            INSERT DATA {{ GRAPH {graph} {{ {_lines(new)} }} {_lines(new)} }}
        """)
        return
    store.extend(chain(placed(gone, GONE), placed(new, NEW)))
    store.update(f"""
        CREATE SILENT GRAPH {graph};
        DELETE {{ GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {GONE} {{ ?s ?p ?o }} }};
        {_leave_merge(GONE)};
        INSERT {{ GRAPH {graph} {{ ?s ?p ?o }} ?s ?p ?o }} WHERE {{ GRAPH {NEW} {{ ?s ?p ?o }} }};
        {DROP_STAGING}
    """)


def _can_be_written(quad: engine.Quad) -> bool:
    """Whether a SPARQL text can name these terms, as it cannot name the blank nodes of a store."""
    return isinstance(quad.subject, engine.NamedNode) and isinstance(
        quad.object, engine.NamedNode | engine.Literal
    )


def _is_elsewhere(store: engine.Store, quad: engine.Quad) -> bool:
    """Whether another named graph holds the triple too."""
    holding = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    ours = (quad.graph_name, engine.DefaultGraph())
    return any(found.graph_name not in ours for found in holding)


def _lines(quads: Iterable[engine.Quad]) -> str:
    return "\n".join(f"{quad.triple} ." for quad in quads)


def remove(store: engine.Store, graph: engine.NamedNode) -> None:
    """Drop a graph that is there."""
    store.update(f"{_leave_merge(graph)}; DROP GRAPH {graph}")


def look(store: engine.Store, graphs: Iterable[engine.NamedNode] | None) -> Before | None:
    """What these graphs hold before an update that writes to them only; ``None`` for any graph."""
    return None if graphs is None else {graph: content(store, graph) for graph in graphs}


def follow(store: engine.Store, before: Before | None) -> int | None:
    """Make the merge follow an update; how many triples it changed, if that is known.

    This is a transaction of its own: after a crash before it the merge has to be made anew.
    """
    if before is None:
        store.update(DROP_STAGING)
        renew(store)
        return None
    after = {graph: content(store, graph) for graph in before}
    gone = [quad for graph in before for quad in before[graph] - after[graph]]
    new = [quad for graph in before for quad in after[graph] - before[graph]]
    for quad in gone:
        if not _is_elsewhere(store, quad):
            store.remove(next(placed([quad], engine.DefaultGraph())))
    store.extend(placed(new, engine.DefaultGraph()))
    return len(gone) + len(new)


def renew(store: engine.Store) -> None:
    """Make the merge anew from the graphs."""
    store.update(_RENEW)


def content(store: engine.Store, graph: GraphName) -> Quads:
    """What a graph holds."""
    return frozenset(store.quads_for_pattern(None, None, None, graph))


def _leave_merge(graph: engine.NamedNode) -> str:
    """The operation that takes from the merge what this graph alone holds."""
    others = f"GRAPH ?other {{ ?s ?p ?o }} FILTER (?other != {graph})"
    return (
        f"DELETE {{ ?s ?p ?o }} "
        f"WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ {others} }} }}"
    )
