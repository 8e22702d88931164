"""Wholes and parts: places, bodies and kinds of device as sets of atoms.

An atom is what is left of a thing outside its known parts: the atom "AZ-FUZ" is Fuzuli without the
villages that have a name here. Land that a district took from others is an atom of its own for
each of them: it belongs to the old one until that day, to the new one from then on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.totals.scope import Atoms

__all__ = ["ELSE", "Cession", "Wholes"]

ELSE: Final = "elsewhere"
"""The atom of all that has no name here."""


@dataclass(frozen=True, slots=True)
class Cession:
    """On ``day`` the district ``to`` took land from ``source``."""

    to: str
    source: str
    day: date


class Wholes:
    """Things and what lies within them, by key; unknown keys are atoms of their own."""

    def __init__(self, pairs: Iterable[tuple[str, str]], cessions: Iterable[Cession] = ()) -> None:
        """``pairs`` are a part and its whole; circles do no harm."""
        self.cessions = tuple(cessions)
        self._parts: Mapping[str, set[str]] = defaultdict(set)
        for part, whole in pairs:
            self._parts[whole].add(part)
        self._within: dict[str, Atoms] = {}

    def within(self, key: str) -> Atoms:
        """The thing and all that lies within it, by key."""
        known = self._within.get(key)
        if known is None:
            known = self._within[key] = self._found_within(key)
        return known

    def _found_within(self, key: str) -> Atoms:
        found, left = {key}, [key]
        while left:
            fresh = self._parts.get(left.pop(), set()) - found
            found |= fresh
            left += fresh
        return frozenset(found)

    def atoms(self, keys: Iterable[str], day: date | None = None) -> Atoms:
        """The atoms of several things together, with the boundaries of a day.

        Without a day: all land that was ever theirs.
        """
        inside = frozenset().union(*(self.within(key) for key in keys))
        ceded = {
            f"{c.to} of {c.source}"
            for c in self.cessions
            if (c.to in inside and (day is None or day >= c.day))
            or (c.source in inside and (day is None or day < c.day))
            or {c.to, c.source} <= inside
        }
        whole = {c.to for c in self.cessions}
        return (inside - whole) | ceded

    def everything(self, keys: Iterable[str]) -> Atoms:
        """The atoms of all that is known, of further keys, and of all else."""
        known = {key for whole, parts in self._parts.items() for key in (whole, *parts)}
        return self.atoms({*known, *keys}) | {ELSE}
