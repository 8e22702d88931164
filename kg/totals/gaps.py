"""Gaps: the parts of a question that no report limits, so that the most is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kg.totals.cells import Cell, joined
from kg.totals.scope import ALWAYS, NEVER, Atoms

__all__ = ["Gap", "gaps"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Places and bodies over days of which no report limits all; a day that is ``None`` is open."""

    places: Atoms
    bodies: Atoms
    first: date | None
    last: date | None


class _Part(NamedTuple):
    places: Atoms
    bodies: Atoms
    first: int
    end: int


def gaps(unlimited: Iterable[Cell]) -> tuple[Gap, ...]:
    """The cells of one world put together as far as they go, the longest, then widest first.

    What is unlimited of several kinds is one gap.
    """
    whole = _over_places(_over_bodies(_over_days(unlimited)))
    found = (Gap(part.places, part.bodies, _day(part.first), _day(part.end - 1)) for part in whole)
    return tuple(sorted(found, key=_order))


def _over_days(cells: Iterable[Cell]) -> Iterator[_Part]:
    """Over days and kinds: places and bodies of two cells are the same, or wholly others."""
    groups: dict[tuple[Atoms, Atoms], list[tuple[int, int]]] = defaultdict(list)
    for cell in cells:
        groups[cell.places, cell.bodies].append((cell.first, cell.end))
    for atoms, stretches in groups.items():
        for first, end in joined(stretches):
            yield _Part(*atoms, first, end)


def _over_bodies(parts: Iterable[_Part]) -> Iterator[_Part]:
    groups: dict[tuple[Atoms, int, int], set[str]] = defaultdict(set)
    for places, own, first, end in parts:
        groups[places, first, end] |= own
    for (places, first, end), bodies in groups.items():
        yield _Part(places, frozenset(bodies), first, end)


def _over_places(parts: Iterable[_Part]) -> Iterator[_Part]:
    groups: dict[tuple[Atoms, int, int], set[str]] = defaultdict(set)
    for own, bodies, first, end in parts:
        groups[bodies, first, end] |= own
    for (bodies, first, end), places in groups.items():
        yield _Part(frozenset(places), bodies, first, end)


def _day(number: int) -> date | None:
    return None if number <= ALWAYS or number >= NEVER - 1 else date.fromordinal(number)


def _order(gap: Gap) -> tuple[object, ...]:
    first, last = gap.first or date.min, gap.last or date.max
    return (first - last).days, -len(gap.places), first, sorted(gap.places), sorted(gap.bodies)
