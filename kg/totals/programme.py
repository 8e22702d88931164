"""Linear programmes over cells, with bounds that are proven.

The unknowns are amounts in cells, none below zero. Each row says that the amount in a box is at
most, or at least, so much. HiGHS finds the best multipliers of the rows; that the bound which they
give holds is then checked in exact fractions, so that no rounding of floats gets into an answer,
and the rows with a multiplier are those that the answer rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Final

import numpy as np

from kg.totals.solver import INFINITE, Floats, Ints, Solver

__all__ = ["Columns", "Programme", "Proof", "Row", "Sense", "limits", "multipliers", "weighed"]

DENOMINATORS: Final = (1, 2, 6, 60, 2520, 1_000_000)
"""Of multipliers, the simplest first: nearly all are whole."""
TINY: Final = 1e-7
NEAR: Final = 1e-6
"""By which part an exact bound may differ from the one that the solver found in floats."""
AT_ONCE: Final = 1 << 25
"""How many bits are looked at in one go."""

ZERO: Final = Fraction(0)
NONE: Final = np.zeros(0, dtype=np.int32)


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
        self._low = _narrowest(
            row for row in rows if row.sense is Sense.AT_LEAST and not never >> row.box & 1
        )
        self._high = _narrowest(row for row in rows if row.sense is Sense.AT_MOST)
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

    def is_possible(self, *, steps: int | None = None) -> bool:
        """Whether some world satisfies the rows, as far as floats, or so many ``steps``, tell."""
        try:
            return not self._boxes or self._solver.is_possible(steps)
        except ArithmeticError:
            return False

    @cached_property
    def _solver(self) -> Solver:
        for box in self._low.keys() & self._high.keys():
            low, high = self._low[box], self._high[box]
            if low.value > high.value:
                raise ArithmeticError(f"no bound: {low.figure} and {high.figure} clash")
        columns = self._columns
        return Solver(
            columns.starts,
            columns.rows,
            np.ones(len(columns.rows)),
            low=self._values(self._low, -INFINITE),
            high=self._values(self._high, INFINITE),
        )

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


class Columns:
    """Cells as the columns of a matrix, whose rows are ``boxes``: which lie in which.

    Cells that these boxes do not tell apart are one column, and cells that cannot matter are none.
    ``starts[i]`` to ``starts[i + 1]`` are the places in ``rows`` of the rows that hold the column
    ``i``; ``met`` and ``within`` are, as bits, the boxes ``asked`` that hold some of it and all.
    """

    def __init__(
        self, covers: Iterable[int], boxes: Sequence[int], limited: int, asked: int = 0
    ) -> None:
        telling = sum(1 << box for box in set(boxes))
        met: dict[int, int] = defaultdict(int)
        beyond: dict[int, int] = defaultdict(int)
        for cover in covers:
            apart, held = cover & telling, cover & asked
            met[apart] |= held
            beyond[apart] |= asked ^ held
        met.pop(0, None)
        kept = sorted(_telling_cells(met, beyond, limited) if telling & ~limited else met)
        self.width = len(kept)
        self.met = [met[apart] for apart in kept]
        self.within = [asked & ~beyond[apart] for apart in kept]
        found = list(_incidence(kept, boxes))
        self.rows: Ints = np.concatenate([NONE, *(rows for _, rows in found)], dtype=np.int32)
        counts = np.concatenate([NONE, *(counts for counts, _ in found)])
        self.starts: Ints = np.concatenate([[0], np.cumsum(counts)], dtype=np.int32)

    def of(self, column: int) -> list[int]:
        """The rows that hold a column."""
        return list(map(int, self.rows[self.starts[column] : self.starts[column + 1]]))

    def sums(self, weights: Collection[tuple[int, Fraction]]) -> tuple[list[int], int]:
        """What rows with these weights come to in each column, exactly.

        The sums are whole numbers of a part of which all weights are made: how many are one.
        """
        one = lcm(*(weight.denominator for _, weight in weights))
        sums = [0] * self.width
        columns, rows = self._in_order
        for row, weight in weights:
            parts = weight.numerator * (one // weight.denominator)
            first, end = np.searchsorted(rows, (row, row + 1))
            for column in columns[first:end].tolist():
                sums[column] += parts
        return sums, one

    @cached_property
    def _in_order(self) -> tuple[Ints, Ints]:
        """The columns by the rows that hold them, and these rows."""
        columns = np.repeat(np.arange(self.width, dtype=np.int32), np.diff(self.starts))
        order = np.argsort(self.rows, kind="stable")
        return columns[order], self.rows[order]


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


def _narrowest(rows: Iterable[Row]) -> dict[int, Row]:
    """By box the row with the narrowest limit, the first of several."""
    found: dict[int, Row] = {}
    for row in rows:
        known = found.get(row.box)
        if known is None or (known.value - row.value) * row.sense > 0:
            found[row.box] = row
    return found


def _telling_cells(
    met: Mapping[int, int], beyond: Mapping[int, int], limited: int
) -> Iterator[int]:
    """The cells that can matter: of those under the same limits, the ones in most other boxes.

    What lies in a cell serves each "at least" row that covers it. So an amount moved to a cell
    under the same limits, as much in what is asked for, in all of its other boxes and in more,
    breaks no row; and what rows prove for that cell they prove for the one it was moved from.
    """
    alike: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for cell in met:
        alike[cell & limited, met[cell], beyond[cell]].append(cell)
    for group in alike.values():
        yield from _largest(group)


def _largest(cells: Sequence[int]) -> Sequence[int]:
    """The cells whose boxes are not all boxes of another, in no order."""
    kept: list[int] = []
    for cell in sorted(cells, key=int.bit_count, reverse=True):
        for place, other in enumerate(kept):
            if cell | other == other:
                if place:  # what holds one cell holds many: it is asked first
                    kept[0], kept[place] = other, kept[0]
                break
        else:
            kept.append(cell)
    return kept


def _incidence(columns: Sequence[int], boxes: Sequence[int]) -> Iterator[tuple[Ints, Ints]]:
    """For some columns at a time: how many of the boxes hold each, and which, by place."""
    numbers = np.array(boxes, dtype=int)
    order = np.argsort(numbers, kind="stable")
    width = max(columns, default=0).bit_length() // 8 + 1
    step = max(1, AT_ONCE // (8 * width))
    for first in range(0, len(columns), step):
        some = columns[first : first + step]
        data = b"".join(column.to_bytes(width, "little") for column in some)
        masks = np.frombuffer(data, np.uint8).reshape(len(some), width)
        held = np.unpackbits(masks, axis=1, bitorder="little").view(bool)
        column, box = held.nonzero()
        begin = np.searchsorted(numbers, box, "left", sorter=order)
        each = np.searchsorted(numbers, box, "right", sorter=order) - begin
        within = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
        counts = np.bincount(np.repeat(column, each), minlength=len(some)).astype(np.int32)
        yield counts, order[np.repeat(begin, each) + within].astype(np.int32)
