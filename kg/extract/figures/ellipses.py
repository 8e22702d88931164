"""Numbers that leave out what they count: "112 mines in Fuzuli, 98 in Aghdam and 40 in Jabrayil".

Such a number stands in one row with a figure, where from comma to comma each has its own number
and its own place: behind it ("98 in Aghdam"), or before it ("Ağdamda 98"). It counts what the
figure counts. A number beside anything else is left alone, and so is one after a list of several
figures: what it counts is not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from kg.extract.figures.quantities import HECTARES, HEDGES, Quantity
from kg.extract.text.numbers import Number, read_number
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.model import EntityKind, Measure, Qualifier, Span

__all__ = ["with_ellipses"]

IN: Final = frozenset(
    {
        "in",
        "at",
        "around",
        "near",
        "across",
        "en",
        "em",
        "no",
        "na",
        "nos",
        "nas",
        "à",
        "au",
        "dans",
    }
    | {"nel", "nella", "a", "в", "во", "на", "у", "під"}
)
"""Words between a number and its place, in small letters only."""
SIGNS: Final = frozenset("-–—:")
"""Signs between a number and its place."""
PLACES: Final = frozenset({EntityKind.DISTRICT, EntityKind.PLACE})
UNITS: Final = ("district", "province", "region", "rayon", "governorate", "state", "oblast")
"""Words behind the name of a place, folded, by their beginnings."""
MORE: Final = frozenset({"another", "a", "further", "eshche", "daha", "otros", "outros", "autres"})
"""Words before a number that goes on with a row."""
AND: Final = frozenset({"and", "и", "та", "і", "və", "y", "et"})
ARTICLES: Final = frozenset({"the", "la", "el", "le", "o"})
WHILE: Final = frozenset({"а", "isə", "та"})
"""Words that join the clauses of a row behind a comma."""
NO_PLACES: Final = frozenset({"month", "item", "area", "when", "number", "scale", "weekday"})
UNKNOWN: Final = 3
"""Most words of a place that is in no list."""
VERB: Final = 4
"""Most words between a place and the figure behind it."""
NUMBER: Final = 6
"""Atoms of a number and a sign, behind which its place may stand."""
GAP: Final = 12
"""Most atoms between two numbers of a row."""


class _Cell(NamedTuple):
    """A number in a text: a figure, or one that may leave out what it counts."""

    first: int
    end: int
    number: Number | None
    figure: Quantity | None


def with_ellipses(
    page: Page, marks: Marks, quantities: Sequence[Quantity], taken: Set[int]
) -> tuple[Quantity, ...]:
    """The figures of a page with those that leave out what they count; ``taken`` are of dates."""
    if not quantities:
        return ()
    inside = {at for quantity in quantities for at in range(quantity.first, quantity.end)}
    inside |= taken
    if inside.issuperset(page.digits):
        return tuple(quantities)
    reader = _Reader(page, marks)
    bare = list(reader.bare(inside))
    if not bare:
        return tuple(quantities)
    told = [_Cell(q.first, q.end, None, q) for q in quantities]
    found = reader.read(sorted([*bare, *told], key=lambda cell: cell.first))
    return tuple(sorted([*quantities, *found], key=lambda quantity: quantity.first))


class _Reader:
    """One page, asked for the places beside its numbers."""

    def __init__(self, page: Page, marks: Marks) -> None:
        self.page, self.atoms, self.marks = page, page.atoms, marks
        known = [page.place(name.span) for name in page.names if name.kind in PLACES]
        self.told = frozenset[int]()
        self.begins = dict(known)
        self.ends = {end: first for first, end in known}

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
            if self.after(end) is not None or self.before(at) is not None:
                yield _Cell(at, end, number, None)

    def _may_have_place(self, at: int) -> bool:
        """Whether a place may stand beside a number, asked before the number is read."""
        if any(before in self.ends for before in (at, at - 1, at - 2)):
            return True
        return any(atom.text in IN for atom in self.atoms[at + 1 : at + NUMBER])

    # --- places

    def after(self, end: int) -> int | None:
        """One past the place behind a number: "98 in Aghdam", "98 – в Агдаме"."""
        at = end + (end < len(self.atoms) and self.atoms[end].text in SIGNS)
        if at + 1 >= len(self.atoms) or self.atoms[at].text not in IN:
            return None
        at += 1 + (self.atoms[at + 1].text in ARTICLES)
        known = self.begins.get(at)
        return self._unknown(at) if known is None else known

    def _unknown(self, first: int) -> int | None:
        """One past a name that no list has: capitals that are no month and no unit."""
        end = first
        while end < min(first + UNKNOWN, len(self.atoms)) and self._is_capital(end):
            end += 1
        return end if end > first else None

    def _is_capital(self, at: int) -> bool:
        text, mark = self.atoms[at].text, self.marks.at[at]
        if not (text[0].isupper() and text[1:].islower()):
            return False
        kinds = {} if mark is None else mark.senses
        return NO_PLACES.isdisjoint(kinds) or kinds.get("item") == "other"  # "en Granada"

    def before(self, first: int) -> int | None:
        """The first atom of the place right before a number: "Ağdamda 98", "in Aghdam – 98"."""
        at = first - (first > 0 and self.atoms[first - 1].text in SIGNS)
        while at > 0 and self._is_small(at - 1):
            at -= 1
        return self.ends.get(at)

    def _is_small(self, at: int) -> bool:
        """Whether a word may stand behind a place of a row: "rayonunda isə 17 mina"."""
        return self.atoms[at].key.startswith(UNITS) or self.atoms[at].text in WHILE

    def _clause_place(self, first: int) -> int | None:
        """The place before a figure, where a verb may stand between: "в Агдаме обезврежено 52"."""
        place = self.before(first)
        for at in range(first - 1, max(0, first - VERB), -1):
            if place is not None or not self.atoms[at].text.isalpha():
                break
            place = self.ends.get(at)
        return place

    # --- rows

    def read(self, cells: Sequence[_Cell]) -> Iterator[Quantity]:
        """What the numbers count that stand in one row with a figure."""
        self.told = frozenset(cell.end for cell in cells if cell.figure is not None)
        for linked in (self._follows, self._heads):
            row: list[_Cell] = []
            for cell in cells:
                if row and not linked(row[-1], cell):
                    yield from self._counted(row)
                    row = []
                row.append(cell)
            yield from self._counted(row)

    def _follows(self, before: _Cell, cell: _Cell) -> bool:
        """Whether both have their places behind them: "112 in Fuzuli, 98 in Aghdam"."""
        if cell.figure is None and self.after(cell.end) is None:
            return False
        joint = self._joint(before.end, self._opening(cell.first))
        return joint is not None and self._ends_place(before.end, joint)

    def _heads(self, before: _Cell, cell: _Cell) -> bool:
        """Whether both have their places before them: "Füzulidə 112, Ağdamda 98"."""
        place = self.before(cell.first)
        own = self.before if before.figure is None else self._clause_place
        if place is None or own(before.first) is None:
            return False
        place -= self.atoms[place - 1].text in IN
        joint = self._joint(before.end, place)
        return joint is not None and not self._has_place(before.end, joint)

    def _opening(self, first: int) -> int:
        """The first atom of a number with its hedge and "another"."""
        while first > 0:
            before = next((b for b in (2, 1) if self._leads(first - b, first)), 0)
            if not before:
                break
            first -= before
        return first

    def _leads(self, at: int, end: int) -> bool:
        if at < 0:
            return False
        more = end == at + 1 and self.atoms[at].key in MORE
        return more or (self.marks.end(at) == end and self.marks.sense(at, "hedge") is not None)

    def _joint(self, low: int, high: int) -> int | None:
        """The comma or "and" that ends right at an atom, if nothing else is counted before it."""
        at = high - (high > 0 and self.atoms[high - 1].text in WHILE)
        while at > low and self._is_joint(at - 1):
            at -= 1
        if at == high or not 0 <= high - low <= GAP:
            return None
        between = self.page.heads[low:at]
        closed = any(head.isdigit() or head in ".:;" for head in between)
        return None if closed else at

    def _is_joint(self, at: int) -> bool:
        text = self.atoms[at].text
        return text in ",;" or text in AND or self.marks.sense(at, "date") == "and"

    def _ends_place(self, low: int, end: int) -> bool:
        """Whether the name of a place ends at an atom."""
        while end > low and self.atoms[end - 1].key.startswith(UNITS):
            end -= 1
        if self.ends.get(end, -1) >= low:
            return True
        first = end
        while first > low and self._is_capital(first - 1):
            first -= 1
        return low < first < end and self.atoms[first - 1].text in IN

    def _has_place(self, low: int, high: int) -> bool:
        return any(at in self.begins for at in range(low, high))

    def _counted(self, row: Sequence[_Cell]) -> Iterator[Quantity]:
        told = [cell.figure for cell in row if cell.figure is not None]
        if not told or len(told) == len(row) or self._is_listed(told[0]):
            return
        like = told[0]
        for cell in row:
            if cell.figure is not None:
                like = cell.figure
            elif (found := self._like(like, cell)) is not None:
                yield found

    def _is_listed(self, quantity: Quantity) -> bool:
        """Whether another figure stands in one list with it: "52 mines and 31 shells in Fuzuli"."""
        at = quantity.first
        while at > 0 and self._is_joint(at - 1):
            at -= 1
        return at < quantity.first and at in self.told

    def _like(self, like: Quantity, cell: _Cell) -> Quantity | None:
        """The figure that a number is if it counts what another counts."""
        number, unit = cell.number, like.figure.stated_unit
        if number is None:
            return None
        value: Decimal | None = number.value
        if like.measure is Measure.AREA:
            value = number.value * next(f for f, name in HECTARES.values() if name == unit)
        elif number.value != number.value.to_integral_value():
            value = number.grouped
        if value is None:
            return None
        span = Span(self.atoms[cell.first].start, self.atoms[cell.end - 1].end)
        stated = number.value if like.measure is Measure.AREA else value
        figure = replace(
            like.figure,
            value=value,
            written=span.of(self.page.report.text),
            span=span,
            stated=stated,
            qualifier=self._hedge(cell.first),
        )
        return Quantity(cell.first, cell.end, like.item, figure)

    def _hedge(self, first: int) -> Qualifier:
        for at in range(max(0, first - 4), first):
            hedge = self.marks.sense(at, "hedge")
            if hedge is not None and self.marks.end(at) == first:
                return HEDGES[hedge]
        return Qualifier.EXACT
