"""The main job, end to end: files in, validated report graphs in the store, one generation out.

Each report goes its way alone: what is wrong with one is listed and keeps no other out. The
readers of the store see the new generation only when all is in; a build that is broken off
leaves what was there.
"""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from rdflib import BNode, Graph, URIRef

from kg import reference, validate
from kg.assessment import Divided
from kg.closing import Closing
from kg.errors import ReportError
from kg.identity.deciding import count_outdated
from kg.identity.decisions import Decisions
from kg.identity.ledger import file_of, read_decisions
from kg.ingest.arrivals import note_arrivals, today
from kg.ingest.drafters import drafted
from kg.ingest.drafting import Draft, Reading, Rejection, drafts, understand
from kg.ingest.rehearsal import Choice, at_once, rehearse
from kg.mapping import Triple, to_graph, to_ntriples
from kg.model import Report, Table
from kg.progress import AT_WORK, Progress, Stage, Watcher
from kg.questions.kept import keep_names
from kg.read import PUBLIC, Columns, Item, Network, ReportGraph, count, find, read
from kg.store import Store, Writer
from kg.terms import ONTOLOGY_GRAPH, REFERENCE_GRAPH, REPORT
from kg.validate import ontology

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

BUNDLED: Final = Path(__file__).parent.parent / "data" / "reports"
"""The reports that come with the project."""

BATCH: Final = 64
"""Reports that are checked and written together."""
FEW: Final = 512
"""Reports that one process reads before others would be ready to."""
MANY: Final = 256
"""Reports that are checked together where there are more."""
TOGETHER: Final = 4
"""So many times as many are written together: what the engine does later to put in order what was
written at several times costs more than the writing itself."""

_Written = tuple[str, bytes]
"""The address of a graph, and its N-Triples."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did; ``read`` counts accepted and rejected inputs together.

    ``statements`` counts claims; of graphs that came as RDF, which hold no claims, their links.
    ``outdated`` counts the reports in the store that were built before a decision on what they
    name: they follow it once they are built again. ``divided`` are figures that were too many to
    be compared all together.
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
    divided: tuple[Divided, ...] = ()


def build(
    store: Store,
    paths: Sequence[Path | str] = (),
    *,
    replace: bool = False,
    columns: Columns | None = None,
    progress: Watcher | None = None,
    decisions: Path | None = None,
    ready: Callable[[], None] | None = None,
) -> BuildResult:
    """Ingest files, folders and web addresses (default: the bundled reports) and publish.

    With ``replace`` the reports that are not among these inputs leave the store. ``columns``
    says what the headings of tables mean; ``decisions`` is the file of decisions on identity, by
    default the one in the store's folder. Building the same inputs twice changes nothing.

    ``ready`` is called when all is read and compared and nothing is written: others may write until
    it returns. What they write is compared then, if it changes reports. Whoever waits so is told
    when nothing was published, so nothing of it is left for others to publish; a build without it
    that breaks off goes on where it was when it is run again. It is not called if no input is
    accepted and something is published: then nothing is written.

    Raises:
        DecisionError: the file of decisions is wrong; nothing was changed.
        StoreError: the store cannot be written; what was published stays.
    """
    decided = read_decisions(decisions or file_of(store))
    tally, tell = _Tally(), progress or _unseen
    items = read_all(paths or (BUNDLED,), columns=columns, progress=progress)
    batches: Iterable[list[_Written]] = map(tally.add, _drafted(items, decided))

    def enter(writer: Writer) -> int:
        _write_ontology(writer)
        _write(writer, batches)
        removed = _remove_others(writer, tally.graphs) if replace else 0
        note_arrivals(writer, _reports_in(writer), today())
        return removed

    with ExitStack() as stack:
        choose: Choice = at_once
        if ready is not None:
            batches = stack.enter_context(_Kept(batches))
            AT_WORK.info("")
            now = store.generation()
            if not (tally.accepted or replace or now is None):
                return tally.result(generation=now, outdated=count_outdated(store, decided))
            choose = stack.enter_context(rehearse(store, enter, tell))
            ready()
        writer = stack.enter_context(store.writer())
        if ready is not None:
            writer.begin()
        follow = choose(writer)
        removed = enter(writer)
        derived = follow(writer, tell)
        tell(Progress(Stage.PUBLISHING, tally.read, tally.read))
        generation = writer.publish()
        tell(Progress(Stage.NAMING, tally.read, tally.read))
        keep_names(store, writer)
    result = tally.result(generation=generation, outdated=count_outdated(store, decided))
    return dataclasses.replace(result, removed=removed, divided=derived.divided)


def load() -> None:
    """Read all that a build needs, which takes longer than building a few reports."""
    validate.load()
    _own_graphs()
    understand(Report(id="", text="ANAMA cleared 12 hectares in Aghdam.", source=""))


def read_all(
    paths: Iterable[Path | str],
    *,
    columns: Columns | None = None,
    network: Network = PUBLIC,
    progress: Watcher | None = None,
) -> Iterator[Item]:
    """Every report under the paths; what is no report comes out as an error value.

    ``progress`` is told of each item when the next is asked for.
    """
    paths = tuple(paths)
    items = (item for path in find(paths) for item in read(path, columns=columns, network=network))
    if progress is None:
        yield from items
        return
    whole = count(paths)
    for number, item in enumerate(items, start=1):
        yield item
        place = item.place if isinstance(item, ReportError) else item.source
        progress(Progress(Stage.READING, number, max(number, whole), place))


def _unseen(_: Progress) -> None:
    """Who watches where nobody does."""


def _drafted(items: Iterator[Item], decisions: Decisions) -> Iterator[list[Draft | Rejection]]:
    """What becomes of the inputs, in their order.

    The first few are drafted here, for other processes are slow to start.
    """
    few = _batches(islice(items, FEW), BATCH)
    yield from (drafts(batch, decisions) for batch in few)
    many = drafted(_batches(items, MANY), decisions)
    while some := list(islice(many, TOGETHER)):
        yield list(chain.from_iterable(some))


def _batches(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while batch := list(islice(items, size)):
        yield batch


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


class _Kept(Closing):
    """Batches, all made by now, that may be gone through several times; they wait on the disk."""

    def __init__(self, batches: Iterable[list[_Written]]) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - it goes with this
        self._count = 0
        for batch in batches:
            pickle.dump(batch, self._file)
            self._count += 1

    def __iter__(self) -> Iterator[list[_Written]]:
        self._file.seek(0)
        return (pickle.load(self._file) for _ in range(self._count))  # noqa: S301 - our own

    def close(self) -> None:
        self._file.close()


class _Tally:
    """What a build has done so far."""

    def __init__(self) -> None:
        self.rejected: list[Rejection] = []
        self.graphs: set[str] = set()
        self.entities: set[str] = set()
        self.statements = self.warnings = self.accepted = 0

    @property
    def read(self) -> int:
        """Inputs so far, accepted and rejected together."""
        return self.accepted + len(self.rejected)

    def add(self, drafts: Sequence[Draft | Rejection]) -> list[_Written]:
        """Count inputs; what is to be written of them."""
        self.rejected += [draft for draft in drafts if isinstance(draft, Rejection)]
        good = [draft for draft in drafts if isinstance(draft, Draft)]
        self.accepted += len(good)
        for draft in good:
            self.graphs.add(draft.name)
            self.statements += draft.statements
            self.warnings += draft.warnings
            self.entities |= draft.entities
        return [(draft.name, draft.ntriples) for draft in good]

    def result(self, *, generation: int, outdated: int) -> BuildResult:
        return BuildResult(
            read=self.read,
            accepted=self.accepted,
            rejected=tuple(self.rejected),
            statements=self.statements,
            entities=len(self.entities),
            warnings=self.warnings,
            removed=0,
            generation=generation,
            outdated=outdated,
        )


def _write(writer: Writer, batches: Iterable[list[_Written]]) -> None:
    """Write each batch while the next is read: the writer is a process of its own."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        last = beside.submit(int)
        for batch in batches:
            last.result()
            last = beside.submit(writer.replace_all, batch)
        last.result()


def _write_ontology(writer: Writer) -> None:
    writer.replace_all(_own_graphs())


@cache
def _own_graphs() -> tuple[_Written, ...]:
    """The ontology and the reference data."""
    graphs = ((ONTOLOGY_GRAPH, ontology()), (REFERENCE_GRAPH, reference.graph()))
    return tuple((str(name), to_ntriples(_between_named(graph))) for name, graph in graphs)


def _between_named(graph: Graph) -> Iterator[Triple]:
    """The triples between named things: class expressions stay in the ontology's file."""
    for subject, predicate, value in graph:
        if isinstance(subject, URIRef) and not isinstance(value, BNode):
            yield subject, predicate, value


def _reports_in(writer: Writer) -> set[str]:
    return {graph for graph in writer.graphs() if graph.startswith(str(REPORT))}


def _remove_others(writer: Writer, kept: set[str]) -> int:
    reports = _reports_in(writer)
    for graph in sorted(reports - kept):
        writer.remove(graph)
    return len(reports - kept)
