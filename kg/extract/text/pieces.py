"""A text cut at white space: the first cut, and the one place where words are remembered.

A piece is then cut in one of two grains: finely, into atoms ("563-ha-area" is five), for
figures, dates and places (:mod:`kg.extract.text.atoms`); or coarsely, into words
("Prosecutor-General" is one), for names of bodies and people (:mod:`kg.extract.text.tokens`).
Most pieces of a text come again and again, so how one is cut is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

__all__ = ["LONGEST", "pieces", "remembered"]

LONGEST: Final = 64
"""Pieces of more signs are not remembered, words of more letters are in no list."""
MOST: Final = 32768
"""Pieces remembered before all are forgotten: it bounds the memory, not the speed."""
T = TypeVar("T")


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The pieces of any text in order, each with the offset at which it begins."""
    end = 0
    for piece in text.split():
        start = text.index(piece, end)
        yield start, piece
        end = start + len(piece)


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
