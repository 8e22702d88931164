"""Numbers that count what was counted last: "in June they had destroyed 71", "61,240 since May".

Behind a verb of work it may have been counted in the sentence before, beside a time in the same
sentence only. Of figures of several kinds it is the one about as large. A running total is larger
than what it goes beyond.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Final, TypeVar

from kg.extract.figures.beside import Beside
from kg.extract.figures.quantities import Quantity
from kg.extract.text.lexicon import folded, listed
from kg.extract.text.numbers import Number, plain
from kg.extract.text.page import Page
from kg.extract.times.times import Role, Time

__all__ = [
    "before_verbs",
    "behind_verbs",
    "beside_times",
    "in_turn",
    "is_left",
    "of_these",
    "the_rest",
]

is_link: Final = listed("ellipses", "between_time_and_number")
is_opening: Final = listed("ellipses", "before_number_and_time")
is_article: Final = listed("ellipses", "articles")
is_before_same: Final = listed("ellipses", "before_same")
is_remaining: Final = listed("shares", "remaining")
"""Words beside the number of what is left of a whole."""
RESPECTIVE: Final = frozenset(folded("ellipses", "respective"))
is_respective: Final = listed("ellipses", "respective")
ARTICLED: Final = frozenset({"en", "es", "fr", "it", "pt"})
ROLES: Final = frozenset({Role.STATED, Role.RELATIVE, Role.TOTAL})
"""What a number beside it is of."""
SIGNS: Final = ",;(-–—:"
TURN: Final = 2
"""Sentences before numbers told in turn in which stands what they count."""
GAP: Final = 5
"""Most atoms between a time and its number."""
FACTOR: Final = 5
"""Two numbers of one kind, of two times or bodies, mostly differ by less."""
YEARS: Final = range(1900, 2100)
_FIRST: Final = attrgetter("first")
T = TypeVar("T", Number, Quantity)


def behind_verbs(
    beside: Beside, told: Sequence[Quantity], numbers: Sequence[Number]
) -> Iterator[tuple[Number, Quantity]]:
    """The numbers right behind verbs, with the last figure up to the sentence before."""
    for number in numbers:
        digits = beside.page.heads[number.end + 1 : number.end + 2].isdigit()  # "735, 444 mines"
        if beside.is_object(number.first) and beside.ends_number(number.end) and not digits:
            near = _told_before(told, number, beside.page, back=1)
            like = _about_as_large(near, number)
            if like is not None:
                yield number, like


def before_verbs(
    beside: Beside, told: Sequence[Quantity], numbers: Sequence[Number]
) -> Iterator[tuple[Number, Quantity]]:
    """The numbers right before verbs of other work: "212 ha were surveyed and 34 cleared"."""
    for number in numbers:
        verb = beside.verb_after(number.end)
        near = _told_before(told, number, beside.page)
        opening = beside.opening(number.first)
        if verb is None or not near or not beside.is_joint(opening - 1):
            continue
        before = beside.verbs(near[-1].end, opening)
        if before and verb not in before:
            yield number, near[-1]


def of_these(
    beside: Beside, told: Sequence[Quantity], numbers: Sequence[Number]
) -> Iterator[tuple[Number, Quantity]]:
    """The parts in places that open a sentence: "412 mines … Of these, 96 were in Izium".

    They count what the last figure of the sentence before counts.
    """
    openings = {mark.end for mark in beside.marks.of("share") if mark.senses["share"] == "of"}
    for number in numbers:
        at = beside.opening(number.first)
        at -= beside.page.texts[at - 1] == ","
        near = _told_before(told, number, beside.page, back=1) if at in openings else ()
        alone = bool(near) and beside.page.sentence_at(near[-1].first) < beside.page.sentence_at(at)
        if alone and beside.told_place(number.end) and number.value < near[-1].figure.stated:
            yield number, near[-1]


def the_rest(
    beside: Beside, told: Sequence[Quantity], numbers: Sequence[Number]
) -> Iterator[tuple[Number, Quantity]]:
    """The numbers called the rest, if they are what figures leave of the one before them.

    "60 hectares were cleared. ANAMA cleared 45 hectares, the army the remaining 15."
    """
    for number in numbers:
        texts, first, end = beside.page.texts, number.first, number.end
        if not any(map(is_remaining, (*texts[max(0, first - 1) : first], *texts[end : end + 1]))):
            continue
        near = _told_before(told, number, beside.page, back=1)
        if is_left(near, near[-1].item if near else "", number.value):
            yield number, near[-1]


def is_left(told: Sequence[Quantity], item: str, number: Decimal) -> bool:
    """Whether a number is what figures leave of the one before them, all of one kind."""
    alike = [quantity.figure.stated for quantity in told if quantity.item == item]
    return any(whole - sum(alike[place + 1 :]) == number for place, whole in enumerate(alike[:-1]))


def in_turn(
    beside: Beside, told: Sequence[Quantity], numbers: Sequence[Number]
) -> Iterator[tuple[Number, Quantity]]:
    """Numbers said to be those of the figures before: "in May the respective figures were 59, 37".

    As many figures as there are numbers stand in one sentence before them, none of a kind twice.
    """
    if beside.page.words.isdisjoint(RESPECTIVE):
        return
    for row in _turns(beside, numbers):
        before = _told_before(told, row[0], beside.page, back=TURN)[-len(row) :]
        alike = len({like.item for like in before}) == len(row) > 1
        sentences = {beside.page.sentence_at(like.first) for like in before}
        if alike and len(sentences) == 1 and beside.page.sentence_at(row[0].first) not in sentences:
            yield from zip(row, before, strict=True)


def _turns(beside: Beside, numbers: Sequence[Number]) -> Iterator[Sequence[Number]]:
    """The rows of numbers, signs and "and" between, behind a word such as "respective"."""
    row: list[Number] = []
    for number in numbers:
        if row and all(map(beside.is_joint, range(row[-1].end, number.first))):
            row.append(number)
            continue
        yield from [row] if row else []
        words = beside.page.texts[max(0, number.first - GAP) : number.first]
        row = [number] if any(map(is_respective, words)) else []
    yield from [row] if row else []


def beside_times(
    beside: Beside, told: Sequence[Quantity], numbers: Sequence[Number]
) -> Iterator[tuple[Number, Quantity]]:
    """The numbers beside times, with the last figure of the sentence, else the next."""
    timed = _Timed(beside)
    for number in numbers:
        time = timed.time_of(number)
        if time is None or plain(beside.atoms[number.first].text) in YEARS:
            continue
        near = _told_before(told, number, beside.page)
        if not near:
            like = timed.following(number.end, told)
        elif not _is_last(near[-1], number, _within(numbers, near[-1].end, number.first)):
            like = None
        elif time.role is not Role.TOTAL:
            like = _about_as_large(near, number)
        else:
            like = None if beside.is_listed(near[-1], told) else near[-1]
        if like is not None and (time.role is not Role.TOTAL or _exceeds(number, like)):
            yield number, like


# --- figures and numbers before


def _within(things: Sequence[T], low: int, high: int) -> Sequence[T]:
    """The figures or numbers that begin at some atoms."""
    first, end = (bisect_left(things, at, key=_FIRST) for at in (low, high))
    return things[first:end]


def _told_before(
    told: Sequence[Quantity], number: Number, page: Page, *, back: int = 0
) -> Sequence[Quantity]:
    """The figures before a number in its sentence, and in so many sentences before."""
    start = page.firsts[max(0, page.sentence_at(number.first) - back)]
    return _within(told, start, number.first)


def _about_as_large(told: Sequence[Quantity], number: Number) -> Quantity | None:
    """The last of some figures; of several kinds the one about as large, if there is only one."""
    last = {quantity.item: quantity for quantity in told}
    if len(last) < 2:
        return told[-1] if told else None
    near = [q for q in last.values() if _are_near(q.figure.stated, number.value)]
    return near[0] if len(near) == 1 else None


def _are_near(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers are about as large."""
    few, many = sorted((one, other))
    return few > 0 and many <= FACTOR * few


def _is_last(told: Quantity, number: Number, between: Sequence[Number]) -> bool:
    """Whether no number has come since, but for such as of another size: "1,712 in 94 places"."""
    return not between or (
        _are_near(told.figure.stated, number.value)
        and not any(_are_near(other.value, number.value) for other in between)
    )


def _exceeds(number: Number, figure: Quantity) -> bool:
    return (figure.stated_by(number) or 0) > figure.figure.stated


# --- times


class _Timed:
    """The times beside the numbers of a page."""

    def __init__(self, beside: Beside) -> None:
        self.beside, self.texts = beside, beside.page.texts
        self.atoms = beside.times.atoms
        live = [time for time in beside.times.found if time.role in ROLES]
        self.begins = {time.first: time for time in live}
        self.ends = {time.end: time for time in live}

    def time_of(self, number: Number) -> Time | None:
        """The time right behind a number, or before it."""
        opening = self.beside.opening(number.first)
        behind = self._behind(number.end)
        if behind is not None:
            return behind if self._opens(opening - 1) or self._is_part(opening) else None
        if not self.beside.ends_number(number.end):
            return None
        for at in range(opening, max(0, opening - GAP), -1):
            if at in self.ends:
                return self.ends[at]
            if not (self.texts[at - 1] in SIGNS or is_link(self.texts[at - 1])):
                return None
        return None

    def _is_part(self, opening: int) -> bool:
        """Whether "of these" stands right before a number."""
        word = self.beside.marks.ending(opening, "cue")
        return word is not None and word.senses["cue"] == "subset"

    def _behind(self, end: int) -> Time | None:
        """The time that begins at an atom, or behind "in", "in the", a dash."""
        end += self.texts[end : end + 1] in (("–",), ("—",))
        for at in range(end, end + 3):
            if at in self.begins or at >= len(self.texts):
                return self.begins.get(at)
            before = self.beside.marks.sense(at, "date") in ("in", "fill")
            if not (before or is_before_same(self.texts[at])):
                return None
        return None

    def _opens(self, at: int) -> bool:
        """Whether a number may follow an atom in a row: a sign, "and", "against"."""
        if is_article(self.texts[at]) and self.beside.page.lang in ARTICLED:
            at -= 1  # "contro le 98 dello stesso periodo"
        return self.beside.is_joint(at) or self.texts[at] in SIGNS or is_opening(self.texts[at])

    def following(self, end: int, told: Sequence[Quantity]) -> Quantity | None:
        """The figure behind a number and a time of its own: "in June 5,210, in May 4,980 ha"."""
        behind = bisect_left(told, end, key=_FIRST)
        if behind == len(told) or not self.beside.is_joint(end):
            return None
        between = range(end, told[behind].first)
        timed = any(at in self.begins for at in between)
        small = all(self._is_small(at) for at in between if at not in self.atoms)
        return told[behind] if timed and small else None

    def _is_small(self, at: int) -> bool:
        text = self.texts[at]
        return text in SIGNS or is_link(text) or self.beside.is_joint(at)
