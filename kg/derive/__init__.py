"""What follows from all reports together: restatements, corroborations, contradictions.

Derived by named rules when all reports are in and before readers see any, into a graph of its own
that is made anew each time: the same reports give the same bytes, and what rested on a report goes
with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from rdflib.namespace import RDF

from kg.derive.contradictions import contradictions
from kg.derive.holders import Holder, rival_holders
from kg.derive.overlaps import overlaps
from kg.derive.releases import corroborations, restatements
from kg.derive.sources import Sources, Text, read_holders, read_sources
from kg.mapping import to_ntriples
from kg.mapping.assessments import assessments_graph
from kg.steps import run_on
from kg.store import Writer
from kg.terms import DERIVED_GRAPH
from kg.totals import read
from kg.validate import validate

__all__ = ["derive"]


def derive(writer: Writer) -> int:
    """Write the graph ``…/derived`` anew from what is written; the number of assessments."""
    sources = read_sources(writer)
    figures = run_on(writer.query, read())
    restated = restatements(sources)
    holders = read_holders(writer)
    graph = assessments_graph(
        restated,
        corroborations(sources, restated),
        (*contradictions(figures, sources), *rival_holders(holders)),
        overlaps(figures, restated),
        names=_names(sources, holders),
    )
    broken = [breach for breach in validate(graph) if breach.severity == "Violation"]
    if broken:
        raise ValueError(f"a rule broke the shapes: {broken[0].message} [{broken[0].focus}]")
    if len(graph):
        writer.replace(str(DERIVED_GRAPH), to_ntriples(graph))
    else:
        writer.remove(str(DERIVED_GRAPH))
    return len(set(graph.subjects(RDF.type)))


def _names(sources: Sources, holders: Iterable[Holder]) -> dict[str, str]:
    """Short names of reports, and of the reports in which figures and statements on posts stand."""
    names = {text.report: _name(text) for text in sources.texts}
    figures = {
        amount.figure: names[report]
        for report, sets in sources.sets.items()
        for each in sets
        for amount in each.amounts
    }
    posts = {holder.statement: names[holder.report] for holder in holders}
    return {**names, **figures, **posts}


def _name(text: Text) -> str:
    """A report by printer and day: "azernews, 2023-09-01"."""
    printer = text.printer.rpartition("/")[2] if text.printer else "a report without outlet"
    return f"{printer}, {text.published or 'undated'}"
