"""Linear programmes over cells, with bounds that are proven.

The unknowns are amounts in cells, none below zero. Each row says that the amount in a box is at
most, or at least, so much. HiGHS finds the best multipliers of the rows; that the bound which they
give holds is then checked in exact fractions, so that no rounding of floats gets into an answer,
and the rows with a multiplier are those that the answer rests on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from functools import cached_property
from typing import Final

import numpy as np

from kg.totals.columns import Columns
from kg.totals.gradual import Gradual, each_by_itself
from kg.totals.solver import INFINITE, Floats

__all__ = ["Programme", "Proof", "Row", "Sense", "limits", "multipliers", "narrowest", "weighed"]

DENOMINATORS: Final = (1, 2, 6, 60, 2520, 1_000_000)
"""Of multipliers, the simplest first: nearly all are whole."""
TINY: Final = 1e-7
NEAR: Final = 1e-6
"""By which part an exact bound may differ from the one that the solver found in floats."""
ZERO: Final = Fraction(0)


class Sense(IntEnum):
    """Whether a row gives the most or the least of an amount."""

    AT_MOST = 1
    AT_LEAST = -1


@dataclass(frozen=True, slots=True)
class Row:
    """The amount in box number ``box`` is at most, or at least, ``value``, as a figure says."""

    figure: str
    box: int
    sense: Sense
    value: Decimal


@dataclass(frozen=True, slots=True)
class Proof:
    """A bound and the rows that prove it, each with its multiplier (above zero).

    ``is_tight`` unless the multipliers are no simple fractions: then a millionth may be missing
    from the best bound.
    """

    bound: Fraction
    weights: Mapping[Row, Fraction]
    is_tight: bool = True


class Programme:
    """Rows over cells, and bounds of the amounts in the boxes that may be ``asked`` for.

    ``covers`` are the sets of boxes, as bits, that cover some cell (see ``cells.coverings``).
    Of the rows of one box and sense only the narrowest counts, the first of several. One solver
    serves all questions: each begins where the last one ended.
    """

    def __init__(self, rows: Sequence[Row], covers: Iterable[int], asked: Collection[int]) -> None:
        covers = list(covers)
        limited = limits(rows)
        boxes = sum(1 << box for box in set(asked))
        unlimited = [cover for cover in covers if not cover & limited]
        self._open = _union(unlimited)
        # A least amount in a box with an unlimited cell that is not asked for never binds.
        never = _union(cover for cover in unlimited if not cover & boxes)
        self._low = narrowest(
            row for row in rows if row.sense is Sense.AT_LEAST and not never >> row.box & 1
        )
        self._high = narrowest(row for row in rows if row.sense is Sense.AT_MOST)
        self._boxes = sorted({*self._low, *self._high})
        self._columns = Columns(covers, self._boxes, limited, boxes)

    def greatest(self, box: int) -> Proof | None:
        """The greatest amount in a box; ``None`` where part of it has no upper limit.

        Raises:
            ArithmeticError: the rows clash.
        """
        return None if self._open >> box & 1 else self._bound(box, Sense.AT_MOST)

    def least(self, box: int) -> Proof:
        """The least amount in a box; :class:`ArithmeticError` if the rows clash."""
        return self._bound(box, Sense.AT_LEAST)

    @cached_property
    def _solver(self) -> Gradual:
        for box in self._low.keys() & self._high.keys():
            low, high = self._low[box], self._high[box]
            if low.value > high.value:
                raise ArithmeticError(f"no bound: {low.figure} and {high.figure} clash")
        least = self._values(self._low, -INFINITE)
        most = self._values(self._high, INFINITE)
        return Gradual(self._columns, each_by_itself(least, most))

    def _values(self, rows: Mapping[int, Row], no_limit: float) -> Floats:
        """The limits of all boxes."""
        found = (float(rows[box].value) if box in rows else no_limit for box in self._boxes)
        return np.fromiter(found, float)

    def _bound(self, box: int, sense: Sense) -> Proof:
        """The bound by weak duality: weighted rows that lie above, or below, the amount asked."""
        columns = self._columns.met if sense is Sense.AT_MOST else self._columns.within
        wanted = [sense * (asked >> box & 1) for asked in columns]
        if not self._boxes or not any(wanted):
            return Proof(ZERO, {})
        best, floats = self._solver.least(-np.array(wanted, dtype=float))
        weights: dict[Row, Fraction] = {}
        for weights in multipliers(self._rows(floats), np.abs(floats)):
            found = weighed(weights)
            is_best = abs(float(found) + best) <= NEAR * max(1.0, abs(best))
            if is_best and not self._missing(weights, wanted):
                return Proof(found * sense, weights)
        weights = self._mended(weights, wanted)
        return Proof(weighed(weights) * sense, weights, is_tight=False)

    def _rows(self, floats: Floats) -> list[Row | None]:
        """The rows whose multipliers these are: above zero of a least, below of a most."""
        return [
            (self._low if number > 0 else self._high).get(box)
            for box, number in zip(self._boxes, floats, strict=True)
        ]

    def _missing(
        self, weights: Mapping[Row, Fraction], wanted: Sequence[int]
    ) -> dict[int, tuple[Fraction, int]]:
        """The columns where the weighted rows do not come to what is wanted: to what, of what."""
        places = {box: place for place, box in enumerate(self._boxes)}
        signed = [(places[row.box], row.sense * weight) for row, weight in weights.items()]
        sums, one = self._columns.sums(signed)
        return {
            column: (Fraction(total, one), least)
            for column, (total, least) in enumerate(zip(sums, wanted, strict=True))
            if total < least * one
        }

    def _mended(
        self, weights: Mapping[Row, Fraction], wanted: Sequence[int]
    ) -> dict[Row, Fraction]:
        """Multipliers that come to what is wanted everywhere, a little more where need be."""
        excess = [
            total / least
            for column, (total, least) in self._missing(weights, wanted).items()
            if self._upper(column) is None
        ]
        scale = 1 / max(excess, default=Fraction(1))
        mended = {
            row: weight * scale if row.sense is Sense.AT_LEAST else weight
            for row, weight in weights.items()
        }
        more: dict[Row, Fraction] = {}
        for column, (total, least) in self._missing(mended, wanted).items():
            row = self._upper(column)
            if row is not None:
                more[row] = max(more.get(row, ZERO), least - total)
        return {row: mended.get(row, ZERO) + more.get(row, ZERO) for row in (*mended, *more)}

    def _upper(self, column: int) -> Row | None:
        """A row that limits what is in a column."""
        of = (self._high.get(self._boxes[place]) for place in self._columns.of(column))
        return next((row for row in of if row is not None), None)


def multipliers(rows: Sequence[Row | None], floats: Floats) -> Iterator[dict[Row, Fraction]]:
    """Multipliers of rows as simple fractions, without those that are zero: the simplest first."""
    *simple, finest = DENOMINATORS
    some = [(row, float(number)) for row, number in zip(rows, floats, strict=True) if number > TINY]
    numbers = np.array([number for _, number in some])
    for denominator in (*simple, finest):
        parts = numbers * denominator
        if denominator == finest or np.all(np.abs(parts - np.rint(parts)) <= TINY * denominator):
            found = {
                row: Fraction(number).limit_denominator(denominator)
                for row, number in some
                if row is not None
            }
            yield {row: weight for row, weight in found.items() if weight}


def weighed(weights: Mapping[Row, Fraction]) -> Fraction:
    """What the weighted rows come to, "at least" rows turned round."""
    return sum((Fraction(row.value) * row.sense * w for row, w in weights.items()), ZERO)


def limits(rows: Iterable[Row]) -> int:
    """The boxes with an upper limit, as bits."""
    return _union(1 << row.box for row in rows if row.sense is Sense.AT_MOST)


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def narrowest(rows: Iterable[Row]) -> dict[int, Row]:
    """By box the row with the narrowest limit, the first of several."""
    found: dict[int, Row] = {}
    for row in rows:
        known = found.get(row.box)
        if known is None or (known.value - row.value) * row.sense > 0:
            found[row.box] = row
    return found
