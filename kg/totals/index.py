"""An index of boxes: which of very many meet, or hold, another one.

Sets of boxes are bits of a whole number (bit ``i``: box ``i``), so that each atom and each day
costs one operation, however many boxes there are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.totals.scope import Atoms, Box

__all__ = ["Index"]


class Index:
    """Boxes that are looked up by what they cover."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._places = _by_atom(box.places for box in boxes)
        self._bodies = _by_atom(box.bodies for box in boxes)
        self._kinds = _by_atom(box.kinds for box in boxes)
        self._begun = _up_to([box.first for box in boxes])
        self._ended = _up_to([box.end for box in boxes])

    def meeting(self, box: Box) -> int:
        """The boxes in which something can have happened that happened in this one."""
        begun = self._begun_before(box.end) & ~self._ended_by(box.first)
        return (
            begun
            & _any_of(self._places, box.places)
            & _any_of(self._bodies, box.bodies)
            & _any_of(self._kinds, box.kinds)
        )

    def holding(self, box: Box) -> int:
        """The boxes that hold this one whole."""
        found = self._begun_before(box.first + 1) & ~self._ended_by(box.end - 1)
        for masks, atoms in (
            (self._kinds, box.kinds),
            (self._places, box.places),
            (self._bodies, box.bodies),
        ):
            for atom in atoms if found else ():
                found &= masks.get(atom, 0)
        return found

    def _begun_before(self, day: int) -> int:
        days, masks = self._begun
        return masks[bisect_left(days, day)]

    def _ended_by(self, day: int) -> int:
        days, masks = self._ended
        return masks[bisect_right(days, day)]


def _by_atom(sets: Iterable[Atoms]) -> Mapping[str, int]:
    holders: dict[str, list[int]] = defaultdict(list)
    for number, atoms in enumerate(sets):
        for atom in atoms:
            holders[atom].append(number)
    return {atom: _mask(numbers) for atom, numbers in holders.items()}


def _up_to(days: Sequence[int]) -> tuple[list[int], list[int]]:
    """Days in their order, and the boxes of none of them, of the first, of the first two, ….

    ``masks[i]`` are the boxes whose day is one of the first ``i``.
    """
    boxes: dict[int, list[int]] = defaultdict(list)
    for number, day in enumerate(days):
        boxes[day].append(number)
    masks = [0]
    for day in sorted(boxes):
        masks.append(masks[-1] | _mask(boxes[day]))
    return sorted(boxes), masks


def _any_of(masks: Mapping[str, int], atoms: Atoms) -> int:
    found = 0
    for atom in atoms:
        found |= masks.get(atom, 0)
    return found


def _mask(numbers: Sequence[int]) -> int:
    data = bytearray(max(numbers) // 8 + 1)
    for number in numbers:
        data[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(data, "little")
