"""A thing at a glance: the picture of what it is linked with, most often with whom, and when."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup
from rdflib import URIRef

from api.errors import Problem
from api.network.routes import Pictures
from kg.errors import UnknownNameError
from kg.exports import draw, to_markup
from kg.network import Graph, View
from kg.network.kinds import NODES
from kg.terms import ID

__all__ = ["DRAWN", "Glance", "Neighbour", "Year", "glance"]

DRAWN: Final = frozenset({"agency", "body", "group", "person", "district", "place", "project"})
"""The kinds of things that stand in the network."""
MOST_DRAWN: Final = 24
MOST_NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What a thing is linked with, and in how many reports."""

    key: str
    kind: str
    label: str
    reports: int


@dataclass(frozen=True, slots=True)
class Year:
    """How many events of a year the thing takes part in; ``share`` of the most, in percent."""

    year: int
    events: int
    share: int


@dataclass(frozen=True, slots=True)
class Glance:
    """``groups`` are headings with the neighbours most often told of; ``left`` are not drawn."""

    picture: Markup
    left: int
    groups: tuple[tuple[str, tuple[Neighbour, ...]], ...]
    years: tuple[Year, ...]


async def glance(pictures: Pictures, key: str) -> Glance | None:
    """The glance of a thing; ``None`` for what no network holds, or while too many are drawn."""
    try:
        graph = await pictures.picture(View(around=key))
    except (UnknownNameError, Problem):
        return None
    if len(graph) < 2:
        return None
    near = _neighbours(graph, key)
    rows = await pictures.asking.rows("activity", thing=URIRef(ID + key))
    return Glance(
        picture=await asyncio.to_thread(_drawn, graph, key, near),
        left=max(len(near) - MOST_DRAWN, 0) + max(int(graph.graph.get("cut", 0)), 0),
        groups=_groups(near),
        years=_years(rows),
    )


def _neighbours(graph: Graph, key: str) -> list[Neighbour]:
    """What is linked with the thing, by the number of reports that say so."""
    reports: dict[str, int] = defaultdict(int)
    for source, target, link in [*graph.in_edges(key, data=True), *graph.out_edges(key, data=True)]:
        other = target if source == key else source
        reports[other] = max(reports[other], int(link["reports"]))
    nodes = graph.nodes
    found = [Neighbour(o, nodes[o]["kind"], nodes[o]["label"], n) for o, n in reports.items()]
    return sorted(found, key=lambda each: (-each.reports, each.label))


def _drawn(graph: Graph, key: str, near: list[Neighbour]) -> Markup:
    kept = [key, *(each.key for each in near[:MOST_DRAWN])]
    return Markup(to_markup(draw(Graph(graph.subgraph(kept))), "/id/{}".format))  # noqa: S704 - escaped there


def _groups(near: list[Neighbour]) -> tuple[tuple[str, tuple[Neighbour, ...]], ...]:
    by_kind: dict[str, list[Neighbour]] = defaultdict(list)
    for each in near:
        by_kind[each.kind].append(each)
    kinds = (kind for kind in NODES.values() if by_kind[kind.name])
    return tuple((kind.many, tuple(by_kind[kind.name][:MOST_NAMED])) for kind in kinds)


def _years(rows: tuple[dict[str, Any], ...]) -> tuple[Year, ...]:
    """All years from the first to the last, also those without events."""
    counts = {int(row["year"]): int(row["events"]) for row in rows}
    if not counts:
        return ()
    most = max(counts.values())
    span = range(min(counts), max(counts) + 1)
    return tuple(Year(y, counts.get(y, 0), round(100 * counts.get(y, 0) / most)) for y in span)
