"""What of the whole network is shown: the overview, surroundings, and what was expanded."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Literal

import networkx as nx

from kg.errors import UnknownNameError
from kg.network.activities import activities, activity, all_activities
from kg.network.assembly import ALL_TIME, Graph, Span, names, short_label, whole, years
from kg.network.crowd import arrange_many
from kg.network.kinds import ACTIVITIES, NODES
from kg.network.layout import Box, Point, arrange, place_near
from kg.steps import Steps
from kg.terms import key_of

__all__ = ["AT_ONCE", "Expansion", "Memory", "Origins", "View", "few", "picture"]

OVERVIEW_NODES: Final = 120
"""The most nodes of the overview: those in most reports."""
_SHARES: Final = {"group": 100, "district": 36, "agency": 32, "official": 18, "project": 14}
"""How many of each kind stand on the overview where there are enough of all (all groups)."""
MOST_NODES: Final = 300
"""The most nodes of a picture, where not everything is asked for: more are not legible."""
MOST_OF_ALL: Final = 20_000
"""The most nodes of a picture of everything."""
SMALLEST_PART: Final = 3
"""The overview leaves out parts of fewer nodes, such as one official and one body."""
_SPANS_KEPT: Final = 16
"""Of so many spans of days the whole network is kept; anybody may ask for further ones."""
_FULL_KEPT: Final = 4
"""Of so many spans of days everything is kept."""
LARGE: Final = 15.0
"""Nodes of at least this radius always have room for their label."""
AT_ONCE: Final = 25
"""The most nodes that one expansion adds."""

Origins = Literal["all", "confirmed", "single"]
"""Links of any number of origins, of two or more, or of one."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """A node whose neighbours are shown: of one kind or of all, at most ``count`` of them."""

    key: str
    kind: str | None = None
    count: int = AT_ONCE


@dataclass(frozen=True, slots=True)
class View:
    """Everything that decides which nodes and links are shown, and where.

    ``kinds`` is ``None`` for all; ``places`` and ``bodies`` leave what is linked with one of the
    places and one of the bodies, or is one. The places depend on nothing but ``around``, ``hops``,
    ``expanded`` and ``also`` (single nodes that were looked for): a filter moves no node.
    ``everything`` draws whatever has a link, events and meetings too, and sums up nothing.
    """

    around: str | None = None
    hops: int = 1
    span: Span = ALL_TIME
    places: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    kinds: frozenset[str] | None = None
    origins: Origins = "all"
    expanded: tuple[Expansion, ...] = ()
    also: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    everything: bool = False

    @property
    def most(self) -> int:
        """The most nodes that the picture may have."""
        return MOST_OF_ALL if self.everything else MOST_NODES


@dataclass(slots=True)
class Memory:
    """What pictures of one generation have in common, kept from one to the next."""

    wholes: dict[Span, Graph] = field(default_factory=dict)
    full: dict[Span, Graph] = field(default_factory=dict)
    places: dict[tuple[str, ...], dict[str, Point]] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)

    def whole(self, span: Span) -> Steps[Graph]:
        """The whole network of a span of days."""
        if span not in self.wholes:
            if len(self.wholes) >= _SPANS_KEPT:
                self.wholes.pop(next(each for each in self.wholes if each != ALL_TIME))
            graph = yield from whole(span)
            self._shorten(graph, (yield from self.all_names()))
            self.wholes[span] = graph
        return self.wholes[span]

    def everything(self, span: Span) -> Steps[Graph]:
        """Whatever has a link in a span of days, with events and meetings as nodes."""
        if span not in self.full:
            if len(self.full) >= _FULL_KEPT:
                self.full.pop(next(each for each in self.full if each != ALL_TIME))
            self.full[span] = _full(
                (yield from self.whole(span)), (yield from all_activities(span))
            )
        return self.full[span]

    def all_names(self) -> Steps[dict[str, tuple[str, ...]]]:
        """All ways in which each entity is written."""
        if not self.names:
            self.names = yield from names()
        return self.names

    def all_years(self) -> Steps[dict[int, int]]:
        """How many events end in each year."""
        if not self.years:
            self.years = yield from years()
        return self.years

    def arranged(self, graph: Graph) -> dict[str, Point]:
        """The places of the nodes of a picture that nothing is expanded in."""
        key = tuple(sorted(graph))
        if key not in self.places:
            layout = arrange if len(graph) <= MOST_NODES else arrange_many
            plain: nx.Graph[str] = nx.Graph()
            plain.add_nodes_from(graph)
            plain.add_edges_from(graph.edges())
            self.places[key] = layout(plain, _boxes(graph))
        return self.places[key]

    @staticmethod
    def _shorten(graph: Graph, written: dict[str, tuple[str, ...]]) -> None:
        for key, node in graph.nodes.items():
            node["short"] = short_label(node["label"], written.get(key, ()))


def picture(view: View, memory: Memory | None = None) -> Steps[Graph]:
    """The network of a view, with places.

    Nodes have what :func:`kg.network.assembly.whole` gives them and ``short``, ``radius``, ``x``,
    ``y``, and ``left``: how many neighbours of each kind are not shown. The graph has ``view``
    and ``cut``: how many nodes were left out because there were too many.

    Raises:
        UnknownNameError: ``around`` or an expanded node is not in the graph.
    """
    kept = Memory() if memory is None else memory
    look = kept.everything if view.everything else kept.whole
    base = yield from look(ALL_TIME)
    now = yield from look(view.span)
    shown, opened = yield from _core(view, base)
    _place(shown, kept.arranged(shown))
    opened |= _add(shown, base, view.also)
    for expansion in view.expanded:
        opened.add(expansion.key)
        yield from _expand(shown, now, expansion, view)
    if view.everything:
        shown = shown if now is base else _within(shown, now, opened)
    elif view.around is None or key_of(view.around) in base:
        _relink(shown, now, opened)
        _thin(shown, opened)
    _count_left(shown, now, view)
    _filter(shown, view, opened)
    shown.graph["view"] = view
    return shown


def few(base: Graph, keys: Sequence[str]) -> Graph:
    """Some entities of a whole network with the links among them, and without places."""
    found = _part(base, keys, len(keys))
    for node in found.nodes.values():
        node["radius"] = radius(node)
    return found


def _core(view: View, base: Graph) -> Steps[tuple[Graph, set[str]]]:
    """The nodes of the overview or of the surroundings, and which of them are open."""
    if view.around is None and view.everything:
        links = Counter(end for link in base.edges() for end in link)
        reports = {node: at["reports"] for node, at in base.nodes(data=True)}
        chosen = sorted(base, key=lambda node: (-reports[node] - links[node], node))
        return _part(base, chosen, view.most), set()
    if view.around is None:
        chosen = _overview(base)
        shown = Graph(base.subgraph(chosen[:OVERVIEW_NODES]))
        shown.remove_nodes_from(_apart(shown))
        shown.graph["cut"] = len(chosen) - len(shown)
        return shown, set()
    key = key_of(view.around)
    if key not in base:
        shown = yield from activity(key, base)
        return shown, {key}
    reached = nx.single_source_shortest_path_length(nx.Graph(base), key, cutoff=view.hops)
    chosen = sorted(reached, key=lambda node: (reached[node], *_rank(base, node)))
    return _part(base, chosen, view.most), {key}


def _part(base: Graph, chosen: Sequence[str], most: int) -> Graph:
    """The first of some nodes with their links; what is marked at them stays out of ``base``."""
    there = set(chosen[:most])
    part = Graph(cut=len(chosen) - len(there))
    part.add_nodes_from((node, dict(base.nodes[node])) for node in chosen[:most])
    _add_among(part, base)
    return part


def _add_among(graph: Graph, more: Graph) -> None:
    """The links of another graph between nodes of a graph; quick where they are most of it."""
    for source, target, link in more.edges(data=True):
        if source in graph and target in graph:
            graph.add_edge(source, target, key=link["kind"], **link)


def _overview(base: Graph) -> list[str]:
    """Everything but settlements that has a link; the kinds take turns by their share."""
    linked = Graph(base.subgraph(n for n, at in base.nodes.items() if at["kind"] in _SHARES))
    linked.remove_nodes_from(list(nx.isolates(linked)))
    turn: dict[str, float] = {}
    seen: Counter[str] = Counter()
    for node in sorted(linked, key=lambda node: _rank(linked, node)):
        kind = linked.nodes[node]["kind"]
        seen[kind] += 1
        turn[node] = seen[kind] / _SHARES[kind]
    return sorted(turn, key=lambda node: (turn[node], node))


def _apart(shown: Graph) -> set[str]:
    """What is in parts too small to be worth a place of their own.

    The part of what most reports tell of always is worth it, and so are all if there are no others.
    """
    told = min(shown, key=lambda node: (-shown.nodes[node]["reports"], node), default=None)
    parts = list(nx.weakly_connected_components(shown))
    small = [part for part in parts if len(part) < SMALLEST_PART and told not in part]
    return set().union(*small) if len(small) < len(parts) else set()


def _rank(graph: Graph, node: str) -> tuple[int, str]:
    """What most reports mention and most links touch comes first."""
    return (-(graph.nodes[node]["reports"] + graph.degree(node)), node)


def _expand(shown: Graph, now: Graph, expansion: Expansion, view: View) -> Steps[None]:
    """Add neighbours of a node: entities first, then its latest events and meetings."""
    key = key_of(expansion.key)
    if key not in shown:
        raise UnknownNameError("node in this picture", key)
    room = min(expansion.count, view.most - len(shown))
    if room <= 0:
        return
    new = Graph()
    if key in now:
        near = sorted(set(nx.all_neighbors(now, key)) - set(shown), key=lambda n: _rank(now, n))
        new.add_nodes_from((node, now.nodes[node]) for node in near)
    if key not in now:
        new.update((yield from activity(key, now)))
    elif expansion.kind is None or expansion.kind in ACTIVITIES:
        new.update((yield from activities(key, view.span)))
    wanted = (n for n, at in new.nodes.items() if n not in shown and _wanted(at, expansion))
    fresh = list(islice(wanted, room))
    shown.add_nodes_from((node, dict(new.nodes[node])) for node in fresh)
    _add_links(shown, new)
    old = {n: (at["x"], at["y"]) for n, at in shown.nodes.items() if "x" in at}
    _place(shown, place_near(dict.fromkeys(fresh, key), old, _boxes(shown)))


def _add(shown: Graph, base: Graph, keys: tuple[str, ...]) -> set[str]:
    """Add single entities, each beside the neighbour that it has most links with."""
    new = [key for key in dict.fromkeys(map(key_of, keys)) if key in base and key not in shown]
    for key in new[: MOST_NODES - len(shown)]:
        near = [n for n in set(nx.all_neighbors(base, key)) if n in shown]
        anchor = min(near or shown, key=lambda n: (-base.degree(n), n), default=None)
        places = {n: (at["x"], at["y"]) for n, at in shown.nodes.items()}
        shown.add_node(key, **base.nodes[key])
        spot = {key: (0.0, 0.0)}
        if anchor is not None:
            spot = place_near({key: anchor}, places, _boxes(shown))
        _place(shown, spot)
    return set(new)


def _add_links(shown: Graph, more: Graph) -> None:
    """The links of another graph between nodes that are shown."""
    for source, target, link in more.subgraph(shown).edges(data=True):
        shown.add_edge(source, target, key=link["kind"], **link)


def _wanted(node: dict[str, object], expansion: Expansion) -> bool:
    """Whether a node is of the kind asked for; strangers at the far end of a link have none."""
    return "kind" in node and expansion.kind in (None, node["kind"])


def _relink(shown: Graph, now: Graph, opened: set[str]) -> None:
    """Put the summed links of the span in place of those of all years."""
    summed = [
        link
        for link in shown.edges(keys=True)
        if not {shown.nodes[end]["kind"] for end in link[:2]} & ACTIVITIES
    ]
    shown.remove_edges_from(summed)
    _add_links(shown, now)
    idle = [node for node in nx.isolates(shown) if node not in opened]
    shown.remove_nodes_from(idle)


def _full(entities: Graph, events: Graph) -> Graph:
    """Entities and events that have a link; what takes part in an event must be an entity."""
    full = Graph()
    full.add_nodes_from(entities.nodes(data=True))
    full.add_nodes_from((n, at) for n, at in events.nodes(data=True) if "kind" in at)
    _add_among(full, entities)
    _add_among(full, events)
    full.remove_nodes_from(list(nx.isolates(full)))
    return full


def _within(shown: Graph, now: Graph, opened: set[str]) -> Graph:
    """What of a picture of everything is linked in the span of days."""
    found = Graph(**shown.graph)
    found.add_nodes_from((n, at) for n, at in shown.nodes(data=True) if n in now or n in opened)
    _add_among(found, now)
    return found


def _thin(shown: Graph, opened: set[str]) -> None:
    """Of the links of events, those to what was opened: thirteen places each would be a thicket."""
    for source, target, link in list(shown.edges(data=True)):
        if shown.nodes[source]["kind"] in ACTIVITIES and not {source, target} & opened:
            shown.remove_edge(source, target, key=link["kind"])


def _count_left(shown: Graph, now: Graph, view: View) -> None:
    for key, node in shown.nodes.items():
        node["left"] = {}
        if key not in now or view.everything:
            continue
        near = set(nx.all_neighbors(now, key))
        left = Counter(now.nodes[n]["kind"] for n in near if n not in shown)
        left.update(now.nodes[key]["activities"])
        left.subtract(
            shown.nodes[n]["kind"]
            for n in set(nx.all_neighbors(shown, key))
            if shown.nodes[n]["kind"] in ACTIVITIES
        )
        node["left"] = {kind: left[kind] for kind in NODES if left[kind] > 0}


def _filter(shown: Graph, view: View, opened: set[str]) -> None:
    if view.origins != "all":
        single = view.origins == "single"
        for source, target, link in list(shown.edges(data=True)):
            kept = link["origins"] == 1 if single else link["origins"] > 1
            if not kept:
                shown.remove_edge(source, target, key=link["kind"])
        shown.remove_nodes_from(set(nx.isolates(shown)) - opened)
    for keys in filter(None, (view.places, view.bodies)):
        near = {other for key in keys if key in shown for other in nx.all_neighbors(shown, key)}
        shown.remove_nodes_from(set(shown) - near - set(keys))
    if view.kinds is not None:
        kinds = view.kinds
        shown.remove_nodes_from([n for n, at in shown.nodes.items() if at["kind"] not in kinds])
    shown.remove_nodes_from(view.hidden & set(shown))


def _place(shown: Graph, places: dict[str, Point]) -> None:
    for key, (x, y) in places.items():
        shown.nodes[key].update(x=x, y=y, radius=radius(shown.nodes[key]))


def radius(node: dict[str, object]) -> float:
    """Half the size of a node: grows with the root of the number of reports."""
    kind = NODES[str(node["kind"])]
    return round(kind.radius + min(1.6 * math.sqrt(int(str(node.get("reports", 0)))), 18), 1)


def _boxes(shown: Graph) -> dict[str, Box]:
    """What stays free around each node: itself and, mostly, its label below."""
    return {key: _box(node) for key, node in shown.nodes.items()}


def _box(node: dict[str, object]) -> Box:
    """A node itself; for a large one with the label that it must get."""
    size, letters = radius(node), len(str(node["short"]))
    if size >= LARGE:
        return (max(size + 6, 4.6 * min(letters, 26)), size + 20)
    return (max(size + 8, 2.8 * min(letters, 18)), size + 12)
