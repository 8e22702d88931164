"""Cells as the columns of a matrix: which rows hold which, told in numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Final

import numpy as np

from kg.totals.solver import Floats, Ints

__all__ = ["Columns"]

AT_ONCE: Final = 1 << 25
"""How many bits are looked at in one go."""
NONE: Final = np.zeros(0, dtype=np.int32)


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

    def some(self, columns: Ints) -> tuple[Ints, Ints]:
        """The starts and the rows of some columns, as if there were no others."""
        counts = np.diff(self.starts)[columns]
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        within = np.arange(starts[-1], dtype=np.int32) - np.repeat(starts[:-1], counts)
        return starts, self.rows[np.repeat(self.starts[:-1][columns], counts) + within]

    def roomiest(self, count: int) -> Ints:
        """So many columns of each row, those that lie in the fewest other rows."""
        columns, rows = self._in_order
        order = np.lexsort((columns, np.diff(self.starts)[columns], rows))
        firsts = np.searchsorted(rows, rows)
        return np.unique(columns[order][np.arange(len(rows)) - firsts < count])

    def cheapest(self, cost: Floats, multipliers: Floats, most: float, count: int) -> Ints:
        """The columns that cost the least beyond their rows' multipliers, if less than ``most``.

        At most so many of them.
        """
        if not self.width:
            return NONE
        beyond = cost - np.add.reduceat(multipliers[self.rows], self.starts[:-1])
        below = np.flatnonzero(beyond < most)
        found: Ints = np.sort(below[np.argsort(beyond[below], kind="stable")[:count]])
        return found.astype(np.int32)

    def linked(self, multipliers: Floats) -> Mapping[int, int]:
        """The rows with a multiplier, each with the first that it is linked with.

        Rows are linked by a column in which some of them weigh above zero and some below: there
        the ones make up for the others.
        """
        kept = multipliers[self.rows] != 0
        columns = np.repeat(np.arange(self.width, dtype=np.int32), np.diff(self.starts))[kept]
        rows = self.rows[kept]
        above, below = (np.isin(columns, columns[sign * multipliers[rows] > 0]) for sign in (1, -1))
        columns, rows = columns[above & below], rows[above & below]
        first = np.arange(len(multipliers))
        starts = np.flatnonzero(np.diff(columns, prepend=-1))
        while len(rows):
            least = np.repeat(
                np.minimum.reduceat(first[rows], starts), np.diff(starts, append=len(rows))
            )
            before = first.copy()
            np.minimum.at(first, rows, least)
            if np.array_equal(before, first):
                break
        return {row: int(first[row]) for row in np.flatnonzero(multipliers).tolist()}

    @cached_property
    def _in_order(self) -> tuple[Ints, Ints]:
        """The columns by the rows that hold them, and these rows."""
        columns = np.repeat(np.arange(self.width, dtype=np.int32), np.diff(self.starts))
        order = np.argsort(self.rows, kind="stable")
        return columns[order], self.rows[order]


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
