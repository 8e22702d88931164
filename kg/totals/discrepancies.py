"""On what clashing figures differ."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from kg.assessment import Discrepancy
from kg.totals.ranges import rounded
from kg.totals.scope import Reported

__all__ = ["discrepancy", "is_exchanged"]

THOUSAND: Final = 1000


def discrepancy(figures: Sequence[Reported]) -> Discrepancy:
    """The first of these that explains it: a misprint, categories exchanged, rounding, scope.

    Else the numbers differ.
    """
    if len(figures) == 2:
        one, other = figures
        if is_exchanged(figures):
            return Discrepancy.ATTRIBUTION
        if _is_misprint(one, other):
            return Discrepancy.MISPRINT
        if _overlap(one, other):
            return Discrepancy.ROUNDING
        if one.outer == other.outer:
            return Discrepancy.VALUE
    return Discrepancy.SCOPE


def is_exchanged(figures: Sequence[Reported]) -> bool:
    """Whether two reports give two numbers of one time to two kinds of thing, each otherwise."""
    if len(figures) != 2:
        return False
    one, other = figures
    return one.value != other.value and (other.value in one.beside and one.value in other.beside)


def _is_misprint(one: Reported, other: Reported) -> bool:
    """Whether the decimal mark is misread, or digits have changed their places."""
    few, many = sorted((one.value, other.value))
    if few and many / few == THOUSAND:
        return True
    digits = [sorted(_digits(value)) for value in (few, many)]
    return few != many and len(digits[0]) > 3 and digits[0] == digits[1]


def _digits(value: Decimal) -> tuple[int, ...]:
    return value.normalize().as_tuple().digits


def _overlap(one: Reported, other: Reported) -> bool:
    (low, high), (least, most) = (rounded(f.value, f.qualifier) for f in (one, other))
    return low <= most and least <= high
