"""A text cut at white space: the first cut, and the one place where words are remembered.

A piece is then cut in one of two grains: finely, into atoms ("563-ha-area" is five), for
figures, dates and places (:mod:`kg.extract.text.atoms`); or coarsely, into words
("Prosecutor-General" is one), for names of bodies and people (:mod:`kg.extract.text.tokens`).
Most pieces of a text come again and again, so how one is cut is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

__all__ = ["LONGEST", "Pieces", "pieces", "remembered"]

LONGEST: Final = 64
"""Pieces of more signs are not remembered, words of more letters are in no list."""
MOST: Final = 32768
"""Pieces remembered before all are forgotten: it bounds the memory, not the speed."""
T = TypeVar("T")


class Pieces(NamedTuple):
    """The pieces of a text in order, and the offsets at which they begin."""

    starts: Sequence[int]
    texts: Sequence[str]


@lru_cache(maxsize=1)
def pieces(text: str) -> Pieces:
    """The pieces of any text; both cuts begin with them, so the last text's are remembered."""
    texts = text.split()
    starts: list[int] = []
    end = 0
    for piece in texts:
        start = text.index(piece, end)
        starts.append(start)
        end = start + len(piece)
    return Pieces(tuple(starts), tuple(texts))


def remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    """A function of one piece or word that remembers its results.

    Unlike :func:`functools.lru_cache` it keeps nothing of the endless words of a broken text.
    """
    return _Remembered(read).__getitem__


class _Remembered(dict[str, T]):
    def __init__(self, read: Callable[[str], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, word: str) -> T:
        result = self._read(word)
        if len(word) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[word] = result
        return result
