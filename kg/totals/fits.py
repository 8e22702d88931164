"""Whether a figure fits the others: what they prove of its scope without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.steps import Steps
from kg.totals.answer import ANEW, Question, box_of, leaves_out, manageable, shown
from kg.totals.consistent import TOGETHER
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
    With ``left_out`` more figures overlap than can be reckoned with at once: all might prove more.
    """

    cited: Cited
    value: Decimal
    parts: int
    at_least: Decimal | None
    at_most: Decimal | None
    fits: bool
    left_out: bool = False


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
    try:
        others = _Others(reported, known.uses)
        return tuple(others.fit(figure, parts, cited[figure.figure]) for figure, parts in wholes)
    except ArithmeticError:
        others = _Others(reported, known.anew(question.measure).uses)
        return tuple(others.fit(figure, parts, cited[figure.figure]) for figure, parts in wholes)


def _parts(whole: Box, reported: tuple[Reported, ...]) -> Iterator[Reported]:
    """The figures within a scope that do not cover all of it."""
    return (part for part in reported if whole.holds(part.outer) and not part.outer.holds(whole))


class _Others:
    """The figures of a measure, to set each against the others."""

    def __init__(self, reported: tuple[Reported, ...], uses: Uses) -> None:
        self.reported = reported
        self.uses = uses
        world = World(reported)
        self.together = None if world.is_larger_than(TOGETHER) else world
        """The world of them all, where it is not too large."""

    def fit(self, figure: Reported, parts: int, cited: Cited) -> Fit:
        """What is proven of a scope without the figure, and those that say the same of it."""
        box = figure.inner or figure.outer
        uses = {**self.uses, **dict.fromkeys(self._same(figure), NOT_AT_ALL)}
        near = self.reported if self.together else self._near(box)
        world = self.together or manageable(near, uses, [box], ANEW)
        number = world.boxes[box]
        programme = Programme(world.rows(uses), world.covers, [number])
        lower, upper = programme.least(number), programme.greatest(number)
        is_rounded = self.uses.get(figure.figure, AS_WRITTEN).is_rounded
        low, high = (rounded if is_rounded else range_of)(figure.value, figure.qualifier)
        return Fit(
            cited=cited,
            value=figure.value,
            parts=parts,
            at_least=shown(lower.bound, Sense.AT_LEAST),
            at_most=None if upper is None else shown(upper.bound, Sense.AT_MOST),
            fits=lower.bound <= high and (upper is None or low <= upper.bound),
            left_out=leaves_out(world, near, uses),
        )

    def _same(self, figure: Reported) -> Iterator[str]:
        """The figure, and those that say the same of the same."""
        for other in self.reported:
            if other.outer == figure.outer and other.value == figure.value:
                yield other.figure

    def _near(self, box: Box) -> tuple[Reported, ...]:
        """The figures that may speak of some part of a scope."""
        return tuple(figure for figure in self.reported if figure.outer.meets(box))
