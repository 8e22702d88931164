"""What a thing is linked with: the picture of it, and with whom most often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from kg.exports import star, to_markup
from kg.network import Graph, few
from kg.network.kinds import NODES

__all__ = ["MOST_DRAWN", "Neighbour", "groups", "kinds", "neighbours", "picture"]

MOST_DRAWN: Final = 14
MOST_NAMED: Final = 6
"""Of a kind, beside those that are drawn."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What a thing is linked with, and in how many reports."""

    key: str
    kind: str
    label: str
    reports: int


def neighbours(graph: Graph, key: str) -> list[Neighbour]:
    """What is linked with the thing, by the number of reports that say so; nothing with none."""
    if key not in graph:
        return []
    reports: dict[str, int] = defaultdict(int)
    for source, target, link in [*graph.in_edges(key, data=True), *graph.out_edges(key, data=True)]:
        other = target if source == key else source
        reports[other] = max(reports[other], int(link["reports"]))
    nodes = graph.nodes
    found = [Neighbour(o, nodes[o]["kind"], nodes[o]["label"], n) for o, n in reports.items()]
    return sorted(found, key=lambda each: (-each.reports, each.label))


def picture(graph: Graph, key: str, near: Sequence[Neighbour]) -> Markup:
    """The thing with those that most reports link it with."""
    kept = [key, *(each.key for each in near[:MOST_DRAWN])]
    return Markup(to_markup(star(few(graph, kept), key), "/id/{}".format))  # noqa: S704 - escaped there


def kinds(near: Sequence[Neighbour]) -> tuple[tuple[str, str], ...]:
    """The kinds of neighbours that are drawn: the first part of their keys, and their words."""
    drawn = {each.kind: each.key.partition("/")[0] for each in near[:MOST_DRAWN]}
    return tuple((drawn[kind.name], kind.many) for kind in NODES.values() if kind.name in drawn)


def groups(near: Sequence[Neighbour]) -> tuple[tuple[str, tuple[Neighbour, ...]], ...]:
    """Headings with all neighbours that are drawn, and those of a kind most often told of."""
    by_kind: dict[str, list[Neighbour]] = defaultdict(list)
    for place, each in enumerate(near):
        if place < MOST_DRAWN or len(by_kind[each.kind]) < MOST_NAMED:
            by_kind[each.kind].append(each)
    there = (kind for kind in NODES.values() if by_kind[kind.name])
    return tuple((kind.many, tuple(by_kind[kind.name])) for kind in there)
