"""A text cut at white space: the first cut, and the one place where words are remembered.

A piece is then cut in one of two grains: finely, into atoms ("563-ha-area" is five), for
figures, dates and places (:mod:`kg.extract.text.atoms`); or coarsely, into words
("Prosecutor-General" is one), for names of bodies and people (:mod:`kg.extract.text.tokens`).
Most pieces of a text come again and again, so how one is cut is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

__all__ = ["LONGEST", "pieces", "remembered"]

LONGEST: Final = 64
"""Pieces of more signs are not remembered, words of more letters are in no list."""
MOST: Final = 65536
"""Pieces remembered before all are forgotten: it bounds the memory, not the speed."""
_PIECE: Final = re.compile(r"\S+")
T = TypeVar("T")


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The pieces of any text in order, each with the offset at which it begins."""
    for found in _PIECE.finditer(text):
        yield found.start(), found.group()


def remembered(cut: Callable[[str], Iterable[T]]) -> Callable[[str], tuple[T, ...]]:
    """A way to cut a piece that remembers its results."""
    return _Remembered(cut).__getitem__


class _Remembered(dict[str, tuple[T, ...]]):
    def __init__(self, cut: Callable[[str], Iterable[T]]) -> None:
        super().__init__()
        self._cut = cut

    def __missing__(self, piece: str) -> tuple[T, ...]:
        found = tuple(self._cut(piece))
        if len(piece) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[piece] = found
        return found
