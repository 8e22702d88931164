"""What a written number allows: the least and the most that it can mean."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Final

from kg.model import Qualifier

__all__ = ["Range", "is_round", "range_of", "rounded"]

Range = tuple[Decimal, Decimal]

HALF: Final = Decimal("0.5")
ROUND: Final = 1000
MANY: Final = 10_000
"""Numbers of which it is kept what they allow: they are told again and again."""


@lru_cache(maxsize=MANY)
def range_of(value: Decimal, qualifier: Qualifier) -> Range:
    """The range of a number by its hedge and its last digit that is not zero.

    "over 1,400" is 1,400 to 1,500, "nearly 1,400" 1,300 to 1,400, "about 1,400" 1,350 to 1,450;
    without a hedge a number is what it says, but one in round thousands (:func:`is_round`) was
    hardly counted: "95,000" is 94,500 to 95,500.
    """
    step = _step(value)
    match qualifier:
        case Qualifier.EXACT:
            wider = step * HALF if is_round(value) else Decimal(0)
            return value - wider, value + wider
        case Qualifier.ABOUT:
            return _above_zero(value - step * HALF), value + step * HALF
        case Qualifier.AT_LEAST:
            return value, value + step
        case Qualifier.AT_MOST:
            return _above_zero(value - step), value


def is_round(value: Decimal) -> bool:
    """Whether a number is written in round thousands."""
    return _step(value) >= ROUND


@lru_cache(maxsize=MANY)
def rounded(value: Decimal, qualifier: Qualifier) -> Range:
    """The range of a number that may have been rounded or cut to its last digit."""
    least, most = range_of(value, qualifier)
    if qualifier is not Qualifier.EXACT:
        return least, most
    return _above_zero(value - _step(value) * HALF), value + _step(value)


def _step(value: Decimal) -> Decimal:
    """One of the last digit that is not zero: 0.01 of 5,264.14, and 1,000 of 18,000."""
    exponent = value.normalize().as_tuple().exponent if value else 0
    return Decimal(1).scaleb(int(exponent))


def _above_zero(value: Decimal) -> Decimal:
    return max(value, Decimal(0))
