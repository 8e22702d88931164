"""Gaps: the parts of a question that no report limits, so that the most is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg.totals.cells import Cell, joined
from kg.totals.scope import ALWAYS, NEVER, Atoms

__all__ = ["Gap", "gaps"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Places, bodies and kinds over days that no report limits; a day that is ``None`` is open."""

    places: Atoms
    bodies: Atoms
    kinds: Atoms
    first: date | None
    last: date | None


def gaps(unlimited: Iterable[Cell]) -> tuple[Gap, ...]:
    """The cells put together as far as they go, the longest first."""
    whole = _over_places(_over_bodies(_over_days(unlimited)))
    found = (
        Gap(cell.places, cell.bodies, cell.kinds, _day(cell.first), _day(cell.end - 1))
        for cell in whole
    )
    return tuple(sorted(found, key=_order))


def _over_days(cells: Iterable[Cell]) -> Iterator[Cell]:
    groups: dict[tuple[Atoms, Atoms, Atoms], list[tuple[int, int]]] = defaultdict(list)
    for places, bodies, kinds, first, end in cells:
        groups[places, bodies, kinds].append((first, end))
    for atoms, stretches in groups.items():
        for first, end in joined(stretches):
            yield Cell(*atoms, first, end)


def _over_bodies(cells: Iterable[Cell]) -> Iterator[Cell]:
    groups: dict[tuple[Atoms, Atoms, int, int], set[str]] = defaultdict(set)
    for places, own, kinds, first, end in cells:
        groups[places, kinds, first, end] |= own
    for (places, kinds, first, end), bodies in groups.items():
        yield Cell(places, frozenset(bodies), kinds, first, end)


def _over_places(cells: Iterable[Cell]) -> Iterator[Cell]:
    groups: dict[tuple[Atoms, Atoms, int, int], set[str]] = defaultdict(set)
    for own, bodies, kinds, first, end in cells:
        groups[bodies, kinds, first, end] |= own
    for (bodies, kinds, first, end), places in groups.items():
        yield Cell(frozenset(places), bodies, kinds, first, end)


def _day(number: int) -> date | None:
    return None if number <= ALWAYS or number >= NEVER - 1 else date.fromordinal(number)


def _order(gap: Gap) -> tuple[object, ...]:
    first, last = gap.first or date.min, gap.last or date.max
    return (first - last).days, first, sorted(gap.places), sorted(gap.bodies), sorted(gap.kinds)
