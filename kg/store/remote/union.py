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


def updates(change: Change, names: Names, engine: Engine) -> list[str]:
    """The texts to run, one after the other; one alone for a server with transactions."""
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
