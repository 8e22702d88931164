"""Pairs of figures that contradict each other, found without a linear programme."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from kg.assessment import Contradiction, Discrepancy, Rule
from kg.totals.cells import bits
from kg.totals.discrepancies import discrepancy
from kg.totals.index import Index
from kg.totals.ranges import rounded
from kg.totals.scope import Reported
from kg.totals.world import AS_WRITTEN, Uses, range_in

__all__ = ["contradict", "pairs"]

OFTEN: Final = 3
"""With how many numbers a figure clashes, of very many, that is taken to be wrong."""


def pairs(reported: Sequence[Reported]) -> Iterator[Contradiction]:
    """The figures that clash with one other; first those that clash with most numbers.

    One number is one word, however many relay it.
    """
    others: dict[str, dict[str, Decimal]] = defaultdict(dict)
    found: dict[tuple[str, str], tuple[Reported, Reported]] = {}
    uppers = [figure for figure in reported if figure.inner is not None]
    index = Index([figure.inner for figure in uppers if figure.inner is not None])
    near = ((one, uppers[n]) for one in reported for n in bits(index.holding(one.outer)))
    for low, high in near:
        if low.value > high.value and contradict(low, high, {}):
            found[low.figure, high.figure] = low, high
            others[low.figure][high.figure] = high.value
            others[high.figure][low.figure] = low.value
    numbers = {name: Counter(of.values()) for name, of in others.items()}
    wrong: set[str] = set()
    while numbers:
        name = max(numbers, key=lambda name: (len(numbers[name]), name))
        if len(numbers[name]) < OFTEN:
            break
        one = min(others[name].keys() - wrong)
        value = others[one][name]
        for other in others[name].keys() - wrong:
            numbers[other] -= Counter([value])
        wrong.add(name)
        del numbers[name]
        made = _pair(*(found.get((name, one)) or found[one, name]))
        yield replace(made, rounded=(), doubted_least=(name,), doubted_most=(name,))
    for low, high in found.values():
        if not wrong & {low.figure, high.figure}:
            yield _pair(low, high)


def _pair(low: Reported, high: Reported) -> Contradiction:
    """Two figures that clash: rounded, if they agree then, else either may be wrong."""
    names = tuple(sorted((low.figure, high.figure)))
    kind = discrepancy((low, high))
    made = Contradiction(names, Rule.NO_JOINT_SOLUTION, kind)
    least, _ = rounded(low.value, low.qualifier)
    _, most = rounded(high.value, high.qualifier)
    if least <= most:
        return replace(made, discrepancy=Discrepancy.ROUNDING, rounded=names)
    return replace(made, doubted_least=(low.figure,), doubted_most=(high.figure,))


def contradict(lower: Reported, upper: Reported, uses: Uses) -> bool:
    """Whether there was more by the one than, by the other, there was in a scope that holds it."""
    if upper.inner is None or not upper.inner.holds(lower.outer):
        return False
    least, _ = range_in(lower, uses.get(lower.figure, AS_WRITTEN))
    _, most = range_in(upper, uses.get(upper.figure, AS_WRITTEN))
    return least > most
