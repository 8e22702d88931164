"""Divisions of what was told by place: "In Aden 904 items; in Marib 31 anti-tank mines".

Figures of the sentences after a whole, each in a place of its own, divide it if they add up to
it: they are told in the whole and are no work of their own. So do bare numbers behind a colon in
the sentence of the whole: "662 items: 45 in Aghdam, 617 in Fuzuli".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import repeat, takewhile
from typing import Final

from kg.extract.figures.quantities import Quantity
from kg.extract.figures.sentence import Sentence
from kg.extract.figures.standing import Group
from kg.extract.text.numbers import read_number
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.model import Measure

__all__ = ["Division", "find_divisions"]

NEAR: Final = Decimal("0.05")
"""How far the sum of several parts may miss the whole: a slip of the report."""
SLIP: Final = Decimal("0.2")
"""How far the sum of the parts of one measure may miss it for a slip of the report."""
SEVERAL: Final = 3
"""Parts of a division whose sum misses the whole."""
MOST: Final = 30
"""Sentences of a division; it bounds the work."""
GAP: Final = 3
"""Most atoms between a number and its place."""
COLON: Final = 8
"""Most atoms between a whole and the colon before its parts."""


@dataclass(frozen=True, slots=True)
class Division:
    """A figure, what its parts by place come to, and the first atoms of their lists of figures."""

    whole: Quantity
    parts: tuple[Decimal, ...]
    groups: frozenset[int]

    @property
    def total(self) -> Decimal:
        """The sum of the parts."""
        return sum(self.parts, Decimal(0))

    @property
    def is_slip(self) -> bool:
        """Whether the parts miss the whole by less than untold parts would."""
        miss = abs(self.total - self.whole.value)
        return 0 < miss <= SLIP * self.whole.value

    @property
    def is_close(self) -> bool:
        """Whether the parts come to the whole, or several of them nearly."""
        miss = abs(self.total - self.whole.value)
        slip = len(self.parts) >= SEVERAL and miss <= NEAR * self.whole.value
        return len(self.parts) > 1 and (miss == 0 or slip)


def find_divisions(page: Page, marks: Marks, sentences: Sequence[Sentence]) -> tuple[Division, ...]:
    """The figures that are divided by place, one for each measure of a whole."""
    found: list[Division] = []
    parts: set[int] = set()
    for number, whole in enumerate(sentences):
        if not whole.results or whole.results[0].first in parts:
            continue
        after = sentences[number + 1 : number + 1 + MOST]
        following = (s for s in after if s.groups or s.live or s.places)
        parts_told = tuple(takewhile(_may_divide, following))
        divided = () if _are_of_bodies(parts_told) else _by_sentences(whole, parts_told)
        if not any(division.is_close for division in divided):
            divided = tuple(d for d in _by_colon(page, marks, whole) if d.is_close)
        for division in divided:
            parts |= division.groups
        found += divided
    return tuple(found)


# --- in the sentences that follow


def _may_divide(sentence: Sentence) -> bool:
    """Whether a sentence has figures, no period of its own, and not a body for each figure."""
    if not sentence.results or sentence.shares not in (None, "of") or sentence.live:
        return False
    return len(sentence.results) == 1 or any(map(_is_nobodys, repeat(sentence), sentence.results))


def _are_of_bodies(following: Sequence[Sentence]) -> bool:
    """Whether each of several sentences tells of the work of other bodies: parts by body."""
    seen: set[str] = set()
    for sentence in following:
        if not sentence.doers or not seen.isdisjoint(sentence.doers):
            return False
        seen |= sentence.doers
    return len(following) > 1


def _is_nobodys(sentence: Sentence, group: Group) -> bool:
    return sentence.doer_of(group) is None


def _parts(following: Sequence[Sentence], most: Mapping[Measure, Quantity]) -> Iterator[Group]:
    """The figures with places that follow a whole, as far as none exceeds it."""
    for sentence in following:
        for group in sentence.results:
            if not sentence.places_of(group) or not _is_within(group, most):
                return
        yield from sentence.results


def _is_within(group: Group, most: Mapping[Measure, Quantity]) -> bool:
    """Whether no figure is larger than that of the whole, and one has its measure."""
    known = [(q.value, most[q.measure].value) for q in group.quantities if q.measure in most]
    return bool(known) and all(value <= limit for value, limit in known)


def _most(whole: Sentence) -> dict[Measure, Quantity]:
    """The largest figure of each measure."""
    most: dict[Measure, Quantity] = {}
    for group in whole.results:
        for quantity in group.quantities:
            held = most.get(quantity.measure, quantity)
            most[quantity.measure] = max(held, quantity, key=lambda q: q.value)
    return most


def _by_sentences(whole: Sentence, following: Sequence[Sentence]) -> tuple[Division, ...]:
    if not following:
        return ()
    most = _most(whole)
    parts = tuple(_parts(following, most))
    groups = frozenset(part.first for part in parts)
    return tuple(
        Division(quantity, tuple(values), groups)
        for measure, quantity in most.items()
        if len(values := [q.value for p in parts for q in p.quantities if q.measure is measure]) > 1
    )


# --- behind a colon


def _by_colon(page: Page, marks: Marks, whole: Sentence) -> Iterator[Division]:
    """The numbers beside the places behind a colon, if each has one."""
    group = whole.results[0]
    atoms = page.texts[group.end : group.end + COLON]
    if ":" not in atoms or len(group.quantities) != 1:
        return
    colon = group.end + atoms.index(":")
    last = page.atoms_of(whole.number).stop
    quantities = {q.first: q for other in whole.groups for q in other.quantities}
    unit = group.quantities[0]
    scale = unit.value / (unit.figure.stated or 1) if unit.value else Decimal(1)
    values: list[Decimal] = []
    at = colon + 1
    while at < last:
        number = read_number(page.atoms, marks, at, page.lang)
        if number is not None and at in quantities:
            values.append(quantities[at].value)
        elif number is not None:
            values.append(number.value * scale)
        at = at + 1 if number is None else number.end
    places = [place for place in whole.places if place.first > colon]
    if len(values) == len(places):
        yield Division(unit, tuple(values), frozenset())
