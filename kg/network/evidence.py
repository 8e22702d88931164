"""The sentences behind a link, and the shortest way between two entities with its sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, Final

import networkx as nx
from rdflib import URIRef

from kg.errors import UnknownNameError
from kg.network.assembly import Graph, Span, address
from kg.network.kinds import LINKS, PREDICATES
from kg.network.view import Memory
from kg.steps import Row, Rows, Steps, bind, bind_each, text_of
from kg.terms import DM, key_of

__all__ = ["Evidence", "Hop", "Quote", "evidence", "evidence_query", "one_proof_each", "path"]

_SUMMED: Final[dict[str, tuple[str, dict[str, URIRef]]]] = {
    "works-in": ("evidence-of-activities", {"how": DM.performedBy}),
    "met-in": ("evidence-of-activities", {"class": DM.Meeting}),
    "reports-on": ("evidence-of-figures", {}),
    "holds-post": ("evidence-of-posts", {}),
}
"""The query that proves a link that is summed up from others, with its fixed parameters."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a report, by its address and its words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one report says for a link; ``figures`` as they are labelled, never summed.

    ``thing`` is the event or the post between both ends, ``what`` its words; ``rule`` the
    inference, where the report does not state it. What is not known is ``None``.
    """

    report: str
    title: str
    quotes: tuple[Quote, ...]
    figures: tuple[str, ...]
    outlet: str | None
    origin: str | None
    published: str | None
    source: str | None
    thing: str | None
    what: str | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a way: a link as it is directed in the graph, with what proves it."""

    source: str
    target: str
    kind: str
    evidence: tuple[Evidence, ...]

    @property
    def words(self) -> str:
        """What stands between the names of source and target: "is implemented by"."""
        return LINKS[self.kind].forward


def evidence_query(source: str, target: str, kind: str, span: Span) -> str:
    """The query that finds the evidence of a link, ready to be run anywhere.

    ``UnknownNameError`` for a kind of link that there is not.
    """
    if kind not in LINKS:
        raise UnknownNameError("kind of link", kind, LINKS)
    name, fixed = _SUMMED.get(kind) or ("evidence-of-statements", {"predicate": PREDICATES[kind]})
    ends = {"source": address(key_of(source)), "target": address(key_of(target))}
    return bind(text_of(f"network/{name}"), {**ends, **fixed, **span.values()})


def evidence(source: str, target: str, kind: str, span: Span) -> Steps[tuple[Evidence, ...]]:
    """What proves a link, the latest report first; empty where only reference data say it."""
    rows = yield evidence_query(source, target, kind, span)
    return tuple(_grouped(rows))


def one_proof_each(graph: Graph) -> Steps[dict[tuple[str, str, str], tuple[Evidence, ...]]]:
    """One sentence for each link of a network, for a picture that has no server to ask."""
    links = [(a, b, at["kind"], at["evidence"]) for a, b, at in graph.edges(data=True)]
    wanted = sorted({URIRef(quote) for *_, quote in links if quote})
    if not wanted:
        return {}
    rows = yield bind_each(text_of("network/quotes"), "quote", wanted)
    found = {row["quote"]: _one([row]) for row in rows}
    return {(a, b, kind): (found[quote],) for a, b, kind, quote in links if quote in found}


def path(
    start: str, end: str, span: Span, memory: Memory, *, most: int = 3
) -> Steps[tuple[Hop, ...]]:
    """A shortest way between two entities, over what most reports tell where there are several.

    Each hop holds at most ``most`` proofs. Empty where no way leads from one to the other.

    Raises:
        UnknownNameError: an end is not in the graph.
    """
    graph = yield from memory.whole(span)
    for key in (start, end):
        if key_of(key) not in graph:
            raise UnknownNameError("entity", key)
    hops: list[Hop] = []
    for source, target, kind in _way(graph, key_of(start), key_of(end)):
        proofs = yield from evidence(source, target, kind, span)
        hops.append(Hop(source, target, kind, proofs[:most]))
    return tuple(hops)


def _way(graph: Graph, start: str, end: str) -> list[tuple[str, str, str]]:
    """The links of a shortest way; of several ways, that of the links most reports tell.

    Of ways that are alike the same one each time, in whatever order the store gave the links.
    """
    links = sorted(graph.edges(keys=True, data=True), key=itemgetter(0, 1, 2))
    plain: nx.MultiGraph[str] = nx.MultiGraph()
    plain.add_nodes_from(sorted(graph))
    for source, target, kind, link in links:
        plain.add_edge(source, target, kind, reports=link["reports"])

    def length(_: str, __: str, links: dict[str, Any]) -> float:
        reports: int = max(link["reports"] for link in links.values())
        return 1 + 0.001 / (1 + reports)

    try:
        nodes = nx.shortest_path(plain, start, end, weight=length)
    except nx.NetworkXNoPath:
        return []
    return [_best_link(graph, a, b) for a, b in pairwise(nodes)]


def _best_link(graph: Graph, a: str, b: str) -> tuple[str, str, str]:
    """The link between two neighbours that most reports tell."""
    links = [
        (-link["reports"], source, target, str(link["kind"]))
        for source, target, link in graph.subgraph((a, b)).edges(data=True)
    ]
    return min(links)[1:]


def _grouped(rows: Rows) -> Iterator[Evidence]:
    """One value for each report and event; rows come sorted by these."""
    for _, group in groupby(rows, key=lambda row: (row["report"], row.get("thing"))):
        yield _one(list(group))


def _one(rows: list[dict[str, str]]) -> Evidence:
    first: Row = rows[0]
    quotes = {row["quote"]: row["text"] for row in sorted(rows, key=lambda r: int(r["start"]))}
    thing = first.get("thing")
    return Evidence(
        report=first["report"],
        title=first["title"],
        quotes=tuple(Quote(*quote) for quote in quotes.items()),
        figures=tuple(dict.fromkeys(row["figure"] for row in rows if "figure" in row)),
        outlet=first.get("outlet"),
        origin=first.get("origin"),
        published=first.get("issued"),
        source=first.get("source_address"),
        thing=None if thing is None else key_of(thing),
        what=first.get("what"),
        rule=first.get("rule", "").rpartition("#")[2] or None,
    )
