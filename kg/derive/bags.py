"""Very many sets of numbers, in one array."""

from __future__ import annotations

from array import array
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bags", "Holders", "Numbers", "Rows"]

N = TypeVar("N", bound=np.generic)
Numbers = NDArray[np.uint64]
Rows = NDArray[np.int64]
"""Which of the sets: the first added is 0."""


class Bags:
    """Sets of numbers one behind the other, eight bytes a member; all are added before any is read.

    What is given of them is sorted.
    """

    def __init__(self) -> None:
        self._members = array("Q")
        self._starts = array("q", [0])

    def add(self, numbers: Numbers) -> None:
        """One more set."""
        self._members.frombytes(np.unique(numbers).tobytes())
        self._starts.append(len(self._members))

    def __getitem__(self, row: int) -> Numbers:
        return self.members[self._starts[row] : self._starts[row + 1]]

    @property
    def members(self) -> Numbers:
        """The members of all, set by set."""
        return np.frombuffer(self._members, np.uint64)

    @property
    def sizes(self) -> Rows:
        """How many members each has."""
        starts = np.frombuffer(self._starts, np.int64)
        sizes: Rows = starts[1:] - starts[:-1]
        return sizes

    def shared(self, row: int, others: Rows) -> Rows:
        """How many members of one set each of some others holds too."""
        own = self[row]
        starts = np.frombuffer(self._starts, np.int64)
        if not len(own):
            return np.zeros(len(others), np.int64)
        members, ends = _parts(self.members, starts[others], starts[others + 1])
        at = np.minimum(np.searchsorted(own, members), len(own) - 1)
        hits = np.concatenate((np.zeros(1, np.int64), np.cumsum(own[at] == members)))[ends]
        shared: Rows = np.diff(hits, prepend=np.int64(0))
        return shared


class Holders:
    """Which sets hold a number."""

    def __init__(self, parts: list[Numbers], rows: Rows) -> None:
        """``parts`` are what is looked for of the sets that are ``rows``."""
        holders = np.repeat(rows.astype(np.int32), [len(part) for part in parts])
        numbers = np.concatenate([*parts, np.empty(0, np.uint64)])
        order = np.argsort(numbers, kind="stable")
        self._numbers, self._holders = numbers[order], holders[order]

    def of(self, numbers: Numbers, at_least: int) -> Rows:
        """The sets that hold so many of these, each once."""
        starts = np.searchsorted(self._numbers, numbers, "left")
        found, _ = _parts(self._holders, starts, np.searchsorted(self._numbers, numbers, "right"))
        holders, counts = np.unique(found, return_counts=True)
        return holders[counts >= at_least].astype(np.int64)


def _parts(whole: NDArray[N], starts: Rows, ends: Rows) -> tuple[NDArray[N], Rows]:
    """Parts of an array one behind the other, and where each of them ends."""
    lengths = ends - starts
    until = np.cumsum(lengths)
    total = int(until[-1]) if len(until) else 0
    return whole[np.arange(total) + np.repeat(ends - until, lengths)], until
