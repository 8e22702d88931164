"""The words of very many texts, as numbers: what is left of a text once it was read.

Of each text its shingles (so many words in a row) and its numbers, each as a number of 64 bits:
some eight bytes a word, whatever the language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Final

import numpy as np

from kg.derive.bags import Bags

__all__ = ["Wordings"]

SHINGLE: Final = 4
"""Words a shingle."""

_WORDS: Final = re.compile(r"\d+(?:[.,]\d+)*|\w+")
_NOT_DIGIT: Final = re.compile(r"\D")
_PLACES: Final = np.array(
    (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93), np.uint64
)
"""Odd factors that tell the words of a shingle by their places."""


class Wordings:
    """Of each report the shingles and the numbers of its text, in the order of adding."""

    def __init__(self, texts: Iterable[tuple[str, str]] = ()) -> None:
        """``texts`` are reports and what they say."""
        self.reports: list[str] = []
        self.shingles = Bags()
        self.numbers = Bags()
        for report, text in texts:
            self.add(report, text)

    def add(self, report: str, text: str) -> None:
        """Take the words of one more report."""
        folded = unicodedata.normalize("NFKC", text).casefold()
        words = [_bare(word) for word in _WORDS.findall(folded)]
        known = np.fromiter(map(_number_of, words), np.uint64, len(words))
        count = max(len(words) - SHINGLE + 1, 0)
        parts = (known[at : at + count] * factor for at, factor in enumerate(_PLACES))
        self.reports.append(report)
        self.shingles.add(np.sum(list(parts), axis=0, dtype=np.uint64))
        self.numbers.add(known[np.array([word[0].isdigit() for word in words], bool)])


def _bare(word: str) -> str:
    """A number without its marks: "5,264.14" and "5264,14" differ in nothing that counts."""
    return _NOT_DIGIT.sub("", word) if word[0].isdigit() else word


@lru_cache(maxsize=50_000)
def _number_of(word: str) -> int:
    """A word as a number, the same on every machine."""
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest())
