"""The answer to "how much?": the interval that the reports prove, and what it rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Final

from kg.assessment import Contradiction
from kg.model import Qualifier
from kg.moment import Moment
from kg.totals.cells import Cell, cut
from kg.totals.consistent import TOGETHER, agree
from kg.totals.gaps import Gap, gaps
from kg.totals.programme import Programme, Proof, Sense, limits
from kg.totals.ranges import is_round
from kg.totals.reading import AREAS, LAND, ORDNANCE, Figures
from kg.totals.scope import ALWAYS, NEVER, Atoms, Box, Reported
from kg.totals.world import AS_WRITTEN, Uses, World

__all__ = [
    "ANEW",
    "Assumption",
    "Bounds",
    "Ground",
    "Question",
    "Why",
    "answers",
    "box_of",
    "leaves_out",
    "manageable",
    "shown",
]

HUNDREDTH: Final = Decimal("0.01")
ANEW: Final = 400_000
"""The size above which figures that clash are not made to agree for one answer: some seconds."""


@dataclass(frozen=True, slots=True)
class Question:
    """How much of a measure there was, in these places, by these bodies, in this period.

    ``measure`` is "area-cleared" or "area-surveyed" (hectares), or "items-found-and-destroyed" of
    one ``kind`` of device. Things are keys ("district/AZ-FUZ"); none means all. ``strict`` makes
    no assumption on figures that do not say of which bodies or places they speak.
    """

    measure: str
    kind: str | None = None
    places: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    strict: bool = False


class Why(StrEnum):
    """What is assumed of figures."""

    ALL_BODIES = "names no body: taken to count the work of all"
    PARTS = "is of a body that has parts: taken to count their work with its own"
    WHOLE_COUNTRY = "names no place: taken to be of the whole country"
    HEDGED = "is hedged: taken to lie within one of its last digit"
    ROUND = "is in round thousands: taken to lie within half of its last digit"
    ROUNDED = "is taken to be rounded, as it else contradicts another"
    LEFT_OUT = "more figures overlap than can be reckoned with at once: all might prove more"
    BOUNDARIES = "boundaries changed within the period: taken as on its last day"


@dataclass(frozen=True, slots=True)
class Assumption:
    """What is assumed, of which figures."""

    why: Why
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """A figure that a bound rests on.

    The bound is the sum of ``value`` times ``weight`` over its grounds: a weight below zero takes
    off what is known to lie outside the question. ``sense`` says whether the figure serves as the
    most or the least that there was in its scope.
    """

    figure: str
    sense: Sense
    value: Decimal
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Bounds:
    """The interval, and what it rests on.

    ``at_least`` is ``None`` if no report tells of any of it, ``at_most`` if none limits all of it:
    then ``gaps`` are what is not limited. ``told`` are all figures that speak of some part of it,
    ``box`` is what was asked for.
    """

    box: Box
    at_least: Decimal | None
    at_most: Decimal | None
    least_rests_on: tuple[Ground, ...]
    most_rests_on: tuple[Ground, ...]
    gaps: tuple[Gap, ...]
    assumptions: tuple[Assumption, ...]
    told: tuple[str, ...]
    clashes: tuple[Contradiction, ...]


def answers(
    questions: Sequence[Question],
    figures: Figures,
    uses: Uses,
    contradictions: Collection[Contradiction] = (),
    *,
    until: Moment | None = None,
) -> tuple[Bounds, ...]:
    """The bounds of amounts, given what of each figure may be relied on.

    The questions differ in places, bodies, kind or days only. ``until`` leaves out reports that
    appeared after that day, or on no known day.
    """
    if not questions:
        return ()
    boxes = [box_of(question, figures) for question in questions]
    reported = figures.of(questions[0].measure, until=until)
    if questions[0].strict:
        reported = tuple(_unassumed(figure, figures) for figure in reported)
    kinds = Box.hull(boxes).kinds
    relevant = tuple(f for f in reported if f.outer.kinds & kinds)
    world = manageable(relevant, uses, boxes, TOGETHER)
    reckoning = _Reckoning(figures, relevant, world, uses, contradictions)
    try:
        return reckoning.all_bounds(questions, boxes)
    except ArithmeticError:
        # Nobody derived what contradicts what, or these were too many to be compared together.
        world = manageable(relevant, uses, boxes, ANEW)
        found = agree(world.reported).found
        others = (each for each in contradictions if each not in found)
        every = (*others, *found)
        reckoning = _Reckoning(figures, relevant, world, _fewer(uses, found), every)
        return reckoning.all_bounds(questions, boxes)


def manageable(reported: Sequence[Reported], uses: Uses, boxes: Sequence[Box], most: int) -> World:
    """The figures that are relied on or, of too many, those that tell most of what is asked for.

    Fewer figures prove less, and nothing that is wrong.
    """
    asked = Box.hull(boxes)
    left = [figure for figure in reported if not _is_unused(figure, uses)]
    world = World(left, *boxes)
    telling = sorted(left, key=lambda figure: (not _tells(figure, asked), -_extent(figure)))
    while left and world.is_larger_than(most):
        kept = {figure.figure for figure in telling[: len(left) // 2]}
        left = [figure for figure in left if figure.figure in kept]
        world = World(left, *boxes)
    return world


def leaves_out(world: World, reported: Iterable[Reported], uses: Uses) -> bool:
    """Whether some figures that are relied on are not in a world."""
    kept = {figure.figure for figure in world.reported}
    return any(f.figure not in kept and not _is_unused(f, uses) for f in reported)


def _is_unused(figure: Reported, uses: Uses) -> bool:
    return uses.get(figure.figure, AS_WRITTEN).is_none


def _extent(figure: Reported) -> int:
    """About how much of the world a figure speaks of."""
    box = figure.outer
    return (box.end - box.first) * len(box.places) * len(box.bodies)


def _fewer(uses: Uses, contradictions: Iterable[Contradiction]) -> Uses:
    """What is left when more contradictions are heeded."""
    left = dict(uses)
    for found in contradictions:
        for figure in found.figures:
            left[figure] = left.get(figure, AS_WRITTEN).without(figure, found)
    return left


@dataclass(frozen=True, slots=True)
class _Reckoning:
    """What is relied on, for all questions that were cut into one world."""

    figures: Figures
    relevant: Sequence[Reported]
    world: World
    uses: Uses
    contradictions: Collection[Contradiction]

    def all_bounds(self, questions: Sequence[Question], boxes: Sequence[Box]) -> tuple[Bounds, ...]:
        """The bounds of all questions; :class:`ArithmeticError` if the figures clash."""
        world, rows = self.world, self.world.rows(self.uses)
        programme = Programme(rows, world.covers, [world.boxes[box] for box in boxes])
        limited = limits(rows)
        return tuple(
            self._bounds(question, box, programme, limited)
            for question, box in zip(questions, boxes, strict=True)
        )

    def _bounds(self, question: Question, box: Box, programme: Programme, limited: int) -> Bounds:
        world = self.world
        told = tuple(f.figure for f in self.relevant if _tells(f, box))
        lower = programme.least(world.boxes[box])
        upper = programme.greatest(world.boxes[box])
        whole = question.measure not in AREAS
        proofs = [proof for proof in (lower, upper) if proof is not None]
        used = {row.figure for proof in proofs for row in proof.weights}
        return Bounds(
            box=box,
            at_least=shown(lower.bound, Sense.AT_LEAST, whole=whole) if told else None,
            at_most=None if upper is None else shown(upper.bound, Sense.AT_MOST, whole=whole),
            least_rests_on=_grounds(lower, Sense.AT_LEAST),
            most_rests_on=() if upper is None else _grounds(upper, Sense.AT_MOST),
            gaps=gaps(self._unlimited(box, limited)) if upper is None else (),
            assumptions=tuple(self._assumptions(question, box, used)),
            told=told,
            clashes=tuple(c for c in self.contradictions if not set(told).isdisjoint(c.figures)),
        )

    @property
    def _leaves_out(self) -> bool:
        """Whether not all figures are reckoned with that are relied on."""
        return leaves_out(self.world, self.relevant, self.uses)

    def _unlimited(self, box: Box, limited: int) -> Iterator[Cell]:
        """The cells of a box that no figure limits, of kinds that some figure tells apart."""
        nowhere = frozenset[str]()
        boxes = self.world.boxes
        near = (o for o, number in boxes.items() if limited >> number & 1 and o.meets(box))
        kinds = {other.kinds for other in boxes}
        apart = (Box(nowhere, nowhere, some, box.first, box.end) for some in kinds)
        return cut((box, *near, *apart)).under([1])

    def _assumptions(self, question: Question, box: Box, used: set[str]) -> Iterator[Assumption]:
        grounds = [figure for figure in self.world.reported if figure.figure in used]
        reasons = {figure.figure: set(self._reasons(figure)) for figure in grounds}
        told_of = {figure.outer.bodies for figure in grounds}
        for figure in grounds:
            if _parts_matter(figure, box, told_of):
                reasons[figure.figure].add(Why.PARTS)
        for why in Why:
            found = tuple(name for name in reasons if why in reasons[name])
            if found:
                yield Assumption(why, found)
        if self._leaves_out:
            yield Assumption(Why.LEFT_OUT, ())
        if _moved(question, self.figures):
            yield Assumption(Why.BOUNDARIES, ())

    def _reasons(self, figure: Reported) -> Iterator[Why]:
        if figure.names_no_body and figure.inner is not None:
            yield Why.ALL_BODIES
        if figure.names_no_place:
            yield Why.WHOLE_COUNTRY
        if figure.qualifier is not Qualifier.EXACT:
            yield Why.HEDGED
        elif is_round(figure.value):
            yield Why.ROUND
        if self.uses.get(figure.figure, AS_WRITTEN).is_rounded:
            yield Why.ROUNDED


def _parts_matter(figure: Reported, box: Box, told_of: Collection[Atoms]) -> bool:
    """Whether it matters that the parts of bodies count with them.

    It does where only some of them are asked for, or where others that a bound rests on are of
    some of them only. ``told_of`` are the bodies of all that it rests on.
    """
    bodies = figure.outer.bodies
    if not figure.counts_parts:
        return False
    return not bodies <= box.bodies or any(other < bodies for other in told_of)


def _unassumed(figure: Reported, figures: Figures) -> Reported:
    """A figure of which nothing is assumed: it may be of any place that it does not rule out."""
    outer = figure.outer
    if figure.names_no_place:
        outer = replace(outer, places=figures.all_places)
    return replace(figure, outer=outer, inner=None if figure.is_assumed else figure.inner)


def _tells(figure: Reported, box: Box) -> bool:
    """Whether a figure speaks for certain of something that is asked for."""
    return box.holds(figure.outer) or (figure.inner is not None and figure.inner.meets(box))


def box_of(question: Question, figures: Figures) -> Box:
    """What is asked for; districts with the boundaries of its last day."""
    places, bodies = figures.all_places, figures.all_bodies
    if question.places:
        places = figures.wholes.atoms(question.places, question.last or date.max)
    if question.bodies:
        bodies = frozenset().union(*map(figures.wholes.within, question.bodies))
    kinds = LAND if question.measure in AREAS else figures.wholes.within(question.kind or ORDNANCE)
    first = ALWAYS if question.first is None else question.first.toordinal()
    end = NEVER if question.last is None else question.last.toordinal() + 1
    return Box(places, bodies, kinds, first, end)


def shown(bound: Fraction, sense: Sense, *, whole: bool = False) -> Decimal:
    """A bound as a decimal: as it is where it can be written, else a little wider.

    Of things that are counted there is a whole number.
    """
    if whole:
        return _divided(bound, Decimal(1), up=sense is Sense.AT_LEAST)
    exact = Decimal(bound.numerator) / Decimal(bound.denominator)
    if Fraction(exact) == bound:
        return exact
    return _divided(bound, HUNDREDTH, up=sense is Sense.AT_MOST)


def _divided(bound: Fraction, step: Decimal, *, up: bool) -> Decimal:
    steps = bound / Fraction(step)
    return Decimal(ceil(steps) if up else floor(steps)) * step


def _grounds(proof: Proof, sense: Sense) -> tuple[Ground, ...]:
    found = (
        Ground(row.figure, row.sense, row.value, weight * row.sense * sense)
        for row, weight in proof.weights.items()
    )
    return tuple(sorted(found, key=lambda ground: (-ground.weight, -ground.value, ground.figure)))


def _moved(question: Question, figures: Figures) -> bool:
    """Whether boundaries of the places changed within the period."""
    first, last = question.first or date.min, question.last or date.max
    atoms = figures.wholes.atoms
    return atoms(question.places, first) != atoms(question.places, last)
