"""Days and months on which somebody told of work, and which are no time of it.

"The agency said on March 10 that 45 mines were found", «20 октября глава ANAMA заявил, что …»: such
a day stands in one clause with a verb of saying, and no work is told between the two.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from kg.extract.text.lexicon import folded
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Marks
from kg.extract.times.dates import DateSpan

__all__ = ["Sayings"]

SPEECH: Final = 30
"""Atoms after a day in which it is said who spoke, and that he said so."""
NEAR: Final = 5
"""Atoms between a day that opens no sentence and the verb behind it."""
SAID: Final = 6
"""Atoms between a verb of saying and the day behind it."""
EARLIER: Final = 6
"""Atoms after "said that" in which "had" tells of what was done before."""
CLOSING: Final = frozenset('."”»)')
"""Signs behind which a sentence begins."""
SAYING: Final = frozenset({"spoken"})
SPOKEN: Final = SAYING | {"speech"}
"""Kinds of verbs of those who told something, and of those who spoke or met."""
TELLS: Final = frozenset({"reports", "source"})
"""Kinds of words for those who tell."""
THAT: Final = frozenset(folded("dates", "that"))
"""Words after which a clause tells what was said."""
ABOUT: Final = frozenset(folded("dates", "about"))
"""Words, folded, behind a verb of saying for what is told."""
UNTOLD: Final = "said"
"""The verb behind which "that" may be left out."""
WITHOUT_ON: Final = frozenset({"ru", "uk", "az"})
"""Languages in which a day follows a verb without a preposition."""


class Sayings:
    """Asked for each date of one page."""

    def __init__(self, page: Page, marks: Marks) -> None:
        self.page, self.marks = page, marks
        self.texts, self.keys = page.texts, page.keys

    def is_told(self, found: DateSpan) -> bool:
        """Whether it is the day on which somebody said what is reported."""
        return self._verb_of(found, SAYING) is not None

    def dates_them(self, found: DateSpan) -> bool:
        """Whether it is when somebody told something, spoke or met: "at a forum on May 6"."""
        return self._verb_of(found, SPOKEN) is not None or self._tells_earlier(found)

    def opens_speech(self, found: DateSpan) -> bool:
        """Whether somebody spoke on a day named first: "On May 6 X told the Cabinet that"."""
        return (verb := self._verb_of(found, SAYING)) is not None and verb >= found.end

    def _opens(self, found: DateSpan) -> bool:
        """Whether a date opens its sentence."""
        return found.opening == 0 or self.texts[found.opening - 1] in CLOSING

    def _verb_of(self, found: DateSpan, kinds: Set[str]) -> int | None:
        """The verb of saying of which a date is the day; "since" a day nobody said anything."""
        if found.left.day is None or found.right is not None or found.intro == "since":
            return None
        before = self._verb_before(found, kinds)
        return self._verb_after(found, kinds) if before is None else before

    def _verb_before(self, found: DateSpan, kinds: Set[str]) -> int | None:
        """The verb before it: "told the agency on 24 January"; English days have an "on"."""
        bare = self.page.lang in WITHOUT_ON or found.intro is not None
        first = self.page.firsts[self.page.sentence_at(found.first)]
        for at in range(found.opening - 1, max(first, found.opening - SAID) - 1, -1):
            if not self._goes_on(at):
                return None
            if self._is_of(at, kinds):
                return at if bare or "on" in self.keys[at : found.first] else None
        return None

    def _verb_after(self, found: DateSpan, kinds: Set[str]) -> int | None:
        """The verb behind it, if it is told what was said: "On May 6 X told the Cabinet that"."""
        reach = SPEECH if self._opens(found) else NEAR
        stop = self.page.atoms_of(self.page.sentence_at(found.first)).stop
        for at in range(found.end, min(found.end + reach, stop)):
            if self._is_of(at, kinds):
                said = self.keys[at] == UNTOLD or self._says_what(at + 1, found.end + SPEECH)
                return at if said else None
            if not (self._goes_on(at) or (at == found.end and self.texts[at] == ",")):
                return None
        return None

    def _says_what(self, low: int, high: int) -> bool:
        """Whether it is told behind a verb what was said: "that", or a colon."""
        for at in range(low, min(high, len(self.texts))):
            if self.texts[at] == ":" or self.keys[at] in THAT:
                return True
            if self.texts[at] in ".;":
                return False
        return False

    def _tells_earlier(self, found: DateSpan) -> bool:
        """Whether it is when somebody told of earlier work: "In May X announced that it had"."""
        if found.left.month is None or found.left.day is not None or found.right is not None:
            return False
        if not self._opens(found):
            return False
        told = False
        for at in range(found.end, min(found.end + SPEECH, len(self.texts))):
            if self.texts[at] in ".;:":
                return False
            told = told or self.marks.sense(at, "spoken") is not None
            if told and self.keys[at] == "that":
                return "had" in self.keys[at : at + EARLIER]
        return False

    def _goes_on(self, at: int) -> bool:
        """Whether an atom may stand between a day and the verb: no sign, number or work."""
        key, text = self.keys[at], self.texts[at]
        parts = text in ",;:()" or text[0].isdigit() or key in THAT or key in ABOUT
        return not parts and self.marks.sense(at, "cue") not in WORK

    def _is_of(self, at: int, kinds: Set[str]) -> bool:
        """Whether a verb of some kinds stands at an atom."""
        senses = self.marks.senses(at)
        return not kinds.isdisjoint(senses) or senses.get("agent") in TELLS
