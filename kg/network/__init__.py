"""The network of who works with whom, where: from rows to a ``networkx.MultiDiGraph``.

Nodes are entities; what many events say of one body and one place is summed up in one link that
counts events and reports. Figures are never summed: they overlap, and are joint over places.

>>> from kg import network
>>> graph = network.overview(store)
>>> graph.nodes["agency/anama"]["label"]
'Azerbaijan National Agency for Mine Action'
"""

from __future__ import annotations

from kg.network.assembly import ALL_TIME, Graph, Span, years
from kg.network.evidence import Evidence, Hop, evidence, evidence_query, one_proof_each, path
from kg.network.view import AT_ONCE, Expansion, Memory, Origins, View, few, picture
from kg.steps import Steps, run, run_async
from kg.store import Store

__all__ = [
    "ALL_TIME",
    "AT_ONCE",
    "Evidence",
    "Expansion",
    "Graph",
    "Hop",
    "Memory",
    "Origins",
    "Span",
    "View",
    "around",
    "evidence",
    "evidence_query",
    "few",
    "overview",
    "path",
    "picture",
    "proved",
    "run",
    "run_async",
    "years",
]


def overview(store: Store, *, span: Span = ALL_TIME) -> Graph:
    """The network at a glance: bodies, officials, districts and projects, without events."""
    return run(store, lambda: proved(View(span=span), Memory()))


def around(store: Store, entity: str, hops: int = 1, *, span: Span = ALL_TIME) -> Graph:
    """What lies within ``hops`` links of an entity (a key such as ``agency/anama``, or an IRI).

    ``UnknownNameError`` for an entity that the graph does not hold.
    """
    return run(store, lambda: proved(View(around=entity, hops=hops, span=span), Memory()))


def proved(view: View, memory: Memory) -> Steps[Graph]:
    """A picture that holds what it needs to be looked at without a server.

    The graph has ``names`` (of each entity) and ``evidence``: (source, target, kind) → the
    sentence of one report.
    """
    graph = Graph((yield from picture(view, memory)))
    graph.graph["names"] = yield from memory.all_names()
    graph.graph["evidence"] = yield from one_proof_each(graph)
    return graph
