"""Counts of what was found rightly, wrongly, and not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["Tally", "exact", "fuzzy"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found rightly, what wrongly, what not."""

    hits: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hits + other.hits, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Part of what was found that is right; 0 where nothing was found."""
        return self.hits / max(1, self.hits + self.extra)

    @property
    def recall(self) -> float:
        """Part of what is there that was found; 0 where nothing is there."""
        return self.hits / max(1, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / max(1e-9, both)


def exact(found: Iterable[Hashable], right: Iterable[Hashable]) -> Tally:
    """Count what is equal, as often as it stands on both sides."""
    these, those = Counter(found), Counter(right)
    hits = (these & those).total()
    return Tally(hits, these.total() - hits, those.total() - hits)


def fuzzy(found: Sequence[T], right: Sequence[T], same: Callable[[T, T], bool]) -> Tally:
    """Count what is the same by a test, each thing once, the first that fits."""
    left, hits = list(right), 0
    for item in found:
        place = next((n for n, other in enumerate(left) if same(item, other)), None)
        if place is not None:
            del left[place]
            hits += 1
    return Tally(hits, len(found) - hits, len(left))
