"""Totals as people read them: bounds with the words that prove them, what is assumed, what clashes.

Written as computations on the answers to queries (:data:`kg.steps.Steps`), so that a store here, a
store elsewhere and the reader of the web server give the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from rdflib import URIRef

from kg.assessment import Contradiction, Discrepancy, Rule
from kg.days import day_of
from kg.moment import Moment
from kg.steps import Row, Rows, Steps, bind_each, query, text_of
from kg.terms import DMV, ID, key_of
from kg.totals.answer import Assumption, Bounds, Ground, Question, answers
from kg.totals.consistent import contradictions
from kg.totals.gaps import Gap
from kg.totals.programme import Sense
from kg.totals.reading import AREAS, Figures, read
from kg.totals.scope import Atoms, Box
from kg.totals.wholes import ELSE
from kg.totals.world import Use, Uses

__all__ = [
    "Cited",
    "Clash",
    "GoneError",
    "Known",
    "Point",
    "Support",
    "Total",
    "Unlimited",
    "cite",
    "known",
    "series",
    "total",
]

NAMED: Final = 6
"""How many places or bodies of a gap are named."""
GAPS: Final = 20
"""How many gaps are told, the longest first."""

AT_ONCE: Final = 1_000
"""Of how many things a query asks: one of very many would be longer than queries may be."""
MOST_DAYS: Final = 100
"""Of how many days it is kept what contradicted what as of them."""


class GoneError(LookupError):
    """A figure that was reckoned with is no more: a new generation was published meanwhile."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure in its words; ``repeats`` is the figure that it restates, where it does.

    ``evidence`` is the sentence ``quote`` in its report. ``activity`` says what is counted, when
    and where; ``first`` and ``last`` are the days of which it speaks at the most.
    """

    figure: str
    label: str
    verbatim: str
    activity: str | None
    first: date | None
    last: date | None
    quote: str | None
    evidence: str | None
    report: str
    title: str
    outlet: str | None
    origin: str | None
    published: date | None
    address: str | None
    repeats: str | None


@dataclass(frozen=True, slots=True)
class Support:
    """What a bound rests on: the figure, as the ``sense`` of what was in its scope.

    The bound is the sum of ``value`` times ``weight``; a negative one takes off what lies outside.
    """

    cited: Cited
    sense: Sense
    value: Decimal
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Clash:
    """Figures that contradict each other; ``doubted`` says what of which is not relied on."""

    discrepancy: Discrepancy
    rule: Rule
    figures: tuple[Cited, ...]
    doubted: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Unlimited:
    """A part of what was asked that no report limits.

    ``places`` names some of its ``place_count`` places, of the ``of_places`` that were asked for
    (all of them: ``everywhere``). ``bodies`` are those whose work is not limited or, with
    ``all_others``, the only ones whose work is.
    """

    places: tuple[str, ...]
    place_count: int
    of_places: int
    everywhere: bool
    bodies: tuple[str, ...]
    all_others: bool
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Total:
    """How much there was: at least, at most.

    ``at_least`` is ``None`` where no report tells of any of it, ``at_most`` where some part of it
    (``unlimited``) is limited by no report. ``told`` is how many figures speak of it.
    """

    question: Question
    unit: str
    at_least: Decimal | None
    at_most: Decimal | None
    least_rests_on: tuple[Support, ...] = field(repr=False)
    most_rests_on: tuple[Support, ...] = field(repr=False)
    assumptions: tuple[Assumption, ...] = field(repr=False)
    clashes: tuple[Clash, ...] = field(repr=False)
    unlimited: tuple[Unlimited, ...] = field(repr=False)
    told: int

    @property
    def rests_on(self) -> tuple[Cited, ...]:
        """The figures that either bound rests on, each once."""
        found = {s.cited.figure: s.cited for s in (*self.least_rests_on, *self.most_rests_on)}
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Point:
    """The interval of one month (or other stretch of days) of a series."""

    first: date
    last: date
    at_least: Decimal | None
    at_most: Decimal | None
    told: int


@dataclass(frozen=True, slots=True)
class Known:
    """All that totals reckon with, of one generation of a store."""

    figures: Figures
    uses: Uses
    contradictions: tuple[Contradiction, ...]
    _as_of: dict[tuple[Moment, str], tuple[Uses, Collection[Contradiction]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def until(self, moment: Moment | None, measure: str) -> tuple[Uses, Collection[Contradiction]]:
        """What could be relied on as of a moment, when later reports had not contradicted it."""
        if moment is None:
            return self.uses, self.contradictions
        kept = self._as_of.get((moment, measure))
        if kept is None:
            found, uses = contradictions(self.figures.of(measure, until=moment))
            if len(self._as_of) >= MOST_DAYS:
                self._as_of.clear()
            kept = self._as_of[moment, measure] = uses, found
        return kept

    def anew(self, measure: str) -> Known:
        """The same with the contradictions of a measure found again.

        For a graph that does not tell of all of them, since nobody derived what follows from it.
        """
        found, uses = contradictions(self.figures.of(measure))
        others = tuple(each for each in self.contradictions if each not in found)
        return Known(self.figures, {**self.uses, **uses}, (*others, *found))


def known() -> Steps[Known]:
    """Read the figures, and what the rules found of them."""
    figures = yield from read()
    found = _contradictions((yield from query("totals/doubts")))
    uses: dict[str, Use] = {}
    for contradiction in found:
        for figure in contradiction.figures:
            uses[figure] = uses.get(figure, Use()).without(figure, contradiction)
    return Known(figures, uses, found)


def total(question: Question, known: Known, *, until: Moment | None = None) -> Steps[Total]:
    """How much there was; ``until`` answers from the reports that were there by that moment."""
    (bounds,) = _answers([question], known, until)
    cited = yield from cite(_figures_of(bounds), known.figures)
    unlimited = yield from _unlimited(bounds)
    return Total(
        question=question,
        unit="ha" if question.measure in AREAS else "items",
        at_least=bounds.at_least,
        at_most=bounds.at_most,
        least_rests_on=_supports(bounds.least_rests_on, cited),
        most_rests_on=_supports(bounds.most_rests_on, cited),
        assumptions=bounds.assumptions,
        clashes=tuple(_clash(clash, cited) for clash in bounds.clashes),
        unlimited=unlimited,
        told=len(bounds.told),
    )


def series(
    questions: Sequence[Question], known: Known, *, until: Moment | None = None
) -> tuple[Point, ...]:
    """The intervals of questions that differ in their days, all of which are stated."""
    if not questions:
        return ()
    return tuple(
        Point(
            first=question.first or date.min,
            last=question.last or date.max,
            at_least=bounds.at_least,
            at_most=bounds.at_most,
            told=len(bounds.told),
        )
        for question, bounds in zip(questions, _answers(questions, known, until), strict=True)
    )


def _answers(
    questions: Sequence[Question], known: Known, until: Moment | None
) -> tuple[Bounds, ...]:
    uses, found = known.until(until, questions[0].measure)
    return answers(questions, known.figures, uses, found, until=until)


def _contradictions(rows: Rows) -> tuple[Contradiction, ...]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["contradiction"]].append(row)
    return tuple(sorted(_contradiction(of) for of in grouped.values()))


def _contradiction(rows: Sequence[Row]) -> Contradiction:
    less: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        less[row.get("less", "")].add(row["figure"])
    return Contradiction(
        figures=tuple(sorted({row["figure"] for row in rows})),
        rule=Rule(rows[0]["rule"].removeprefix(str(DMV))),
        discrepancy=Discrepancy(rows[0]["discrepancy"].removeprefix(str(DMV))),
        doubted_least=tuple(sorted(less["least"])),
        doubted_most=tuple(sorted(less["most"])),
        rounded=tuple(sorted(less["rounded"])),
    )


def _figures_of(bounds: Bounds) -> set[str]:
    grounds = (*bounds.least_rests_on, *bounds.most_rests_on)
    clashing = (figure for clash in bounds.clashes for figure in clash.figures)
    return {ground.figure for ground in grounds} | set(clashing)


def _rows_of(name: str, parameter: str, addresses: Iterable[str]) -> Steps[Rows]:
    """The rows of a query for each of some things; none for none."""
    wanted = [URIRef(address) for address in sorted(addresses)]
    rows: Rows = []
    for first in range(0, len(wanted), AT_ONCE):
        rows += yield bind_each(text_of(name), parameter, wanted[first : first + AT_ONCE])
    return rows


def cite(wanted: Iterable[str], figures: Figures) -> Steps[Mapping[str, Cited]]:
    """The words of figures, by their addresses; of several sentences those of the first.

    Raises:
        GoneError: one of them is not in the graph.
    """
    wanted = set(wanted)
    rows = yield from _rows_of("totals/cited", "figure", wanted)
    gone = wanted - {row["figure"] for row in rows}
    if gone:
        raise GoneError(f"{min(gone)}: not in the graph (any more)")
    days = {found.reported.figure: found.reported.outer.days for found in figures.found}
    return {row["figure"]: _cited(row, *days[row["figure"]]) for row in reversed(rows)}


def _cited(row: Row, first: date | None, last: date | None) -> Cited:
    return Cited(
        figure=row["figure"],
        label=row["label"],
        verbatim=row["verbatim"],
        activity=row.get("activity"),
        first=first,
        last=last,
        quote=row.get("quote"),
        evidence=row.get("evidence"),
        report=row["report"],
        title=row["title"],
        outlet=row.get("outlet"),
        origin=row.get("origin"),
        published=day_of(row.get("published")),
        address=row.get("address"),
        repeats=row.get("repeats"),
    )


def _supports(grounds: Iterable[Ground], cited: Mapping[str, Cited]) -> tuple[Support, ...]:
    return tuple(
        Support(cited[ground.figure], ground.sense, ground.value, ground.weight)
        for ground in grounds
    )


def _clash(found: Contradiction, cited: Mapping[str, Cited]) -> Clash:
    sides = (
        ("least", found.doubted_least),
        ("most", found.doubted_most),
        ("exact number", found.rounded),
    )
    return Clash(
        discrepancy=found.discrepancy,
        rule=found.rule,
        figures=tuple(cited[figure] for figure in found.figures),
        doubted={
            figure: tuple(side for side, of in sides if figure in of) for figure in found.figures
        },
    )


def _unlimited(bounds: Bounds) -> Steps[tuple[Unlimited, ...]]:
    """The gaps with the names of what they are made of."""
    box = bounds.box
    shown = [(gap, _keys(gap.places), _told_bodies(gap, box)) for gap in bounds.gaps[:GAPS]]
    keys = {key for _, places, bodies in shown for key in (*places[:NAMED], *bodies[:NAMED])}
    rows = yield from _rows_of("totals/labels", "thing", (str(ID) + key for key in keys))
    labels = {key_of(row["thing"]): row["label"] for row in rows if "label" in row}
    return tuple(
        Unlimited(
            places=tuple(labels.get(key, key) for key in places[:NAMED]),
            place_count=len(places),
            of_places=len(_keys(box.places)),
            everywhere=gap.places >= box.places,
            bodies=tuple(labels.get(key, key) for key in bodies[:NAMED]),
            all_others=ELSE in gap.bodies,
            first=gap.first,
            last=gap.last,
        )
        for gap, places, bodies in shown
    )


def _told_bodies(gap: Gap, box: Box) -> list[str]:
    """The bodies of a gap or, where those without a name are in it, the others."""
    return _keys(box.bodies - gap.bodies if ELSE in gap.bodies else gap.bodies)


def _keys(atoms: Atoms) -> list[str]:
    """What the atoms are of, by key: of land that has changed hands, the one that took it."""
    return sorted({atom.partition(" of ")[0] for atom in atoms} - {ELSE})
