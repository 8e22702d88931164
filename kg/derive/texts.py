"""Near-identical texts, found exactly and in time that grows with the texts, not with their pairs.

Two texts that share four fifths of the shingles of the smaller one share at least one of any fifth
of its shingles (and one more). So a text is compared only with those that hold one of its *rarest*
fifth: the frame that notes of one series share is common, and brings none of them together. This
is the prefix filter of set similarity joins (Chaudhuri, Ganti and Kaushik, 2006); unlike signatures
of random permutations it misses nothing, and unlike them it stays fast on texts with one frame.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from hashlib import blake2b
from typing import Final

from kg.assessment import Restatement, Rule
from kg.derive.sources import Text

__all__ = ["near_texts"]

SHINGLE: Final = 4
"""Words a shingle."""
FEWEST: Final = 8
"""Shingles that a text needs; shorter ones say too little to be told apart."""
LEAST: Final = Decimal("0.8")
"""Part of the shingles of the smaller text that the other holds too."""
SLIPS: Final = 2
NUMBERS_A_SLIP: Final = 6
"""One number in so many may be a slip, at most :data:`SLIPS` of them."""

_WORDS: Final = re.compile(r"\d+(?:[.,]\d+)*|\w+")
_NOT_DIGIT: Final = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class _Words:
    """The shingles of a text, and its numbers as bare digits."""

    report: str
    shingles: frozenset[int]
    numbers: frozenset[str]


def near_texts(texts: Sequence[Text]) -> Iterator[Restatement]:
    """Each text that is nearly an earlier one, with the one it is most like.

    Notes of one series share their frame but tell other numbers: a text of which more numbers
    are not in the other than a slip explains is no copy of it.
    """
    found = [words for text in texts if len((words := _words_of(text)).shingles) >= FEWEST]
    common = Counter(shingle for words in found for shingle in words.shingles)
    by_any: dict[int, list[_Words]] = defaultdict(list)
    by_rare: dict[int, list[_Words]] = defaultdict(list)
    for words in found:
        rare = _rarest(words, common)
        earlier = {
            other.report: other
            for index, shingles in ((by_any, rare), (by_rare, words.shingles))
            for shingle in shingles
            for other in index.get(shingle, ())
        }
        likest = _likest(words, earlier.values())
        if likest is not None:
            yield Restatement(words.report, likest[1], Rule.SAME_TEXT, likest[0])
            continue
        for index, shingles in ((by_any, words.shingles), (by_rare, rare)):
            for shingle in shingles:
                index[shingle].append(words)


def _rarest(words: _Words, common: Counter[int]) -> Sequence[int]:
    """So many of the rarest shingles that a text which shares :data:`LEAST` shares one of them."""
    count = int(len(words.shingles) * (1 - LEAST)) + 1
    return sorted(words.shingles, key=lambda shingle: (common[shingle], shingle))[:count]


def _words_of(text: Text) -> _Words:
    folded = unicodedata.normalize("NFKC", text.text).casefold()
    words = [_bare(word) for word in _WORDS.findall(folded)]
    shingles = (" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
    numbers = frozenset(word for word in words if word[0].isdigit())
    return _Words(text.report, frozenset(map(_number_of, shingles)), numbers)


def _number_of(shingle: str) -> int:
    """A shingle as a number, the same on every machine."""
    return int.from_bytes(blake2b(shingle.encode("utf-8", "replace"), digest_size=8).digest())


def _bare(word: str) -> str:
    """A number without its marks: "5,264.14" and "5264,14" differ in nothing that counts."""
    return _NOT_DIGIT.sub("", word) if word[0].isdigit() else word


def _likest(words: _Words, others: Iterable[_Words]) -> tuple[Decimal, str] | None:
    likenesses = (
        (_shared(words.shingles, other.shingles), other.report)
        for other in others
        if _same_numbers(words.numbers, other.numbers)
    )
    good = [found for found in likenesses if found[0] >= LEAST]
    return min(good, key=lambda found: (-found[0], found[1]), default=None)


def _same_numbers(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the numbers of the one that has fewer are in the other, but for a slip or two."""
    few, many = sorted((one, other), key=len)
    return len(few - many) <= min(SLIPS, len(few) // NUMBERS_A_SLIP)


def _shared(one: frozenset[int], other: frozenset[int]) -> Decimal:
    """The part of the smaller set that the other holds too, with two decimals."""
    part = Decimal(len(one & other)) / min(len(one), len(other))
    return part.quantize(Decimal("0.01"), ROUND_DOWN)
