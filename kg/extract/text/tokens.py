"""A text as words and signs, with what the word lists say of each.

"Prosecutor-General" is one word, "Azerbaijan's" are two. The finer cut is that of
:mod:`kg.extract.text.atoms`; both begin with the same pieces.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import reduce
from itertools import chain, compress
from operator import add, or_
from typing import Final

from kg.extract.text.keys import lower_key
from kg.extract.text.lexicon import MARKS
from kg.extract.text.lexicon import marks as marks_of
from kg.extract.text.pieces import pieces, remembered
from kg.model import Span

__all__ = ["MARK", "Tokens", "tokenize"]

_TOKEN: Final = re.compile(
    r"""(?:[A-Z]\.){2,}                                   # U.S.
    | (?:[dlnDLN]|[dDnN]ell|[dD]all|[aA]ll|[sS]ull)['’](?=[^\W_]) # elision: l'Agence
    | ['’]s\b                                             # possessive
    | [A-ZƏÜÖĞÇŞİ]{3,}(?=-[a-zəıüöğçş]+\b)               # ANAMA-nın, UNDP-led
    | [A-ZƏÜÖĞÇŞİ]?[a-zəıüöğçş]{3,}(?=[A-ZƏÜÖĞÇŞİ][a-zəıüöğçş]{3}) # glued: CoordinationHeadquarters
    | [^\W\d_]\w*(?:(?:[-\N{NON-BREAKING HYPHEN}/&]|['’](?!s\b))[^\W_]\w*)*
    | \d+(?:[.,]\d+)*\w*
    | [^\w\s] | _""",
    re.VERBOSE,
)
MARK: Final = MARKS


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and signs of a text by position; all columns are of one length.

    ``openers`` are the tokens that begin a sentence, ``all_marks`` the marks of all words: what
    is not among them need not be looked for.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    words: tuple[str, ...]
    keys: tuple[str, ...]
    marks: tuple[int, ...]
    capital: tuple[bool, ...]
    openers: frozenset[int]
    all_marks: int
    by_marks: Mapping[int, Sequence[int]]
    """The tokens that bear the same marks, by these; those that bear none are left out."""
    capitals: tuple[int, ...]
    """The tokens that begin with a capital letter."""

    size: int
    """How many tokens there are."""

    def __len__(self) -> int:
        return self.size

    def span(self, first: int, end: int) -> Span:
        """Characters of the tokens ``first`` (included) to ``end`` (excluded)."""
        return Span(self.starts[first], self.ends[end - 1])

    def written(self, first: int, end: int) -> str:
        """The text of the tokens ``first`` (included) to ``end`` (excluded)."""
        return self.text[self.starts[first] : self.ends[end - 1]]

    def place(self, span: Span) -> tuple[int, int]:
        """The tokens that a span of characters touches: first, and one past the last."""
        first = bisect_right(self.ends, span.start)
        return first, max(first, bisect_left(self.starts, span.end))

    def joined(self, left: int) -> bool:
        """Whether token ``left`` and the next stand in one sentence."""
        return left + 1 not in self.openers

    def has(self, place: int, mark: int) -> bool:
        """Whether there is such a token and it bears one of the marks."""
        return 0 <= place < self.size and self.marks[place] & mark != 0

    def places_of(self, words: Set[str]) -> Iterator[int]:
        """The tokens that are one of these words as written, in order."""
        return compress(range(len(self.words)), map(words.__contains__, self.words))

    def marked(self, mark: int) -> list[int]:
        """The tokens that bear one of the marks, in order."""
        if not self.all_marks & mark:
            return []
        found = [places for own, places in self.by_marks.items() if own & mark]
        return sorted(chain.from_iterable(found)) if len(found) != 1 else list(found[0])

    def marks_of(self, first: int, end: int) -> int:
        """The marks that the tokens ``first`` (included) to ``end`` (excluded) bear."""
        return reduce(or_, self.marks[first:end], 0)

    def is_word(self, place: int, *words: str) -> bool:
        """Whether there is such a token and it is one of these keys."""
        return 0 <= place < self.size and self.keys[place] in words

    def is_capital(self, place: int) -> bool:
        """Whether there is such a token and it begins with a capital letter."""
        return 0 <= place < self.size and self.capital[place]

    def phrase(self, first: int, end: int) -> str:
        """The keys of some tokens with one space between."""
        return " ".join(self.keys[first:end])


def tokenize(text: str, sentences: Sequence[Span]) -> Tokens:
    """The tokens of any text, in linear time."""
    offsets, texts = pieces(text)
    found = [
        (offset + first, word, key, mark, capital)
        for offset, words in zip(offsets, map(_words, texts), strict=True)
        for first, word, key, mark, capital in words
    ]
    starts, words, keys, marks, capital = zip(*found, strict=True) if found else ((),) * 5
    by_marks: dict[int, list[int]] = defaultdict(list)
    for place in compress(range(len(marks)), marks):
        by_marks[marks[place]].append(place)
    return Tokens(
        text=text,
        starts=starts,
        ends=list(map(add, starts, map(len, words))),
        words=words,
        keys=keys,
        marks=marks,
        capital=capital,
        all_marks=reduce(or_, by_marks, 0),
        by_marks=by_marks,
        capitals=tuple(compress(range(len(capital)), capital)),
        size=len(words),
        openers=frozenset(bisect_left(starts, sentence.start) for sentence in sentences),
    )


@remembered
def _words(piece: str) -> tuple[tuple[int, str, str, int, bool], ...]:
    """The tokens of a piece: place in it, word, key, marks, whether the first letter is capital."""
    words = [(found.start(), found.group()) for found in _TOKEN.finditer(piece)]
    keys = [lower_key(word) for _, word in words]
    return tuple(
        (place, word, key, marks_of(key), word[0].isupper())
        for (place, word), key in zip(words, keys, strict=True)
    )
