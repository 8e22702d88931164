"""The picture of everything as it goes from the process that makes it to the one that serves."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import Final

from api.network.page import as_json
from kg.exports.record import links_of, nodes_of
from kg.network import Graph, Memory, View, picture, run
from kg.steps import Steps
from kg.store import Store

__all__ = ["EVERYTHING", "Everything", "load", "make"]

EVERYTHING: Final = View(everything=True)


@dataclass(frozen=True, slots=True)
class Everything:
    """The picture of everything of one generation.

    ``record`` are its nodes and links as JSON; ``known`` is the graph with what is known of the
    generation, packed, since few ever need it: see :func:`load`.
    """

    tag: str
    cut: int
    years: dict[int, int]
    record: bytes
    known: bytes


def load(everything: Everything) -> tuple[Memory, Graph]:
    """What pictures of this generation have in common, and the graph; slow."""
    found: tuple[Memory, Graph] = pickle.loads(everything.known)  # noqa: S301 - our own process wrote it
    return found


def make(store: Store) -> Everything | None:
    """The picture of the newest generation; ``None`` if another came meanwhile, or there is none.

    Errors are those of a query.
    """
    tag, memory = store.tag(), Memory()
    if tag is None:
        return None
    graph = run(store, lambda: _whole(memory))
    record = {"nodes": nodes_of(graph, memory.names), "links": links_of(graph)}
    made = Everything(
        tag=tag,
        cut=graph.graph["cut"],
        years=memory.years,
        record=as_json(record),
        known=pickle.dumps((memory, graph)),
    )
    return made if store.tag() == tag else None


def _whole(memory: Memory) -> Steps[Graph]:
    yield from memory.all_names()
    yield from memory.all_years()
    return (yield from picture(EVERYTHING, memory))
