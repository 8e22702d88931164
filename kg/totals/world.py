"""Worlds: figures as inequalities over the cells that their scopes cut."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg.assessment import Contradiction
from kg.totals.cells import VastError, coverings
from kg.totals.programme import Row, Sense
from kg.totals.ranges import Range, range_of, rounded
from kg.totals.scope import Box, Reported

__all__ = ["AS_WRITTEN", "Use", "Uses", "World", "range_in", "size"]


@dataclass(frozen=True, slots=True)
class Use:
    """What of a figure is relied on: its least, its most, and whether as rounded."""

    least: bool = True
    most: bool = True
    is_rounded: bool = False

    @property
    def is_none(self) -> bool:
        """Whether nothing of the figure is relied on."""
        return not (self.least or self.most)

    def without(self, figure: str, found: Contradiction) -> Use:
        """What is left of a figure when a contradiction is heeded."""
        return Use(
            least=self.least and figure not in found.doubted_least,
            most=self.most and figure not in found.doubted_most,
            is_rounded=self.is_rounded or figure in found.rounded,
        )


AS_WRITTEN: Final = Use()
Uses = Mapping[str, Use]
"""By figure; one that is not there is used as written."""


class World:
    """Figures as inequalities over the cells that their scopes, and a question, cut."""

    def __init__(self, reported: Iterable[Reported], *asked: Box) -> None:
        self.reported = tuple(reported)
        limited = [*asked, *(f.inner for f in self.reported if f.inner is not None)]
        hull = Box.hull(limited)
        self.boxes: dict[Box, int] = {}
        for box in limited:
            self._number(box)
        for figure in self.reported:
            # What may lie where there is no limit proves nothing.
            if hull.holds(figure.outer):
                self._number(figure.outer)

    @cached_property
    def covers(self) -> Collection[int]:
        """The sets of boxes, as bits, under which there are cells.

        Raises:
            VastError: they are too many to be held.
        """
        return coverings(tuple(self.boxes))

    def is_larger_than(self, most: int) -> bool:
        """Whether the programme over its cells has more than this size, or they are too many."""
        try:
            return size(self.covers) > most
        except VastError:
            return True

    def rows(self, uses: Uses) -> list[Row]:
        """The inequalities to rely on."""
        return [row for figure in self.reported for row in self.rows_of(figure, uses)]

    def rows_of(self, figure: Reported, uses: Uses) -> Iterator[Row]:
        """Those of one of the figures."""
        use = uses.get(figure.figure, AS_WRITTEN)
        low, high = range_in(figure, use)
        if use.least and figure.outer in self.boxes:
            yield Row(figure.figure, self.boxes[figure.outer], Sense.AT_LEAST, low)
        if use.most and figure.inner is not None:
            yield Row(figure.figure, self.boxes[figure.inner], Sense.AT_MOST, high)

    def _number(self, box: Box) -> None:
        self.boxes.setdefault(box, len(self.boxes))


def range_in(figure: Reported, use: Use) -> Range:
    """The range of a figure's number as it is used."""
    return (rounded if use.is_rounded else range_of)(figure.value, figure.qualifier)


def size(covers: Iterable[int]) -> int:
    """The size of a programme over these cells: in how many boxes they lie, all together."""
    return sum(map(int.bit_count, covers))
