"""Linear programmes over cells, with bounds that are proven.

The unknowns are amounts in cells, none below zero. Each row says that the amount in a box is at
most, or at least, so much. HiGHS finds the best multipliers of the rows; that the bound which they
give holds is then checked in exact fractions, so that no rounding of floats gets into an answer,
and the rows with a multiplier are those that the answer rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack

from kg.totals.cells import bits

__all__ = ["Proof", "Row", "Sense", "clash", "greatest", "least", "shortfall"]

DENOMINATORS: Final = (1, 2, 6, 60, 2520, 1_000_000)
"""Of multipliers, the simplest first: nearly all are whole."""
TINY: Final = 1e-7
NEAR: Final = 1e-6
"""By which part an exact bound may differ from the one that the solver found in floats."""
METHOD: Final = "highs-ipm"

Floats = NDArray[np.float64]
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


def greatest(box: int, rows: Sequence[Row], covers: Iterable[int]) -> Proof | None:
    """The greatest amount in a box; ``None`` where part of it has no upper limit.

    ``covers`` are the sets of boxes, as bits, that cover some cell (:func:`kg.totals.cells`).
    """
    covers = list(covers)
    limited = _limited(rows)
    if any(cover >> box & 1 and not cover & limited for cover in covers):
        return None
    return _Problem(_telling(rows, covers, limited), covers, box).bound(Sense.AT_MOST)


def least(box: int, rows: Sequence[Row], covers: Iterable[int]) -> Proof:
    """The least amount in a box."""
    covers = list(covers)
    outside = (cover for cover in covers if not cover >> box & 1)
    telling = _telling(rows, outside, _limited(rows))
    return _Problem(telling, covers, box).bound(Sense.AT_LEAST)


def clash(rows: Sequence[Row], covers: Iterable[int]) -> tuple[Row, ...]:
    """Rows that no world satisfies, though without any one of them some world does.

    Empty where some world satisfies all.
    """
    covers = list(covers)
    suspects = _Problem(_telling(rows, covers, _limited(rows)), covers).conflict()
    kept = suspects
    for row in suspects:
        if row in kept:
            kept = _Problem([other for other in kept if other != row], covers).conflict() or kept
    return tuple(kept)


def shortfall(rows: Sequence[Row], covers: Iterable[int]) -> float:
    """By how much, in all, rows must give way until some world satisfies them."""
    covers = list(covers)
    return _Problem(_telling(rows, covers, _limited(rows)), covers).shortfall()[0]


def _limited(rows: Iterable[Row]) -> int:
    """The boxes with an upper limit, as bits."""
    limited = 0
    for row in rows:
        if row.sense is Sense.AT_MOST:
            limited |= 1 << row.box
    return limited


def _telling(rows: Sequence[Row], covers: Iterable[int], limited: int) -> list[Row]:
    """The rows that can matter: a least amount in a box with an unlimited cell never binds."""
    unlimited = 0
    for cover in covers:
        if not cover & limited:
            unlimited |= cover
    return [row for row in rows if row.sense is Sense.AT_MOST or not unlimited >> row.box & 1]


def _telling_cells(covers: Iterable[int], limits: int) -> Iterator[int]:
    """The cells that can matter: of those under the same limits, the ones in most other boxes.

    What lies in a cell serves each "at least" row that covers it. So an amount moved to a cell
    under the same limits, in all of its other boxes and in more, breaks no row; and what rows prove
    for that cell they prove for the one it was moved from.
    """
    alike: dict[int, list[int]] = {}
    for cover in covers:
        alike.setdefault(cover & limits, []).append(cover)
    for group in alike.values():
        kept: list[int] = []
        for cover in sorted(group, key=lambda cover: (-cover.bit_count(), cover)):
            if not any(cover | other == other for other in kept):
                kept.append(cover)
        yield from kept


class _Problem:
    """Rows over cells as a matrix, "at least" rows turned round; ``box`` is the one asked for.

    Cells that these rows do not tell apart are one column, and cells that cannot matter are none.
    """

    def __init__(self, rows: Sequence[Row], covers: Iterable[int], box: int | None = None) -> None:
        self.rows = rows
        at: dict[int, list[int]] = {}
        for index, row in enumerate(rows):
            at.setdefault(row.box, []).append(index)
        of_rows = sum(1 << number for number in at)
        asked = 0 if box is None else 1 << box
        apart = {cover & (of_rows | asked) for cover in covers} - {0}
        columns = sorted(_telling_cells(apart, _limited(rows) | asked))
        self.inside = [bool(cover & asked) for cover in columns]
        self.of_column = [
            [index for number in bits(cover & of_rows) for index in at[number]] for cover in columns
        ]
        self.matrix = self._matrix()
        self.limits = np.array([float(row.value) * row.sense for row in rows])

    def _matrix(self) -> csr_array:
        signs = np.array([row.sense for row in self.rows], dtype=float)
        indices = np.array([index for of in self.of_column for index in of], dtype=int)
        pointers = np.cumsum([0, *map(len, self.of_column)])
        shape = (len(self.of_column), len(self.rows))
        return csr_array((signs[indices], indices, pointers), shape=shape).T.tocsr()

    def bound(self, sense: Sense) -> Proof:
        """The bound by weak duality: weighted rows that lie above, or below, the amount asked."""
        if not self.rows or not any(self.inside):
            return Proof(ZERO, {})
        wanted = [Fraction(int(flag) * sense) for flag in self.inside]
        best, floats = self._solve(-np.array([float(number) for number in wanted]), self.matrix)
        for denominator in DENOMINATORS:
            weights = self._weights(floats, denominator)
            amount = _amount(weights)
            is_best = abs(float(amount) + best) <= NEAR * max(1.0, abs(best))
            if is_best and self._cover(weights, wanted):
                return Proof(amount * sense, weights)
        weights = self._mended(weights, wanted)
        return Proof(_amount(weights) * sense, weights, is_tight=False)

    def conflict(self) -> list[Row]:
        """Rows whose weighted sum no world satisfies; empty where some world satisfies all."""
        _, floats = self.shortfall()
        for denominator in DENOMINATORS:
            weights = self._weights(floats, denominator)
            if _amount(weights) < 0 and self._cover(weights, [ZERO] * len(self.of_column)):
                return list(weights)
        return []

    def shortfall(self) -> tuple[float, Floats]:
        """By how much rows must give way, and the multipliers that prove it."""
        if not self.rows:
            return 0.0, np.zeros(0)
        width, height = len(self.of_column), len(self.rows)
        slack = csr_array((-np.ones(height), (range(height), range(height))))
        cost = np.concatenate([np.zeros(width), np.ones(height)])
        return self._solve(cost, hstack([self.matrix, slack]))

    def _solve(self, cost: Floats, matrix: csr_array) -> tuple[float, Floats]:
        """The least cost, and the multipliers of the rows at it."""
        found = linprog(cost, A_ub=matrix, b_ub=self.limits, method=METHOD)
        if found.status != 0:
            raise ArithmeticError(f"no bound: {found.message}")
        return float(found.fun), -found.ineqlin.marginals

    def _weights(self, floats: Floats, denominator: int) -> dict[Row, Fraction]:
        """The multipliers as simple fractions, without those that are zero."""
        found = {
            row: Fraction(float(number)).limit_denominator(denominator)
            for row, number in zip(self.rows, floats, strict=True)
            if number > TINY
        }
        return {row: weight for row, weight in found.items() if weight}

    def _cover(self, weights: Mapping[Row, Fraction], wanted: Sequence[Fraction]) -> bool:
        """Whether the weighted rows come to what is wanted in every column."""
        return all(s >= w for s, w in zip(self._sums(weights), wanted, strict=True))

    def _sums(self, weights: Mapping[Row, Fraction]) -> list[Fraction]:
        """What the weighted rows come to in each column."""
        signed = {
            index: weights[row] * row.sense for index, row in enumerate(self.rows) if row in weights
        }
        return [sum((signed[i] for i in of if i in signed), ZERO) for of in self.of_column]

    def _mended(
        self, weights: Mapping[Row, Fraction], wanted: Sequence[Fraction]
    ) -> dict[Row, Fraction]:
        """Multipliers that come to what is wanted everywhere, a little more where need be."""
        upper = [
            next((i for i in of if self.rows[i].sense is Sense.AT_MOST), None)
            for of in self.of_column
        ]
        excess = [
            total / least
            for total, least, row in zip(self._sums(weights), wanted, upper, strict=True)
            if row is None and total < least
        ]
        scale = 1 / max(excess, default=Fraction(1))
        mended = {
            row: weight * scale if row.sense is Sense.AT_LEAST else weight
            for row, weight in weights.items()
        }
        more: dict[Row, Fraction] = {}
        for total, least, index in zip(self._sums(mended), wanted, upper, strict=True):
            if total < least and index is not None:
                row = self.rows[index]
                more[row] = max(more.get(row, ZERO), least - total)
        return {row: mended.get(row, ZERO) + more.get(row, ZERO) for row in (*mended, *more)}


def _amount(weights: Mapping[Row, Fraction]) -> Fraction:
    return sum((Fraction(row.value) * row.sense * w for row, w in weights.items()), ZERO)
