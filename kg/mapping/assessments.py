"""What rules derive from all reports together, as the triples of one graph of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD

from kg.mapping.addresses import digest, thing
from kg.model import Corroboration, EntityKind, Restatement, Rule
from kg.terms import DERIVED_GRAPH, DM, DMV, PREFIXES

__all__ = ["assessments_graph"]

HOW: Final = {
    Rule.SAME_TEXT: "has the text of",
    Rule.SAME_FIGURES: "has figures of",
    Rule.STATED_COPY: "says it is a copy of",
}


def assessments_graph(
    restatements: Iterable[Restatement],
    corroborations: Iterable[Corroboration],
    *,
    names: Mapping[str, str],
) -> Graph:
    """The graph ``…/derived``; ``names`` are short English names of the reports, for labels."""
    graph = Graph(identifier=DERIVED_GRAPH)
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True)
    for restatement in restatements:
        _add_restatement(graph, restatement, names)
    for corroboration in corroborations:
        _add_corroboration(graph, corroboration)
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
