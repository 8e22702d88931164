"""A store of as many events as wanted, invented: to measure pictures of thousands of nodes.

    python scripts/invented.py FOLDER 10000

Few bodies do most, and few places see most, as in the reports: the links have hubs.
"""

from __future__ import annotations

import random
import sys
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS, XSD

from kg import reference
from kg.store import open_store
from kg.terms import DM, ID, OA, REFERENCE_GRAPH, REPORT

BODIES: Final = 40
PLACES: Final = 260
REPORTS: Final = 400
SENTENCE: Final = "Hectares were cleared, and mines were found and made safe."


def fill(folder: str, nodes: int) -> None:
    """Write a store whose picture of everything has about so many nodes."""
    chance = random.Random(7)  # noqa: S311 - the same store each time, no secret
    with open_store(folder) as store, store.writer() as writer:
        writer.replace(str(REFERENCE_GRAPH), reference.graph().serialize(format="nt").encode())
        writer.replace(str(REPORT["entities"]), _entities().serialize(format="nt").encode())
        events = range(nodes - BODIES - PLACES)
        for number in range(REPORTS):
            graph = _report(number, events[number::REPORTS], chance)
            writer.replace(str(REPORT[f"r-{number}"]), graph.serialize(format="nt").encode())
        writer.publish()


def _entities() -> Graph:
    graph = Graph()
    for kind, cls, count in (("agency", DM.Agency, BODIES), ("district", DM.District, PLACES)):
        for number in range(count):
            entity = URIRef(f"{ID}{kind}/made-{number}")
            graph.add((entity, RDF.type, cls))
            name = f"{'Body' if kind == 'agency' else 'Place'} {number}"
            for naming in (RDFS.label, SKOS.altLabel):
                graph.add((entity, naming, Literal(name, lang="en")))
    return graph


def _report(number: int, events: range, chance: random.Random) -> Graph:
    graph = Graph()
    report = URIRef(REPORT[f"r-{number}"])
    quote = URIRef(f"{report}#q-0-{len(SENTENCE)}")
    day = Literal(f"{2018 + number % 8}-{1 + number % 12:02}-15", datatype=XSD.date)
    for subject, predicate, value in (
        (report, RDF.type, DM.Report),
        (report, RDFS.label, Literal(f"Report {number}", lang="en")),
        (report, DCTERMS.issued, day),
        (quote, OA.exact, Literal(SENTENCE)),
        (quote, OA.start, Literal(0)),
        (quote, OA.end, Literal(len(SENTENCE))),
        (quote, DM.quotedFrom, report),
    ):
        graph.add((subject, predicate, value))
    for event in events:
        _add_event(graph, event, report, quote, chance)
    return graph


def _add_event(
    graph: Graph, number: int, report: URIRef, quote: URIRef, chance: random.Random
) -> None:
    event, statement = URIRef(f"{ID}event/made-{number}"), URIRef(f"{report}#s-{number}")
    body = URIRef(f"{ID}agency/made-{_one_of(BODIES, 0.8, chance)}")
    graph.add((event, RDF.type, DM.ClearanceEvent))
    graph.add((event, RDFS.label, Literal(f"Clearance, event {number}, made", lang="en")))
    graph.add((event, DM.statedIn, report))
    graph.add((event, DM.supportedBy, quote))
    graph.add((event, DM.performedBy, body))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        place = URIRef(f"{ID}district/made-{_one_of(PLACES, 0.5, chance)}")
        graph.add((event, DM.takesPlaceIn, place))
    for predicate, value in (
        (RDF.subject, event),
        (RDF.predicate, DM.performedBy),
        (RDF.object, body),
        (DM.supportedBy, quote),
        (DM.statedIn, report),
    ):
        graph.add((statement, predicate, value))


def _one_of(count: int, steep: float, chance: random.Random) -> int:
    """A number below ``count``, the small ones far more often."""
    return (int(chance.paretovariate(steep)) - 1) % count


if __name__ == "__main__":
    fill(sys.argv[1], int(sys.argv[2]))
