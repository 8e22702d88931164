"""Numbers that leave out what they count: "112 mines in Fuzuli, 98 in Aghdam and 40 in Jabrayil".

Such a number stands in one row with a figure, where from comma to comma each has its own number
and its own place: behind it ("98 in Aghdam"), or before it ("Ağdamda 98"). It counts what the
figure counts. So it is where each has its own body ("HALO cleared 12 hectares, MAG 4"), and where
numbers are told in the order of what they belong to ("12 and 4 hectares respectively"). A number
beside anything else is left alone, and so is one after a list of several figures: what it counts
is not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from typing import Final, NamedTuple

from kg.extract.figures.alike import counted_alike
from kg.extract.figures.beside import BESIDE, GAP, IN, Beside
from kg.extract.figures.quantities import Quantity
from kg.extract.text.numbers import Number, read_number
from kg.extract.text.ordered import ordered_sentences
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.times.times import Times
from kg.model import Mention

__all__ = ["with_ellipses"]

SUM: Final = Decimal("0.05")
"""By how much the parts of bodies may miss the whole that they divide."""
NUMBER: Final = 6
"""Atoms of a number and a sign, behind which its place may stand."""


class _Cell(NamedTuple):
    """A number in a text: a figure, or one that may leave out what it counts."""

    first: int
    end: int
    number: Number | None
    figure: Quantity | None


def with_ellipses(
    page: Page,
    marks: Marks,
    quantities: Sequence[Quantity],
    times: Times,
    bodies: Sequence[Mention] = (),
) -> tuple[Quantity, ...]:
    """The figures of a page with those that leave out what they count."""
    if not quantities:
        return ()
    inside = {at for quantity in quantities for at in range(quantity.first, quantity.end)}
    inside |= times.taken
    if inside.issuperset(page.digits):
        return tuple(quantities)
    reader = _Reader(page, marks, bodies, times)
    bare = list(reader.bare(inside))
    if not bare:
        return tuple(quantities)
    told = [_Cell(q.first, q.end, None, q) for q in quantities]
    found = {q.first: q for q in reader.read(sorted([*bare, *told], key=lambda cell: cell.first))}
    return tuple(sorted([*quantities, *found.values()], key=lambda quantity: quantity.first))


class _Reader(Beside):
    """One page, asked for the rows of its numbers."""

    def __init__(self, page: Page, marks: Marks, bodies: Sequence[Mention], times: Times) -> None:
        super().__init__(page, marks, bodies)
        self.times = {time.first: time.end for time in times.found}
        self.told = frozenset[int]()
        self.figures: Sequence[Quantity] = ()
        self.ordered = ordered_sentences(page)

    def bare(self, taken: Set[int]) -> Iterator[_Cell]:
        """The numbers with a place right beside them, in digits, that are no figures."""
        end = 0
        for at in self.page.digits:
            if at in taken or at < end or not self._may_have_place(at):
                continue
            number = read_number(self.atoms, self.marks, at, self.page.lang)
            if number is None:
                continue
            end = number.end
            beside = self.after(end), self.before(at), self.doer_after(end), self.clause_doer(at)
            if beside != (None,) * 4 or self._is_dealt(at, end):
                yield _Cell(at, end, number, None)

    def _may_have_place(self, at: int) -> bool:
        """Whether a place or a body may stand beside a number, asked before the number is read."""
        if any(before in self.ends or before in self.doer_ends for before in (at, at - 1, at - 2)):
            return True
        if self.ordered and self._sentence(at) in self.ordered:
            return True
        beside = any(atom.text in BESIDE for atom in self.atoms[at + 1 : at + NUMBER])
        return beside or self.before(at) is not None

    def _sentence(self, at: int) -> int:
        return self.page.sentence_index(self.page.offsets[at])

    def _is_dealt(self, at: int, end: int) -> bool:
        """Whether another number follows in a sentence that tells them in an order."""
        return bool(self.ordered) and self._sentence(at) in self.ordered and self.ends_number(end)

    # --- rows

    def read(self, cells: Sequence[_Cell]) -> Iterator[Quantity]:
        """What the numbers count that stand in one row with a figure."""
        self.figures = [cell.figure for cell in cells if cell.figure is not None]
        self.told = frozenset(figure.end for figure in self.figures)
        for linked in (
            self._follows,
            self._heads,
            self._by,
            self._of_bodies,
            self._in_order,
            self._of_whole,
        ):
            row: list[_Cell] = []
            for cell in cells:
                if row and not linked(row[-1], cell):
                    yield from self._counted(row)
                    row = []
                row.append(cell)
            yield from self._counted(row)

    def _follows(self, before: _Cell, cell: _Cell) -> bool:
        """Whether both have their places behind them: "112 in Fuzuli, 98 in Aghdam".

        A body may stand before the second: "112 in Fuzuli, MAG 98 in Aghdam".
        """
        if cell.figure is None and self.after(cell.end) is None:
            return False
        opening = self.doer_before(cell.first) or self.opening(cell.first)
        joint = self.joint(before.end, opening)
        if joint is None or (self.page.heads[opening - 1] == ";" and not self._has_place(cell)):
            return False  # "732,500 of it in Bié; 2,119 mines were found"
        return self.ends_place(before.end, joint)

    def _has_place(self, cell: _Cell) -> bool:
        """Whether a place stands behind a number or figure."""
        return cell.figure is None or self.has_place(cell.end, cell.end + GAP)

    def _heads(self, before: _Cell, cell: _Cell) -> bool:
        """Whether both have their places before them: "Füzulidə 112, Ağdamda 98".

        The first may have its place behind it: "112 mines in Fuzuli, in Aghdam about 98".
        """
        place = self.before(cell.first)
        find = self.before if before.figure is None else self.clause_place
        own = find(before.first)
        if place is None or (own is None and before.figure is None):
            return False
        place -= self.atoms[place - 1].text in IN
        joint = self.joint(before.end, place)
        if own is None:
            return joint is not None and self.ends_place(before.end, joint)
        return joint is not None and not self.has_place(before.end, joint)

    def _by(self, before: _Cell, cell: _Cell) -> bool:
        """Whether both have their bodies behind them: "140 hectares by A, 98 by B"."""
        if self.doer_after(before.end) is None or self.doer_after(cell.end) is None:
            return False
        return self.joint(before.end, self.opening(cell.first)) == self.doer_after(before.end)

    def _of_bodies(self, before: _Cell, cell: _Cell) -> bool:
        """Whether both have their bodies before them: "HALO cleared 12 hectares, MAG 4".

        Places may stand behind them ("HALO cleared 12 hectares in Mudzi, MAG 4 in Rushinga"), or a
        time behind the first.
        """
        place = self.doer_before(cell.first)
        if place is None or (before.figure is None and self.clause_doer(before.first) is None):
            return False
        if cell.figure is None and not self.ends_number(cell.end):
            return False
        low = self.times.get(before.end) or self._of_it(before.end)
        joint = self.joint(low, place)
        return joint is not None and (joint == low or self.ends_place(low, joint))

    def _of_it(self, end: int) -> int:
        """One past "of it" behind a figure, else where the figure ends."""
        words = self.marks.within(end, end + NUMBER)
        return next((m.end for m in words if m.first == end and m.senses.get("share") == "of"), end)

    def _in_order(self, before: _Cell, cell: _Cell) -> bool:
        """Whether nothing but signs parts a number from the next: "12 and 4 hectares"."""
        if before.figure is not None or not self._is_dealt(before.first, before.end):
            return False
        return self.joint(before.end, self.opening(cell.first)) == before.end

    def _of_whole(self, before: _Cell, cell: _Cell) -> bool:
        """Whether the second is a part in a place: "120 hectares, of which 98 in Aghdam"."""
        if before.figure is None or cell.figure is not None or self.after(cell.end) is None:
            return False
        opening = self.opening(cell.first)
        parts = [
            mark
            for mark in self.marks.within(before.end, opening)
            if mark.end == opening and mark.senses.get("cue") == "subset"
        ]
        return bool(parts) and self._sentence(before.first) == self._sentence(cell.first)

    def _counted(self, row: Sequence[_Cell]) -> Iterator[Quantity]:
        told = [cell.figure for cell in row if cell.figure is not None] or self._whole(row)
        if not told or len(told) == len(row) or self._is_listed(told[0]):
            return
        like = told[0]
        for cell in row:
            if cell.figure is not None:
                like = cell.figure
            elif cell.number is not None:
                found = counted_alike(self.page, self.marks, like, cell.number)
                yield from () if found is None else (found,)

    def _whole(self, row: Sequence[_Cell]) -> list[Quantity]:
        """The figure before a row of bare numbers that divide it among bodies."""
        first = row[0].first
        told = [figure for figure in self.figures if figure.end <= first]
        numbers = [cell.number.value for cell in row if cell.number is not None]
        doers = [cell for cell in row if self._has_doer(cell)]
        if not told or len(doers) < max(2, len(row)):
            return []
        whole = told[-1]
        near = self._sentence(first) - self._sentence(whole.first) <= 1
        miss = abs(sum(numbers) - whole.figure.stated)
        return [whole] if near and miss <= SUM * whole.figure.stated else []

    def _has_doer(self, cell: _Cell) -> bool:
        return self.doer_after(cell.end) is not None or self.doer_before(cell.first) is not None

    def _is_listed(self, quantity: Quantity) -> bool:
        """Whether another figure stands in one list with it: "52 mines and 31 shells in Fuzuli"."""
        at = quantity.first
        while at > 0 and self.is_joint(at - 1):
            at -= 1
        return at < quantity.first and at in self.told
