"""What the sentences around that of a meeting tell of its day and place.

"… X said in Kolda on Monday. He was speaking at a workshop", "Lachin hosted a session. It took
place on October 12", "… received six vehicles on Thursday. The ceremony was attended by …".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Final

from kg.extract.actors.days import day_in
from kg.extract.actors.standins import STAND_IN
from kg.extract.actors.venues import Venues
from kg.extract.bodies.bodies import Bodies
from kg.extract.text.lexicon import word_list
from kg.extract.text.page import Page
from kg.extract.text.tokens import MARK
from kg.model import Mention, Period, Span

__all__ = ["NEW", "Neighbours"]

Words = tuple[int, int]

AT_IT: Final = MARK["meetings.at_it"]
LOCATIVE: Final = ("da", "də")
AT_WHICH: Final = MARK["meetings.at_which"]
THE: Final = word_list("meetings", "definite")
ELIDED: Final = word_list("meetings", "elided")
ARTICLELESS: Final = word_list("meetings", "articleless")
"""Languages without articles: "Встреча прошла …" is that told before."""
LATER: Final = MARK["meetings.same_day"]
PAPERS: Final = MARK["meetings.papers"]
SPEAKS: Final = MARK["meetings.speaks"]
SPEAKING: Final = MARK["meetings.speaking"]
NAMED: Final = MARK["meetings.nouns"] | MARK["meetings.events"]
IT: Final = MARK["meetings.it"]
HAPPENED: Final = MARK["meetings.happened"]
CEREMONY: Final = MARK["meetings.ceremonies"]
GIFTS: Final = MARK["meetings.gifts"]
SPEECH: Final = SPEAKS | MARK["speech"]
ENDED: Final = MARK["meetings.given"] | MARK["meetings.ended"]
LEAD: Final = 4
"""Most words of a subject before its verb."""
BACK: Final = 3
"""Sentences looked back over for what a speaker said."""
NEW: Final = timedelta(days=31)
"""What is told of a day farther from the publication is not what the report is about."""


class Neighbours:
    """One text, asked what stands around the sentence of a meeting; ``deeds`` are told by verbs."""

    def __init__(self, page: Page, bodies: Bodies, venues: Venues, deeds: Sequence[Words]) -> None:
        self.page = page
        self.bodies = bodies
        self.tokens = bodies.tokens
        self.venues = venues
        self.deeds = deeds

    # --- the day ----------------------------------------------------------------------------------

    def day(self, words: Words) -> Period | None:
        """The day of the sentence before, where this one goes on with what that one tells.

        As in "… renewed it on Wednesday. The paper was signed in", "… X said on Wednesday.
        According to X, who spoke at a workshop, …"; else that of "It took place on" behind.
        """
        if self.page.report.published is None or day_in(self.page, self._sentence(words)):
            return None
        spoken = self._spoken(words)
        told = spoken or (self._before(words) if self._goes_on(words) else None)
        found = None if told is None else day_in(self.page, told, spoken=spoken is not None)
        if not self._is_new(found):
            found = self._day_after(words)
        return self._day_of_deed(words) if found is None and spoken is None else found

    def _day_of_deed(self, words: Words) -> Period | None:
        """The one day of a deed a few sentences back: "closed it on 28 February … at the act"."""
        if not (self.tokens.marks_of(*words) & NAMED and self.is_bare(words)):
            return None
        for sentence in islice(self._all_before(words), BACK):
            marks = self.tokens.marks_of(*self.tokens.place(sentence))
            found = day_in(self.page, sentence) if marks & ENDED and not marks & SPEECH else None
            if self._is_new(found):
                return found
        return None

    def _goes_on(self, words: Words) -> bool:
        """Whether the sentence goes on with what the one before tells."""
        opener = self._opener(words)
        paper = self.tokens.keys[opener] in THE and words[0] - opener <= LEAD
        paper &= bool(self.tokens.marks_of(opener, words[0]) & PAPERS)
        later = any(self.tokens.has(i, LATER) for i in range(opener, opener + 3))
        return paper or later or self._is_known(words)

    def _day_after(self, words: Words) -> Period | None:
        """The day of the sentence behind, where that one tells when it was: "It was held on"."""
        first = self.tokens.place(self._sentence(words))[1]
        if first >= len(self.tokens):
            return None
        near = range(first, min(first + LEAD, len(self.tokens)))
        it = self.tokens.has(first, IT) or self.tokens.has(first, HAPPENED)
        if not it or not any(self.tokens.has(i, HAPPENED) for i in near):
            return None
        found = day_in(self.page, self.page.sentence(self.tokens.span(first, first + 1)))
        return found if self._is_new(found) else None

    def _is_new(self, day: Period | None) -> bool:
        published = self.page.report.published
        if day is None or day.start is None or published is None:
            return False
        return abs(day.start - published) <= NEW

    # --- the place --------------------------------------------------------------------------------

    def place(self, words: Words) -> Mention | None:
        """The place of the sentence before, where what it tells was said or done there.

        As in "X met Y in Baku. The meeting took place on 15 November."
        """
        spoken = self._spoken(words)
        if spoken is not None:
            day = day_in(self.page, spoken, spoken=True)
            return self.venues.spoken_in(spoken) or self._beside(day)
        before = self._before(words)
        if before is None or not self._is_known(words):
            return None
        done = [deed for deed in self.deeds if self._sentence(deed) == before]
        place = self.venues.of(done[0]) if done else None
        return place or self._beside(day_in(self.page, before))

    def _beside(self, day: Period | None) -> Mention | None:
        return None if day is None or day.span is None else self.venues.beside(day.span)

    # --- what a sentence is about -----------------------------------------------------------------

    def is_bare(self, words: Words) -> bool:
        """Whether words name a meeting as one spoken of before: "said at the meeting".

        As in "attended the launch ceremony", «На встрече …», "No encontro, que …".
        """
        tokens, (first, end) = self.tokens, words
        at_it = first in tokens.openers or tokens.keys[first].endswith(LOCATIVE)
        if at_it and tokens.has(first, AT_IT):
            return True
        at = first - 1 in tokens.openers and tokens.has(first - 1, AT_WHICH)
        opens = first in tokens.openers and self.page.lang in ARTICLELESS
        if (end - first == 1 and (at or opens)) or tokens.keys[first] in ELIDED:
            return True
        return tokens.keys[first - 1] in THE and not any(tokens.capital[first:end])

    def _is_known(self, words: Words) -> bool:
        """Whether words mean what the sentence before told of: "The workshop", not "a workshop"."""
        before = self._before(words)
        told = 0 if before is None else self.tokens.marks_of(*self.tokens.place(before))
        named = self.tokens.marks_of(*words)
        if not named & NAMED or told & MARK["harmed"]:
            return False
        if named & CEREMONY and told & GIFTS:
            return True
        return not self.tokens.is_word(words[0] - 1, "a", "an") and self.is_bare(words)

    def _spoken(self, words: Words) -> Span | None:
        """The sentence of what was said there: "X said on Monday. He spoke at a workshop".

        It may be a few back of one who "was speaking".
        """
        marks = self.tokens.marks_of(self._opener(words), words[0])
        if not marks & SPEAKS:
            return None
        near = islice(self._all_before(words), BACK if marks & SPEAKING else 1)
        told = [sentence for sentence in near if self._someone_spoke(sentence)]
        dated = (sentence for sentence in told if day_in(self.page, sentence, spoken=True))
        return next(dated, next(iter(told), None))

    def _someone_spoke(self, sentence: Span) -> bool:
        """Whether somebody, and no body as in "the service reported on Monday", said something."""
        first, end = self.tokens.place(sentence)
        verbs = [i for i in range(first, end) if self.tokens.has(i, SPEECH)]
        by_body = (self._is_body(i - 1 - self.tokens.is_word(i - 1, "has")) for i in verbs)
        return bool(verbs) and not any(by_body)

    def _is_body(self, place: int) -> bool:
        return self.tokens.has(place, STAND_IN) or self.bodies.at(place) is not None

    # --- sentences --------------------------------------------------------------------------------

    def _sentence(self, words: Words) -> Span:
        return self.page.sentence(self.tokens.span(*words))

    def _opener(self, words: Words) -> int:
        return self.tokens.place(self._sentence(words))[0]

    def _before(self, words: Words) -> Span | None:
        return next(self._all_before(words), None)

    def _all_before(self, words: Words) -> Iterator[Span]:
        """The sentences before that of some words, nearest first."""
        opener = self._opener(words)
        while opener > 0:
            sentence = self.page.sentence(self.tokens.span(opener - 1, opener))
            yield sentence
            opener = self.tokens.place(sentence)[0]
