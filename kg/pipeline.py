"""The main job, end to end: files in, validated report graphs in the store, one generation out.

Each report goes its way alone: what is wrong with one is listed and keeps no other out. The
readers of the store see the new generation only when all is in; a build that is broken off
leaves what was there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import BNode, Graph, URIRef

from kg import reference
from kg.decisions import Decisions
from kg.derive import derive
from kg.errors import ReportError
from kg.extract import extract
from kg.identity import count_outdated
from kg.ledger import file_of, read_decisions
from kg.mapping import to_graph, to_ntriples
from kg.model import Claim, Doubt, EntityKind, IssuedBy, Named, Report, Statement, Table
from kg.read import PUBLIC, Columns, Item, Network, ReportGraph, find, read
from kg.resolve import resolve
from kg.store import Store, Writer
from kg.terms import DM, ID, ONTOLOGY_GRAPH, RDF, REFERENCE_GRAPH, REPORT, localise
from kg.validate import validate
from ontology import FOLDER

__all__ = [
    "BUNDLED",
    "BuildResult",
    "Reading",
    "Rejection",
    "build",
    "graphs_of",
    "read_all",
    "understand",
]

BUNDLED: Final = Path(__file__).parent / "data" / "reports"
"""The reports that come with the project."""

ONTOLOGY_FILES: Final = ("demining.ttl", "vocabulary.ttl")
ACTORS_AND_DISTRICTS: Final = frozenset(
    {EntityKind.AGENCY, EntityKind.BODY, EntityKind.GROUP, EntityKind.DISTRICT}
)
NOTHING_FOUND: Final = "no fact found: no body, district, figure, official, project or meeting"

Progress = Callable[[int, str], None]
"""Called with the number of reports done and the source of the last."""


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
class BuildResult:
    """What a build did; ``read`` counts accepted and rejected inputs together.

    ``statements`` counts claims; of graphs that came as RDF, which hold no claims, their links.
    ``outdated`` counts the reports in the store that were built before a decision on what they
    name: they follow it once they are built again.
    """

    read: int
    accepted: int
    rejected: tuple[Rejection, ...]
    statements: int
    entities: int
    warnings: int
    removed: int
    generation: int
    outdated: int = 0


def build(
    store: Store,
    paths: Sequence[Path | str] = (),
    *,
    replace: bool = False,
    columns: Columns | None = None,
    progress: Progress | None = None,
    decisions: Path | None = None,
) -> BuildResult:
    """Ingest files, folders and web addresses (default: the bundled reports) and publish.

    With ``replace`` the reports that are not among these inputs leave the store. ``columns``
    says what the headings of tables mean; ``decisions`` is the file of decisions on identity, by
    default the one in the store's folder. Building the same inputs twice changes nothing.

    Raises:
        DecisionError: the file of decisions is wrong; nothing was changed.
        StoreError: the store cannot be written; what was published stays.
    """
    decided = read_decisions(decisions or file_of(store))
    tally = _Tally(decided)
    with store.writer() as writer:
        _write_ontology(writer)
        items = read_all(paths or (BUNDLED,), columns=columns)
        for number, item in enumerate(items, start=1):
            tally.add(item, writer)
            if progress is not None:
                progress(number, item.place if isinstance(item, ReportError) else item.source)
        removed = _remove_others(writer, tally.graphs) if replace else 0
        derive(writer)
        generation = writer.publish()
    outdated = count_outdated(store, decided)
    return tally.result(removed=removed, generation=generation, outdated=outdated)


def read_all(
    paths: Iterable[Path | str], *, columns: Columns | None = None, network: Network = PUBLIC
) -> Iterator[Item]:
    """Every report under the paths; what is no report comes out as an error value."""
    for source in find(paths):
        yield from read(source, columns=columns, network=network)


def understand(item: Report | Table) -> Reading:
    """Extract and resolve one report."""
    report = item.report if isinstance(item, Table) else item
    return Reading(report, resolve(report, extract(item)))


def graphs_of(paths: Iterable[Path | str]) -> dict[str, Graph]:
    """The graph of each report by its source; :class:`ReportError` for what is no report."""
    graphs = {}
    for item in read_all(paths):
        if isinstance(item, ReportError):
            raise item
        graphs[item.source] = item.graph if isinstance(item, ReportGraph) else _graph(item)
    return graphs


def _graph(item: Report | Table) -> Graph:
    reading = understand(item)
    return to_graph(reading.report, reading.statements)


class _Tally:
    """What a build has done so far."""

    def __init__(self, decisions: Decisions) -> None:
        self.decisions = decisions
        self.rejected: list[Rejection] = []
        self.graphs: set[str] = set()
        self.entities: set[str] = set()
        self.statements = self.warnings = self.accepted = 0

    def add(self, item: Item, writer: Writer) -> None:
        if isinstance(item, ReportError):
            self.rejected.append(Rejection(item.place, item.reason))
            return
        if isinstance(item, ReportGraph):
            if self._write(item.source, item.graph, writer):
                self._count_graph(item.graph)
            return
        reading = understand(item)
        reading = Reading(reading.report, self.decisions.applied(reading.statements))
        if not any(_is_fact(statement.claim) for statement in reading.statements):
            self.rejected.append(Rejection(item.source, NOTHING_FOUND))
        elif self._write(item.source, to_graph(reading.report, reading.statements), writer):
            self._count(reading)

    def _write(self, source: str, graph: Graph, writer: Writer) -> bool:
        """Put a graph into the store, unless it breaks the shapes."""
        reason = _breach(graph)
        if reason is not None:
            self.rejected.append(Rejection(source, reason))
            return False
        writer.replace(str(graph.identifier), to_ntriples(graph))
        self.graphs.add(str(graph.identifier))
        self.accepted += 1
        return True

    def _count(self, reading: Reading) -> None:
        self.statements += len(reading.statements)
        self.warnings += sum(isinstance(s.claim, Doubt) for s in reading.statements)
        self.entities.update(link.entity for s in reading.statements for link in s.links)

    def _count_graph(self, graph: Graph) -> None:
        """What a graph holds that came as one: its links, doubts and things named."""
        self.statements += len(set(graph.subjects(RDF.type, DM.Statement)))
        self.warnings += len(set(graph.objects(None, DM.warning)))
        named = graph.objects(None, DM.mentions)
        self.entities.update(str(thing).removeprefix(str(ID)) for thing in named)

    def result(self, *, removed: int, generation: int, outdated: int) -> BuildResult:
        return BuildResult(
            read=self.accepted + len(self.rejected),
            accepted=self.accepted,
            rejected=tuple(self.rejected),
            statements=self.statements,
            entities=len(self.entities),
            warnings=self.warnings,
            removed=removed,
            generation=generation,
            outdated=outdated,
        )


def _breach(graph: Graph) -> str | None:
    """How a graph breaks the shapes, ``None`` if it does not."""
    violations = [v for v in validate(graph) if v.severity == "Violation"]
    if not violations:
        return None
    first = violations[0]
    where = " ".join(filter(None, (first.focus, first.path)))
    more = f" (and {len(violations) - 1} more)" if len(violations) > 1 else ""
    return f"{first.message} [{where}]{more}"


def _is_fact(claim: Claim) -> bool:
    if isinstance(claim, Named):
        return claim.mention.kind in ACTORS_AND_DISTRICTS
    return not isinstance(claim, Doubt | IssuedBy)


def _write_ontology(writer: Writer) -> None:
    terms = Graph(identifier=ONTOLOGY_GRAPH)
    for file in ONTOLOGY_FILES:
        terms.parse(data=localise((FOLDER / file).read_text("utf-8")), format="turtle")
    for name, data in ((ONTOLOGY_GRAPH, terms), (REFERENCE_GRAPH, reference.graph())):
        writer.replace(str(name), to_ntriples(_without_blank_nodes(data)))


def _without_blank_nodes(graph: Graph) -> Graph:
    """The triples between named things: class expressions stay in the ontology's file."""
    named = Graph()
    for subject, predicate, value in graph:
        if isinstance(subject, URIRef) and not isinstance(value, BNode):
            named.add((subject, predicate, value))
    return named


def _remove_others(writer: Writer, kept: set[str]) -> int:
    reports = {graph for graph in writer.graphs() if graph.startswith(str(REPORT))}
    for graph in sorted(reports - kept):
        writer.remove(graph)
    return len(reports - kept)
