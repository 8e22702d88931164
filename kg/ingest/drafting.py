"""From what was read to what is written: reports as graphs that keep to the shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import ReportError
from kg.extract import extract
from kg.identity.decisions import Decisions
from kg.mapping import Triple, to_ntriples, to_triples
from kg.mapping.addresses import report_address
from kg.model import Claim, Doubt, EntityKind, IssuedBy, Named, Report, Statement, Table, Violation
from kg.progress import AT_WORK
from kg.read import Item, ReportGraph
from kg.resolve import resolve
from kg.terms import DM, RDF, key_of
from kg.validate import Triples, breaches

__all__ = ["Draft", "Reading", "Rejection", "drafts", "understand"]

ACTORS_AND_DISTRICTS: Final = frozenset(
    {EntityKind.AGENCY, EntityKind.BODY, EntityKind.GROUP, EntityKind.DISTRICT}
)
NOTHING_FOUND: Final = "no fact found: no body, district, figure, official, project or meeting"


@dataclass(frozen=True, slots=True)
class Reading:
    """One report with what was understood of it."""

    report: Report
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input that is not in the graph: where it stands and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What is written of one input, and what it counts for in the result of a build.

    ``name`` is the address of its graph.
    """

    source: str
    name: str
    ntriples: bytes
    statements: int
    warnings: int
    entities: frozenset[str]


def understand(item: Report | Table) -> Reading:
    """Extract and resolve one report."""
    report = item.report if isinstance(item, Table) else item
    return Reading(report, resolve(report, extract(item)))


def drafts(items: Sequence[Item | Rejection], decisions: Decisions) -> list[Draft | Rejection]:
    """What becomes of each input: a graph that keeps to the shapes, or why there is none."""
    found = [_draft(item, decisions) for item in items]
    AT_WORK.info("")
    graphs = [each.graph for each in found if isinstance(each, _Unchecked)]
    written = list(map(to_ntriples, graphs))
    checked = zip(breaches(graphs, written), written, strict=True)
    return [
        _checked(each, *next(checked)) if isinstance(each, _Unchecked) else each for each in found
    ]


@dataclass(frozen=True, slots=True)
class _Unchecked:
    """The graph of an input, before it was looked at whether it keeps to the shapes."""

    source: str
    name: str
    graph: Triples
    statements: int
    warnings: int
    entities: frozenset[str]


def _checked(
    each: _Unchecked, violations: Sequence[Violation], ntriples: bytes
) -> Draft | Rejection:
    if violations:
        return Rejection(each.source, _reason(violations))
    return Draft(
        each.source,
        each.name,
        ntriples,
        statements=each.statements,
        warnings=each.warnings,
        entities=each.entities,
    )


def _draft(item: Item | Rejection, decisions: Decisions) -> _Unchecked | Rejection:
    if isinstance(item, Rejection):
        return item
    if isinstance(item, ReportError):
        return Rejection(item.place, item.reason)
    AT_WORK.info("%s", item.source)
    if isinstance(item, ReportGraph):
        return _draft_of_graph(item)
    reading = understand(item)
    statements = decisions.applied(reading.statements)
    if not any(_is_fact(statement.claim) for statement in statements):
        return Rejection(item.source, NOTHING_FOUND)
    graph: frozenset[Triple] = to_triples(reading.report, statements)
    return _Unchecked(
        item.source,
        str(report_address(reading.report)),
        graph,
        statements=len(statements),
        warnings=sum(isinstance(s.claim, Doubt) for s in statements),
        entities=frozenset(link.entity for s in statements for link in s.links),
    )


def _draft_of_graph(item: ReportGraph) -> _Unchecked:
    """What a graph holds that came as one: its links, doubts and things named."""
    graph = item.graph
    named = graph.objects(None, DM.mentions)
    return _Unchecked(
        item.source,
        str(graph.identifier),
        graph,
        statements=len(set(graph.subjects(RDF.type, DM.Statement))),
        warnings=len(set(graph.subjects(RDF.type, DM.Doubt))),
        entities=frozenset(key_of(thing) for thing in named),
    )


def _reason(violations: Sequence[Violation]) -> str:
    """How a graph breaks the shapes, in words."""
    first = violations[0]
    where = first.value if first.focus == first.path else first.focus
    place = " ".join(filter(None, (where, first.path)))
    more = f" (and {len(violations) - 1} more)" if len(violations) > 1 else ""
    return f"{first.message} [{place}]{more}"


def _is_fact(claim: Claim) -> bool:
    if isinstance(claim, Named):
        return claim.mention.kind in ACTORS_AND_DISTRICTS
    return not isinstance(claim, Doubt | IssuedBy)
