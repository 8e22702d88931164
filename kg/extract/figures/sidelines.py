"""Places of a sentence at which no work was done: of accidents, plans, meetings, weather."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import compress
from typing import Final

from kg.extract.figures.standing import Group
from kg.extract.places.place import Place
from kg.extract.text.lexicon import folded, listed
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Mark, Marks
from kg.extract.text.wordlists import word_file

__all__ = ["MOST_PLACES", "Sidelines", "is_of_work"]

MOST_PLACES: Final = 200
"""Places kept of one sentence; it bounds the work that a list without end can cause."""
NEAR: Final = 8
"""Words between an accident or a plan and its place."""
OPENING: Final = 4
"""Most atoms from a semicolon to the place with which a clause opens."""
AND: Final = frozenset({",", *word_file("shares")["and"]})
ENDS: Final = frozenset(";:()—–")
"""Signs that end a clause."""
JOINTS: Final = frozenset(folded("figures", "joints"))
"""Words that begin another clause."""
LEADING: Final = frozenset({"victim", "plan"})
"""Cues whose places follow them, in whatever clause."""
APART: Final = frozenset({"victim", "plan", "danger"})
"""Cues of clauses that tell of no work, if they have no figures."""
NO: Final = frozenset(folded("figures", "none"))
"""Words of clauses that tell what was not found."""
WHOSE: Final = frozenset(folded("dates", "whose"))
"""Words that begin a clause about those named before a comma."""
FINISHED: Final = WORK | {"back"}
"""Cues of clauses that tell of work: even minefields that "have been given back" are none now."""
is_meeting: Final = listed("meetings", "nouns")


def is_of_work(place: Place) -> bool:
    """Whether work may have been done at a place."""
    return not place.aside and (place.is_district or place.is_settlement)


class Sidelines:
    """Asked for the places of each sentence of one page."""

    def __init__(self, page: Page, marks: Marks) -> None:
        self.page, self.marks = page, marks
        no = NO - {"no"} if page.lang == "pt" else NO  # "no Huambo" is in Huambo
        self.denials = no & page.words
        self.has_clauses = not WHOSE.isdisjoint(page.words)

    def left(
        self, places: Sequence[Place], words: Iterable[Mark], groups: Sequence[Group]
    ) -> Sequence[Place]:
        """The places of a sentence where work may have been done."""
        if not places:
            return places
        if not groups:
            return self._without_meetings(places, words)
        out: set[int] = set()
        for word in words:
            cue = word.senses.get("cue")
            if cue in LEADING:
                out |= self._led(word.end, places)
            if "stayed" in word.senses or cue in APART:
                out |= self._in_clause(word.first, word.end, places, groups)
        out |= self._denied(places, groups) | self._contrasted(places, groups)
        out |= self._of_doers(places, groups)
        return [place for at, place in enumerate(places) if at not in out] if out else places

    def _denied(self, places: Sequence[Place], groups: Sequence[Group]) -> set[int]:
        """The places of clauses that say "no": "no mines were found in Shusha, but in Lachin"."""
        found: set[int] = set()
        for at in self._sentence(places[0].first) if self.denials else ():
            if self.page.keys[at] in self.denials:
                found |= self._in_clause(at, at + 1, places, groups, works=False)
        return found

    def _of_doers(self, places: Sequence[Place], groups: Sequence[Group]) -> set[int]:
        """The places of clauses about those who did the work: ", who had come from Lachin,".

        Behind a place such a clause says where it lies.
        """
        found: set[int] = set()
        ends = {place.end for place in places}
        first = self._sentence(places[0].first).start if self.has_clauses else groups[0].first
        for at in range(first, groups[0].first):
            begins = self.page.keys[at] in WHOSE and self.page.texts[at - 1] == ","
            if begins and at - 1 not in ends:
                found |= self._in_clause(at, at + 1, places, groups)
        return found

    def _contrasted(self, places: Sequence[Place], groups: Sequence[Group]) -> set[int]:
        """The places with which a clause behind a semicolon opens that tells of no work.

        "…; in Diyala it had no permits" is none of work elsewhere.
        """
        sentence = self._sentence(places[0].first)
        found: set[int] = set()
        at = self.page.heads.find(";", groups[0].first, sentence.stop)
        while at >= 0:
            stop = self.page.heads.find(";", at + 1, sentence.stop)
            end = sentence.stop if stop < 0 else stop
            opens = any(0 < place.first - at <= OPENING for place in places)
            told = any(map(str.isdigit, self.page.heads[at:end]))
            told = told or any(at < group.first < end for group in groups)  # "two mines"
            if opens and not (told or self._works(at, end)):
                found |= self._in_clause(at + 1, at + 2, places, groups)
            if self._is_part(at + 1, groups):
                found |= {i for i, place in enumerate(places) if at < place.first < end}
            at = stop
        return found

    def _is_part(self, place: int, groups: Sequence[Group]) -> bool:
        """Whether a clause begins with a part of what was told, counted by a bare number.

        "412 items were found; 96 of these lay in Izium" says of the 412 not where they were.
        """
        number = self.page.heads[place : place + 1].isdigit()
        counted = any(group.first <= place < group.end for group in groups)
        return number and not counted and self.marks.sense(place + 1, "cue") == "subset"

    def _without_meetings(self, places: Sequence[Place], words: Iterable[Mark]) -> Sequence[Place]:
        """The places of a sentence without figures, those left out where people met."""
        span = self._sentence(places[0].first)
        met = [(word.first, word.end) for word in words if "gathered" in word.senses]
        texts = self.page.texts[span.start : span.stop]
        met += [(at, at + 1) for at in compress(span, map(is_meeting, texts))]
        out: set[int] = set()
        for first, end in met:
            out |= self._in_clause(first, end, places, ())
        return [place for at, place in enumerate(places) if at not in out] if out else places

    def _sentence(self, place: int) -> range:
        """The atoms of the sentence of an atom."""
        return self.page.atoms_of(self.page.sentence_index(self.page.atoms[place].start))

    def _led(self, end: int, places: Sequence[Place]) -> set[int]:
        """The places that a cue leads to: "injured in Fuzuli", "will go to Lachin"."""
        found: set[int] = set()
        at = bisect_left(places, end, key=lambda place: place.first)
        while at < len(places) and self._leads_to(end, places[at]):
            found.add(at)
            end, at = places[at].end, at + 1
        return found

    def _leads_to(self, end: int, place: Place) -> bool:
        words = self.page.atoms[end : place.first]
        if len(words) <= 2 and all(word.text in AND for word in words):
            return True
        signs = any(word.text in ",;:()" or word.text[0].isdigit() for word in words)
        return len(words) <= NEAR and not signs

    def _in_clause(
        self,
        first: int,
        end: int,
        places: Sequence[Place],
        groups: Sequence[Group],
        *,
        works: bool = True,
    ) -> set[int]:
        """The places in the clause of a word, if it has no figures and no words of work.

        Without ``works`` words of work do not matter.
        """
        listed = {place.first for place in places}
        sentence = self._sentence(first)
        left, right = first, end
        while left > sentence.start and not self._parts(left - 1, listed):
            left -= 1
        while right < sentence.stop and not self._parts(right, listed):
            right += 1
        if any(left <= group.first < right for group in groups) or (
            works and self._works(left, right)
        ):
            return set()
        return {at for at, place in enumerate(places) if left <= place.first < right}

    def _works(self, left: int, right: int) -> bool:
        """Whether some atoms say that work was done, or where."""
        return any(
            mark is not None
            and (mark.senses.get("cue") in FINISHED or mark.senses.get("where") == "work")
            for mark in self.marks.at[left:right]
        )

    def _parts(self, place: int, listed: set[int]) -> bool:
        """Whether a clause ends at an atom; a comma in a list of places does not end it."""
        atom = self.page.atoms[place]
        if atom.text == ",":
            following = place + 1
            if self.marks.sense(following, "date") == "and":
                following += 1
            return following not in listed
        return atom.text in ENDS or atom.key in JOINTS
