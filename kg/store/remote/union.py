"""The updates of a publication: graphs to their places, the union renewed, the generation named."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from kg.store.remote.engines import Engine
from kg.store.remote.manifest import STAGED, Names

__all__ = ["FOREIGN", "Change", "staged", "updates"]

_TRIPLE: Final = "?s ?p ?o"

FOREIGN: Final = (
    f"ASK {{ {_TRIPLE} FILTER NOT EXISTS {{ GRAPH ?g {{ {_TRIPLE} }} "
    f'FILTER (STRSTARTS(STR(?g), "{STAGED}")) }} }}'
)
"""Whether the default graph holds what is not ours; asked before there is a generation."""


SMALL: Final = 8
"""Graphs of a change for which its triples alone are looked at."""


def staged(graph: str) -> str:
    """The name under which a graph waits."""
    return STAGED + hashlib.sha256(graph.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Change:
    """What is published: graphs that wait, graphs that are empty now, graphs to be dropped.

    ``has_union``: the union is kept by us; ``is_first``: there was no generation before.
    """

    moved: Collection[str]
    emptied: Collection[str]
    dropped: Collection[str]
    has_union: bool
    is_first: bool

    @property
    def is_small(self) -> bool:
        """Whether to look at its triples costs less than to look at all."""
        count = len(self.moved) + len(self.emptied) + len(self.dropped)
        return not self.is_first and count <= SMALL


def updates(change: Change, names: Names, engine: Engine) -> list[str]:
    """The texts to run, one after the other; one alone for a server with transactions.

    There the union of few graphs is followed triple by triple. Elsewhere it is made anew from all
    graphs each time, which also mends what a publication that broke off has left.
    """
    if engine.operations is None and change.has_union and change.is_small:
        named = f"MOVE SILENT GRAPH <{staged(names.manifest)}> TO GRAPH <{names.manifest}>"
        return [" ;\n".join([*_followed(change, names), named])]
    steps = [f"MOVE SILENT GRAPH <{staged(graph)}> TO GRAPH <{graph}>" for graph in change.moved]
    for graph in change.emptied:
        steps += [f"DROP SILENT GRAPH <{graph}>", f"CREATE SILENT GRAPH <{graph}>"]
    steps += [f"DROP SILENT GRAPH <{graph}>" for graph in change.dropped]
    last = _renewal(change, names, engine) if change.has_union else []
    last.append(f"MOVE SILENT GRAPH <{staged(names.manifest)}> TO GRAPH <{names.manifest}>")
    if engine.operations is None:
        return [" ;\n".join([*steps, *last])]
    size = engine.operations
    batches = [steps[at : at + size] for at in range(0, len(steps), size)]
    return [*(" ;\n".join(batch) for batch in batches), *last]


def _renewal(change: Change, names: Names, engine: Engine) -> list[str]:
    """What makes the union that of the graphs which the waiting manifest names."""
    in_union = _TRIPLE if engine.has_default_graph else f"GRAPH <{names.union}> {{ {_TRIPLE} }}"
    in_graph = f"GRAPH ?g {{ {_TRIPLE} }}"
    ours = f"GRAPH <{staged(names.manifest)}> {{ ?g <{names.digest}> ?digest }}"
    # One engine is quick with a test for each triple; the other takes the test for true.
    held = f"{ours} {in_graph}"
    if engine.has_default_graph:
        held = f"{in_graph} FILTER EXISTS {{ {ours} }}"
    insert = (
        f"INSERT {{ {in_union} }} WHERE {{ {ours} {in_graph} FILTER NOT EXISTS {{ {in_union} }} }}"
    )
    delete = f"DELETE {{ {in_union} }} WHERE {{ {in_union} FILTER NOT EXISTS {{ {held} }} }}"
    return [insert] if change.is_first else [insert, delete]


def _followed(change: Change, names: Names) -> list[str]:
    """Graphs to their places, one after the other, the default graph always the union of all."""
    steps = []
    for graph in change.moved:
        new = f"GRAPH <{staged(graph)}> {{ {_TRIPLE} }}"
        steps += [
            _leaving(graph, names, but=f"FILTER NOT EXISTS {{ {new} }}"),
            f"INSERT {{ {_TRIPLE} }} WHERE {{ {new} }}",
            f"MOVE SILENT GRAPH <{staged(graph)}> TO GRAPH <{graph}>",
        ]
    for graph in change.emptied:
        steps += [_leaving(graph, names), f"DROP SILENT GRAPH <{graph}>"]
        steps.append(f"CREATE SILENT GRAPH <{graph}>")
    for graph in change.dropped:
        if not graph.startswith(STAGED):
            steps.append(_leaving(graph, names))
        steps.append(f"DROP SILENT GRAPH <{graph}>")
    return steps


def _leaving(graph: str, names: Names, *, but: str = "") -> str:
    """Take from the default graph what this graph alone holds."""
    others = (
        f"GRAPH ?other {{ {_TRIPLE} }} FILTER (?other != <{graph}> && "
        f'?other != <{names.manifest}> && !STRSTARTS(STR(?other), "{STAGED}"))'
    )
    return (
        f"DELETE {{ {_TRIPLE} }} WHERE {{ GRAPH <{graph}> {{ {_TRIPLE} }} {but} "
        f"FILTER NOT EXISTS {{ {others} }} }}"
    )
