"""Meetings: conferences, workshops, ceremonies, sessions of a group; the place and the day.

A report tells of one meeting, often under several names ("the conference", "the event"); these
are read as one. Its day is claimed only where the text with its publication date fixes it; the
dateline of a report is the day of printing, not that of the meeting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from kg.extract.actors.days import day_beside, day_in, is_ahead
from kg.extract.actors.deeds import deeds
from kg.extract.actors.gatherings import announced, gatherings
from kg.extract.actors.neighbours import NEW, Neighbours
from kg.extract.actors.venues import Venues
from kg.extract.bodies.bodies import Bodies, Body
from kg.extract.text.page import Page
from kg.extract.text.tokens import MARK
from kg.model import HoldsPost, MeetingClaim, Mention, Period, Span

__all__ = ["meetings"]

Words = tuple[int, int]

HELD: Final = MARK["meetings.held"]
ATTENDED: Final = MARK["meetings.present"]
HERE: Final = MARK["meetings.here"]
LISTS: Final = MARK["meetings.lists"]
SIGNED: Final = (
    "signed",
    "inked",
    "initialled",
    "подписали",
    "imzalayıblar",
    "firmaron",
    "assinaram",
)
"""Verbs before which both parties stand."""
OWNERS: Final = ("'s", "’s")
SPEAKS: Final = MARK["meetings.speaks"]
NEAR: Final = 8
"""Words after a meeting's own in which it may be told that it is to come."""
LINE: Final = 40
"""Characters of a first sentence that is nothing but place and day."""
MOST: Final = 30
"""Namings of the meeting that are looked at; it keeps the cost linear."""


def meetings(page: Page, bodies: Bodies, posts: Sequence[HoldsPost]) -> tuple[MeetingClaim, ...]:
    """The meetings that a report tells of; those of one day, or without a day, are one."""
    named = sorted(islice(gatherings(bodies), MOST))
    told = list(islice(deeds(bodies), MOST))
    if not named and not told:
        return ()
    reader = _Reader(page, bodies, posts, [(deed.first, deed.end) for deed in told])
    coming = [words for words in islice(announced(bodies), MOST) if reader.is_coming(words)]
    later = [words for words in named if reader.is_to_come(words)]
    coming += later if any(not reader.is_ahead(w) for w in named if w not in later) else []
    apart = {place for first, end in coming for place in range(first, end)}
    named = [words for words in named if apart.isdisjoint(range(*words))] or named
    words = named or [(deed.first, deed.end) for deed in told if not deed.dated]
    new = [(deed.first, deed.end) for deed in told if reader.is_new((deed.first, deed.end))]
    held = [reader.claim(group) for group in reader.by_day(words, new)]
    days = {claim.period.start for claim in held}
    further = [reader.further(words) for words in dict.fromkeys(coming) if words not in named]
    further = [claim for claim in further if claim.period.span is not None or claim.place]
    return (*held, *(claim for claim in further if claim.period.start not in days - {None}))


class _Reader:
    """One text with the words of its meeting."""

    def __init__(
        self,
        page: Page,
        bodies: Bodies,
        posts: Sequence[HoldsPost],
        deeds: Sequence[Words],
    ) -> None:
        self.page = page
        self.bodies = bodies
        self.tokens = bodies.tokens
        self.posts = posts
        self.deeds = deeds
        self.venues = Venues(page, bodies)
        self.around = Neighbours(page, bodies, self.venues, deeds)
        self.days: dict[Words, Period | None] = {}

    def own_day(self, words: Words) -> date | None:
        """The day that stands beside the words of a gathering."""
        day = self._beside(words)
        return None if day is None else day.start

    def _beside(self, words: Words) -> Period | None:
        """The day beside some words, read once."""
        if words not in self.days:
            sentence, span = self._sentence(words), self.tokens.span(*words)
            self.days[words] = day_beside(self.page, sentence, span)
        return self.days[words]

    def _sentence(self, words: Words) -> Span:
        return self.page.sentence(self.tokens.span(*words))

    def is_new(self, words: Words) -> bool:
        """Whether the day beside the words is one around the publication.

        Of a text without one it is enough that a day is named.
        """
        day, published = self.own_day(words), self.page.report.published
        if published is None:
            return self._beside(words) is not None
        return day is not None and abs(day - published) <= NEW

    def by_day(self, words: Sequence[Words], new: Sequence[Words]) -> list[list[Words]]:
        """The words of each meeting, apart by the days beside them."""
        days = [self.own_day(place) for place in words]
        main = next((day for day in days if day is not None), None)
        groups: dict[date | None, list[Words]] = {}
        for place, day in zip(words, days, strict=True):
            groups.setdefault(day or main, []).append(place)
        told = {self._sentence(place) for place in words}
        apart = [place for place in new if self._sentence(place) not in told]
        if main is None and len(apart) == 1 and words and all(map(self._is_of_it, words)):
            return [[*apart, *words]]
        for place in apart:
            groups.setdefault(self.own_day(place), [place])
        return list(groups.values())

    def _is_of_it(self, words: Words) -> bool:
        """Whether words without a day tell more of the one meeting that has one."""
        return self.around.is_bare(words) or (words in self.deeds and self.venues.of(words) is None)

    def claim(self, found: Sequence[Words]) -> MeetingClaim:
        """The meeting with place, day and those who were there, as far as the text tells."""
        spans = [self.tokens.span(first, end) for first, end in found]
        sentences = self.page.sentences_of(*spans)
        place = next((p for s in found if (p := self.venues.of(s)) is not None), None)
        if place is None:
            place = next((p for s in found if (p := self.around.place(s)) is not None), None)
        days = map(self._beside, found)
        period = next((day for day in days if day is not None), None)
        if period is None:
            period = next((day for s in found if (day := self.around.day(s)) is not None), None)
        line = self.venues.line()
        earlier = self._earlier_line() if period is None else None
        here = any(self.tokens.marks_of(*self.tokens.place(s)) & HERE for s in sentences)
        if place is None and line is not None:
            place = line if earlier or here or self.venues.from_the_spot(line) else None
        if period is None:
            period = earlier or Period()
        best = max(
            spans, key=lambda span: (self._is_held(span), span.end - span.start, -span.start)
        )
        attended = self.tokens.all_marks & ATTENDED
        all_of_it = self.page.sentences if attended else sentences
        there = [s for s in all_of_it if s in sentences or self._tells_presence(s)]
        bodies = tuple(dict.fromkeys(self._bodies(there, found)))
        people = tuple(dict.fromkeys(self._people(there)))
        named = [*bodies, *people, *([] if place is None else [place])]
        return MeetingClaim(
            what=best.of(self.page.report.text),
            span=best,
            period=period,
            place=place,
            bodies=bodies,
            people=people,
            evidence=self.page.sentences_of(*spans, *(mention.span for mention in named)),
        )

    def is_coming(self, words: Words) -> bool:
        """Whether the sentence of a next meeting tells that it will be, and when or where."""
        told = self.own_day(words) is not None or self.venues.of(words) is not None
        return told and self.is_ahead(words)

    def is_ahead(self, words: Words) -> bool:
        """Whether the sentence of some words tells of what is still to come."""
        return is_ahead(self._sentence(words).of(self.page.report.text))

    def is_to_come(self, words: Words) -> bool:
        """Whether a meeting of no named day is told of as one to come: "which will be held"."""
        tokens, first = self.tokens, words[1]
        if not tokens.marks_of(*words) & MARK["meetings.nouns"]:
            return False
        end = first
        while end < min(first + NEAR, len(tokens)) and tokens.joined(end - 1):
            if tokens.has(end, MARK["speech"] | SPEAKS | MARK["meetings.that"]):
                break
            end += 1
        told = end > first and is_ahead(tokens.span(first, end).of(self.page.report.text))
        return told and self.own_day(words) is None

    def further(self, words: Words) -> MeetingClaim:
        """A meeting that is told of at the end of a report on another."""
        span, sentence = self.tokens.span(*words), self._sentence(words)
        what = span.of(self.page.report.text)
        period, place = self._beside(words) or Period(), self.venues.of(words)
        return MeetingClaim(what, span, period, place, (), (), (sentence,))

    def _is_held(self, span: Span) -> bool:
        first, end = self.tokens.place(self.page.sentence(span))
        return bool(self.tokens.marks_of(first, end) & HELD)

    def _earlier_line(self) -> Period | None:
        """The day of a statement that was printed later: "Baku, 18 March 2021."."""
        line, published = self.page.sentences[0], self.page.report.published
        if self.venues.line() is None or published is None or line.end - line.start > LINE:
            return None
        day = day_in(self.page, line)
        return day if day is not None and day.start is not None and day.start < published else None

    # --- who ------------------------------------------------------------------------------

    def _tells_presence(self, sentence: Span) -> bool:
        first, end = self.tokens.place(sentence)
        return bool(self.tokens.marks_of(first, end) & ATTENDED)

    def _bodies(self, sentences: Sequence[Span], found: Sequence[Words]) -> Iterator[Mention]:
        for body in self.bodies.found:
            sentence = self.page.sentence(body.mention.span)
            if sentence not in sentences:
                continue
            if self._attends(body, sentence) or self._convenes(body, found):
                yield self.bodies.full(body.mention)

    def _attends(self, body: Body, sentence: Span) -> bool:
        """Whether the body stands before a verb of presence, or in a list of those present."""
        first, end = self.tokens.place(sentence)
        verbs = [i for i in range(first, end) if self._is_presence(i)]
        if any(body.end <= verb for verb in verbs):
            return True
        return any(self.tokens.has(verb, LISTS) for verb in verbs)

    def _is_presence(self, place: int) -> bool:
        """Whether whoever stands before a word was there: "attended", "signed"."""
        return self.tokens.has(place, ATTENDED) or self.tokens.keys[place] in SIGNED

    def _convenes(self, body: Body, found: Sequence[Words]) -> bool:
        """As in "meeting of the working group", "hosted by ANAMA", "CMAC's annual meeting"."""
        if any(first <= body.first and body.end <= end for first, end in found):
            return True
        owned = self.bodies.tokens.text[body.mention.span.end :][:2] in OWNERS
        if owned and any(body.end <= first <= body.end + 1 for first, _ in found):
            return True
        return (
            self.tokens.is_word(body.first - 1, "by")
            or self.tokens.phrase(body.first - 2, body.first) == "by the"
        )

    def _people(self, sentences: Sequence[Span]) -> Iterator[Mention]:
        for post in self.posts:
            sentence = self.page.sentence(post.person.span)
            if sentence in sentences:
                yield post.person
