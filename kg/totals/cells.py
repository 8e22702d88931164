"""Cells: the parts of the world that no scope splits, merged by the scopes that cover them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final, NamedTuple

from kg.totals.scope import Atoms, Box

__all__ = ["Cell", "Cells", "VastError", "bits", "coverings", "cut", "joined"]

MOST: Final = 1 << 31
"""Bits of all sets of boxes that are held at once: 256 MB."""


class VastError(ValueError):
    """More cells than are held at once."""


class Cell(NamedTuple):
    """Atoms of each dimension, and days, that are covered by the same boxes."""

    places: Atoms
    bodies: Atoms
    kinds: Atoms
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Cells:
    """All cells that some box covers, each under the set of its boxes (bit ``i``: box ``i``).

    Cells under one set are one unknown: no figure tells them apart. ``stretches`` are days under
    such a set, three numbers each: which of the ``parts`` (the atoms that lie in the same boxes),
    the first day and the end. They are very many, and arrays are no work for the collector of
    garbage.
    """

    stretches: Mapping[int, array[int]]
    parts: Sequence[Sequence[tuple[Atoms, Atoms, Atoms]]]

    def under(self, coverings: Iterable[int]) -> Iterator[Cell]:
        """The cells under sets of boxes, put together where one ends as the next begins."""
        days: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for covering in coverings:
            numbers = iter(self.stretches[covering])
            for part, first, end in zip(numbers, numbers, numbers, strict=True):
                days[part].append((first, end))
        for part, stretches in days.items():
            whole = joined(stretches)
            for places, bodies, kinds in self.parts[part]:
                for first, end in whole:
                    yield Cell(places, bodies, kinds, first, end)

    @property
    def covers(self) -> Iterable[int]:
        """The sets of boxes under which there are cells."""
        return self.stretches.keys()


def coverings(boxes: Sequence[Box]) -> frozenset[int]:
    """The sets of boxes under which there are cells when the world is cut, without the cells.

    Raises:
        VastError: they are too many to be held.
    """
    found = set(_at_once([(box.first, box.end) for box in boxes]))
    for sets in (
        [box.places for box in boxes],
        [box.bodies for box in boxes],
        [box.kinds for box in boxes],
    ):
        some: set[int] = set()
        for mask, _ in _classes(sets):
            some.update(over & mask for over in found)
            if len(some) * len(boxes) > MOST:
                raise VastError(f"{len(boxes)} scopes cut the world into too many cells")
        found = some
    return frozenset(found - {0})


def cut(boxes: Sequence[Box]) -> Cells:
    """Cut the world so that every box is made of whole cells."""
    dimensions = (
        _classes(box.places for box in boxes),
        _classes(box.bodies for box in boxes),
        _classes(box.kinds for box in boxes),
    )
    parts: dict[int, list[tuple[Atoms, Atoms, Atoms]]] = defaultdict(list)
    for (p, places), (b, bodies) in product(*dimensions[:2]):
        if both := p & b:
            for k, kinds in dimensions[2]:
                if over := both & k:
                    parts[over].append((places, bodies, kinds))
    stretches: dict[int, array[int]] = defaultdict(lambda: array("q"))
    days = [(box.first, box.end) for box in boxes]
    for part, over in enumerate(parts):
        for covering, first, end in _sweep(over, days):
            stretches[covering].extend((part, first, end))
    return Cells(stretches, list(parts.values()))


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def joined(stretches: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Stretches of days in order, put together where none lies between them."""
    if len(stretches) == 1:
        return stretches
    whole: list[tuple[int, int]] = []
    for first, end in sorted(stretches):
        if whole and first <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((first, end))
    return whole


def _classes(sets: Iterable[Atoms]) -> list[tuple[int, Atoms]]:
    """Atoms that are in the same sets, with those sets as bits."""
    masks: dict[str, int] = defaultdict(int)
    for index, atoms in enumerate(sets):
        for atom in atoms:
            masks[atom] |= 1 << index
    classes: dict[int, set[str]] = defaultdict(set)
    for atom, mask in masks.items():
        classes[mask].add(atom)
    return [(mask, frozenset(atoms)) for mask, atoms in classes.items()]


def _sweep(over: int, days: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """The stretches of days over which the same of some boxes hold: which, first day, end."""
    turns: dict[int, int] = defaultdict(int)
    while over:
        box = over & -over
        first, end = days[box.bit_length() - 1]
        turns[first] ^= box
        turns[end] ^= box
        over ^= box
    covering = 0
    for first, end in pairwise(sorted(turns)):
        covering ^= turns[first]
        if covering:
            yield covering, first, end


def _at_once(days: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The boxes that hold on the same days, wherever."""
    return (covering for covering, _, _ in _sweep((1 << len(days)) - 1, days))
