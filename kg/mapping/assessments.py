"""What rules derive from all reports together, as the triples of one graph of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD

from kg.assessment import Contradiction, Corroboration, Discrepancy, Overlap, Restatement, Rule
from kg.mapping.addresses import digest, thing
from kg.model import EntityKind
from kg.terms import DERIVED_GRAPH, DM, DMV, PREFIXES

__all__ = ["assessments_graph"]

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


def assessments_graph(
    restatements: Iterable[Restatement],
    corroborations: Iterable[Corroboration],
    contradictions: Iterable[Contradiction],
    overlaps: Iterable[Overlap] = (),
    *,
    names: Mapping[str, str],
) -> Graph:
    """The graph ``…/derived``.

    ``names`` are short English names of reports and of the reports of figures, for labels.
    """
    graph = Graph(identifier=DERIVED_GRAPH)
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True)
    for restatement in restatements:
        _add_restatement(graph, restatement, names)
    for corroboration in corroborations:
        _add_corroboration(graph, corroboration)
    for contradiction in contradictions:
        _add_contradiction(graph, contradiction, names)
    for overlap in overlaps:
        _add_overlap(graph, overlap, names)
    return graph


def _add_restatement(graph: Graph, found: Restatement, names: Mapping[str, str]) -> None:
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


def _add_corroboration(graph: Graph, found: Corroboration) -> None:
    address = thing(EntityKind.ASSESSMENT, digest(*found.figures, length=16))
    graph.add((address, RDF.type, DM.Corroboration))
    graph.add((address, RDFS.label, Literal("One figure by two origins", lang="en")))
    graph.add((address, DM.derivedBy, DMV[Rule.TWO_ORIGINS.value]))
    for figure in found.figures:
        graph.add((address, DM.assesses, URIRef(figure)))


def _add_contradiction(graph: Graph, found: Contradiction, names: Mapping[str, str]) -> None:
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


def _add_overlap(graph: Graph, found: Overlap, names: Mapping[str, str]) -> None:
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
