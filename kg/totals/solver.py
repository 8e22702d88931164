"""Linear programmes solved by HiGHS: the best multipliers of their rows, in floats.

A solver keeps its programme, so that the next objective begins where the last one ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from highspy import (
    Highs,
    HighsLp,
    HighsModelStatus,
    HighsStatus,
    MatrixFormat,
    kHighsInf,
)
from numpy.typing import NDArray

__all__ = ["INFINITE", "Floats", "Ints", "Solver"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
INFINITE: Final = kHighsInf

PRIMAL: Final = 4
"""HiGHS's number of the primal simplex method."""
STEPS: Final = 20_000
"""After so many steps from an optimum to the next one it is found from nothing."""
OPTIONS: Final = {"threads": 1, "random_seed": 0, "simplex_strategy": PRIMAL}


class _Highs(Highs):
    """HiGHS without a word: it greets on the standard output when its callbacks are set up."""

    def enableCallbacks(self) -> None:  # noqa: N802 - as named there
        self.silent()


class Solver:
    """Amounts not below zero, and rows that give the least and the most of sums of them.

    The sums come by amounts: ``starts[i]`` to ``starts[i + 1]`` are the places in ``rows`` of the
    rows to which the amount ``i`` belongs, with its factors in ``factors``.
    """

    def __init__(
        self, starts: Ints, rows: Ints, factors: Floats, low: Floats, high: Floats
    ) -> None:
        self.width, self.height = len(starts) - 1, len(low)
        self._highs = _Highs()  # type: ignore[no-untyped-call]
        self._set(OPTIONS)
        programme = HighsLp()
        programme.num_col_, programme.num_row_ = self.width, self.height
        programme.col_cost_ = np.zeros(self.width)
        programme.col_lower_ = np.zeros(self.width)
        programme.col_upper_ = np.full(self.width, INFINITE)
        programme.row_lower_, programme.row_upper_ = low, high
        programme.a_matrix_.format_ = MatrixFormat.kColwise
        programme.a_matrix_.start_ = starts
        programme.a_matrix_.index_ = rows
        programme.a_matrix_.value_ = factors
        if self._highs.passModel(programme) == HighsStatus.kError:
            raise ArithmeticError("no bound: the programme is none")
        self._is_solved = False

    def least(self, cost: Floats) -> tuple[float, Floats]:
        """The least cost, and the multipliers of the rows at it.

        Above zero is the multiplier of a row that is as low as it may be, below zero that of one
        as high as it may be.

        Raises:
            ArithmeticError: there is no least, or none was found.
        """
        places = np.arange(self.width, dtype=np.int32)
        self._highs.changeColsCost(self.width, places, cost)
        status = self._run("simplex", STEPS) if self._is_solved else None
        if status != HighsModelStatus.kOptimal:
            self._highs.clearSolver()
            status = self._run("ipm")
        if status != HighsModelStatus.kOptimal:
            self._is_solved = False
            raise ArithmeticError(f"no bound: {self._highs.modelStatusToString(status)}")
        self._is_solved = True
        multipliers: Sequence[float] = self._highs.getSolution().row_dual
        return float(self._highs.getObjectiveValue()), np.array(multipliers)

    def add(self, starts: Ints, rows: Ints) -> None:
        """More amounts, each with the factor one in its rows."""
        count = len(starts) - 1
        nothing, no_limit, ones = np.zeros(count), np.full(count, INFINITE), np.ones(len(rows))
        self._highs.addCols(count, nothing, nothing, no_limit, len(rows), starts[:-1], rows, ones)
        self.width += count

    def limit(self, low: Floats, high: Floats) -> None:
        """Other limits of all rows."""
        places = np.arange(self.height, dtype=np.int32)
        self._highs.changeRowsBounds(self.height, places, low, high)  # type: ignore[attr-defined]

    def close(self, count: int) -> None:
        """Let there be nothing of the first so many amounts."""
        places, nothing = np.arange(count, dtype=np.int32), np.zeros(count)
        self._highs.changeColsBounds(count, places, nothing, nothing)

    def _set(self, options: Mapping[str, float]) -> None:
        for name, value in options.items():
            self._highs.setOptionValue(name, value)

    def _run(self, method: str, steps: int | None = None) -> HighsModelStatus:
        self._highs.setOptionValue("solver", method)
        limit = np.iinfo(np.int32).max if steps is None else steps
        self._highs.setOptionValue("simplex_iteration_limit", int(limit))
        self._highs.run()
        return self._highs.getModelStatus()
