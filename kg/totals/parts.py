"""Parts of very many figures: worlds that have nothing to do with each other, and parts of one.

Figures whose scopes share no cell, nor are linked by others that do, are worlds apart: what is
found in each is all that there is to find. A world that is too large for one programme is looked
at in parts, ever fewer and larger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from kg.totals.cells import bits
from kg.totals.index import Index
from kg.totals.scope import Box, Reported

__all__ = ["apart", "levels"]

AT_ONCE: Final = 10_000
"""Figures of several worlds that are looked at as one: that takes less time than each by itself."""
PART: Final = 400
"""How many figures are looked at by themselves before they are put together with others."""


def apart(figures: Sequence[Reported]) -> Iterator[Sequence[Reported]]:
    """Worlds that share no cell, small ones together, each in the order given.

    Left out of several are figures that prove nothing: they limit nothing, and nothing limits
    their scopes.
    """
    if len(figures) <= AT_ONCE:
        yield figures
        return
    some: list[int] = []
    for world in _worlds(figures):
        if some and len(some) + len(world) > AT_ONCE:
            yield [figures[place] for place in sorted(some)]
            some = []
        some += world
    yield [figures[place] for place in sorted(some)]


def levels(figures: Sequence[Reported]) -> Iterator[list[list[Reported]]]:
    """Parts of figures: few each at first, then two parts together, at last all.

    Figures of about as many days come together: what clashes within a part is found at little cost.
    """
    lasting = sorted(figures, key=lambda f: (f.outer.end - f.outer.first, f.outer.first, f.figure))
    length = PART
    while length < len(lasting):
        yield [lasting[first : first + length] for first in range(0, len(lasting), length)]
        length *= 2
    yield [lasting]


def _worlds(figures: Sequence[Reported]) -> Iterator[list[int]]:
    """The places of figures that share cells, or are linked by others that do."""
    hull = Box.hull(figure.inner for figure in figures if figure.inner is not None)
    told: dict[Box, list[int]] = defaultdict(list)
    for place, figure in enumerate(figures):
        scope = figure.outer if hull.holds(figure.outer) else figure.inner
        if scope is not None:
            told[scope].append(place)
    for boxes in _meeting(list(told)):
        yield [place for box in boxes for place in told[box]]


def _meeting(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Boxes that meet, or are linked by some that do."""
    for stretch in _stretches(boxes):
        index = Index(stretch)
        left = (1 << len(stretch)) - 1
        while left:
            found = near = left & -left
            while near:
                left &= ~near
                near = left & _any_of(index.meeting(stretch[number]) for number in bits(near))
                found |= near
            yield [stretch[number] for number in bits(found)]


def _stretches(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Boxes one after the other, parted at the days over which none reaches."""
    some: list[Box] = []
    end = 0
    for box in sorted(boxes, key=lambda box: box.first):
        if some and box.first >= end:
            yield some
            some = []
        some.append(box)
        end = max(end, box.end)
    if some:
        yield some


def _any_of(masks: Iterator[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found
