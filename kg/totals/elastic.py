"""Rows over cells that may give way: by how little they must, and which of them clash for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.totals.columns import Columns
from kg.totals.gradual import NOTHING, Gradual, each_by_itself
from kg.totals.programme import Row, Sense, limits, narrowest
from kg.totals.solver import INFINITE, Floats

__all__ = ["Elastic"]

TINY: Final = 1e-7
"""Multipliers below are none."""


@dataclass(frozen=True, slots=True)
class _Limits:
    """By box the narrowest row of each sense; those that clash by themselves are set ``apart``."""

    low: Mapping[int, Row]
    high: Mapping[int, Row]
    apart: Sequence[tuple[Row, Row]]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> _Limits:
        low = narrowest(row for row in rows if row.sense is Sense.AT_LEAST)
        high = narrowest(row for row in rows if row.sense is Sense.AT_MOST)
        both = sorted(low.keys() & high.keys())
        clashing = [box for box in both if low[box].value > high[box].value]
        apart = [(low.pop(box), high.pop(box)) for box in clashing]
        return cls(low, high, apart)


class Elastic:
    """Rows over cells, of which some may be left out, or widened, from one question to the next."""

    def __init__(self, rows: Sequence[Row], covers: Iterable[int]) -> None:
        self._boxes = sorted({row.box for row in rows})
        self._columns = Columns(covers, self._boxes, limits(rows))
        self._rows = Gradual(self._columns, each_by_itself(*self._of(_Limits.of(rows))))

    def shortfall(self, rows: Sequence[Row]) -> float:
        """By how much, in all, rows must give way until some world satisfies them.

        Of the rows of one box and sense only the narrowest counts; of a box whose own rows clash
        it only counts by how much they do.
        """
        limits = _Limits.of(rows)
        missing, _ = self._weigh(limits)
        return missing + sum(float(low.value - high.value) for low, high in limits.apart)

    def clusters(self, rows: Sequence[Row], *, beyond: float = 0) -> list[list[Row]]:
        """Rows that clash, by sets that have nothing to do with each other.

        No world satisfies any of the sets. Empty where some world satisfies all rows. Left out are
        sets whose rows need not give way by more than ``beyond`` in all.
        """
        limits = _Limits.of(rows)
        missing, multipliers = self._weigh(limits)
        clusters: dict[int, list[Row]] = defaultdict(list)
        amiss: dict[int, float] = defaultdict(float)
        if missing > NOTHING:
            for place, of in self._columns.linked(multipliers).items():
                side = limits.low if multipliers[place] > 0 else limits.high
                row = side[self._boxes[place]]
                clusters[of].append(row)
                amiss[of] += multipliers[place] * float(row.value)
        clashing = (clusters[of] for of in sorted(clusters) if amiss[of] > max(NOTHING, beyond))
        apart = (pair for pair in limits.apart if pair[0].value - pair[1].value > beyond)
        return [*map(list, apart), *clashing]

    def _weigh(self, limits: _Limits) -> tuple[float, Floats]:
        """By how much rows must give way, and the multipliers that prove it."""
        self._rows.limit(*self._of(limits))
        missing, multipliers = self._rows.shortfall()
        multipliers[np.abs(multipliers) < TINY] = 0
        return missing, multipliers

    def _of(self, limits: _Limits) -> tuple[Floats, Floats]:
        """The least and the most that there may be in each box."""
        low = (float(limits.low[b].value) if b in limits.low else -INFINITE for b in self._boxes)
        high = (float(limits.high[b].value) if b in limits.high else INFINITE for b in self._boxes)
        return np.fromiter(low, float), np.fromiter(high, float)
