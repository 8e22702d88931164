"""Scopes: of what part of the world a figure speaks.

The world is places × bodies × kinds of thing × days. Places, bodies and kinds are cut into atoms,
parts that are named nowhere in part; days are numbered as in ``date.toordinal``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kg.model import Qualifier

__all__ = ["ALWAYS", "NEVER", "Atoms", "Box", "Reported"]

Atoms = frozenset[str]
ALWAYS: Final = 0
"""Before every day."""
NEVER: Final = 4_000_000
"""After every day."""


@dataclass(frozen=True, slots=True)
class Box:
    """Places jointly, by these bodies, of these kinds, from ``first`` to before ``end``."""

    places: Atoms
    bodies: Atoms
    kinds: Atoms
    first: int
    end: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing can have happened in it."""
        return not (self.places and self.bodies and self.kinds and self.first < self.end)

    def meets(self, other: Box) -> bool:
        """Whether something can have happened in both."""
        days = max(self.first, other.first) < min(self.end, other.end)
        return days and all(one & two for one, two in zip(self._sets, other._sets, strict=True))

    def holds(self, other: Box) -> bool:
        """Whether all that happened in the other happened in this one."""
        days = self.first <= other.first and other.end <= self.end
        return days and all(one >= two for one, two in zip(self._sets, other._sets, strict=True))

    @classmethod
    def hull(cls, boxes: Iterable[Box]) -> Box:
        """The smallest box that holds all of these."""
        boxes = tuple(boxes)
        nothing: Atoms = frozenset()
        return cls(
            places=nothing.union(*(box.places for box in boxes)),
            bodies=nothing.union(*(box.bodies for box in boxes)),
            kinds=nothing.union(*(box.kinds for box in boxes)),
            first=min((box.first for box in boxes), default=NEVER),
            end=max((box.end for box in boxes), default=ALWAYS),
        )

    @property
    def days(self) -> tuple[date | None, date | None]:
        """Its first and its last day; ``None`` for an open end."""
        return (
            None if self.first <= ALWAYS else date.fromordinal(self.first),
            None if self.end >= NEVER else date.fromordinal(self.end - 1),
        )

    @property
    def _sets(self) -> tuple[Atoms, Atoms, Atoms]:
        return self.places, self.bodies, self.kinds


@dataclass(frozen=True, slots=True)
class Reported:
    """A figure as two inequalities.

    At least so much happened in ``outer``, of which the figure speaks at the most; at most so much
    in ``inner``, of which it speaks for certain (``None`` where that is nothing). The two differ
    where the text leaves the scope open: a day known by its month only, no place stated.
    ``names_no_body`` and ``names_no_place`` mark scopes that rest on an assumption: that a figure
    without bodies counts the work of all, one without places that of the body's whole country.
    ``counts_parts`` marks scopes of bodies with parts, whose work is taken to count with their own.
    ``beside`` are the other numbers that the report states of the same scope.
    """

    figure: str
    value: Decimal
    qualifier: Qualifier
    outer: Box
    inner: Box | None
    names_no_body: bool = False
    names_no_place: bool = False
    beside: frozenset[Decimal] = frozenset()
    counts_parts: bool = False

    @property
    def is_assumed(self) -> bool:
        """Whether how far it reaches is not said."""
        return self.names_no_body or self.names_no_place
