"""What ties a place to its clause where no work was done at it.

"More than in Fuzuli" compares, "companies from Sumgait" come from there, mines are "taken to
Baku", a ministry says something "in Kyiv", and «Вестник Агдама» is a paper.
"""

from __future__ import annotations

from typing import Final

from kg.extract.text.lexicon import folded, listed
from kg.extract.text.page import Page
from kg.extract.text.quotes import PAIRS
from kg.extract.text.vocabulary import WORK, Marks
from kg.extract.text.wordlists import word_file

__all__ = ["Relations"]

SMALL: Final = frozenset(folded("relations", "small"))
"""Words between a word of comparing and a place."""
NEARBY: Final = frozenset(folded("relations", "nearby"))
THAN: Final = frozenset(folded("relations", "than"))
QUE: Final = frozenset(folded("relations", "que"))
MORE: Final = frozenset(folded("relations", "more"))
"""Words before a Romance "que" that make it "than"."""
COMPARING: Final = THAN | QUE | {"as"}
AS: Final = frozenset(folded("relations", "as"))
"""Words between the two of "as much as in Lachin", or before "as" in "the same as in Lachin"."""
FROM: Final = frozenset(folded("relations", "from"))
is_of_people: Final = listed("relations", "people")
CAME: Final = frozenset(folded("relations", "came"))
TAKEN: Final = frozenset(folded("relations", "taken"))
"""Verbs of carrying what was found to another place."""
TO: Final = frozenset(folded("relations", "to"))
REACH: Final = 5
"""Atoms between those who come from a place and "from", or between "than" and "more"."""
QUOTED: Final = 6
"""Most atoms between the quotation marks around a name."""
SAYING: Final = 14
"""Atoms after "In Kyiv," in which somebody speaks."""
is_held: Final = listed("relations", "held")
HELD: Final = 6
"""Atoms between what was held and its place."""
is_passed: Final = listed("relations", "passed")
is_work: Final = listed("labour", "nouns")
DAYS: Final = ("weekday", "date", "day_same", "day_back", "month", "number", "when")
PASSED: Final = 6
"""Atoms between a meeting and the verb that it took place."""
EXCEPT: Final = frozenset(folded("relations", "except"))
BUT: Final = frozenset(tuple(words.split()) for words in word_file("relations")["but"])
LEAVING_OUT: Final = EXCEPT | {word for word, _ in BUT}
MEETING: Final = 2
"""Atoms behind a place in which the word for a meeting there may stand."""
is_meeting: Final = listed("meetings", "nouns")
FRAMES: Final = frozenset(word_file("relations")["frames"])


class Relations:
    """Asked for each place of one page."""

    def __init__(self, page: Page, marks: Marks) -> None:
        self.atoms, self.marks = page.atoms, marks
        self.compares = not page.words.isdisjoint(COMPARING)
        self.comes = not page.words.isdisjoint(FROM)
        self.takes = not page.words.isdisjoint(TAKEN)
        self.quotes = not page.words.isdisjoint(PAIRS)
        self.excepts = not page.words.isdisjoint(LEAVING_OUT)

    def is_apart(self, first: int, end: int) -> bool:
        """Whether what is said of a place at the atoms ``first`` to ``end`` is not that work."""
        return (
            (self.compares and self._is_compared(first))
            or (self.comes and self._is_origin(first))
            or (self.takes and self._is_destination(first))
            or (self.quotes and self._is_in_name(first, end))
            or self._frames_speech(first, end)
            or (self.excepts and self._is_excepted(first))
            or self._is_of_meeting(end)
            or self._is_where_held(first)
            or self._is_where_met(first)
        )

    def _head(self, first: int) -> int:
        """The atom before the small words in front of a place."""
        place = first - 1
        while place > 0 and self.atoms[place].key in SMALL:
            place -= 1
        return place

    def _is_compared(self, first: int) -> bool:
        """Whether it follows "than in", "unlike", "as much as in", "más que en"."""
        place = self._head(first)
        if place < 0:
            return False
        key = self.atoms[place].key
        if key in THAN:
            return True
        before = [atom.key for atom in self.atoms[max(0, place - REACH) : place]]
        if key in QUE:
            return not MORE.isdisjoint(before)
        return key == "as" and bool(before) and before[-1] in AS

    def _is_origin(self, first: int) -> bool:
        """Whether people come from it: "two companies from Sumgait", "a unit that came from"."""
        place = first - 1
        while place > 0 and self.atoms[place].key in NEARBY:
            place -= 1
        if place < 1 or self.atoms[place].key not in FROM:
            return False
        before = self.atoms[max(0, place - REACH) : place]
        came = any(word.key in CAME for word in before)
        if not came:
            return is_of_people(before[-1].text)
        for word in reversed(self.atoms[max(0, place - 2 * REACH) : place]):
            if word.text in ".;":
                return False
            if is_of_people(word.text):
                return True
        return False

    def _is_destination(self, first: int) -> bool:
        """Whether something is taken to it: "were taken to Baku and destroyed"."""
        place = first - 1
        while place > 0 and self.atoms[place].key in ("the", "a"):
            place -= 1
        if place < 1 or self.atoms[place].key not in TO:
            return False
        return any(word.key in TAKEN for word in self.atoms[max(0, place - 3) : place])

    def _is_in_name(self, first: int, end: int) -> bool:
        """Whether it is a part of a name in quotation marks: «Вестник Агдама», "Clear Basra"."""
        for left in range(first - 1, max(-1, first - 1 - QUOTED), -1):
            close = PAIRS.get(self.atoms[left].text)
            if close is None:
                continue
            inside = range(end, min(left + 2 + QUOTED, len(self.atoms)))
            right = next((at for at in inside if self.atoms[at].text == close), None)
            if right is None or right - left <= 1 + end - first:
                return False
            words = range(left + 1, right)
            return self._is_title(words) or not any(map(self._tells, words))
        return False

    def _is_title(self, words: range) -> bool:
        """Whether nearly all the words between quotation marks have a capital, as no speech has."""
        small = sum(not self.atoms[at].text[0].isupper() for at in words)
        return small * 2 < len(words)

    def _tells(self, place: int) -> bool:
        """Whether a word says that work was done, or where: a quotation, no name."""
        senses = self.marks.senses(place)
        return senses.get("cue") in WORK or "where" in senses

    def _frames_speech(self, first: int, end: int) -> bool:
        """Whether it opens a sentence in which somebody speaks: "In Kyiv, the ministry said"."""
        atoms = self.atoms
        if first == 0 or end >= len(atoms) or atoms[end].text != ",":
            return False
        if atoms[first - 1].text not in FRAMES:
            return False
        for at in range(end + 1, min(end + SAYING, len(atoms))):
            mark = self.marks.at[at]
            if atoms[at].text in ".;:" or atoms[at].text[0].isdigit():
                return False
            if mark is not None:
                if mark.senses.get("cue") in WORK:
                    return False
                if "spoken" in mark.senses or mark.senses.get("agent") == "reports":
                    return True
        return False

    def _is_excepted(self, first: int) -> bool:
        """Whether it is left out: "except Shusha", "apart from Shusha"."""
        place = self._head(first)
        if place < 0:
            return False
        key = self.atoms[place].key
        return key in EXCEPT or (place > 0 and (self.atoms[place - 1].key, key) in BUT)

    def _is_of_meeting(self, end: int) -> bool:
        """Whether people met there: "Bakıda keçirilən brifinqdə", "the Baku Forum"."""
        for at in range(end, min(end + MEETING, len(self.atoms))):
            word = self.atoms[at].text
            if not word[0].isalpha():
                return False
            if is_meeting(word):
                return True
        return False

    def _is_where_met(self, first: int) -> bool:
        """Whether a word for a meeting stands right before it: "at a workshop in Harare"."""
        if first < 2 or self.atoms[first - 1].key not in SMALL:
            return False
        return is_meeting(self.atoms[self._head(first)].text)

    def _has_passed(self, place: int) -> bool:
        """Whether a meeting "took place" by the words up to an atom."""
        before = self.atoms[max(0, place - PASSED) : place]
        return is_passed(self.atoms[place].text) and any(is_meeting(word.text) for word in before)

    def is_of_work(self, verb: int) -> bool:
        """Whether it was work that was held: "the operations were held in Tartar"."""
        words = [atom.text for atom in self.atoms[max(0, verb - PASSED) : verb]]
        return any(map(is_work, words)) and not any(map(is_meeting, words))

    def _is_where_held(self, first: int) -> bool:
        """Whether something was held or published there: "published on Monday in Bunia"."""
        if first < 2 or self.atoms[first - 1].key not in SMALL:
            return False
        for at in range(first - 2, max(-1, first - 2 - HELD), -1):
            if is_held(self.atoms[at].text) or self._has_passed(at):
                return not self.is_of_work(at)
            day = self.atoms[at].text.isdigit() or any(map(self.marks.senses(at).get, DAYS))
            if not (day or self.atoms[at].key in SMALL):
                return False
        return False
