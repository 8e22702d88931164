"""What rules derive from all reports together, as the triples of one graph of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD

from kg.assessment import Contradiction, Corroboration, Discrepancy, Overlap, Restatement, Rule
from kg.mapping.addresses import digest, thing
from kg.model import EntityKind
from kg.terms import DERIVED_GRAPH, DM, DMV

__all__ = ["PART", "Assessment", "assessment_graphs"]

Assessment = Restatement | Corroboration | Contradiction | Overlap
Names = Mapping[str, str]

PART: Final = 1000
"""Assessments that are a graph."""

HOW: Final = {
    Rule.SAME_TEXT: "has the text of",
    Rule.SAME_FIGURES: "has figures of",
    Rule.STATED_COPY: "says it is a copy of",
}
DIFFER: Final = {
    Discrepancy.VALUE: "differ in value",
    Discrepancy.SCOPE: "differ in scope",
    Discrepancy.PERIOD: "differ in period",
    Discrepancy.ATTRIBUTION: "give numbers to different things",
    Discrepancy.MISPRINT: "differ by a misprint",
    Discrepancy.ROUNDING: "differ in rounding",
    Discrepancy.TOO_MANY: "clash, too many to tell apart",
}

NAMED: Final = 3
"""Reports that the label of very many figures names."""


def assessment_graphs(found: Iterable[Assessment], *, names: Names) -> Iterator[Graph]:
    """The graph ``…/derived`` in parts of so many assessments; a triple may be in several.

    ``names`` are short English names of reports and of the reports of figures, for labels.
    """
    assessments = iter(found)
    while some := list(islice(assessments, PART)):
        graph = Graph(identifier=DERIVED_GRAPH)
        for each in some:
            MAKERS[type(each)](graph, each, names)
        yield graph


def _add_restatement(graph: Graph, found: Restatement, names: Names) -> None:
    report, original = URIRef(found.report), URIRef(found.original)
    address = thing(EntityKind.ASSESSMENT, digest(report, original, found.rule, length=16))
    label = f"{names[found.report]} {HOW[found.rule]} {names[found.original]}"
    graph.add((address, RDF.type, DM.Restatement))
    graph.add((address, RDFS.label, Literal(label, lang="en")))
    graph.add((address, DM.derivedBy, DMV[found.rule.value]))
    graph.add((address, DM.hasCopy, report))
    graph.add((address, DM.hasOriginal, original))
    graph.add((report, DM.restatedFrom, original))
    if found.likeness is not None:
        likeness = Literal(f"{found.likeness:.2f}", datatype=XSD.decimal)
        graph.add((address, DM.likeness, likeness))
    for later, earlier in found.figures:
        graph.add((address, DM.assesses, URIRef(later)))
        graph.add((address, DM.assesses, URIRef(earlier)))
        graph.add((URIRef(later), DM.repeatedFrom, URIRef(earlier)))


def _add_corroboration(graph: Graph, found: Corroboration, _: Names) -> None:
    address = thing(EntityKind.ASSESSMENT, digest(*found.figures, length=16))
    graph.add((address, RDF.type, DM.Corroboration))
    graph.add((address, RDFS.label, Literal("One figure by two origins", lang="en")))
    graph.add((address, DM.derivedBy, DMV[Rule.TWO_ORIGINS.value]))
    for figure in found.figures:
        graph.add((address, DM.assesses, URIRef(figure)))


def _add_contradiction(graph: Graph, found: Contradiction, names: Names) -> None:
    key = digest(*found.figures, found.rule, found.discrepancy, length=16)
    address = thing(EntityKind.ASSESSMENT, key)
    reports: Sequence[str] = sorted({names[figure] for figure in found.figures})
    if found.discrepancy is Discrepancy.TOO_MANY:
        reports = _first(reports)
    told = " and ".join(reports)
    label = f"Figures of {told} {DIFFER[found.discrepancy]}"
    if found.rule is Rule.TWO_HOLDERS:
        label = f"{told} name two holders of one post"
    if found.rule is Rule.TWO_FOUNDINGS:
        label = f"{told} differ on when one body was founded"
    graph.add((address, RDF.type, DM.Contradiction))
    graph.add((address, RDFS.label, Literal(label, lang="en")))
    graph.add((address, DM.derivedBy, DMV[found.rule.value]))
    graph.add((address, DM.hasDiscrepancyKind, DMV[found.discrepancy.value]))
    links = (
        (DM.assesses, found.figures),
        (DM.doubtsLeast, found.doubted_least),
        (DM.doubtsMost, found.doubted_most),
        (DM.allowsRounding, found.rounded),
    )
    for predicate, figures in links:
        for figure in figures:
            graph.add((address, predicate, URIRef(figure)))


def _first(names: Sequence[str]) -> Sequence[str]:
    """The first few names of reports and, of more, how many there are."""
    if len(names) <= NAMED:
        return names
    return [*names[:NAMED], f"{len(names) - NAMED} more reports"]


def _add_overlap(graph: Graph, found: Overlap, names: Names) -> None:
    address = thing(EntityKind.ASSESSMENT, digest(found.figure, found.other, "overlap", length=16))
    within = found.rule is Rule.WITHIN
    how = "lies within" if within else "overlaps"
    label = f"A figure of {names[found.figure]} {how} one of {names[found.other]}"
    graph.add((address, RDF.type, DM.Overlap))
    graph.add((address, RDFS.label, Literal(label, lang="en")))
    graph.add((address, DM.derivedBy, DMV[found.rule.value]))
    for figure in (found.figure, found.other):
        graph.add((address, DM.assesses, URIRef(figure)))
    if within:
        graph.add((address, DM.hasPart, URIRef(found.figure)))


MAKERS: Final[Mapping[type, Callable[[Graph, Any, Names], None]]] = {
    Restatement: _add_restatement,
    Corroboration: _add_corroboration,
    Contradiction: _add_contradiction,
    Overlap: _add_overlap,
}
