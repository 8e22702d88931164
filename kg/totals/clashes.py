"""Rows that clash: the fewest that no world satisfies, proven in exact fractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import numpy as np

from kg.totals.columns import Columns
from kg.totals.elastic import Elastic
from kg.totals.gradual import Gradual, all_alike
from kg.totals.programme import Row, Sense, limits, multipliers, weighed
from kg.totals.solver import INFINITE

__all__ = ["clash", "do_clash", "shortfall"]


def clash(rows: Sequence[Row], covers: Iterable[int]) -> tuple[Row, ...]:
    """Rows that no world satisfies, though without any one of them some world does.

    Empty where some world satisfies all. Of several such sets it is one of those that are amiss by
    most for each of their rows.
    """
    kept = _conflict(rows, covers)
    if not kept:
        return ()
    held = _union(row.box for row in kept)
    near = {cover & held for cover in covers}
    for row in kept:
        if row in kept:
            kept = _conflict([other for other in kept if other != row], near) or kept
    return tuple(kept)


def do_clash(rows: Sequence[Row], covers: Iterable[int]) -> bool:
    """Whether no world satisfies all rows, proven as in :func:`clash`, which finds the fewest."""
    held = _union(row.box for row in rows)
    return bool(_conflict(rows, {cover & held for cover in covers}))


def shortfall(rows: Sequence[Row], covers: Iterable[int]) -> float:
    """By how much, in all, rows must give way until some world satisfies them."""
    return Elastic(rows, covers).shortfall(rows) if rows else 0.0


def _conflict(rows: Sequence[Row], covers: Iterable[int]) -> list[Row]:
    """Rows whose weighted sum no world satisfies; empty where some world satisfies all.

    All rows give way by the same amount, the least under which some world satisfies them: at a
    corner of the multipliers that prove it there are hardly more rows than must clash.
    """
    if not rows:
        return []
    columns = Columns(covers, [row.box for row in rows], limits(rows))
    is_least = np.array([row.sense is Sense.AT_LEAST for row in rows])
    values = np.array([float(row.value) for row in rows])
    ways = all_alike(
        low=np.where(is_least, values, -INFINITE), high=np.where(is_least, INFINITE, values)
    )
    _, floats = Gradual(columns, ways).shortfall()
    for weights in multipliers(rows, np.abs(floats)):
        if weighed(weights) < 0 and _is_nothing(rows, columns, weights):
            return list(weights)
    return []


def _is_nothing(rows: Sequence[Row], columns: Columns, weights: Mapping[Row, Fraction]) -> bool:
    """Whether the weighted rows come to nothing or more in every column."""
    places = {row: place for place, row in enumerate(rows)}
    sums, _ = columns.sums([(places[row], row.sense * w) for row, w in weights.items()])
    return min(sums, default=0) >= 0


def _union(boxes: Iterable[int]) -> int:
    union = 0
    for box in boxes:
        union |= 1 << box
    return union
