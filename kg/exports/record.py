"""A network as plain values: what the page, the file that works from disk and the API show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from kg.exports.drawing import link_width
from kg.network.assembly import Graph
from kg.network.kinds import LINKS, NODES

__all__ = ["LEGEND", "links_of", "nodes_of"]

NAMES_SHOWN: Final = 24
LEGEND: Final[Mapping[str, Any]] = {
    "kinds": [asdict(kind) for kind in NODES.values()],
    "links": {kind.name: asdict(kind) for kind in LINKS.values()},
}
"""The words and the look of all kinds of nodes and links."""


def nodes_of(graph: Graph, names: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """The nodes with their places and other names; ``day`` is that of an event."""
    return [
        {
            "id": key,
            "kind": node["kind"],
            "type": node["type"],
            "label": node["label"],
            "short": node["short"],
            "day": node.get("day", ""),
            "names": _others(node["label"], names.get(key, ())),
            "reports": node["reports"],
            "activities": node["activities"],
            "left": node["left"],
            "radius": node["radius"],
            "x": node["x"],
            "y": node["y"],
        }
        for key, node in graph.nodes.items()
    ]


def links_of(graph: Graph) -> list[dict[str, Any]]:
    """The links with what they sum up; ``evidence`` is the address of one quotation."""
    return [
        {
            "source": source,
            "target": target,
            "kind": link["kind"],
            "label": link["label"],
            "events": link["events"],
            "reports": link["reports"],
            "origins": link["origins"],
            "evidence": link["evidence"],
            "width": link_width(link["events"]),
        }
        for source, target, link in graph.edges(data=True)
    ]


def _others(label: str, names: Sequence[str]) -> list[str]:
    """Other names, each once whatever its case."""
    once = {name.casefold(): name for name in reversed(names) if name != label}
    once.pop(label.casefold(), None)
    return list(reversed(once.values()))[:NAMES_SHOWN]
