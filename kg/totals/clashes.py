"""Rows that clash: the fewest that no world satisfies, and by how much rows must give way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

import numpy as np

from kg.totals.cells import bits
from kg.totals.programme import Columns, Programme, Row, Sense, limits, multipliers, weighed
from kg.totals.solver import INFINITE, Floats, Solver

__all__ = ["clash", "shortfall"]

ENOUGH: Final = 4
"""Cells for each row, in which a world that satisfies all rows is nearly always found."""
ROOMY: Final = 2
"""Of these so many with the fewest other boxes: in them lies what is far more than elsewhere."""
TRIED: Final = 2
"""Steps of the solver for each row, in which such a world is found if it is."""


def clash(rows: Sequence[Row], covers: Iterable[int]) -> tuple[Row, ...]:
    """Rows that no world satisfies, though without any one of them some world does.

    Empty where some world satisfies all.
    """
    covers = list(covers)
    if _is_possible(rows, covers):
        return ()
    suspects = _Elastic(_telling(rows, covers), covers).conflict()
    kept = suspects
    for row in suspects:
        if row in kept:
            kept = _Elastic([other for other in kept if other != row], covers).conflict() or kept
    return tuple(kept)


def shortfall(rows: Sequence[Row], covers: Iterable[int]) -> float:
    """By how much, in all, rows must give way until some world satisfies them."""
    covers = list(covers)
    return _Elastic(_telling(rows, covers), covers).shortfall()[0]


def _is_possible(rows: Sequence[Row], covers: Sequence[int]) -> bool:
    """Whether some world satisfies rows.

    Of very many cells some are tried first: a world that has nothing in the others will do.
    """
    step = len(covers) // (ENOUGH * len(rows) or 1)
    if step > 1:
        some = {*covers[::step], *_roomy(rows, covers)}
        if Programme(rows, some, ()).is_possible(steps=TRIED * len(rows)):
            return True
    return Programme(rows, covers, ()).is_possible()


def _roomy(rows: Sequence[Row], covers: Iterable[int]) -> Iterator[int]:
    """Of the cells in the box of each row some that lie in the fewest boxes."""
    wanted = {row.box: ROOMY for row in rows}
    for cover in sorted(covers, key=int.bit_count):
        boxes = [box for box in bits(cover) if wanted.get(box)]
        for box in boxes:
            wanted[box] -= 1
        if boxes:
            yield cover


def _telling(rows: Sequence[Row], covers: Iterable[int]) -> list[Row]:
    """The rows that can matter: a least amount in a box with an unlimited cell never binds."""
    limited = limits(rows)
    unlimited = 0
    for cover in covers:
        if not cover & limited:
            unlimited |= cover
    return [row for row in rows if row.sense is Sense.AT_MOST or not unlimited >> row.box & 1]


class _Elastic:
    """Rows over cells, each of which may give way."""

    def __init__(self, rows: Sequence[Row], covers: Iterable[int]) -> None:
        self.rows = rows
        self.columns = Columns(covers, [row.box for row in rows], limits(rows))

    def conflict(self) -> list[Row]:
        """Rows whose weighted sum no world satisfies; empty where some world satisfies all."""
        _, floats = self.shortfall()
        for weights in multipliers(self.rows, floats):
            if weighed(weights) < 0 and self._is_nothing(weights):
                return list(weights)
        return []

    def _is_nothing(self, weights: Mapping[Row, Fraction]) -> bool:
        """Whether the weighted rows come to nothing or more in every column."""
        places = {row: place for place, row in enumerate(self.rows)}
        sums, _ = self.columns.sums([(places[row], row.sense * w) for row, w in weights.items()])
        return min(sums, default=0) >= 0

    def shortfall(self) -> tuple[float, Floats]:
        """By how much rows must give way, and the multipliers that prove it."""
        if not self.rows:
            return 0.0, np.zeros(0)
        columns, height = self.columns, len(self.rows)
        senses = np.array([row.sense for row in self.rows], dtype=float)
        ways = np.arange(height, dtype=np.int32)
        most = np.array([float(row.value) * row.sense for row in self.rows])
        solver = Solver(
            np.concatenate([columns.starts, columns.starts[-1] + ways + 1]),
            np.concatenate([columns.rows, ways]),
            np.concatenate([senses[columns.rows], -np.ones(height)]),
            np.full(height, -INFINITE),
            most,
        )
        cost = np.concatenate([np.zeros(columns.width), np.ones(height)])
        least, floats = solver.least(cost)
        return least, -floats
