"""A scale of few steps for amounts of very different size: each about twice the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

__all__ = ["STEPS", "Step", "scale", "step_of"]

STEPS: Final = 5
"""How many colours there are."""
ROUND: Final = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Step:
    """Amounts from ``lower`` (of the first step: above nothing) to below ``upper``, if any.

    ``words`` are those of the legend.
    """

    lower: Decimal
    upper: Decimal | None
    words: str


def scale(amounts: Iterable[Decimal | int | None], *, whole: bool) -> tuple[Step, ...]:
    """The steps for some amounts, the least first; none where all are nothing or unknown.

    If ``whole``, amounts are counted.
    """
    most = max((Decimal(amount) for amount in amounts if amount is not None), default=Decimal(0))
    if most <= 0:
        return ()
    marks = _marks(most, least=Decimal(1) if whole else None)
    steps = []
    for number, lower in enumerate(marks):
        upper = marks[number + 1] if number + 1 < len(marks) else None
        words = _words(lower, upper, whole=whole, is_first=number == 0)
        steps.append(Step(lower if number else Decimal(0), upper, words))
    return tuple(steps)


def step_of(amount: Decimal | int | None, steps: Sequence[Step]) -> int | None:
    """The number of the step of an amount, from 1; 0 for nothing, ``None`` if unknown."""
    if amount is None:
        return None
    if amount <= 0 or not steps:
        return 0
    return max(number for number, step in enumerate(steps, start=1) if amount >= step.lower)


def _marks(most: Decimal, least: Decimal | None) -> list[Decimal]:
    """Round numbers up to the greatest amount, at most :data:`STEPS` of them."""
    power = most.adjusted()
    every = (
        Decimal(digit).scaleb(exponent)
        for exponent in range(power - STEPS, power + 1)
        for digit in ROUND
    )
    fitting = [mark for mark in every if mark <= most and (least is None or mark >= least)]
    return fitting[-STEPS:]


def _words(lower: Decimal, upper: Decimal | None, *, whole: bool, is_first: bool) -> str:
    if upper is None:
        return f"{lower:,f}" if is_first else f"{lower:,f} or more"
    if not whole:
        return f"under {upper:,f}" if is_first else f"{lower:,f} to under {upper:,f}"
    first, last = (Decimal(1) if is_first else lower), upper - 1
    return f"{first:,f}" if first == last else f"{first:,f} to {last:,f}"
