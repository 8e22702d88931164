"""Whether a figure fits the others: what they prove of its scope without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.steps import Steps
from kg.totals.answer import Question, box_of, shown
from kg.totals.programme import Programme, Sense
from kg.totals.ranges import range_of, rounded
from kg.totals.scope import Box, Reported
from kg.totals.total import Cited, Known, cite
from kg.totals.world import AS_WRITTEN, Use, Uses, World

__all__ = ["Fit", "fits"]

NOT_AT_ALL = Use(least=False, most=False)


@dataclass(frozen=True, slots=True)
class Fit:
    """A figure, and the interval that all others prove of its scope.

    ``parts`` is how many figures lie within it, ``fits`` whether its number lies in the interval.
    """

    cited: Cited
    value: Decimal
    parts: int
    at_least: Decimal | None
    at_most: Decimal | None
    fits: bool


def fits(question: Question, known: Known) -> Steps[tuple[Fit, ...]]:
    """The figures of a measure in what is asked for that hold others, with what those prove."""
    box = box_of(question, known.figures)
    reported = tuple(f for f in known.figures.of(question.measure) if f.outer.kinds & box.kinds)
    wholes = [
        (figure, parts)
        for figure in reported
        if figure.inner is not None and box.holds(figure.inner)
        if (parts := sum(1 for _ in _parts(figure.inner, reported)))
    ]
    cited = yield from cite((figure.figure for figure, _ in wholes), known.figures)
    world = World(reported)
    try:
        return _all_fits(wholes, world, known.uses, cited)
    except ArithmeticError:
        return _all_fits(wholes, world, known.anew(question.measure).uses, cited)


def _all_fits(
    wholes: Sequence[tuple[Reported, int]], world: World, uses: Uses, cited: Mapping[str, Cited]
) -> tuple[Fit, ...]:
    return tuple(_fit(figure, parts, world, uses, cited[figure.figure]) for figure, parts in wholes)


def _parts(whole: Box, reported: tuple[Reported, ...]) -> Iterator[Reported]:
    """The figures within a scope that do not cover all of it."""
    return (part for part in reported if whole.holds(part.outer) and not part.outer.holds(whole))


def _fit(figure: Reported, parts: int, world: World, uses: Uses, cited: Cited) -> Fit:
    """What is proven of a scope without the figure, and without those that say the same of it."""
    same = {
        other.figure
        for other in world.reported
        if other.outer == figure.outer and other.value == figure.value
    }
    rows = world.rows({**uses, **dict.fromkeys(same, NOT_AT_ALL)})
    number = world.boxes[figure.inner or figure.outer]
    programme = Programme(rows, world.covers, [number])
    lower, upper = programme.least(number), programme.greatest(number)
    is_rounded = uses.get(figure.figure, AS_WRITTEN).is_rounded
    low, high = (rounded if is_rounded else range_of)(figure.value, figure.qualifier)
    return Fit(
        cited=cited,
        value=figure.value,
        parts=parts,
        at_least=shown(lower.bound, Sense.AT_LEAST),
        at_most=None if upper is None else shown(upper.bound, Sense.AT_MOST),
        fits=lower.bound <= high and (upper is None or low <= upper.bound),
    )
