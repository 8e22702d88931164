"""Numbers that leave out what they count: "112 mines in Fuzuli, 98 in Aghdam, 61,240 since May".

What stands beside such a number ties it to a figure, and it counts what that figure counts:

====================================================  ========================================
beside the number                                     the figure
====================================================  ========================================
"of the" and a figure: "420 of the 1,204 hectares"    that whole, whose place it takes
land behind "of": "of 1,204 hectares 420 are cleared"  that whole
"respective": "the respective figures were 59 and 37"  those of the sentence before, in turn
"of these" and a place: "of these, 96 were in Izium"   the last in the sentence before
"remaining": "HALO 45 ha, MAG the remaining 15"        the one before, if the sum is right
a verb of work: "in June they had destroyed 71"       the last in its sentence or that before
a verb of other work: "212 ha surveyed, 34 cleared"   the last in its sentence
a place, a body, an order: "HALO 12 ha, MAG 4"        the one before in its row, else the first
a time: "5,110 shells in May, 61,240 since January"   the last in its sentence, else the next
====================================================  ========================================

Measure and unit are carried over, and nothing else: period, place and body are those told beside
the number itself. A number beside anything else is left alone.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Final

from kg.extract.figures.beside import Beside
from kg.extract.figures.partitives import parts, worked_parts
from kg.extract.figures.quantities import HECTARES, HEDGES, Quantity
from kg.extract.figures.repeated import (
    before_verbs,
    behind_verbs,
    beside_times,
    in_turn,
    of_these,
    the_rest,
)
from kg.extract.figures.rows import in_rows
from kg.extract.text.numbers import Number, read_number
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.times.times import Times
from kg.model import Mention, Qualifier, Span

__all__ = ["with_bare"]

Tie = Callable[[Beside, Sequence[Quantity], Sequence[Number]], Iterable[tuple[Number, Quantity]]]
"""Which of some numbers are tied to which of the figures told so far."""
TIES: Final[Sequence[Tie]] = (
    parts,
    worked_parts,
    in_turn,
    of_these,
    the_rest,
    behind_verbs,
    before_verbs,
    in_rows,
    beside_times,
)
_FIRST: Final = attrgetter("first")


def with_bare(
    page: Page,
    marks: Marks,
    quantities: Sequence[Quantity],
    times: Times,
    bodies: Sequence[Mention] = (),
) -> Sequence[Quantity]:
    """The figures of a page, in order, with those numbers."""
    told = list(quantities)
    left = list(_numbers(page, marks, told, times)) if told else []
    if not left:
        return told
    beside = Beside(page, marks, times, bodies)
    for tie in TIES:
        for number, like in tie(beside, told, left):
            figure = _alike(page, marks, like, number)
            if figure is not None:
                if tie is parts:
                    told.remove(like)
                insort(told, figure, key=_FIRST)
        counted = {figure.first for figure in told}
        left = [number for number in left if number.first not in counted]
    return told


def _numbers(
    page: Page, marks: Marks, quantities: Sequence[Quantity], times: Times
) -> Iterator[Number]:
    """The numbers in digits that are in no figure and no time."""
    taken = times.atoms.union(*(range(q.first, q.end) for q in quantities))
    end = 0
    for at in page.digits:
        free = at >= end and at not in taken
        number = read_number(page.atoms, marks, at, page.lang) if free else None
        if number is not None:
            end = number.end
            yield number


def _alike(page: Page, marks: Marks, like: Quantity, number: Number) -> Quantity | None:
    """The figure that a number is if it counts what another counts; items are whole."""
    stated = like.stated_by(number)
    if stated is None:
        return None
    unit = like.figure.stated_unit
    factor = next((factor for factor, name in HECTARES.values() if name == unit), 1)
    span = Span(page.atoms[number.first].start, page.atoms[number.end - 1].end)
    hedge = marks.ending(number.first, "hedge")
    figure = replace(
        like.figure,
        value=stated * factor,
        written=span.of(page.report.text),
        span=span,
        stated=stated,
        qualifier=Qualifier.EXACT if hedge is None else HEDGES[hedge.senses["hedge"]],
    )
    return Quantity(number.first, number.end, like.item, figure)
