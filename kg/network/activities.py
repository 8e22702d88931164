"""Events and meetings as nodes, where someone asks to see them."""

from __future__ import annotations

from typing import Final

from kg.errors import UnknownNameError
from kg.network.assembly import Graph, Span, address
from kg.network.kinds import CLASSES, PREDICATES
from kg.network.labels import words_of_event
from kg.steps import Row, Rows, Steps, query
from kg.terms import key_of

__all__ = ["activities", "activity", "all_activities"]

_LINK_OF: Final = {
    str(PREDICATES[kind]): kind
    for kind in ("performed-by", "convened-by", "attended-by", "took-place-in")
}


def activities(key: str, span: Span) -> Steps[Graph]:
    """The events and meetings that an entity takes part in, the latest first, with links."""
    return _graph((yield from query("network/activities", entity=address(key), **span.values())))


def all_activities(span: Span) -> Steps[Graph]:
    """All events and meetings of a span of days with links to who takes part."""
    return _graph((yield from query("network/events", **span.values())))


def activity(key: str, whole: Graph) -> Steps[Graph]:
    """One event or meeting with all who take part, as far as they are entities of ``whole``.

    ``UnknownNameError`` where there is no such event.
    """
    rows = yield from query("network/participants", event=address(key))
    if not rows:
        raise UnknownNameError("entity", key)
    graph = _graph(rows)
    for other in [node for node in graph if node != key]:
        if other in whole:
            graph.add_node(other, **whole.nodes[other])
        else:
            graph.remove_node(other)
    return graph


def _graph(rows: Rows) -> Graph:
    graph = Graph()
    for row in rows:
        event = key_of(row["event"])
        if event not in graph:
            graph.add_node(event, **_node(row))
    for row in rows:
        event, other, kind = key_of(row["event"]), key_of(row["other"]), _LINK_OF[row["predicate"]]
        graph.add_edge(
            event, other, key=kind, kind=kind, label="", events=1, reports=1, origins=1, evidence=""
        )
    return graph


def _node(row: Row) -> dict[str, object]:
    return {
        "kind": CLASSES[row["class"]],
        "type": row["class"].rpartition("#")[2],
        "label": row["label"],
        "short": words_of_event(row["label"]),
        "day": row.get("day", ""),
        "reports": 1,
        "activities": {},
    }
