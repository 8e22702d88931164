"""Numbers that leave out what they count, each right behind a verb of work.

"In June they had destroyed 71 there": the number counts what the last figure before it counts,
told in the same sentence or the one before, if that is not one of a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.figures.alike import counted_alike
from kg.extract.figures.beside import Beside
from kg.extract.figures.quantities import Quantity
from kg.extract.text.lexicon import listed
from kg.extract.text.numbers import read_number
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.times.times import Times

__all__ = ["with_objects"]

WORK: Final = frozenset({"done", "survey"})
is_between: Final = listed("ellipses", "between_verb_and_number")


def with_objects(
    page: Page, marks: Marks, quantities: Sequence[Quantity], times: Times
) -> Sequence[Quantity]:
    """The figures of a page, in order, with those numbers."""
    inside = {at for quantity in quantities for at in range(quantity.first, quantity.end)}
    inside |= times.taken
    inside |= {at for time in times.found for at in range(time.first, time.end)}
    bare = [at for at in page.digits if at not in inside] if quantities else []
    found = list(_Reader(page, marks, quantities).read(bare)) if bare else []
    return sorted([*quantities, *found], key=lambda quantity: quantity.first)


class _Reader(Beside):
    def __init__(self, page: Page, marks: Marks, quantities: Sequence[Quantity]) -> None:
        super().__init__(page, marks, ())
        self.quantities = quantities

    def read(self, bare: Sequence[int]) -> Iterator[Quantity]:
        end = 0
        for at in bare:
            if at < end or not self._is_object(at):
                continue
            number = read_number(self.atoms, self.marks, at, self.page.lang)
            if number is None or not self._is_closed(number.end):
                continue
            end = number.end
            like = self._like(at)
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

    def _like(self, first: int) -> Quantity | None:
        """The figure before a number, if it stands alone and nothing else is counted since."""
        told = [quantity for quantity in self.quantities if quantity.first < first]
        if not told or self._sentence(first) - self._sentence(told[-1].first) > 1:
            return None
        return None if self._is_listed(told) else told[-1]

    def _is_listed(self, told: Sequence[Quantity]) -> bool:
        """Whether the last figure stands in one list with another: "52 mines and 31 shells"."""
        *others, last = told
        low = others[-1].end if others else last.first
        joined = all(self.is_joint(at) for at in range(low, last.first))
        return bool(others) and joined and others[-1].item != last.item
