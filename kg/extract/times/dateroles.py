"""What a date does in its sentence: it dates a speech, a founding, the work, or its beginning."""

from __future__ import annotations

from typing import Final

from kg.extract.text.lexicon import folded
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Marks
from kg.extract.times.beginnings import beginning_after, is_of_idleness
from kg.extract.times.dates import DateSpan
from kg.extract.times.sayings import Sayings

__all__ = ["DateRoles"]

COMPARING: Final = frozenset({"es", "fr"})
"""Languages in which "del 2018", "du 2018" is "of 2018" or "than in 2018"."""
WORKS: Final = frozenset(folded("dates", "works"))
"""Words for work that is held, carried out, begun on a day."""
BEGAN: Final = frozenset(folded("dates", "began"))
STARTED: Final = frozenset(folded("dates", "started"))
ENDED: Final = frozenset(folded("dates", "ended"))
"""Words right before the first and the last day of work."""
APART: Final = 12
"""Atoms between them."""
AT_WORK: Final = frozenset(folded("dates", "at_work"))
"""The last word before "since" where work is said to be under way: "at work since 31 August"."""
LATEST: Final = frozenset(folded("dates", "latest"))
"""Words before the time at which something was done for the last time."""
HISTORY: Final = frozenset(folded("dates", "history"))
"""Things that are told apart by their year: "the battleground of 2017", "the survey of 2006"."""
WHEN: Final = frozenset(folded("dates", "when"))
"""Words that tell of a time just named."""
WHOSE: Final = frozenset(folded("dates", "whose"))
"""Words, folded, that begin a clause about somebody."""
CLAUSE: Final = 12
"""Atoms of such a clause before its time."""
TOGETHER: Final = frozenset(folded("dates", "together"))
"""Words between a time that is compared with and what is told of it."""
AND: Final = frozenset(folded("dates", "and"))
"""Words behind a time with which something else is told."""
MADE: Final = frozenset(folded("dates", "made"))
"""Words beside the year in which a mine was made."""


CHANGED: Final = frozenset(folded("dates", "changed"))
"""Words before "on" and the month that is compared with."""
FALLS: Final = folded("dates", "falls_to")
"""How Russian and Ukrainian verbs begin, folded, by which figures fall to a time."""
FALLS_NEAR: Final = 3
"""Atoms after the time in which they stand."""
SPEECH: Final = 30
"""Atoms after a day in which it is said who spoke, and that he said so."""


class DateRoles:
    """Asked for each date of one page."""

    def __init__(self, page: Page, marks: Marks) -> None:
        self.atoms, self.marks, self.lang = page.atoms, marks, page.lang
        self.keys = page.keys
        self.sayings = Sayings(page, marks)

    def is_background(self, found: DateSpan) -> bool:
        """Whether no work was done then: foundings, speeches, meetings, comparisons."""
        if found.intro == "not" and self._is_told_of(found):
            return False
        if found.intro == "not" or self.sayings.dates_them(found) or self._is_cited(found):
            return True
        if found.intro == "since" and is_of_idleness(self.atoms, self.marks, found.opening):
            return True
        if self._is_of_whom(found) or self._is_on_month(found):
            return True
        if self._since_mark(found) or self._is_of_work(found):
            return False
        return self._names_year(found) or self._is_dated_aside(found)

    def _is_cited(self, found: DateSpan) -> bool:
        """Whether it is that of a source in brackets: "(Baku Telegraph, 5 July 2023)"."""
        at = found.opening - 1
        closed = found.end < len(self.atoms) and self.atoms[found.end].text == ")"
        if not closed or at < 1 or self.atoms[at].text != ",":
            return False
        while at > 0 and self.atoms[at - 1].text[0].isupper():
            at -= 1
        return at < found.opening - 1 and self.atoms[at - 1].text == "("

    def _is_on_month(self, found: DateSpan) -> bool:
        """Whether what is told is compared with a month: English "an increase of 20 on April"."""
        on = found.first - 1
        if found.left.day is not None or found.right is not None or on < 1:
            return False
        before = self.keys[on - 1]
        return self.keys[on] == "on" and (before in CHANGED or before[0].isdigit())

    def _is_told_of(self, found: DateSpan) -> bool:
        """Whether what is compared with is told: "compared with July, when 3,902 hectares"."""
        following = [atom.key for atom in self.atoms[found.end : found.end + 3]]
        following = [key for key in following if key not in TOGETHER]
        return not WHEN.isdisjoint(following[:1] if following[:1] != [","] else following[:2])

    def _is_of_whom(self, found: DateSpan) -> bool:
        """Whether it is in a clause about somebody: "DASH, whose funds were cut in March, …"."""
        if found.end >= len(self.atoms) or self.atoms[found.end].text != ",":
            return False
        for at in range(found.opening - 1, max(0, found.opening - CLAUSE), -1):
            told = self.marks.sense(at, "cue") in WORK
            if told or self.atoms[at].text in ".,;:":
                return False
            if self.atoms[at].key in WHOSE:
                return self.atoms[at - 1].text == ","
        return False

    def _is_dated_aside(self, found: DateSpan) -> bool:
        """Whether the words before a date are of founding, saying, meeting."""
        if found.left.month is None and found.right is None and found.intro == "from":
            return self.lang in COMPARING
        before = found.opening - 1
        if self.atoms[found.opening].key == "for":
            return False  # "the service reports for April"
        single = found.left.day is not None and found.right is None
        if single and self.marks.sense(found.end, "agent") == "reports":
            return True  # "data of May 4 show"
        for place in range(max(0, found.first - 4), found.first):
            mark = self.marks.at[place]
            if mark is not None and mark.senses.get("cue") == "say" and mark.end >= found.opening:
                return True
        return before >= 0 and self.marks.sense(before, "cue") == "say"

    def falls_to(self, found: DateSpan) -> bool:
        """Whether figures are those of it: "на декабрь пришлось 3 815 га"."""
        words = self.atoms[found.end : found.end + FALLS_NEAR]
        return found.left.day is None and any(word.key.startswith(FALLS) for word in words)

    def begins_work(self, found: DateSpan) -> bool:
        """Whether it is the day on which work began: "operations, which began on September 27"."""
        if found.left.day is None or found.right is not None or found.intro == "as_of":
            return False
        at_work = found.opening > 0 and self.atoms[found.opening - 1].key in AT_WORK
        if at_work or found.intro == "since":
            return at_work and found.intro in ("since", "from")
        words = self.keys[max(0, found.first - 14) : found.first]
        if BEGAN.isdisjoint(words):
            return False
        begun = next(at for at, word in enumerate(words) if word in BEGAN)
        if len(words) - begun <= 4 and any(word in WORKS for word in words[:begun]):
            return True
        return self._goes_on(found)

    def ends_begun(self, begun: DateSpan, ended: DateSpan) -> bool:
        """Whether the second date ends what the first began, in one clause."""
        if begun.right is not None or ended.right is not None or ended.left.month is None:
            return False
        between = self.atoms[begun.end : ended.first]
        if len(between) > APART or any(atom.text in ".;:" for atom in between):
            return False
        before = {atom.key for atom in self.atoms[max(0, begun.first - 4) : begun.first]}
        return bool(before & (BEGAN | STARTED)) and any(atom.key in ENDED for atom in between)

    def _goes_on(self, found: DateSpan) -> bool:
        """Whether it has been going on: "began on May 3; there 20 ha have been cleared"."""
        perfect = False
        for at in range(found.end, min(found.end + SPEECH, len(self.atoms))):
            if self.atoms[at].text == ".":
                return False
            cue = self.marks.sense(at, "cue")
            perfect = perfect or cue == "perfect"
            if perfect and cue == "done":
                return True
        return False

    def _names_year(self, found: DateSpan) -> bool:
        """Whether a year says which thing is meant: "the flood of 2017", "made in 2019"."""
        if found.left.month is not None or found.right is not None:
            return False
        if found.opening and self.atoms[found.opening - 1].key in LATEST:
            return True
        behind = self.atoms[found.end : found.end + 3]
        ends = (n for n, atom in enumerate(behind) if atom.text == "," or atom.key in AND)
        clause = next(ends, len(behind))  # "cleared 40 hectares in 2024 and made 12 shells safe"
        near = (
            *range(max(0, found.opening - 2), found.opening),
            *range(found.end, found.end + clause),
        )
        if any(self.atoms[at].key in MADE for at in near if at < len(self.atoms)):
            return True
        of = found.first >= 2 and self.atoms[found.first - 1].key == "of"
        return of and self.atoms[found.first - 2].key in HISTORY

    def _is_of_work(self, found: DateSpan) -> bool:
        """Whether it is when work was held, no meeting: "operations held on December 11-17"."""
        words = self.atoms[max(0, found.opening - 4) : found.opening]
        return not WORKS.isdisjoint([word.key for word in words])

    def _since_mark(self, found: DateSpan) -> bool:
        """Whether it dates a beginning: "since the project began in 2018"."""
        for mark in self.marks.within(max(0, found.opening - 8), found.opening):
            end = mark.end if mark.senses.get("when") == "since_start" else None
            if end is None and mark.senses.get("date") in ("since", "after"):
                end = beginning_after(self.atoms, self.marks, mark.first)
            if end is not None and found.opening - 1 <= end <= found.first:
                return True
        return False
