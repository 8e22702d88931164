"""Report graphs that are RDF already, such as ``demining-kg dump`` writes.

A graph goes in as it is, so it must be one report's and nothing else: named as its report, without
blank nodes, saying of the things of the reference data only what a statement of its own holds.
Whether it keeps to the shapes is for :mod:`kg.validate` to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import BNode, Dataset, Graph, Node, URIRef

from kg import reference
from kg.errors import ReportError
from kg.read.encoding import printable
from kg.read.triples import read_dataset
from kg.terms import (
    ARRIVALS_GRAPH,
    DERIVED_GRAPH,
    DM,
    ONTOLOGY_GRAPH,
    RDF,
    REFERENCE_GRAPH,
    REPORT,
)

__all__ = ["ReportGraph", "reports"]

OWN: Final = frozenset({ONTOLOGY_GRAPH, REFERENCE_GRAPH, DERIVED_GRAPH, ARRIVALS_GRAPH})
"""Graphs of a dump that every store writes for itself; they are passed over."""
DEFAULT: Final = Dataset().default_graph.identifier
Triple = tuple[Node, Node, Node]


@dataclass(frozen=True, slots=True)
class ReportGraph:
    """The graph of one report, named by the report's address."""

    source: str
    graph: Graph


def reports(path: Path) -> Iterator[ReportGraph | ReportError]:
    """The graph of each report in the file; one that is none leaves the others in.

    A file without named graphs may hold several reports: each takes what is stated in it.
    """
    found = False
    for graph in read_dataset(path):
        if graph.identifier in OWN:
            continue
        found = True
        try:
            parts = _parted(graph, path) if graph.identifier == DEFAULT else [graph]
        except ReportError as error:
            yield error
            continue
        for part in parts:
            yield _item(part, path)
    if not found:
        raise ReportError("no report in this file: it has no triple of one", source=printable(path))


def _item(graph: Graph, path: Path) -> ReportGraph | ReportError:
    reason = _objection(graph)
    if reason is not None:
        return ReportError(f"{reason} [graph {graph.identifier}]", source=printable(path))
    return ReportGraph(f"{printable(path)} {graph.identifier}", graph)


def _objection(graph: Graph) -> str | None:
    """Why a graph is not the graph of one report of this base."""
    if not str(graph.identifier).startswith(str(REPORT)):
        return f"the address of a report begins with {REPORT}"
    if set(graph.subjects(RDF.type, DM.Report)) != {graph.identifier}:
        return "a report's graph describes that report and no other"
    known = set(reference.graph().subjects())
    stated = {triple for _, triple in _stated(graph)}
    for subject, predicate, value in sorted(graph, key=str):
        if isinstance(subject, BNode) or isinstance(value, BNode):
            return f"blank nodes are not kept: {predicate.n3()}"
        if subject in known and (subject, predicate, value) not in stated:
            return f"{subject} is reference data; no statement of the report holds its {predicate}"
        if subject not in known and (subject, RDF.type, None) not in graph:
            return f"{subject} has no class"
    return None


def _stated(graph: Graph) -> Iterator[tuple[Node, Triple]]:
    """The statements of a graph, each with the triple that it holds."""
    for statement in graph.subjects(RDF.type, DM.Statement):
        parts = (graph.value(statement, p) for p in (RDF.subject, RDF.predicate, RDF.object))
        subject, predicate, value = parts
        if subject is not None and predicate is not None and value is not None:
            yield statement, (subject, predicate, value)


def _parted(graph: Graph, path: Path) -> Sequence[Graph]:
    """The graphs of the reports in a graph without a name."""
    addresses = sorted(set(graph.subjects(RDF.type, DM.Report)), key=str)
    if not addresses:
        raise ReportError(
            f"no report in this file: nothing is a {DM.Report}", source=printable(path)
        )
    if len(addresses) == 1:
        return [_named(addresses[0], graph)]
    division = _Division(graph)
    parts = [_named(address, division.part(address)) for address in addresses]
    left = set(graph).difference(*parts)
    if left:
        subject, predicate, _ = min(left, key=str)
        reason = f"{len(left)} triples belong to no report; the first is {subject} {predicate}"
        raise ReportError(reason, source=printable(path))
    return parts


def _named(address: Node, triples: Graph | set[Triple]) -> Graph:
    graph = Graph(identifier=address if isinstance(address, URIRef) else URIRef(str(address)))
    for triple in triples:
        graph.add(triple)
    return graph


class _Division:
    """What of a graph belongs to which report.

    A statement, figure or quotation is its report's; a thing that several reports tell of is
    described in each of them, but a link of it goes only where a statement holds it.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.owners = _owners(graph)
        self.holders: dict[Triple, set[Node]] = defaultdict(set)
        for statement, triple in _stated(graph):
            self.holders[triple] |= self.owners.get(statement, set())

    def part(self, report: Node) -> set[Triple]:
        """The triples of one report."""
        part: set[Triple] = set()
        waiting = [report, *(s for s, owners in self.owners.items() if report in owners)]
        seen = set(waiting)
        while waiting:
            for triple in self.graph.triples((waiting.pop(), None, None)):
                if self._is_of(triple, report):
                    part.add(triple)
                    if triple[2] not in seen:
                        seen.add(triple[2])
                        waiting.append(triple[2])
        return part

    def _is_of(self, triple: Triple, report: Node) -> bool:
        holders = self.holders.get(triple, {report})
        owners = self.owners.get(triple[2], {report})
        return report in holders and report in owners


def _owners(graph: Graph) -> dict[Node, set[Node]]:
    owners: dict[Node, set[Node]] = defaultdict(set)
    for predicate in (DM.statedIn, DM.quotedFrom):
        for subject, report in graph.subject_objects(predicate):
            owners[subject].add(report)
    for report in graph.subjects(RDF.type, DM.Report):
        owners[report] = {report}
    return owners
