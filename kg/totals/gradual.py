"""Programmes over very many columns, solved over those that matter.

The first few columns of each row are looked at, then those that would lessen what was found, by the
multipliers of the rows so far, until there are none. So what is found holds for all columns, and
thousands of rows over tens of thousands of columns take seconds.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from kg.totals.columns import Columns
from kg.totals.solver import Floats, Ints, Solver

__all__ = ["NOTHING", "Gradual", "all_alike", "each_by_itself"]

NOTHING: Final = 1e-6
"""More than what floats are amiss by themselves."""
ROOMY: Final = 3
"""Of the columns of each row so many with the fewest other rows are looked at first."""
FEW: Final = 2_000
"""Columns of which all are looked at at once."""
TINY: Final = 1e-7
"""By how much a column must lessen what was found to be looked at."""


def each_by_itself(low: Floats, high: Floats) -> Solver:
    """Rows with these limits, each of which may give way either way, the others aside."""
    ways, ones = np.arange(len(low), dtype=np.int32), np.ones(len(low))
    return Solver(
        starts=np.arange(2 * len(low) + 1, dtype=np.int32),
        rows=np.concatenate([ways, ways]),
        factors=np.concatenate([ones, -ones]),
        low=low,
        high=high,
    )


def all_alike(low: Floats, high: Floats) -> Solver:
    """Rows with one limit each, all of which give way by the same amount."""
    return Solver(
        starts=np.array([0, len(low)], dtype=np.int32),
        rows=np.arange(len(low), dtype=np.int32),
        factors=np.where(np.isfinite(low), 1.0, -1.0),
        low=low,
        high=high,
    )


class Gradual:
    """Rows that give the least and the most of sums of amounts, one a column, not below zero.

    The rows may give way, at a cost of one a unit, as long as no cost of amounts is asked for. Each
    question begins where the last one ended.
    """

    def __init__(self, columns: Columns, ways: Solver) -> None:
        """``ways`` are the rows with nothing in them but how they may give way."""
        self._columns, self._solver, self._ways = columns, ways, ways.width
        self._is_firm = False
        self._looked_at: Ints = np.zeros(0, dtype=np.int32)
        width = columns.width
        self._add(columns.roomiest(ROOMY) if width > FEW else np.arange(width, dtype=np.int32))

    def limit(self, low: Floats, high: Floats) -> None:
        """Other limits of all rows."""
        self._solver.limit(low, high)

    def shortfall(self) -> tuple[float, Floats]:
        """By how much, in all, rows must give way; and their multipliers."""
        return self._least(np.ones(self._ways), np.zeros(self._columns.width))

    def least(self, cost: Floats) -> tuple[float, Floats]:
        """The least cost of amounts, and the multipliers of the rows at it (see ``Solver.least``).

        From then on no row gives way.

        Raises:
            ArithmeticError: there is no least, or none was found.
        """
        if not self._is_firm:
            is_partial = len(self._looked_at) < self._columns.width
            if is_partial and self.shortfall()[0] > NOTHING:
                raise ArithmeticError("no bound: the rows clash")
            self._solver.close(self._ways)
            self._is_firm = True
        return self._least(np.zeros(self._ways), cost)

    def _least(self, ways: Floats, cost: Floats) -> tuple[float, Floats]:
        while True:
            some = np.concatenate([ways, cost[self._looked_at]])
            best, multipliers = self._solver.least(some)
            more = self._columns.cheapest(cost, multipliers, -TINY, self._solver.height)
            fresh = np.setdiff1d(more, self._looked_at)
            if not len(fresh):
                return best, multipliers
            self._add(fresh)

    def _add(self, columns: Ints) -> None:
        self._looked_at = np.concatenate([self._looked_at, columns])
        self._solver.add(*self._columns.some(columns))
