"""From statements to RDF: one graph per report, without blank nodes.

The same report and statements give the same triples, whatever the machine. Every direct link
(an event's place, a body's parent, …) comes with a ``dm:Statement`` that holds the sentence
behind it, and says by which rule it was inferred where it is not written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from rdflib import Graph
from rdflib.plugins.stores.memory import SimpleMemory

from kg.mapping.actors import add_founding, add_issuer, add_part, add_post
from kg.mapping.addresses import report_address
from kg.mapping.events import add_event, add_meeting, add_project
from kg.mapping.sheet import Sheet
from kg.mapping.triples import Triple, to_ntriples
from kg.model import (
    Doubt,
    EventClaim,
    Founded,
    HoldsPost,
    IssuedBy,
    MeetingClaim,
    Named,
    PartOf,
    ProjectClaim,
    Report,
    Statement,
)
from kg.terms import PREFIXES

__all__ = ["Triple", "to_graph", "to_ntriples", "to_triples"]

MAPPERS: Final[dict[type, Callable[[Sheet, Statement, Any], None]]] = {
    Named: lambda *_: None,
    IssuedBy: add_issuer,
    PartOf: add_part,
    Founded: add_founding,
    HoldsPost: add_post,
    ProjectClaim: add_project,
    MeetingClaim: add_meeting,
    EventClaim: add_event,
    Doubt: lambda sheet, _, claim: sheet.doubt(claim.code, claim.text, claim.evidence),
}


def to_graph(report: Report, statements: Sequence[Statement]) -> Graph:
    """The graph of one report, named by the report's address."""
    address = report_address(report)
    graph = Graph(store=SimpleMemory(), identifier=address, bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True)
    for triple in to_triples(report, statements):
        graph.add(triple)
    return graph


def to_triples(report: Report, statements: Sequence[Statement]) -> frozenset[Triple]:
    """What the graph of one report holds: to be written, it need not be made a graph first."""
    sheet = Sheet(report)
    issuers = (s for s in statements if isinstance(s.claim, IssuedBy))
    sheet.issuer = next(issuers, None)
    for statement in statements:
        for link in statement.links:
            sheet.record(statement, link.mention)
        MAPPERS[type(statement.claim)](sheet, statement, statement.claim)
    return frozenset(sheet.triples)
