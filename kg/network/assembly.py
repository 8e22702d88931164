"""From rows to the whole network of one span of years: every entity, every summed link."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import networkx as nx
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from kg.errors import UnknownNameError
from kg.network.kinds import CLASSES, PREDICATES
from kg.steps import Row, Rows, Steps, query
from kg.terms import ID, key_of

__all__ = [
    "ALL_TIME",
    "Graph",
    "Span",
    "address",
    "names",
    "short_label",
    "whole",
    "years",
]

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]
else:
    Graph = nx.MultiDiGraph
"""Nodes are keys (``agency/anama``); links have their kind as key."""

NO_QUOTE: Final = "~"
"""What stands in a row for the quotation that there is not."""
_SUMMED: Final = ("works-in", "reports-on", "met-in")
_KIND_OF: Final = {
    str(predicate): kind for kind, predicate in PREDICATES.items() if kind != "took-place-in"
}
_CLASS_ORDER: Final = {iri: place for place, iri in enumerate(CLASSES)}
_KEY: Final = re.compile(r"[a-z]+/[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]{1,200}")
_SMALL_WORDS: Final = frozenset({"of", "the", "and", "for", "on", "in", "de", "to"})


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days, both included; ``None``: open."""

    first: date | None = None
    last: date | None = None

    def values(self) -> dict[str, Literal | None]:
        """The span as parameters of a query: its first and its last day."""
        return {
            "first": None if self.first is None else _day(self.first),
            "last": None if self.last is None else _day(self.last),
        }


ALL_TIME: Final = Span()


def whole(span: Span) -> Steps[Graph]:
    """All entities with the links that reports of this span give them.

    Nodes have ``kind``, ``type`` (the class), ``label``, ``reports`` (how many mention it) and
    ``activities`` (how many events and meetings it takes part in, by kind). Links have ``kind``,
    ``label``, ``events``, ``reports``, ``origins`` and ``evidence`` (one quotation's address).
    """
    graph = Graph()
    _add_entities(graph, (yield from query("network/entities")))
    for kind in _SUMMED:
        _add_links(graph, (yield from query(f"network/{kind}", **span.values())), kind)
    _add_links(graph, (yield from query("network/posts", **span.values())), "holds-post")
    _add_links(graph, (yield from query("network/stated", **span.values())))
    _add_links(graph, (yield from query("network/known")))
    _count_activities(graph, (yield from query("network/takes-part", **span.values())))
    _count_by_links(graph)
    return graph


def years() -> Steps[dict[int, int]]:
    """How many events end in each year."""
    return {int(row["year"]): int(row["events"]) for row in (yield from query("network/years"))}


def names() -> Steps[dict[str, tuple[str, ...]]]:
    """All ways in which each entity is written, by its key."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in (yield from query("network/names")):
        found[key_of(row["entity"])].append(row["name"])
    return {key: tuple(words) for key, words in found.items()}


def address(key: str) -> URIRef:
    """The IRI of a key such as ``agency/anama``.

    ``UnknownNameError`` for what no key can be: it comes from strangers and goes into queries.
    """
    if not _KEY.fullmatch(key):
        raise UnknownNameError("entity", key)
    return URIRef(ID + key)


def short_label(label: str, written: Iterable[str]) -> str:
    """The acronym among its names that stands for the label ("ANAMA"), or the label itself.

    The last "of …" may go without a letter: "MES" is the Ministry … of Azerbaijan.
    """
    acronyms = {_initials(label), _initials(label.rpartition(" of ")[0])}
    for name in written:
        capitals = "".join(letter for letter in name if letter.isupper())
        if " " not in name and len(name) <= 8 and len(capitals) > 2 and capitals in acronyms:
            return name
    return label


def _initials(label: str) -> str:
    words: list[str] = re.findall(r"\w+", label)
    return "".join(word[0].upper() for word in words if word.lower() not in _SMALL_WORDS)


def _add_entities(graph: Graph, rows: Rows) -> None:
    described: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        described[key_of(row["entity"])].append(row)
    for key, found in described.items():
        cls = min((row["class"] for row in found), key=_CLASS_ORDER.__getitem__)
        graph.add_node(
            key,
            kind=CLASSES[cls],
            type=cls.rpartition("#")[2].rpartition("/")[2],
            label=min(found, key=_preference)["label"],
            reports=int(found[0]["reports"]),
            activities={},
        )


def _preference(row: Row) -> tuple[bool, int, str]:
    """English first, then the fullest form."""
    return (row.get("lang") != "en", -len(row["label"]), row["label"])


def _add_links(graph: Graph, rows: Rows, kind: str | None = None) -> None:
    for row in rows:
        source, target = key_of(row["source"]), key_of(row["target"])
        link = kind or _KIND_OF[row["predicate"]]
        known = source in graph and target in graph
        if known and source != target and not graph.has_edge(source, target, key=link):
            graph.add_edge(source, target, key=link, **_link(row, link))


def _link(row: Row, kind: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "label": row.get("role", ""),
        "events": int(row.get("events", 0)),
        "reports": int(row.get("reports", 0)),
        "origins": int(row.get("origins", 0)),
        "evidence": row.get("evidence", NO_QUOTE).removeprefix(NO_QUOTE),
    }


def _count_activities(graph: Graph, rows: Rows) -> None:
    for row in rows:
        key = key_of(row["entity"])
        if key in graph:
            graph.nodes[key]["activities"][CLASSES[row["class"]]] = int(row["events"])


def _count_by_links(graph: Graph) -> None:
    """Who is in a link of some reports is in those reports, though no mention was recorded."""
    for source, target, link in graph.edges(data=True):
        for end in (source, target):
            node = graph.nodes[end]
            node["reports"] = max(node["reports"], link["reports"])


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD.date)
