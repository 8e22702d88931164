"""An answer as a network: its rows are links between things, drawn as on the network page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import networkx as nx
from markupsafe import Markup

from api.questions.views import Links
from api.things import address_of, words
from kg.exports.drawing import outline
from kg.network.kinds import ACTIVITIES, NODES
from kg.network.labels import Label, Spot, place, shorten, width_of, words_of_event
from kg.network.layout import arrange
from kg.results import Value
from kg.terms import key_of

__all__ = ["Network", "network_of"]

Row = Mapping[str, Value]

MOST: Final = 100
"""The most things of a picture: beyond it none is legible."""
LETTERS: Final = 12.0
MARGIN: Final = 26.0
NAMED_LINKS: Final = 10
"""Up to so many links have their words beside them; of more they are told on pointing at them."""
KINDS: Final = {
    "agency": "agency",
    "group": "group",
    "body": "group",
    "person": "official",
    "district": "district",
    "province": "district",
    "region": "district",
    "project": "project",
    "event": "clearance",
    "survey": "survey",
    "meeting": "meeting",
    "place": "place",
    "settlement": "place",
    "country": "place",
}
"""The kind of a node by the first part of a key."""
OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Network:
    """A picture with its legend: kind, words and count; ``left`` things had no room."""

    picture: Markup
    legend: tuple[tuple[str, str, int], ...]
    left: int
    links: int


def network_of(rows: Sequence[Row], links: Links) -> Network:
    """The picture of all links that the rows tell of. Takes time: not for the event loop."""
    graph = _graph(rows, links)
    left = _cut(graph)
    if not graph:
        return Network(Markup(""), (), left, 0)
    for key, node in graph.nodes.items():
        node["radius"] = round(8 + min(2.0 * graph.degree(key) ** 0.5, 9), 1)
    boxes = {
        key: (max(node["radius"] + 8, 3.4 * min(len(_short(node)), 26)), node["radius"] + 18)
        for key, node in graph.nodes.items()
    }
    at = arrange(nx.Graph(graph), boxes)
    kinds = Counter(node["kind"] for node in graph.nodes.values())
    legend = [
        (name, kind.many if kinds[name] > 1 else kind.one, kinds[name])
        for name, kind in NODES.items()
        if kinds[name]
    ]
    if kinds[OTHER]:
        legend.append((OTHER, "Others", kinds[OTHER]))
    return Network(_picture(graph, at), tuple(legend), left, graph.number_of_edges())


def _graph(rows: Sequence[Row], links: Links) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in rows:
        ends = [(str(row[name]), row) for name in (links.source, links.target) if row.get(name)]
        if len(ends) < 2 or ends[0][0] == ends[1][0]:
            continue
        for name in (links.source, links.target):
            iri = str(row[name])
            label = str(row.get(f"{name}_label") or row.get("title") or words(iri))
            graph.add_node(iri, kind=_kind(iri), label=label)
        source, target = (iri for iri, _ in ends)
        told = str(row.get(links.column) or "") if links.column else links.words
        if not graph.has_edge(source, target, key=told):
            graph.add_edge(source, target, key=told, reports=set(), quote=row.get("quote") or "")
        graph.edges[source, target, told]["reports"].add(str(row.get("report") or ""))
    return graph


def _kind(iri: str) -> str:
    return KINDS.get(key_of(iri).partition("/")[0], OTHER)


def _cut(graph: nx.MultiDiGraph[str]) -> int:
    """Leave the things with most links; how many had to go."""
    ranked = sorted(graph, key=lambda key: (-graph.degree(key), key))
    graph.remove_nodes_from(ranked[MOST:])
    lonely = list(nx.isolates(graph))
    graph.remove_nodes_from(lonely)
    return max(0, len(ranked) - MOST) + len(lonely)


def _picture(graph: nx.MultiDiGraph[str], at: Mapping[str, tuple[float, float]]) -> Markup:
    spots = [
        Spot(key, *at[key], node["radius"] * 1.15, _short(node), node["radius"])
        for key, node in graph.nodes.items()
    ]
    labels = {label.key: label for label in place(spots, size=LETTERS)}
    named = graph.number_of_edges() <= NAMED_LINKS
    parts = [_link(graph, at, edge, named=named) for edge in graph.edges(keys=True)]
    parts += [
        _node(key, node, at[key], _name(labels.get(key)), graph.degree(key))
        for key, node in graph.nodes.items()
    ]
    left, top, right, low = _frame(at, labels.values())
    width, height = right - left, low - top
    about = f"{len(graph)} things, {graph.number_of_edges()} links"
    return Markup(
        '<svg class="drawn" role="group" aria-label="{}" viewBox="{:.1f} {:.1f} {:.1f} {:.1f}" '
        'width="{:.0f}" height="{:.0f}">{}</svg>'
    ).format(about, left, top, width, height, width, height, Markup("\n").join(parts))


def _frame(
    at: Mapping[str, tuple[float, float]], labels: Iterable[Label]
) -> tuple[float, float, float, float]:
    """Left, top, right and low end of nodes and names, with a margin."""
    wide = [(x, 34.0) for x, _ in at.values()]
    wide += [(label.x, width_of(label.text, LETTERS) / 2) for label in labels]
    high = [y for _, y in at.values()]
    return (
        min(x - half for x, half in wide) - MARGIN,
        min(high) - 30 - MARGIN,
        max(x + half for x, half in wide) + MARGIN,
        max(high) + 34 + MARGIN,
    )


def _short(node: Mapping[str, str]) -> str:
    return words_of_event(node["label"]) if node["kind"] in ACTIVITIES else node["label"]


def _name(label: Label | None) -> Markup:
    if label is None:
        return Markup("")
    return Markup('<text x="{:.1f}" y="{:.1f}">{}</text>').format(
        label.x, label.y + LETTERS * 0.35, label.text
    )


def _link(
    graph: nx.MultiDiGraph[str],
    at: Mapping[str, tuple[float, float]],
    edge: tuple[str, str, str],
    *,
    named: bool,
) -> Markup:
    source, target, told = edge
    data = graph.edges[edge]
    (a, b), (c, d) = at[source], at[target]
    title = f"{graph.nodes[source]['label']} – {told} – {graph.nodes[target]['label']}"
    if data["quote"]:
        title += f"\n“{data['quote']}”"
    dashed = Markup(' class="single"') if len(data["reports"]) == 1 else Markup("")
    line = Markup(
        '<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"{}/><line class="hit" x1="{:.1f}" '
        'y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>'
    ).format(a, b, c, d, dashed, a, b, c, d)
    text = Markup("")
    if named:
        text = Markup('<text class="link-name lit" x="{:.1f}" y="{:.1f}">{}</text>').format(
            (a + c) / 2, (b + d) / 2 - 4, shorten(told)
        )
    report = min(data["reports"])
    inner = Markup("<title>{}</title>{}{}").format(title, line, text)
    address = address_of(report) if report else ""
    if not address.startswith("/"):
        return Markup("<g>{}</g>").format(inner)
    # The table has the same links for those who walk by keyboard.
    return Markup('<a href="{}" tabindex="-1">{}</a>').format(address, inner)


def _node(
    key: str, node: Mapping[str, object], at: tuple[float, float], name: Markup, links: int
) -> Markup:
    kind, radius = str(node["kind"]), float(str(node["radius"]))
    shape = NODES[kind].shape if kind in NODES else "dot"
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in outline(shape, *at, radius))
    kinds = NODES[kind].one if kind in NODES else "Other"
    inner = Markup(
        '<title>{}: {}, {}</title><circle class="hit" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>'
        '<polygon points="{}"/>{}'
    ).format(
        kinds,
        node["label"],
        "1 link" if links == 1 else f"{links} links",
        *at,
        radius + 8,
        points,
        name,
    )
    address = address_of(key)
    if not address.startswith("/"):
        return Markup('<g class="spot {}">{}</g>').format(kind, inner)
    return Markup('<a class="spot {}" href="{}" aria-label="{}">{}</a>').format(
        kind, address, f"{kinds}: {node['label']}", inner
    )
