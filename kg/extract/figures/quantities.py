"""What a report counts: areas, mines, ordnance; each number with its unit or item.

Grammar: [hedge] number [filling words] unit-or-item, with shared heads ("82 anti-personnel and
18 anti-tank mines"), the number after its item ("piyada əleyhinə 49"; "UXO: 12"), one area in
two units ("143 hectares (1,435,427 square meters)"), glosses ("explosive devices (UXO)") and
one number for several items, which are then not divided ("275 mines and UXO").
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from kg.extract.figures.counts import item_counted
from kg.extract.figures.items import Items
from kg.extract.figures.respective import respective
from kg.extract.text.lexicon import folded
from kg.extract.text.numbers import Number, read_number
from kg.extract.text.page import Page
from kg.extract.text.ranges import ends_range
from kg.extract.text.vocabulary import Mark, Marks
from kg.model import Figure, Measure, Qualifier, Span

__all__ = ["Quantity", "find_quantities"]

HECTARES: Final = {
    "ha": (Decimal(1), "ha"),
    "km2": (Decimal(100), "sq km"),
    "m2": (Decimal("0.0001"), "sq m"),
    "mi2": (Decimal("258.9988110336"), "sq mi"),
    "acre": (Decimal("0.40468564224"), "acres"),
    "dunam": (Decimal("0.1"), "dunams"),
}
"""One unit in hectares (1 acre = 4,046.8564224 m², international, 640 of which are a square mile;
1 dunam = 1,000 m²)."""
MEASURES: Final = {
    "ap": Measure.ANTIPERSONNEL,
    "at": Measure.ANTITANK,
    "mine": Measure.MINES,
    "uxo": Measure.UXO,
    "weak": Measure.UXO,
    "vague": Measure.OTHER,
    "undivided": Measure.OTHER,
    "other": Measure.OTHER,
}
HEDGES: Final = {
    "about": Qualifier.ABOUT,
    "at_least": Qualifier.AT_LEAST,
    "at_most": Qualifier.AT_MOST,
}
BETWEEN: Final = frozenset(folded("numbers", "behind_hedges"))
"""Words between a hedge and its number."""
HEDGES_AFTER: Final = {
    "yaxin": Qualifier.AT_MOST,
    "qeder": Qualifier.AT_MOST,
    "cox": Qualifier.AT_LEAST,
    "artiq": Qualifier.AT_LEAST,
}
"""Azerbaijani hedges, which stand behind: "500 hektardan çox"."""
DASHES: Final = frozenset("-‐‑–—")
LABELS: Final = frozenset("-–—:=|")
CURRENCIES: Final = frozenset({"$", "€", "£", "usd", "eur", "azn", "manat", "₼"})
ARTICLES: Final = frozenset({"a", "an"})
NEGATIONS: Final = frozenset(folded("numbers", "negations"))
BUNDLED: Final = 3
"""Atoms behind "one" among which a word for many things makes it no number."""
COPULAS: Final = frozenset(folded("numbers", "copulas"))
SAME_AREA: Final = Decimal("0.02")
"""Two areas side by side in two units are one if they differ by no more than this share."""


class Quantity(NamedTuple):
    """A figure at the atoms ``first`` to ``end`` (excluded).

    ``item`` is the entry of the word lists ("ap", "weak", "vague", …), "undivided" for mines and
    other ordnance under one number, "area" for areas.
    """

    first: int
    end: int
    item: str
    figure: Figure

    @property
    def measure(self) -> Measure:
        """What the figure counts."""
        return self.figure.measure

    @property
    def value(self) -> Decimal:
        """The figure in hectares or items."""
        return self.figure.value

    def stated_by(self, number: Number) -> Decimal | None:
        """What a number says if it counts the same: items are whole, "1.124" of them are 1124."""
        return number.value if self.measure is Measure.AREA else number.items


def find_quantities(page: Page, marks: Marks, taken: frozenset[int]) -> tuple[Quantity, ...]:
    """All figures of a page in order; the atoms ``taken`` belong to dates."""
    return tuple(_Reader(page, marks, taken).read())


class _Reader:
    def __init__(self, page: Page, marks: Marks, taken: frozenset[int]) -> None:
        self.page, self.atoms, self.marks, self.taken = page, page.atoms, marks, taken
        self.lang = page.lang
        self.hedges = {mark.end: mark for mark in marks.of("hedge")}
        self.items = {mark.end: mark for mark in marks.of("item")}
        self.after = Items(page.atoms, marks)
        self.respective = {number.first: item for item, number in respective(page, marks)}
        self.claimed = -1
        """One past the last atom that belongs to a figure already."""

    def read(self) -> Iterator[Quantity]:
        """All figures in order; of one area in two units only one."""
        end = 0
        held: Quantity | None = None
        atoms = self.atoms
        for place in self._beginnings():
            if place < end:
                continue
            number = self._article(place) if atoms[place].text in ARTICLES else self._number(place)
            if number is None:
                continue
            end = max(number.end, place + 1)
            found = self._apart(number) or self._quantity(number) or self._count(number)
            if found is None:
                continue
            self.claimed = found.end
            if held is not None and self._is_same_area(held, found):
                held = _more_exact(held, found)
                continue
            if held is not None:
                yield held
            held = found
        if held is not None:
            yield held

    def _beginnings(self) -> list[int]:
        """The atoms at which a number may begin, none of a date.

        They are digits, words for numbers, and articles of items.
        """
        found = {*self.page.digits}
        numbers = ("number", "scale", "half")
        found.update([mark.first for kind in numbers for mark in self.marks.of(kind)])
        before = [mark.first - 1 for mark in self.items.values() if mark.first > 0]
        found.update([place for place in before if self.atoms[place].text in ARTICLES])
        return sorted(found - self.taken)

    def _article(self, place: int) -> Number | None:
        """An article in a list with numbers: "38 ordnances and an anti-tank mine"."""
        if place < 2:
            return None
        listed = self.marks.sense(place - 1, "date") == "and" or self.atoms[place - 1].text == ","
        item = self.marks.sense(place + 1, "item") in ("ap", "at")
        counted = self.claimed >= place - 2
        return Number(place, place + 1, Decimal(1)) if listed and item and counted else None

    def _number(self, place: int) -> Number | None:
        number = read_number(self.atoms, self.marks, place, self.lang)
        if place and self.atoms[place - 1].key in NEGATIONS:
            return None  # "not one anti-personnel mine", "heç bir mina", "ни одной мины"
        if number is None or self._is_code(place) or self._is_money(place, number.end):
            return None
        return None if number.value == 1 and self._is_of_many(number) else number

    def _is_of_many(self, number: Number) -> bool:
        """Whether "one" counts no item: "un gran número de minas", "bir neçə mina"."""
        behind = range(number.end, min(number.end + BUNDLED, len(self.atoms)))
        return not number.digits and any(self.marks.sense(at, "bundle") for at in behind)

    def _is_code(self, place: int) -> bool:
        """Digits that touch letters before them or are a time of day: "RPG-18", "M2", "22:00"."""
        if place == 0 or self.atoms[place - 1].end != self.atoms[place].start:
            return False
        before = self.atoms[place - 1]
        if place > 1 and before.text == ":" and self.atoms[place - 2].text.isdigit():
            return True
        if not self.atoms[place].text[0].isdigit():
            return False
        if before.text in DASHES and place > 1:
            earlier = self.atoms[place - 2]
            return earlier.end == before.start and earlier.text[0].isalpha()
        return before.text[0].isalpha() and (before.text.isupper() or len(before.text) < 3)

    def _is_money(self, place: int, end: int) -> bool:
        before = self.atoms[place - 1].key if place else ""
        after = self.atoms[end].key if end < len(self.atoms) else ""
        return before in CURRENCIES or after in CURRENCIES

    # --- what is counted

    def _apart(self, number: Number) -> Quantity | None:
        """A number whose item stands apart: "…, respectively"."""
        item = self.respective.get(number.first)
        value = None if item is None else number.items
        if item is None or value is None:
            return None
        figure = self._figure(number, number.end, MEASURES[item], value, "items")
        return Quantity(number.first, number.end, item, figure)

    def _quantity(self, number: Number) -> Quantity | None:
        end = self._over_dash(number.end)
        if self.lang == "az":
            end = self._over_hedge(number.end, end)
        if end >= len(self.atoms):
            return self._before(number)
        senses = self.marks.senses(end)
        if "area" in senses and self._is_unit(end):
            return self._area(number, self.marks.end(end), senses["area"])
        if "other" in senses:
            return None
        before = self._before(number)
        if before is not None:
            return before
        if "decoy" in senses:
            return None
        return self._item(number, end)

    def _count(self, number: Number) -> Quantity | None:
        """A number told of the number of something: "the number of mines has reached 319"."""
        value = number.items
        if self.marks.sense(number.end, "other") is not None:
            return None  # "the number of mines fell by 12 per cent"
        counted = item_counted(self.page, self.marks, self.after, number.first)
        if counted is None or value is None or counted.first < self.claimed:
            return None
        figure = self._figure(
            number, number.end, MEASURES[counted.item], value, "items", first=counted.first
        )
        return Quantity(counted.first, number.end, counted.item, figure)

    def _over_dash(self, end: int) -> int:
        if end + 1 < len(self.atoms) and self.atoms[end].text in DASHES:
            touches = self.atoms[end].start == self.atoms[end - 1].end
            return end + 1 if touches and self.atoms[end + 1].start == self.atoms[end].end else end
        return end

    def _over_hedge(self, place: int, end: int) -> int:
        """Past an Azerbaijani hedge after a number: "500-dən çox mina", "5 minə yaxın mina"."""
        words = [atom.key for atom in self.atoms[place : place + 3]]
        if words[:1] and words[0] in HEDGES_AFTER:
            return place + 1
        if len(words) == 3 and words[0] in DASHES and words[2] in HEDGES_AFTER:
            return place + 3
        return end

    def _is_unit(self, place: int) -> bool:
        """Whether a word is a unit of area: "m" and "km" are so only with "sq" or "²"."""
        return self.atoms[place].key not in ("m", "km") or self.marks.end(place) > place + 1

    def _area(self, number: Number, end: int, unit: str) -> Quantity | None:
        factor, name = HECTARES[unit]
        if unit == "m2" and number.grouped is not None:
            number = number._replace(value=number.grouped)  # "813.050 square meters"
        value = number.value * factor
        figure = self._figure(number, end, Measure.AREA, value, name)
        return Quantity(number.first, end, "area", figure)

    def _before(self, number: Number) -> Quantity | None:
        """The item before its number: "tank əleyhinə 20 mina", "UXO: 12"."""
        at = number.first
        labelled = at > 0 and self.atoms[at - 1].text in LABELS
        end = at - 1 if labelled else at
        if labelled and self.marks.sense(end - 1, "cue") == "done":
            end -= 1  # "anti-personnel mines destroyed: 4,236"
        mark = self.items.get(end)
        if mark is None or mark.first < self.claimed or mark.senses["item"] in ("vague", "other"):
            return None
        if labelled and self._counts_next(number):
            return None
        alone = not labelled and self._is_alone(mark, number)
        if not (labelled or alone) and (self.lang != "az" or not _is_of_mines(mark)):
            return None
        value = number.items
        if value is None:
            return None
        item = mark.senses["item"]
        end = number.end
        head = self.marks.at[end] if end < len(self.atoms) else None
        if head is not None and head.senses.get("item") == "mine":
            end = head.end
        figure = self._figure(number, end, MEASURES[item], value, "items", first=mark.first)
        return Quantity(mark.first, end, item, figure)

    def _is_alone(self, mark: Mark, number: Number) -> bool:
        """Whether an item and its number are all of a sentence: "Anti-tank mines 47."."""
        ends = number.end == len(self.atoms) or self.atoms[number.end].text in ".;"
        return ends and mark.first in self.page.firsts

    def _counts_next(self, number: Number) -> bool:
        """Whether the number has an item after it: "mines: 12 anti-tank" is no label."""
        at = self._item_after(number, number.end)
        return at is not None and at - number.end <= 2

    def _item_after(self, number: Number, end: int) -> int | None:
        """The atom at which an item begins behind a number, unless it labels the next one."""
        at, page = self.after.after(end), self.page
        if at is None or page.sentence_at(at) != page.sentence_at(number.end - 1):
            return None
        labels = page.texts[self.marks.end(at) : self.marks.end(at) + 1]
        between = page.report.text[self.atoms[end - 1].end : self.atoms[at].start]
        return None if "\n" in between and not LABELS.isdisjoint(labels) else at

    def _item(self, number: Number, end: int) -> Quantity | None:
        value = number.items
        if value is None:
            return None
        part = end + 2 < len(self.atoms) and self.atoms[end].key == "of"
        if part and self.atoms[end + 1].key in ("these", "them", "which"):
            end += 2  # "16,138 of these were anti-personnel mines"
        if end + 1 < len(self.atoms) and self.atoms[end].key in COPULAS:
            end += 1  # "of the mines, 195 are anti-personnel"
            if self.marks.sense(end, "item") not in ("ap", "at", "uxo", "mine"):
                return None
        at = self._item_after(number, end)
        if at is None:
            return None
        item, stop = self.after.read(at)
        if item is None:
            return None
        figure = self._figure(number, stop, MEASURES[item], value, "items")
        return Quantity(number.first, stop, item, figure)

    # --- the figure

    def _figure(
        self,
        number: Number,
        end: int,
        measure: Measure,
        value: Decimal,
        unit: str,
        *,
        first: int | None = None,
    ) -> Figure:
        start = number.first if first is None else first
        span = Span(self.atoms[start].start, self.atoms[end - 1].end)
        stated = number.value if measure is Measure.AREA else value
        return Figure(
            measure,
            value,
            span.of(self.page.report.text),
            span,
            stated,
            unit,
            self._hedge(start, end),
        )

    def _hedge(self, first: int, end: int) -> Qualifier:
        if ends_range(self.atoms, first):
            return Qualifier.AT_MOST
        if self.hedges:
            place = first
            while place > 0 and self.atoms[place - 1].key in BETWEEN:
                place -= 1
            mark = self.hedges.get(first) or self.hedges.get(place) or self._collective(first)
            if mark is not None:
                return HEDGES[mark.senses["hedge"]]
        if self.lang == "az":
            words = (atom.key for atom in self.atoms[first : end + 1])
            return next((HEDGES_AFTER[w] for w in words if w in HEDGES_AFTER), Qualifier.EXACT)
        return Qualifier.EXACT

    def _collective(self, first: int) -> Mark | None:
        """A number that is a hedge by itself: "une cinquantaine", "una ventina", "полсотни"."""
        mark = self.marks.at[first]
        return mark if mark is not None and "hedge" in mark.senses else None

    def _is_same_area(self, a: Quantity, b: Quantity) -> bool:
        """Whether two areas that follow each other are one area in two units."""
        if not (a.item == b.item == "area") or b.first - a.end > 4:
            return False
        between = [atom.text for atom in self.atoms[a.end : b.first]]
        if ";" in between or "." in between:
            return False
        if a.figure.stated_unit == b.figure.stated_unit and "(" not in between:
            return False
        return abs(a.value - b.value) <= SAME_AREA * max(a.value, b.value)


def _is_of_mines(mark: Mark) -> bool:
    """Whether it is "tank əleyhinə" or "piyada və tank əleyhinə", which may precede a number."""
    item = mark.senses["item"]
    return item in ("ap", "at") or (item == "mine" and mark.end - mark.first > 2)


def _more_exact(a: Quantity, b: Quantity) -> Quantity:
    """Of one area in two units the first; in one unit the one with more decimals."""
    if a.figure.stated_unit != b.figure.stated_unit:
        return a
    return b if _decimals(b) > _decimals(a) else a


def _decimals(quantity: Quantity) -> int:
    return -int(quantity.figure.stated.as_tuple().exponent)
