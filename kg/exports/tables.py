"""Networks for other programs: CSV for spreadsheets, GraphML and GEXF for graph tools."""

from __future__ import annotations

import csv
import io
import re
from typing import Any, Final, TypeVar

import networkx as nx

from kg.formulas import guarded
from kg.network.assembly import Graph
from kg.network.kinds import LINKS, NODES

__all__ = ["to_csv", "to_gexf", "to_graphml"]

T = TypeVar("T")
COLUMNS: Final = (
    "from", "from_label", "link", "detail", "to", "to_label", "events", "reports", "origins",
    "evidence",
)  # fmt: skip
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_csv(graph: Graph) -> str:
    """The links as rows; no cell is taken for a formula by a spreadsheet."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for source, target, link in graph.edges(data=True):
        row = (
            source,
            graph.nodes[source]["label"],
            LINKS[link["kind"]].forward,
            link["label"],
            target,
            graph.nodes[target]["label"],
            link["events"],
            link["reports"],
            link["origins"],
            link["evidence"],
        )
        rows.writerow([guarded(value) for value in row])
    return text.getvalue()


def to_graphml(graph: Graph) -> bytes:
    """GraphML with places, sizes and colours as plain attributes."""
    text = io.BytesIO()
    nx.write_graphml_xml(_plain(graph, viz=False), text)
    return text.getvalue()


def to_gexf(graph: Graph) -> bytes:
    """GEXF 1.2 with the places, sizes and colours that Gephi shows."""
    text = io.BytesIO()
    nx.write_gexf(_plain(graph, viz=True), text)
    return text.getvalue()


def _plain(graph: Graph, *, viz: bool) -> Graph:
    """A copy with values that every format can hold; each link has a number, which names it."""
    plain = Graph()
    for key, node in graph.nodes.items():
        plain.add_node(_clean(key), **_node(node, viz=viz))
    for number, (source, target, link) in enumerate(graph.edges(data=True)):
        flat = {name: _clean(value) for name, value in link.items() if name != "label"}
        detail = _clean(link["label"])
        weight = max(link["events"], 1)
        ends = _clean(source), _clean(target)
        plain.add_edge(*ends, key=str(number), weight=weight, detail=detail, **flat)
    return plain


def _node(node: dict[str, Any], *, viz: bool) -> dict[str, Any]:
    # A column has one type, and a whole number of pixels would give it a second.
    x, y, size = (float(node[name]) for name in ("x", "y", "radius"))
    colour = NODES[node["kind"]].colour
    flat = {name: _clean(node[name]) for name in ("label", "kind", "type", "reports")}
    if not viz:
        return {**flat, "x": x, "y": y, "size": size, "color": colour}
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    look = {
        "position": {"x": x, "y": -y, "z": 0.0},  # Gephi counts upwards
        "size": size,
        "color": {"r": red, "g": green, "b": blue, "a": 1.0},
    }
    return {**flat, "viz": look}


def _clean(value: T) -> T | str:
    return _NOT_IN_XML.sub("", value) if isinstance(value, str) else value
