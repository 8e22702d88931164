"""Meetings: conferences, workshops, ceremonies, sessions of a group; the place and the day.

A report tells of one meeting, often under several names ("the conference", "the event"); these
are read as one. Its day is claimed only where the text with its publication date fixes it; the
dateline of a report is the day of printing, not that of the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from kg.extract.actors.days import day_in
from kg.extract.actors.gatherings import gatherings
from kg.extract.actors.personnames import find_people
from kg.extract.bodies.bodies import Bodies, Body
from kg.extract.text.lexicon import nation, word_list
from kg.extract.text.page import Page
from kg.extract.text.tokens import MARK
from kg.model import EntityKind, HoldsPost, MeetingClaim, Mention, Period, Span

__all__ = ["meetings"]

HELD: Final = word_list("meetings", "held")
PRESENT: Final = word_list("meetings", "present")
ATTENDED: Final = MARK["meetings.present"]
LISTS: Final = word_list("meetings", "lists")
PLACE_WORDS: Final = word_list("meetings", "place_words")
PLACES: Final = frozenset({EntityKind.DISTRICT, EntityKind.PLACE})
CAPITALS: Final = word_list("meetings", "capitals")
ACCIDENTS: Final = ("incident", "incidents", "accident", "accidents", "blast", "explosion")
UNITS: Final = ("district", "province", "village", "town", "city", "region", "municipality")
_IN_AZ: Final = re.compile(r"(?:rayonu|şəhəri|kəndi|qəsəbəsi)n[dt][aə]")
LINE: Final = 40
"""Characters of a first sentence that is nothing but place and day."""
MOST: Final = 30
"""Namings of the meeting that are looked at; it keeps the cost linear."""


def meetings(page: Page, bodies: Bodies, posts: Sequence[HoldsPost]) -> tuple[MeetingClaim, ...]:
    """The meeting that a report tells of, if it does."""
    found = list(islice(gatherings(bodies), MOST))
    if not found:
        return ()
    reader = _Reader(page, bodies, posts, found)
    return (reader.claim(),)


class _Reader:
    """One text with the words of its meeting."""

    def __init__(
        self,
        page: Page,
        bodies: Bodies,
        posts: Sequence[HoldsPost],
        found: Sequence[tuple[int, int]],
    ) -> None:
        self.page = page
        self.bodies = bodies
        self.tokens = bodies.tokens
        self.posts = posts
        self.found = sorted(found)

    def claim(self) -> MeetingClaim:
        """The meeting with place, day and those who were there, as far as the text tells."""
        spans = [self.tokens.span(first, end) for first, end in self.found]
        sentences = self.page.sentences_of(*spans)
        place = next((p for s in self.found if (p := self._place(s)) is not None), None)
        days = (day_in(self.page, self.page.sentence(words), words) for words in spans)
        period = next((day for day in days if day is not None), None)
        line = self._line()
        if place is None and line is not None and self._from_the_spot(line, period):
            place = line
        if period is None:
            period = self._earlier_line() or Period()
        best = max(
            spans, key=lambda span: (self._is_held(span), span.end - span.start, -span.start)
        )
        attended = self.tokens.all_marks & ATTENDED
        all_of_it = self.page.sentences if attended else sentences
        there = [s for s in all_of_it if s in sentences or self._tells_presence(s)]
        evidence = [*sentences]
        if place is not None:
            evidence.append(self.page.sentence(place.span))
        return MeetingClaim(
            what=best.of(self.page.report.text),
            span=best,
            period=period,
            place=place,
            bodies=tuple(dict.fromkeys(self._bodies(there))),
            people=tuple(dict.fromkeys(self._people(there))),
            evidence=tuple(sorted(set(evidence))),
        )

    def _is_held(self, span: Span) -> bool:
        first, end = self.tokens.place(self.page.sentence(span))
        return any(self.tokens.keys[i] in HELD for i in range(first, end))

    # --- where ----------------------------------------------------------------------------

    def _place(self, words: tuple[int, int]) -> Mention | None:
        first, end = self.tokens.place(self.page.sentence(self.tokens.span(*words)))
        names = [
            (self.tokens.place(name.span)[0], name)
            for name in self.page.names
            if name.kind in PLACES
            and first <= self.tokens.place(name.span)[0] < end
            and self.bodies.at(self.tokens.place(name.span)[0]) is None
        ]
        linked = [(at, name) for at, name in names if self._linked(at) and not self._state(at)]
        if self._of_an_accident(words):
            return None
        if linked:
            return min(linked, key=lambda found: (found[0] < words[0], abs(found[0] - words[1])))[1]
        unknown = self._unknown_place(words[1], first, end)
        if unknown is not None:
            return unknown
        return next((name for at, name in names if self._hosts(at)), None)

    def _hosts(self, place: int) -> bool:
        """As in "Kalbajar district was the place of the meeting", "Lachin hosted a forum"."""
        after = place + 1 + self.tokens.is_word(place + 1, *UNITS)
        if self.tokens.is_word(after, "hosted", "hosts"):
            return not self._state(place)
        venue = range(after + 1, min(after + 4, len(self.tokens)))
        after += self.tokens.is_word(after, "has", "had")
        is_ = self.tokens.is_word(after, "was", "is", "became", "been")
        return is_ and any(self.tokens.is_word(i, "place", "venue", "scene", "host") for i in venue)

    def _line(self) -> Mention | None:
        """The place with which the text begins: "FUZULI, Azerbaijan, March 6"."""
        first = next(iter(self.page.names), None)
        at_start = first is not None and first.span.start == 0 and first.kind in PLACES
        return first if at_start and self.tokens.is_word(1, ",") else None

    def _from_the_spot(self, line: Mention, period: Period | None) -> bool:
        """A text from outside the capital, or a statement printed days later, is from the spot."""
        away = line.text.isupper() and line.text.lower() not in CAPITALS
        return away or (period is None and self._earlier_line() is not None)

    def _earlier_line(self) -> Period | None:
        """The day of a statement that was printed later: "Baku, 18 March 2021."."""
        line, published = self.page.sentences[0], self.page.report.published
        if self._line() is None or published is None or line.end - line.start > LINE:
            return None
        day = day_in(self.page, line)
        return day if day is not None and day.start is not None and day.start < published else None

    def _linked(self, place: int) -> bool:
        if self.tokens.keys[place + 1 : place + 2] and _IN_AZ.fullmatch(
            self.tokens.keys[place + 1]
        ):
            return True
        before = place - 2 if self.tokens.is_word(place - 1, "the") else place - 1
        return before >= 0 and self.tokens.keys[before] in PLACE_WORDS

    def _state(self, place: int) -> bool:
        return nation(self.tokens.keys[place + self.tokens.is_word(place, "the")]) is not None

    def _of_an_accident(self, words: tuple[int, int]) -> bool:
        """The place in "a briefing on the blast in Fuzuli" is that of the blast."""
        return any(self.tokens.is_word(i, *ACCIDENTS) for i in range(*words))

    def _unknown_place(self, start: int, first: int, end: int) -> Mention | None:
        """As in "was marked in Vojkovići", "Farza District": a name that nothing else explains."""
        people = find_people(self.page, self.bodies)
        for place in range(first, end):
            last = people.from_(place)
            if last is not None and self.tokens.is_word(last, *UNITS):
                span = self.tokens.span(place, last)
                return Mention(EntityKind.PLACE, span.of(self.page.report.text), span)
        for place in range(start, end):
            last = people.from_(place)
            visited = place == start + 1 and self.tokens.is_word(start, "to", "of")
            if last is not None and (visited or self.tokens.is_word(place - 1, "in", "at")):
                span = self.tokens.span(place, last)
                return Mention(EntityKind.PLACE, span.of(self.page.report.text), span)
        return None

    # --- who ------------------------------------------------------------------------------

    def _tells_presence(self, sentence: Span) -> bool:
        first, end = self.tokens.place(sentence)
        return bool(self.tokens.marks_of(first, end) & ATTENDED)

    def _bodies(self, sentences: Sequence[Span]) -> Iterator[Mention]:
        for body in self.bodies.found:
            sentence = self.page.sentence(body.mention.span)
            if sentence in sentences and (self._attends(body, sentence) or self._convenes(body)):
                yield self.bodies.full(body.mention)

    def _attends(self, body: Body, sentence: Span) -> bool:
        """Whether the body stands before a verb of presence, or in a list of those present."""
        first, end = self.tokens.place(sentence)
        verbs = [i for i in range(first, end) if self.tokens.keys[i] in PRESENT]
        if any(body.end <= verb for verb in verbs):
            return True
        return any(self.tokens.keys[verb] in LISTS for verb in verbs)

    def _convenes(self, body: Body) -> bool:
        """As in "meeting of the working group", "hosted by ANAMA", the group that met."""
        if any(first <= body.first and body.end <= end for first, end in self.found):
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
