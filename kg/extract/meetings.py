"""Meetings: conferences, workshops, ceremonies, sessions of a group; the place and the day.

A report tells of one meeting, often under several names ("the conference", "the event"); these
are read as one. Its day is claimed only where the text with its publication date fixes it; the
dateline of a report is the day of printing, not that of the meeting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from kg.extract.bodies import Bodies, Body
from kg.extract.days import day_in
from kg.extract.lexicon import nation, word_list
from kg.extract.page import Page
from kg.extract.personnames import find_people
from kg.extract.tokens import MARK, Tokens
from kg.model import EntityKind, HoldsPost, MeetingClaim, Mention, Period, Span

__all__ = ["meetings"]

NOUNS: Final = word_list("meetings", "nouns")
EVENTS: Final = word_list("meetings", "events")
OF_KIND: Final = word_list("meetings", "of_kind")
HELD: Final = word_list("meetings", "held")
MET: Final = word_list("meetings", "met")
KEPT: Final = word_list("meetings", "kept")
PRESENT: Final = word_list("meetings", "present")
LISTS: Final = word_list("meetings", "lists")
BEFORE: Final = word_list("meetings", "before")
OTHER_DAYS: Final = word_list("meetings", "other_days")
PLACE_WORDS: Final = word_list("meetings", "place_words")
STOPS: Final = word_list("meetings", "stops")
LINKS: Final = word_list("meetings", "links")
PLACES: Final = frozenset({EntityKind.DISTRICT, EntityKind.PLACE})
QUOTES: Final = frozenset('"“”«»„')
TRIGGER: Final = (
    MARK["meetings.nouns"] | MARK["meetings.events"] | MARK["meetings.kept"] | MARK["meetings.met"]
)
LONGEST: Final = 14
MOST: Final = 30
"""Namings of the meeting that are looked at; it keeps the cost linear."""


def meetings(page: Page, bodies: Bodies, posts: Sequence[HoldsPost]) -> tuple[MeetingClaim, ...]:
    """The meeting that a report tells of, if it does."""
    found = list(islice(_found(bodies), MOST))
    if not found:
        return ()
    reader = _Reader(page, bodies, posts, found)
    return (reader.claim(),)


def _found(bodies: Bodies) -> Iterator[tuple[int, int]]:
    """Tokens of the words of each meeting that is named."""
    tokens = bodies.tokens
    marks = tokens.marks if tokens.all_marks & TRIGGER else ()
    for place, mark in enumerate(marks):
        if not mark & TRIGGER or bodies.at(place) is not None:
            continue
        key = tokens.keys[place]
        if (key in NOUNS and _is_noun(tokens, place)) or _is_event(tokens, place):
            yield _left(tokens, place), _right(bodies, place + 1)
        elif key in KEPT and tokens.is_word(place - 1, "was", "is"):
            yield from _kept_day(tokens, place)
        elif (
            key in MET and tokens.is_word(place - 1, "group") and tokens.capital[place - 1] is False
        ):
            yield place - 1, place + 1
    for body in bodies.found:
        if body.mention.kind is EntityKind.GROUP and _met(bodies, body):
            yield body.first, body.end


def _is_noun(tokens: Tokens, place: int) -> bool:
    """Not "meeting the deadline", not "at its previous meeting"."""
    if tokens.keys[place - 1] in OTHER_DAYS:
        return False
    if not tokens.is_word(place, "meeting", "briefing"):
        return not tokens.is_word(place + 1, "room", "hall")
    bare = tokens.is_word(place - 1, "at", "by", "for", "of", "in", "to", "and", "not", "while")
    return not (bare and tokens.is_word(place + 1, "the", "a", "an", "all", "its", "their"))


def _is_event(tokens: Tokens, place: int) -> bool:
    if tokens.keys[place] not in EVENTS or place == 0:
        return False
    kind = tokens.keys[place - 1]
    if kind not in OF_KIND or tokens.is_word(place, "day", "visit", "trip"):
        return False
    if kind == "the":
        return tokens.is_word(place, "launch") and tokens.is_word(
            place - 2, "at", "during", "attended"
        )
    return True


def _kept_day(tokens: Tokens, verb: int) -> Iterator[tuple[int, int]]:
    """As in "the International Day for Mine Awareness was marked"."""
    for place in range(verb - 2, max(-1, verb - LONGEST), -1):
        if tokens.is_word(place, "day") and tokens.capital[place]:
            yield _left(tokens, place), verb - 1
            return


def _met(bodies: Bodies, group: Body) -> bool:
    """Whether the verb after the group's name, or after the bodies it belongs to, says so."""
    place = group.end
    tokens = bodies.tokens
    while place < min(len(tokens), group.end + LONGEST):
        inside = bodies.at(place)
        if inside is not None:
            place = inside.end
        elif tokens.is_word(place, "of", "the", "under", "operating", "within", "("):
            place += 1
        else:
            return tokens.keys[place] in MET
    return False


def _left(tokens: Tokens, place: int) -> int:
    first = place
    while first > 0 and place - first < LONGEST and tokens.joined(first - 1):
        word = tokens.keys[first - 1]
        named = tokens.is_capital(first - 1) and not tokens.has(first - 1, MARK["function"])
        if not (named or word in BEFORE):
            break
        first -= 1
    return first


def _right(bodies: Bodies, place: int) -> int:
    """Where the words end: "of the working group …", "on the 2018 plan", a title in quotes."""
    tokens, end = bodies.tokens, place
    while end < len(tokens) and end - place < LONGEST and tokens.joined(end - 1):
        word = tokens.words[end]
        if word in QUOTES:
            closing = next(
                (
                    i
                    for i in range(end + 1, min(end + 20, len(tokens)))
                    if tokens.words[i] in QUOTES
                ),
                None,
            )
            return end if closing is None else closing + 1
        inside = bodies.at(end)
        if inside is not None and end > place:
            return inside.end
        linked = tokens.keys[end] in LINKS if end == place else tokens.keys[end] not in STOPS
        if not (word[0].isalnum() and linked):
            break
        end += 1
    return end


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
        days = (day_in(self.page, sentence) for sentence in sentences)
        period = next((day for day in days if day is not None), Period())
        best = max(
            spans, key=lambda span: (self._is_held(span), span.end - span.start, -span.start)
        )
        there = [s for s in self.page.sentences if s in sentences or self._tells_presence(s)]
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
            if name.kind in PLACES and first <= self.tokens.place(name.span)[0] < end
        ]
        linked = [(at, name) for at, name in names if self._linked(at) and not self._state(at)]
        if linked:
            return min(linked, key=lambda found: (found[0] < words[0], abs(found[0] - words[1])))[1]
        unknown = self._unknown_place(words[1], end)
        if unknown is not None:
            return unknown
        others = [name for at, name in names if not self._state(at)]
        return others[0] if len(others) == 1 else None

    def _linked(self, place: int) -> bool:
        before = place - 2 if self.tokens.is_word(place - 1, "the") else place - 1
        return before >= 0 and self.tokens.keys[before] in PLACE_WORDS

    def _state(self, place: int) -> bool:
        return nation(self.tokens.keys[place]) is not None

    def _unknown_place(self, start: int, end: int) -> Mention | None:
        """As in "was marked in Vojkovići": a name after "in" that nothing else explains."""
        people = find_people(self.page, self.bodies)
        for place in range(start, end):
            last = people.from_(place)
            if last is not None and self.tokens.is_word(place - 1, "in", "at"):
                span = self.tokens.span(place, last)
                return Mention(EntityKind.PLACE, span.of(self.page.report.text), span)
        return None

    # --- who ------------------------------------------------------------------------------

    def _tells_presence(self, sentence: Span) -> bool:
        first, end = self.tokens.place(sentence)
        return any(self.tokens.keys[i] in PRESENT for i in range(first, end))

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
