"""Places at which no work was done: datelines, places of speech, seats, roads, things so named."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from kg.extract.places.relations import Relations
from kg.extract.text.headings import headings
from kg.extract.text.lexicon import folded
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Mark, Marks
from kg.extract.times.times import Role, Time
from kg.model import Span

__all__ = ["Asides"]

SPEECH_REACH: Final = 16
"""Atoms between a word of speech and the place where it was spoken."""
SEAT_REACH: Final = 5
"""Atoms between "office" and the place of its seat."""
SOURCE_REACH: Final = 7
"""Atoms between "according to" and where its source is."""
SEATS: Final = frozenset(
    {"branch", "office", "offices", "headquarters", "embassy", "bureau"}
    | {"metbuat", "ofisi", "qerargahi", "sefirliyi", "numayendeliyi"}
)
"""What a body has at a place that names it: "the Barda regional branch"."""
IS: Final = frozenset({"is", "are", "sits"})
HEARD: Final = frozenset({"told", "informed"})
"""What is done to those who meet at a place: "the meeting in Baku was told"."""
VERBS: Final = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "would"})
CLAUSE_ENDS: Final = frozenset(".,;:)(—–")
DATELINE: Final = 90
"""Characters of the beginning in which a dateline stands."""
AGENCY: Final = 8
"""Atoms of the name of a news agency in the brackets of a dateline."""
OPENING: Final = 12
"""Atoms of the longest dateline in capitals."""
DASHES: Final = frozenset("-–—")
ROUTE: Final = 8
"""Atoms before the end of a road in which its beginning may stand."""
SIGNS: Final = frozenset("-.&/,")
OF_DATELINE: Final = frozenset({"of", "on"})
"""Words in small letters before the date of a dateline."""
_TIE: Final = re.compile("[-–]")
"""Signs that tie two names."""
AT: Final = frozenset(
    {"in", "of", "at", "to", "near", "from", "en", "a", "em", "no", "na", "v", "u"}
    | {"desde", "depuis"}
)
"""Words before a place where somebody spoke or sits."""
LEADING: Final = frozenset({"from", "to"})
FROM: Final = frozenset({"of", "from", "de", "du", "do", "da", "ot"})
"""Words between a direction and a landmark."""
LENGTHS: Final = frozenset({"miles", *folded("figures", "lengths")})
"""Units, folded, of the way to a landmark."""
SAID: Final = frozenset(
    {"said", "told", "reported", "announced", "stated", "signed", "met", "held"}
)
CLAUSES: Final = frozenset(
    {"that", "were", "was", "been", "have", "has", "had", "que", "chto", "ki"}
)
"""Words after which a sentence tells something else than who spoke where."""


class Asides:
    """Tells places beside the point from places of work, on one page."""

    def __init__(self, page: Page, marks: Marks, times: tuple[Time, ...]) -> None:
        self.page, self.atoms, self.marks = page, page.atoms, marks
        self.relations = Relations(page, marks)
        dateline = next((t for t in times if t.role is Role.BACKGROUND), None)
        self.dateline = 0
        self.roads = page.words >= LEADING
        """Whether a road may lead "from" somewhere "to" somewhere here."""
        self.offices = not page.words.isdisjoint(SEATS)
        self.seats = {mark.first for mark in marks.of("seat")}
        self.speeches = {mark.first for mark in marks.of("speech")}
        if not page.words.isdisjoint(SAID):
            self.speeches.update(mark.first for mark in marks.of("cue") if self._says(mark))
        self.sources = {mark.first for mark in marks.of("agent") if self._is_source(mark)}
        self.ties = frozenset(tie.start() for tie in _TIE.finditer(page.heads))
        """The atoms that may tie two names."""
        self.landmarks = bool(marks.of("direction"))
        self.headings = headings(page)
        self.named = {name.span.start for name in page.names}
        if dateline is not None and self._is_opening(dateline.first):
            self.dateline = self.atoms[dateline.first].start
        self.dateline = max(self.dateline, self._in_capitals())

    def _in_capitals(self) -> int:
        """Where a dateline ends that begins with capitals: "ERBIL, Kurdistan Region - Iraq's …"."""
        if not self.atoms or not self.atoms[0].text.isupper():
            return 0
        for at in range(1, min(len(self.atoms) - 1, OPENING)):
            before, sign, after = self.atoms[at - 1 : at + 2]
            if sign.text in DASHES:
                return sign.start if before.end < sign.start and sign.end < after.start else 0
            if not (sign.text[0].isupper() or sign.text in ",.()/" or sign.text[0].isdigit()):
                return 0
        return 0

    def _is_opening(self, place: int) -> bool:
        """Whether nothing but names and signs stands before a date at the beginning."""
        if self.atoms[place].start >= DATELINE:
            return False
        return all(not a.text[0].islower() or a.key in OF_DATELINE for a in self.atoms[:place])

    def is_dateline(self, span: Span, first: int, end: int) -> bool:
        """Whether it stands before the date of the report or alone ("Luena.")."""
        sentence = self.page.sentence(span)
        alone = span.start == sentence.start and sentence.end - span.end <= 1
        alone = alone and self.page.sentence_index(span.start) not in self.headings
        return span.start < self.dateline or alone or (first == 0 and self._opens(end))

    def _opens(self, end: int) -> bool:
        """Whether a first place is followed like a dateline: "KABUL – Sappers", "Bonn (AP)"."""
        atoms = self.atoms
        if end < len(atoms) and atoms[end].text == "(":
            inside = [atom.text for atom in atoms[end + 1 : end + AGENCY]]
            words = inside[: inside.index(")")] if ")" in inside else []
            return bool(words) and all(word[0].isupper() or word in SIGNS for word in words)
        start = end
        while end < len(atoms) and end < AGENCY and self._is_of_dateline(end):
            end += 1
        if self.page.heads.count("/", start, end) == 2:
            return True  # "BAKU/Trend/ The year …"
        if end < len(atoms) and atoms[end].text == ":" and atoms[0].text.isupper():
            return True  # "KABUL: Six minefields …"
        after = end
        while after < len(atoms) and atoms[after].text in DASHES:
            after += 1
        if after == end or after == len(atoms) or atoms[end].start == atoms[end - 1].end:
            return False
        return atoms[after].text[0].isupper()

    def _is_of_dateline(self, place: int) -> bool:
        """Whether it may stand between the place and the dash: "Bonn, AP, 3 May -"."""
        text = self.atoms[place].text
        month = self.marks.sense(place, "month") is not None
        outlet = self.atoms[place - 1].text == "/" and text[0].isupper()  # "BAKU /Trend/ -"
        return outlet or text in ",./" or text.isupper() or text.isdigit() or month

    def is_aside(self, span: Span, first: int, end: int) -> bool:
        """Whether no work is told of a place at the atoms ``first`` to ``end``."""
        if self._is_numbered(span, end) or self.is_route(first, end) or self._is_landmark(first):
            return True
        if self.names_another(end) or self.relations.is_apart(first, end):
            return True
        return (
            self._is_spoken(first, end)
            or self._is_seat(first, end)
            or self._is_of_source(first, end)
            or self._is_on_weekday(first, end)
        )

    def _is_landmark(self, first: int) -> bool:
        """Whether it only says where another place lies: "250 km southeast of Vientiane".

        "In the north of Antioquia" is in Antioquia, "villages west of Demoso" are at Demoso.
        """
        before = self.atoms[first - 3] if first > 2 else None
        outside = before is None or before.key in LENGTHS or not before.text.islower()
        return (
            self.landmarks
            and first > 1
            and outside
            and self.atoms[first - 1].key in FROM
            and self.marks.sense(first - 2, "direction") is not None
        )

    def names_another(self, end: int) -> bool:
        """Whether another thing bears its name: "the Basra Gazette", "Fuzuli Solar Park"."""
        if end >= len(self.atoms) or self.atoms[end].start != self.atoms[end - 1].end + 1:
            return False
        text = self.atoms[end].text
        if not text[0].isupper() or text.isupper() or self.atoms[end].start in self.named:
            return False
        return self.marks.at[end] is None and self._is_latin(end)

    def _is_latin(self, place: int) -> bool:
        return self.atoms[place].text[0] < "\u0400"

    def _is_on_weekday(self, first: int, end: int) -> bool:
        """Whether it is where and when somebody spoke: "in Vientiane on Friday".

        It is not where work was done on that day: "destroyed in Aghdam on Sunday".
        """
        if end + 1 >= len(self.atoms) or self.atoms[end].key != "on":
            return False
        if self.marks.sense(end + 1, "weekday") is None:
            return False
        for place in range(first - 1, max(-1, first - SPEECH_REACH), -1):
            if self.atoms[place].text in ",;:." or self.atoms[place].key in CLAUSES:
                break
            if self.marks.sense(place, "cue") == "done":
                return False
        return True

    def is_route(self, first: int, end: int) -> bool:
        """Whether a hyphen ties it to another name: "the Cuito Cuanavale-Mavinga road"."""
        if self.ties and (self._tied(first - 1, first - 2) or self._tied(end, end + 1)):
            return True
        return self.roads and self._leads(first, end)

    def _leads(self, first: int, end: int) -> bool:
        """Whether a road leads from it or to it: "the road from Fuzuli to the city of Shusha"."""
        atoms = self.atoms
        if first and atoms[first - 1].key == "from":
            return end < len(atoms) and atoms[end].key == "to"
        before = self.page.keys[max(0, first - ROUTE) : first]
        if "to" not in before or "from" not in before[: before.index("to")]:
            return False
        to = before.index("to")
        return any(at.start in self.named for at in atoms[first - len(before) : first][:to])

    def _tied(self, sign: int, other: int) -> bool:
        if sign not in self.ties or not 0 <= other < len(self.atoms):
            return False
        low, high = sorted((sign, other))
        touches = self.atoms[low].end == self.atoms[high].start
        return touches and self.atoms[other].text[0].isupper()

    def _is_numbered(self, span: Span, end: int) -> bool:
        """Whether it is a thing named after the place: "Kalbajar-1"."""
        if end + 1 >= len(self.atoms) or self.atoms[end].text not in "-–":
            return False
        number = self.atoms[end + 1]
        return number.start == span.end + 1 and number.text[0].isdigit()

    def _is_spoken(self, first: int, end: int) -> bool:
        """Whether it is where somebody spoke: "told reporters in Aghdam"."""
        spoken = self._is_after(first, self.speeches, SPEECH_REACH)
        spoken = spoken or self._ends_speech(first, end)
        return (spoken and not self._is_subject(end)) or self._is_of_speaker(first, end)

    def _is_of_speaker(self, first: int, end: int) -> bool:
        """Whether who says so is there: "the centre in Baku says", "the centre, in Baku, says"."""
        if first < 2 or self.atoms[first - 1].key not in AT:
            return False
        apart = self.page.heads[first - 2] == "," == self.page.heads[end : end + 1]
        senses = self.marks.senses(end + apart)
        says = senses.get("agent") == "reports" or (not apart and senses.get("cue") == "say")
        return says and self._opens_clause(first)

    def _opens_clause(self, first: int) -> bool:
        """Whether no work is told before it in its sentence: "The centre in Mitrovica reported"."""
        start = self.page.atoms_of(self.page.sentence_index(self.atoms[first].start)).start
        told = (self.marks.sense(at, "cue") in WORK for at in range(start, first))
        return not any(told) and not any(map(str.isdigit, self.page.heads[start:first]))

    def _is_subject(self, end: int) -> bool:
        """Whether a verb follows: "said farmers in Aghdam district had got 40 hectares"."""
        end += self.marks.sense(end, "place") is not None
        verb, *behind = *self.page.keys[end : end + 2], ""
        return verb in VERBS and behind[0] not in HEARD

    def _ends_speech(self, first: int, end: int) -> bool:
        """Whether it is so at the end: "…, said Luke Irving, head of the centre, in Baku"."""
        atoms = self.atoms
        if not self.speeches or first < 2 or atoms[first - 1].key not in AT:
            return False
        listed = [atom.text[0].isupper() for atom in atoms[end + 1 : end + 2]] == [True]
        if atoms[first - 2].text != "," or (listed and atoms[end].text != "."):
            return False
        sentence = self.page.atoms_of(self.page.sentence_index(atoms[first].start))
        spoken = [at for at in self.speeches if sentence.start <= at < first]
        if not spoken or first - max(spoken) > SPEECH_REACH:
            return False
        rest = range(max(spoken), sentence.stop)
        told = any(self.page.heads[at].isdigit() or atoms[at].key in CLAUSES for at in rest)
        return not told and all(self.marks.sense(at, "cue") != "done" for at in rest)

    def _is_source(self, mark: Mark) -> bool:
        """Whether it is "according to", at the beginning of a clause."""
        opens = mark.first == 0 or self.page.heads[mark.first - 1] in CLAUSE_ENDS
        return opens and mark.senses["agent"] == "source"

    def _is_of_source(self, first: int, end: int) -> bool:
        """Whether a clause ends with it that names who says so: "according to a source in Baku"."""
        closed = end == len(self.atoms) or self.page.heads[end] in CLAUSE_ENDS
        return closed and self._is_after(first, self.sources, SOURCE_REACH)

    def _is_seat(self, first: int, end: int) -> bool:
        """Whether it is where a body sits: "its office in Goranboy", "the Goranboy office"."""
        if self.offices and not SEATS.isdisjoint(self.page.keys[end : end + 2]):
            return "," not in self.page.heads[end : end + 1]
        return self._is_after(first, self.seats, SEAT_REACH) or self._is_whose(first)

    def _is_whose(self, first: int) -> bool:
        """Whether a clause says where a body sits: "the army, whose centre is in Beirut"."""
        if first < 2 or "whose" not in self.page.words or self.page.keys[first - 2] not in IS:
            return False
        clause = self.page.keys[max(0, first - SPEECH_REACH) : first]
        return "whose" in clause and "," not in clause[clause.index("whose") :]

    def _is_after(self, first: int, words: Set[int], reach: int) -> bool:
        """Whether one of the atoms ``words`` stands before, in the same clause."""
        if not words or first == 0 or self.atoms[first - 1].key not in AT:
            return False
        for place in range(first - 1, max(-1, first - reach - 1), -1):
            if place in words:
                return True
            _, _, text, key = self.atoms[place]
            if text in ",;:." or key in CLAUSES:
                return False
            if text[0].isdigit() and not self._is_day(place):
                return False
        return False

    def _is_day(self, place: int) -> bool:
        """Whether a number stands beside the name of a month: "said on May 28 in Baku"."""
        return any(self.marks.sense(at, "month") for at in (place - 1, place + 1))

    def _says(self, mark: Mark) -> bool:
        """Whether it is "said in", which the lists hold as one phrase; no "operations held in"."""
        says = mark.senses["cue"] == "say" and self.atoms[mark.first].key in SAID
        return says and not self.relations.is_of_work(mark.first)
