"""Which labels are written, and where, so that none covers a node or another label."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, Literal

__all__ = ["Label", "Spot", "place", "shorten", "width_of", "words_of_event"]

Side = Literal["below", "above", "right", "left"]
LONGEST: Final = 26
_NO_DAYS: Final = "period not stated"
_NO_PLACE: Final = "place not stated"
_NARROW: Final = frozenset("ijlftrI.,:;'|()[]- ")
_CELL: Final = 64.0
_WIDE: Final = frozenset("mwMW@%Жшщюфм")


@dataclass(frozen=True, slots=True)
class Spot:
    """A node that may get a label: its place, its radius, its words, how much they matter."""

    key: str
    x: float
    y: float
    radius: float
    text: str
    importance: float


@dataclass(frozen=True, slots=True)
class Label:
    """A label with the middle of its box, and the size of letters that it has room for."""

    key: str
    text: str
    x: float
    y: float
    width: float
    side: Side
    size: float


@dataclass(frozen=True, slots=True)
class _Rect:
    left: float
    top: float
    right: float
    low: float

    def meets(self, other: _Rect) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.low
            and other.top < self.low
        )


class _Taken:
    """What is taken, by the cells it reaches into: of thousands only what is near is compared."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[_Rect]] = defaultdict(list)

    def add(self, rect: _Rect) -> None:
        for cell in _cells(rect):
            self._cells[cell].append(rect)

    def meets(self, rect: _Rect) -> bool:
        return any(
            rect.meets(other) for cell in _cells(rect) for other in self._cells.get(cell, ())
        )


def _cells(rect: _Rect) -> Iterator[tuple[int, int]]:
    across = range(int(rect.left // _CELL), int(rect.right // _CELL) + 1)
    down = range(int(rect.top // _CELL), int(rect.low // _CELL) + 1)
    return product(across, down)


def place(
    spots: Sequence[Spot],
    *,
    size: float,
    beside: Sequence[Label] = (),
    within: tuple[float, float] = (-math.inf, math.inf),
) -> list[Label]:
    """Labels in letters of ``size``, the most important first, those left out that have no room.

    ``beside`` are labels that stand already, whose nodes get no other; none reaches out of what is
    ``within`` these two ends.
    """
    taken = _Taken()
    for spot in spots:
        x, y, half = spot.x, spot.y, spot.radius
        taken.add(_Rect(x - half, y - half, x + half, y + half))
    for label in beside:
        taken.add(_rect(label))
    named = {label.key for label in beside}
    labels: list[Label] = []
    for spot in sorted(spots, key=lambda s: (-s.importance, s.key)):
        for label in () if spot.key in named else _candidates(spot, size):
            rect = _rect(label)
            if within[0] <= rect.left and rect.right <= within[1] and not taken.meets(rect):
                taken.add(rect)
                labels.append(label)
                break
    return labels


def words_of_event(label: str) -> str:
    """What tells an event from others: its days, or its places where no days are stated.

    "Clearance, 1–31 August 2023, 8 places" is "1–31 August 2023": the kind is seen anyway.
    """
    middle, last = label.split(", ")[1:-1], label.rpartition(", ")[2]
    if _NO_DAYS in middle and last != _NO_PLACE:
        middle = [last if part == _NO_DAYS else part for part in middle]
    return ", ".join(middle) or label


def shorten(text: str) -> str:
    """A text of at most :data:`LONGEST` characters, cut with an ellipsis."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def width_of(text: str, size: float) -> float:
    """About how wide a text is in a usual sans-serif face."""
    return size * sum(
        0.32
        if letter in _NARROW
        else 0.88
        if letter in _WIDE
        else 0.68
        if letter.isupper()
        else 0.58
        for letter in text
    )


def _candidates(spot: Spot, size: float) -> list[Label]:
    text = shorten(spot.text)
    width = width_of(text, size)
    down, over = spot.radius + 0.75 * size, spot.radius + width / 2 + 0.35 * size
    return [
        Label(spot.key, text, spot.x, spot.y + down, width, "below", size),
        Label(spot.key, text, spot.x, spot.y - down, width, "above", size),
        Label(spot.key, text, spot.x + over, spot.y, width, "right", size),
        Label(spot.key, text, spot.x - over, spot.y, width, "left", size),
    ]


def _rect(label: Label) -> _Rect:
    half, tall = label.width / 2 + 1, 0.55 * label.size
    return _Rect(label.x - half, label.y - tall, label.x + half, label.y + tall)
