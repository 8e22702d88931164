"""What follows from all reports together: restatements, corroborations, contradictions.

Derived by named rules when all reports are in and before readers see any, into a graph of its own
that is made anew each time: the same reports give the same bytes, and what rested on a report goes
with it. Very many reports are read in parts, and what one rule compares is let go before the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Final

from rdflib import Graph, Literal
from rdflib.namespace import RDFS

from kg.assessment import Contradiction, Corroboration, Divided, Restatement
from kg.derive.contradictions import contradictions, in_sets
from kg.derive.figures import matches
from kg.derive.foundings import Founding, rival_foundings
from kg.derive.holders import Holder, rival_holders
from kg.derive.lines import Lines
from kg.derive.overlaps import overlaps
from kg.derive.pace import Pace
from kg.derive.reading import Part, parts, read_foundings, read_holders, read_sources
from kg.derive.releases import corroborations, restatements
from kg.derive.sources import Sources, Text
from kg.derive.texts import near_texts
from kg.mapping import to_ntriples
from kg.mapping.assessments import PART, Assessment, assessment_graphs
from kg.progress import Watcher
from kg.steps import run_on
from kg.store import Writer
from kg.terms import DERIVED_GRAPH, RDF
from kg.totals import read
from kg.validate import breaches

__all__ = ["Conclusions", "Derived", "conclude", "derive"]

IS_A: Final = f"> {RDF.type.n3()} <".encode()
"""What one line of each assessment has, the one that tells its class, and no other line."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What was derived: the number of assessments, and what was not compared all together."""

    assessments: int
    divided: tuple[Divided, ...] = ()


def derive(writer: Writer, progress: Watcher = lambda _: None) -> Derived:
    """Write the graph ``…/derived`` anew from what is written.

    ``progress`` is told of each step how many reports went through it. Where figures were too many
    to be compared all together, a comment on the graph says so.
    """
    with conclude(writer, progress) as conclusions:
        return conclusions.put(writer)


@contextmanager
def conclude(writer: Writer, progress: Watcher = lambda _: None) -> Iterator[Conclusions]:
    """What follows from what is written, and writes nothing."""
    written = parts(writer)
    pace = Pace(progress, sum(map(len, written)))
    said = _compare(written, pace)
    assessed = _assess(writer, written, said, pace)
    with _lines(assessed, pace) as lines:
        yield Conclusions(lines, assessed.divided)


@dataclass(frozen=True, slots=True)
class Conclusions:
    """The triples that follow from some reports, wherever these are written."""

    lines: Lines
    divided: tuple[Divided, ...]

    def put(self, writer: Writer) -> Derived:
        """Make them the graph ``…/derived``."""
        if any(self.lines):
            writer.replace_in_parts(str(DERIVED_GRAPH), self.lines.parts())
        else:
            writer.remove(str(DERIVED_GRAPH))
        return Derived(sum(IS_A in line for line in self.lines), self.divided)


@dataclass(frozen=True, slots=True)
class _Assessed:
    """All that follows, and short names of the reports of what it follows from."""

    found: list[Assessment]
    names: Mapping[str, str]
    divided: tuple[Divided, ...]


def _comment(divided: Divided) -> bytes:
    """What the graph says of itself where not all figures were compared with each other."""
    graph = Graph()
    graph.add((DERIVED_GRAPH, RDFS.comment, Literal(str(divided), lang="en")))
    return to_ntriples(graph)


@dataclass(frozen=True, slots=True)
class _Said:
    """What follows from the reports without adding up their figures; ``names`` are short ones.

    ``contradictions`` are those that sets of figures tell.
    """

    restated: tuple[Restatement, ...]
    corroborated: tuple[Corroboration, ...]
    contradictions: tuple[Contradiction, ...]
    names: Mapping[str, str]


def _compare(written: Sequence[Part], pace: Pace) -> _Said:
    """Compare the texts of the reports and their sets of figures."""
    sources, wordings = read_sources(pace.through("what they say", written))
    reports = [text.report for text in sources.texts]
    by_text = tuple(near_texts(reports, wordings, pace.begin("their texts")))
    del wordings
    repeats = tuple(matches(sources, pace.begin("their figures")))
    restated = restatements(sources, by_text, repeats)
    contradicting = in_sets(sources, repeats)
    return _Said(
        restated,
        corroborations(repeats, restated),
        contradicting,
        names=_names(sources, {figure for found in contradicting for figure in found.figures}),
    )


def _names(sources: Sources, figures: Collection[str]) -> dict[str, str]:
    """Short names of the reports, and of those in which some figures stand."""
    names = {text.report: _name(text) for text in sources.texts}
    told = {
        amount.figure: names[report]
        for report, sets in sources.sets.items()
        for each in sets
        for amount in each.amounts
        if amount.figure in figures
    }
    return names | told


def _assess(writer: Writer, written: Sequence[Part], said: _Said, pace: Pace) -> _Assessed:
    """All that follows from what was read and said."""
    holders, foundings = read_holders(writer), read_foundings(writer)
    stated: tuple[Holder | Founding, ...] = (*holders, *foundings)
    asked = (part.reports for part in pace.through("what they add up to", written))
    figures = run_on(writer.query, read(asked))
    tell = pace.begin("what contradicts what", len(figures.found))
    contradicting, divided = contradictions(figures, said.contradictions, tell)
    pace.begin("what overlaps")
    overlapping = overlaps(figures, said.restated)
    stands_in = chain(
        ((each.reported.figure, each.report) for each in figures.found),
        ((each.statement, each.report) for each in stated),
    )
    names = {what: said.names[report] for what, report in stands_in if report in said.names}
    found: list[Assessment] = [
        *said.restated,
        *said.corroborated,
        *contradicting,
        *rival_holders(holders),
        *rival_foundings(foundings),
        *overlapping,
    ]
    return _Assessed(found, {**said.names, **names}, divided)


def _lines(assessed: _Assessed, pace: Pace) -> Lines:
    """The N-Triples of assessments that keep to the shapes, and of what is said of them all."""
    tell = pace.begin("writing what follows", len(assessed.found))
    lines = Lines()
    graphs = assessment_graphs(assessed.found, names=assessed.names)
    for number, graph in enumerate(graphs, start=1):
        (broken,) = breaches([graph])
        if broken:
            raise ValueError(f"a rule broke the shapes: {broken[0].message} [{broken[0].focus}]")
        lines.add(to_ntriples(graph))
        tell(min(number * PART, len(assessed.found)))
    for divided in assessed.divided:
        lines.add(_comment(divided))
    return lines


def _name(text: Text) -> str:
    """A report by printer and day: "Azernews, 2023-09-01"."""
    return f"{text.outlet or 'a report without outlet'}, {text.published or 'undated'}"
