"""What follows from all reports together: restatements, corroborations, contradictions.

Derived by named rules when all reports are in and before readers see any, into a graph of its own
that is made anew each time: the same reports give the same bytes, and what rested on a report goes
with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from rdflib.namespace import RDF

from kg.derive.contradictions import contradictions
from kg.derive.foundings import Founding, rival_foundings
from kg.derive.holders import Holder, rival_holders
from kg.derive.overlaps import overlaps
from kg.derive.releases import corroborations, restatements
from kg.derive.sources import Sources, Text, read_foundings, read_holders, read_sources
from kg.mapping import to_ntriples
from kg.mapping.assessments import assessments_graph
from kg.steps import run_on
from kg.store import Writer
from kg.terms import DERIVED_GRAPH
from kg.totals import read
from kg.validate import breaches

__all__ = ["derive"]


def derive(writer: Writer) -> int:
    """Write the graph ``…/derived`` anew from what is written; the number of assessments."""
    sources = read_sources(writer)
    figures = run_on(writer.query, read())
    restated = restatements(sources)
    holders, foundings = read_holders(writer), read_foundings(writer)
    graph = assessments_graph(
        restated,
        corroborations(sources, restated),
        (*contradictions(figures, sources), *rival_holders(holders), *rival_foundings(foundings)),
        overlaps(figures, restated),
        names=_names(sources, (*holders, *foundings)),
    )
    (broken,) = breaches([graph])
    if broken:
        raise ValueError(f"a rule broke the shapes: {broken[0].message} [{broken[0].focus}]")
    if len(graph):
        writer.replace(str(DERIVED_GRAPH), to_ntriples(graph))
    else:
        writer.remove(str(DERIVED_GRAPH))
    return len(set(graph.subjects(RDF.type)))


def _names(sources: Sources, stated: Iterable[Holder | Founding]) -> dict[str, str]:
    """Short names of reports, and of the reports in which figures and statements stand."""
    names = {text.report: _name(text) for text in sources.texts}
    figures = {
        amount.figure: names[report]
        for report, sets in sources.sets.items()
        for each in sets
        for amount in each.amounts
    }
    statements = {each.statement: names[each.report] for each in stated}
    return {**names, **figures, **statements}


def _name(text: Text) -> str:
    """A report by printer and day: "azernews, 2023-09-01"."""
    printer = text.printer.rpartition("/")[2] if text.printer else "a report without outlet"
    return f"{printer}, {text.published or 'undated'}"
