"""A number that leaves out what it counts, read as counting what another figure counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from kg.extract.figures.quantities import HECTARES, HEDGES, Quantity
from kg.extract.text.numbers import Number
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.times.times import Times
from kg.model import Measure, Qualifier, Span

__all__ = ["are_near", "atoms_of", "counted_alike", "like_of"]

FACTOR: Final = 5
"""Two numbers of one kind, of two times or bodies, mostly differ by less."""


def atoms_of(quantities: Sequence[Quantity], times: Times) -> set[int]:
    """The atoms of figures and of times: digits elsewhere may leave out what they count."""
    inside = {at for quantity in quantities for at in range(quantity.first, quantity.end)}
    inside.update(times.taken)
    inside.update(at for time in times.found for at in range(time.first, time.end))
    return inside


def like_of(told: Sequence[Quantity], number: Number) -> Quantity | None:
    """Which of some figures a number behind them goes with: the last one.

    Where they are of several kinds it is the one that is about as large, if there is only one.
    """
    last = {quantity.item: quantity for quantity in told}
    if len(last) == 1:
        return told[-1]
    near = [q for q in last.values() if are_near(q.figure.stated, number.value)]
    return near[0] if len(near) == 1 else None


def are_near(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers are about as large."""
    few, many = sorted((one, other))
    return few > 0 and many <= FACTOR * few


def counted_alike(page: Page, marks: Marks, like: Quantity, number: Number) -> Quantity | None:
    """The figure that a number is if it counts what another counts; items are whole."""
    unit = like.figure.stated_unit
    value: Decimal | None = number.value
    if like.measure is Measure.AREA:
        value = number.value * next(f for f, name in HECTARES.values() if name == unit)
    elif number.value != number.value.to_integral_value():
        value = number.grouped
    if value is None:
        return None
    span = Span(page.atoms[number.first].start, page.atoms[number.end - 1].end)
    figure = replace(
        like.figure,
        value=value,
        written=span.of(page.report.text),
        span=span,
        stated=number.value if like.measure is Measure.AREA else value,
        qualifier=_hedge(marks, number.first),
    )
    return Quantity(number.first, number.end, like.item, figure)


def _hedge(marks: Marks, first: int) -> Qualifier:
    for at in range(max(0, first - 4), first):
        hedge = marks.sense(at, "hedge")
        if hedge is not None and marks.end(at) == first:
            return HEDGES[hedge]
    return Qualifier.EXACT
