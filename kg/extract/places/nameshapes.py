"""The shape of names of places: which words of capitals make one name, hyphens and all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from kg.extract.text.lexicon import folded
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Mark, Marks
from kg.extract.text.wordlists import word_file
from kg.model import Span

__all__ = ["ARABIC", "BEFORE", "OF", "Known", "NameShapes"]

WORDS: Final = word_file("placenames")
LONGEST: Final = 3
"""Words of the longest name, those of a hyphen and small words left out."""
SHORT: Final = frozenset({"VN", "LA", "KH", "MM", "TH"})
"""Countries, by ISO 3166-1, whose names may have words of two letters: "Cam Lo"."""
BARE_ARTICLES: Final = frozenset(WORDS["bare_articles"])
"""Articles that are no name before a word for places."""
ADJECTIVE: Final = {lang: tuple(ends) for lang, ends in WORDS["adjectives"].items()}
"""By language how adjectives of places end."""
OWNERS: Final = ("'s", "’s")
SMALL: Final = frozenset(WORDS["inside"])
"""Words without capitals inside a name: "Río de Oro"."""
ARTICLES: Final = frozenset(folded("placenames", "begin_names"))
ARABIC: Final = frozenset(WORDS["arabic"])
"""Articles that a hyphen ties to a name, capital or not."""
NO_NAMES: Final = frozenset(
    {"month", "item", "cue", "date", "area", "when", "place", "agent", "weekday"}
)
"""Words of these kinds are no names, capital letter or not."""
NEVER: Final = frozenset(folded("placenames", "never"))
"""Words with capitals that are no names before "state" or "district"."""
OPENING: Final = frozenset(folded("placenames", "opening"))
"""Words with which a sentence begins that are no names before a word for places."""
OF: Final = frozenset(WORDS["of"])
BEFORE: Final = frozenset(WORDS["before"])


class Known(NamedTuple):
    """A name of the reference data at the atoms ``first`` to ``end``."""

    first: int
    end: int
    is_district: bool
    is_abroad: bool
    """Whether it is another country's name, which a province may share: "Argelia"."""


class NameShapes:
    """One page, asked where names of places that nobody knows begin and end.

    ``known`` are the names of the reference data by their first atoms: nothing of them is part of
    another name.
    """

    def __init__(self, page: Page, marks: Marks, known: Mapping[int, Known]) -> None:
        self.page, self.atoms, self.marks = page, page.atoms, marks
        self.known = known
        self.taken = {at for name in known.values() for at in range(name.first, name.end)}

    def name_after(self, place: int) -> int:
        """One past the name of capitals that begins at an atom; the atom itself if none does."""
        end = place
        if self._is_article(end) and self._touch(end + 1) and self.is_capital(end + 2):
            end += 2  # "al-Zubair"
        for _ in range(LONGEST):
            if not self.is_capital(end) or (end > place and self._is_called(end)):
                return end
            end += 1
            if self._touch(end) and self.is_capital(end + 1):
                end += 2
            elif self._touch(end) and self._touch(end + 2) and self.is_capital(end + 3):
                end += 4  # "Deir-ez-Zor", "Port-au-Prince"
            elif self._is_article(end) and self._touch(end + 1) and self.is_capital(end + 2):
                end += 3  # "Wadi al-Rabi"
            step = 1
            while self._is_small(end + step - 1) and step < LONGEST:
                step += 1
            if step > 1 and self.is_capital(end + step - 1):
                end += step - 1
        return place if self.is_capital(end) else end

    def name_before(self, end: int) -> int:
        """Where the name of capitals that ends before an atom begins."""
        first = end
        for _ in range(LONGEST):
            if not self.is_capital(first - 1):
                break
            first -= 1
            if self._touch(first - 1) and (
                self.is_capital(first - 2) or self._is_article(first - 2)
            ):
                first -= 2
            if self._is_called(end - 1):
                break
        bare = end - first == 1 and self.atoms[first].text in BARE_ARTICLES
        return end if bare else first  # "Les provinces de …"

    def _is_called(self, place: int) -> bool:
        """Whether it is a Slavic adjective with its noun, a name for itself: «Изюмского района»."""
        if self.page.lang not in ADJECTIVE or place + 1 >= len(self.atoms):
            return False
        adjective = self.atoms[place].text.endswith(ADJECTIVE[self.page.lang])
        return adjective and self.marks.sense(place + 1, "place") is not None

    def _touch(self, place: int) -> bool:
        """Whether a hyphen here ties two words."""
        if not 0 < place < len(self.atoms) - 1 or self.atoms[place].text not in "-–":
            return False
        left, sign, right = self.atoms[place - 1 : place + 2]
        return left.end == sign.start and sign.end == right.start

    def _is_article(self, place: int) -> bool:
        """Whether it is the small article of an Arabic name: "al-Wadi"."""
        return 0 <= place < len(self.atoms) and self.atoms[place].text in ARABIC

    def _is_small(self, place: int) -> bool:
        return place < len(self.atoms) and self.atoms[place].text in SMALL

    def is_capital(self, place: int) -> bool:
        """Whether a word of a name nobody knows may stand at an atom."""
        if not 0 <= place < len(self.atoms) or place in self.taken:
            return False
        text, mark = self.atoms[place].text, self.marks.at[place]
        capital = text[0].isupper() and (len(text) == 1 or not text.isupper())
        if not capital or self.atoms[place].key in NEVER:
            return False
        if self.atoms[place].key in ARTICLES:
            return True
        short = len(text) < 3 and not (_is_vietnamese(text) or self.page.country in SHORT)
        if short or text.endswith(OWNERS):
            return False  # "Battambang's Kamrieng"
        if mark is None or not NO_NAMES & mark.senses.keys():
            return True
        return self._is_also_item(place, mark)

    def _is_also_item(self, place: int, mark: Mark) -> bool:
        """Whether a word for an item is a name here: "municipios de Granada", "en Granada"."""
        only = NO_NAMES & mark.senses.keys() == {"item"} and mark.senses["item"] == "other"
        before = self.atoms[place - 1].text if place else ""
        return only and (before in (OF | BEFORE) or before in ("y", "e", ","))

    def is_first_word(self, first: int, end: int) -> bool:
        """Whether a capital is but that of the sentence: "Border districts", not "Farza"."""
        if end - first > 1 or self.atoms[end].text[0].isupper():
            return False
        start = self.atoms[first].start
        begins = self.page.sentence(Span(start, start + 1)).start == start
        counts = self.marks.sense(first, "number") is not None
        return begins and (counts or self.atoms[first].key in OPENING)


def _is_vietnamese(word: str) -> bool:
    """Whether a letter has marks as Vietnamese alone sets them, whose words are short: "Lộ"."""
    return any("\u1e00" <= letter <= "\u1eff" for letter in word)
