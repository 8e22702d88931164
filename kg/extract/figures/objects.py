"""Numbers that leave out what they count, each right behind a verb of work.

"In June they had destroyed 71 there": the number counts what the last figure before it counts,
told in the same sentence or the one before; of several kinds, the one that is about as large.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final

from kg.extract.figures.alike import atoms_of, counted_alike, like_of
from kg.extract.figures.beside import Beside
from kg.extract.figures.quantities import Quantity
from kg.extract.text.lexicon import listed
from kg.extract.text.numbers import Number, read_number
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.times.times import Times

__all__ = ["with_objects"]

WORK: Final = frozenset({"done", "survey"})
_FIRST: Final = attrgetter("first")
is_between: Final = listed("ellipses", "between_verb_and_number")


def with_objects(
    page: Page, marks: Marks, quantities: Sequence[Quantity], times: Times
) -> Sequence[Quantity]:
    """The figures of a page, in order, with those numbers."""
    inside = atoms_of(quantities, times)
    bare = [at for at in page.digits if at not in inside] if quantities else []
    found = list(_Reader(page, marks, quantities).read(bare)) if bare else []
    return sorted([*quantities, *found], key=_FIRST) if found else quantities


class _Reader(Beside):
    def __init__(self, page: Page, marks: Marks, quantities: Sequence[Quantity]) -> None:
        super().__init__(page, marks, ())
        self.quantities = quantities
        self.firsts = [quantity.first for quantity in quantities]

    def read(self, bare: Sequence[int]) -> Iterator[Quantity]:
        end = 0
        for at in bare:
            if at < end or not self._is_object(at):
                continue
            number = read_number(self.atoms, self.marks, at, self.page.lang)
            if number is None or not self._is_closed(number.end):
                continue
            end = number.end
            like = self._like(number)
            found = None if like is None else counted_alike(self.page, self.marks, like, number)
            if found is not None:
                yield found

    def _is_closed(self, end: int) -> bool:
        """Whether nothing that is counted follows, nor digits behind a sign: "735, 444 mines"."""
        return self.ends_number(end) and not self.page.heads[end + 1 : end + 2].isdigit()

    def _is_object(self, first: int) -> bool:
        """Whether a verb of work stands right before a number and its hedge."""
        at = self.opening(first)
        at -= at > 0 and is_between(self.atoms[at - 1].text)
        start = self.page.firsts[self._sentence(first)]
        return any(
            mark.end == at and mark.senses.get("cue") in WORK
            for mark in self.marks.within(start, at)
        )

    def _sentence(self, at: int) -> int:
        return self.page.sentence_index(self.page.offsets[at])

    def _like(self, number: Number) -> Quantity | None:
        """The figure before a number that it goes with, in its sentence or the one before."""
        here = self._sentence(number.first)
        start = self.page.firsts[max(0, here - 1)]
        low, high = (bisect_left(self.firsts, at) for at in (start, number.first))
        near = self.quantities[low:high]
        return like_of(near, number) if near else None
