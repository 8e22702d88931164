"""The words of the trade in each language, found in a text: months, units, items, cues.

The lists are ``words/<language>.toml``: table (what kind of word), entry (what it means), words.
A page is read with the lists of its language, of English and of what all share; in a language
without lists, with all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Final, NamedTuple

from kg.extract.text import italian
from kg.extract.text.phrases import Phrases
from kg.extract.text.wordlists import word_file

__all__ = ["WORK", "Mark", "Marks", "mark"]

LISTS: Final = ("en", "az", "es", "fr", "it", "pt", "ru", "uk")
SHARED: Final = ("common", "places")
_FIRST: Final = itemgetter(0)
NO_SENSES: Final[Mapping[str, str]] = {}
OTHER_ALPHABET: Final = frozenset({"ru", "uk"})
WORK: Final = frozenset({"done", "survey"})
"""The cues that tell of work: of land and items cleared or found, and of land surveyed."""


class Mark(NamedTuple):
    """A word or phrase of the lists at the atoms ``first`` to ``end`` (excluded).

    ``senses`` maps each kind of word that it may be to its meaning: "may" is a month, 5.
    """

    first: int
    end: int
    senses: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of a text, to be asked by place."""

    found: Sequence[Mark]
    """All in the order of the text."""
    at: Sequence[Mark | None]
    """For each atom the mark that begins there."""
    by_place: Mapping[int, Mark]
    """The marks by their first atoms."""
    by_kind: Mapping[str, Sequence[Mark]]
    """The marks that may be words of each kind, in the order of the text."""

    def of(self, *kinds: str) -> Sequence[Mark]:
        """The phrases that may be words of some kinds, in the order of the text."""
        if len(kinds) == 1:
            return self.by_kind.get(kinds[0], ())
        found = {mark.first: mark for kind in kinds for mark in self.by_kind.get(kind, ())}
        return [found[first] for first in sorted(found)]

    def within(self, first: int, end: int) -> Sequence[Mark]:
        """The phrases that begin at some atoms, in order."""
        low = bisect_left(self.found, first, key=_FIRST)
        return self.found[low : bisect_left(self.found, end, low, key=_FIRST)]

    def sense(self, place: int, kind: str) -> str | None:
        """The meaning of the phrase that begins at an atom, as a word of one kind."""
        found = self.by_place.get(place)
        return None if found is None else found.senses.get(kind)

    def senses(self, place: int) -> Mapping[str, str]:
        """All that the phrase that begins at an atom may mean; nothing if none does."""
        found = self.by_place.get(place)
        return NO_SENSES if found is None else found.senses

    def ending(self, end: int, kind: str) -> Mark | None:
        """The phrase that ends right before an atom, if it may be a word of one kind."""
        before = bisect_left(self.found, end, key=_FIRST) - 1
        found = self.found[before] if before >= 0 else None
        return found if found is not None and found.end == end and kind in found.senses else None

    def end(self, place: int) -> int:
        """One past the phrase that begins at an atom, or past the atom itself."""
        found = self.by_place.get(place)
        return place + 1 if found is None else found.end


def mark(keys: Sequence[str], lang: str) -> Marks:
    """The words of the lists in a text, by the keys of its atoms."""
    new = tuple.__new__  # at half the price of Mark(...)
    by_place = {hit[0]: new(Mark, hit) for hit in _phrases(lang).find(keys)}
    at: list[Mark | None] = [None] * len(keys)
    by_kind: dict[str, list[Mark]] = defaultdict(list)
    for place, mark in by_place.items():
        at[place] = mark
        for kind in mark.senses:
            by_kind[kind].append(mark)
    return Marks(list(by_place.values()), at, by_place, by_kind)


@cache
def _phrases(lang: str) -> Phrases[tuple[str, str], Mapping[str, str]]:
    files: tuple[str, ...]
    if lang not in LISTS:
        files = (*LISTS, *SHARED)
    elif lang in OTHER_ALPHABET:
        files = tuple(dict.fromkeys((lang, "ru", "en", *SHARED)))
    else:
        files = tuple(dict.fromkeys((lang, "en", *SHARED)))
    entries = (entry for file in files for entry in _entries(file))
    return Phrases(entries, meaning=lambda meanings: _senses(tuple(meanings)))


@cache
def _senses(meanings: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """The first meaning of each kind; one for all words that mean the same."""
    return dict(reversed(meanings))


def _entries(file: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for kind, table in word_file(file).items():
        for meaning, phrases in table.items():
            for phrase in phrases:
                yield phrase, (kind, meaning)
    if file == "it":
        yield from ((word, ("number", str(value))) for word, value in italian.numbers())
