"""Numbers that leave out what they count, each beside a time of its own.

"5,110 explosive remnants in May and 61,240 since January": the second number counts what the
figure before it in its sentence counts; of several kinds, the one that is about as large. A
running total is larger than what it goes beyond.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from typing import Final

from kg.extract.figures.alike import are_near, atoms_of, counted_alike, like_of
from kg.extract.figures.quantities import Quantity
from kg.extract.text.lexicon import listed
from kg.extract.text.numbers import Number, plain, read_number
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.times.times import Role, Time, Times

__all__ = ["with_timed"]

is_link: Final = listed("ellipses", "between_time_and_number")
is_opening: Final = listed("ellipses", "before_number_and_time")
ROLES: Final = frozenset({Role.STATED, Role.RELATIVE, Role.TOTAL})
"""What a number beside it is of."""
SIGNS: Final = ",;(-–—:"
ENDS: Final = ".,;)"
is_article: Final = listed("ellipses", "articles")
is_before_same: Final = listed("ellipses", "before_same")
ARTICLED: Final = frozenset({"en", "es", "fr", "it", "pt"})
GAP: Final = 5
"""Most atoms between a time and its number."""
YEARS: Final = range(1900, 2100)


def with_timed(
    page: Page, marks: Marks, quantities: Sequence[Quantity], times: Times
) -> Sequence[Quantity]:
    """The figures of a page, in order, with those numbers."""
    inside = atoms_of(quantities, times)
    bare = [at for at in page.digits if at not in inside] if quantities else []
    if not bare:
        return quantities
    found = list(_Reader(page, marks, quantities, times.found).read(bare, inside))
    if not found:
        return quantities
    return sorted([*quantities, *found], key=lambda quantity: quantity.first)


class _Reader:
    def __init__(
        self, page: Page, marks: Marks, quantities: Sequence[Quantity], times: Sequence[Time]
    ) -> None:
        self.page, self.marks, self.quantities = page, marks, quantities
        self.firsts = [quantity.first for quantity in quantities]
        live = [time for time in times if time.role in ROLES]
        self.begins = {time.first: time for time in live}
        self.ends = {time.end: time for time in live}

    def read(self, bare: Sequence[int], inside: Set[int]) -> Iterator[Quantity]:
        """The figures that begin at some digits; ``inside`` are atoms of figures and dates."""
        known, end = set(inside), 0
        for at in bare:
            number = (
                None if at < end else read_number(self.page.atoms, self.marks, at, self.page.lang)
            )
            if number is None:
                continue
            end = number.end
            found = self._figure(number, known)
            if found is not None:
                known.update(range(found.first, found.end))
                yield found

    def _figure(self, number: Number, known: Set[int]) -> Quantity | None:
        time = self._time(number)
        if time is None or plain(self.page.atoms[number.first].text) in YEARS:
            return None
        like = self._like(number, known, time)
        found = None if like is None else counted_alike(self.page, self.marks, like, number)
        if found is None or like is None:
            return None
        return None if time.role is Role.TOTAL and found.value <= like.value else found

    def _time(self, number: Number) -> Time | None:
        """The time right behind a number, or before it."""
        opening = self._opening(number.first)
        behind = self._behind(number.end)
        if behind is not None:
            return behind if self._opens(opening - 1) else None
        if not self._is_closed(number.end):
            return None
        for at in range(opening, max(0, opening - GAP), -1):
            if at in self.ends:
                return self.ends[at]
            text = self.page.atoms[at - 1].text
            if not (text in SIGNS or is_link(text)):
                return None
        return None

    def _behind(self, end: int) -> Time | None:
        """The time that begins at an atom, or behind "in", "in the"."""
        for at in range(end, end + 3):
            if at in self.begins or at >= len(self.page.texts):
                return self.begins.get(at)
            before = self.marks.sense(at, "date") in ("in", "fill")
            if not (before or is_before_same(self.page.texts[at])):
                return None
        return None

    def _opening(self, first: int) -> int:
        """The first atom of the hedge before a number."""
        for at in range(max(0, first - 3), first):
            if self.marks.sense(at, "hedge") is not None and self.marks.end(at) == first:
                return at
        return first

    def _opens(self, at: int) -> bool:
        """Whether a number may follow an atom in a row: a sign, "and", "against"."""
        text = self.page.atoms[at].text
        if is_article(text) and self.page.lang in ARTICLED:
            text = self.page.atoms[at - 1].text  # "contro le 98 dello stesso periodo"
        return self._is_and(at) or text in SIGNS or is_opening(text)

    def _is_closed(self, at: int) -> bool:
        """Whether nothing that is counted follows a number that ends at an atom."""
        if at >= len(self.page.atoms) or self._is_and(at):
            return True
        return self.page.atoms[at].text in ENDS

    def _like(self, number: Number, known: Set[int], time: Time) -> Quantity | None:
        """The figure before a number in its sentence, if nothing else is counted since."""
        first = number.first
        start = self.page.firsts[self.page.sentence_index(self.page.offsets[first])]
        low, high = (bisect_left(self.firsts, at) for at in (start, first))
        told = self.quantities[low:high]
        if not told:
            return self._following(number.end, known)
        between = [at for at in self.page.digits if told[-1].end <= at < first and at not in known]
        if between and not self._is_alike(told[-1], number, between):
            return None
        if time.role is not Role.TOTAL:
            return like_of(told, number)
        return None if self._is_listed(told) else told[-1]

    def _is_alike(self, told: Quantity, number: Number, between: Sequence[int]) -> bool:
        """Whether of some numbers the figure alone is about as large: "1,712 in 94 places"."""
        others = [read_number(self.page.atoms, self.marks, at, self.page.lang) for at in between]
        values = [other.value for other in others if other is not None]
        return are_near(told.figure.stated, number.value) and not any(
            are_near(value, number.value) for value in values
        )

    def _following(self, end: int, known: Set[int]) -> Quantity | None:
        """The figure behind a number and a time of its own: "in June 5,210, in May 4,980 ha"."""
        behind = bisect_left(self.firsts, end)
        if behind == len(self.firsts) or not (self._is_and(end) or self.page.texts[end] == ","):
            return None
        told = self.quantities[behind]
        between = range(end, told.first)
        if not any(at in self.begins for at in between):
            return None
        spare = [at for at in between if at not in known and self.page.texts[at] not in SIGNS]
        small = all(self._is_and(at) or is_link(self.page.texts[at]) for at in spare)
        return told if small else None

    def _is_listed(self, told: Sequence[Quantity]) -> bool:
        """Whether the last figure stands in one list with another: "52 mines and 31 shells"."""
        *others, last = told
        low = others[-1].end if others else last.first
        between = range(low, last.first)
        joined = all(self.page.atoms[at].text in SIGNS or self._is_and(at) for at in between)
        return bool(others) and joined and others[-1].item != last.item

    def _is_and(self, at: int) -> bool:
        return self.marks.sense(at, "date") == "and"
