"""Figures that contradict each other.

They cannot all be true; or they are told of other days, of other places or otherwise than in the
release that they repeat; or they are a total and its parts, which do not add up to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import combinations
from typing import Final

from kg.assessment import Contradiction, Discrepancy, Divided, Rule
from kg.derive.figures import PARTICULAR, WINDOW, Match, digits_of
from kg.derive.sources import Amount, FigureSet, Sources
from kg.terms import DMV
from kg.totals import MEASURES, Figures, agree

__all__ = ["contradictions", "in_sets"]

FEWEST_DIGITS: Final = 5
"""Significant digits of figures that, told of two scopes, are still the same."""
SLIP: Final = Decimal("0.01")
"""By which part a total may miss the sum of its parts and still be meant as their sum."""
NOT_DIVIDED: Final = str(DMV["ordnance-not-divided"])
AREAS: Final = frozenset({str(DMV["area-cleared"]), str(DMV["area-surveyed"])})
THOUSAND: Final = 1000


def in_sets(sources: Sources, repeats: Iterable[Match]) -> tuple[Contradiction, ...]:
    """Those that sets of figures tell, as they stand or as ``repeats`` of one another."""
    return *told_differently(repeats), *cut_off_differently(sources), *sums(sources)


def contradictions(
    figures: Figures, others: Iterable[Contradiction], tell: Callable[[int], None] = lambda _: None
) -> tuple[tuple[Contradiction, ...], tuple[Divided, ...]]:
    """All of them, by any rule; what two rules find is told once.

    And of which figures not all were compared with each other. ``tell`` learns how many were
    looked at.
    """
    clashes: list[Contradiction] = []
    divided: list[Divided] = []
    done = 0
    for measure in MEASURES:
        reported = figures.of(measure)
        agreement = agree(reported, partial(_tell_on, tell, done))
        clashes += agreement.found
        divided += (Divided(measure, *of) for of in agreement.divided)
        done += len(reported)
    known = {found.figures for found in clashes}
    every = sorted({*clashes, *(found for found in others if found.figures not in known)})
    return tuple(every), tuple(divided)


def _tell_on(tell: Callable[[int], None], before: int, done: int) -> None:
    tell(before + done)


def told_differently(repeats: Iterable[Match]) -> Iterator[Contradiction]:
    """Numbers of one release that reports give to other days, to other places, or otherwise."""
    for match in repeats:
        if match.is_one_word:
            yield from _otherwise(match)
        if match.is_one_word and match.digits >= FEWEST_DIGITS:
            kind = _difference(match.later, match.earlier)
            if kind is not None:
                yield Contradiction(_figures(match), Rule.TOLD_DIFFERENTLY, kind)


def _otherwise(match: Match) -> Iterator[Contradiction]:
    """The numbers of one thing that differ: one is the other rounded, or misprinted.

    A hedged number beside an exact one is no other number.
    """
    for one in match.later.amounts:
        for other in _alike(one, match.earlier.amounts):
            is_only = len(_alike(other, match.later.amounts)) == 1
            if is_only and one.value != other.value and one.is_hedged == other.is_hedged:
                few, many = sorted((one.value, other.value))
                misprint = few * THOUSAND == many
                kind = Discrepancy.MISPRINT if misprint else Discrepancy.ROUNDING
                yield _told([one, other], kind)


def _alike(amount: Amount, among: Sequence[Amount]) -> list[Amount]:
    """The one figure among these that counts the same; none where there are several."""
    found = [other for other in among if other.measure == amount.measure]
    return found if len(found) == 1 else []


def cut_off_differently(sources: Sources) -> Iterator[Contradiction]:
    """Running totals that come to one particular number, on two days, in reports of one time."""
    published = {text.report: text.published for text in sources.texts}
    totals: dict[tuple[str, Decimal], list[tuple[FigureSet, Amount]]] = defaultdict(list)
    for each in (each for of in sources.sets.values() for each in of):
        for amount in each.amounts if each.kind == "running total" else ():
            if digits_of(amount.value) >= PARTICULAR:
                totals[amount.measure, amount.value].append((each, amount))
    for same in totals.values():
        for (one, this), (other, that) in combinations(same, 2):
            days = published[one.report], published[other.report]
            if _are_cut_off_differently(one, other, days):
                yield _told([this, that], Discrepancy.PERIOD)


def _are_cut_off_differently(
    one: FigureSet, other: FigureSet, published: tuple[date | None, date | None]
) -> bool:
    """Whether two sets go up to two days that are stated, by reports of one word and one time.

    "So far" in two reports of two days ends on each of these days, and means the same.
    """
    day, later = published
    if day is None or later is None or abs(day - later) > WINDOW:
        return False
    ends = one.end, other.end
    if None in ends or ends[0] == ends[1] or ends == published or one.report == other.report:
        return False
    starts_agree = one.start is None or other.start is None or one.start == other.start
    return starts_agree and _may_be_one_voice(one, other)


def _may_be_one_voice(one: FigureSet, other: FigureSet) -> bool:
    return not one.voices or not other.voices or bool(one.voices & other.voices)


def sums(sources: Sources) -> Iterator[Contradiction]:
    """Totals of devices that nearly, but not quite, are the sum of what is counted beside them."""
    for each in (each for of in sources.sets.values() for each in of):
        counts = [amount for amount in each.amounts if amount.measure not in AREAS]
        mixed = [amount for amount in counts if amount.measure == NOT_DIVIDED]
        if len(counts) < 3 or not mixed or any(amount.is_hedged for amount in counts):
            continue
        total = max(mixed, key=lambda amount: amount.value)
        missing = total.value - sum(amount.value for amount in counts if amount is not total)
        if 0 < abs(missing) <= SLIP * total.value:
            names = tuple(sorted(amount.figure for amount in counts))
            yield Contradiction(names, Rule.SUM_OF_PARTS, Discrepancy.VALUE)


def _told(amounts: Sequence[Amount], kind: Discrepancy) -> Contradiction:
    names = tuple(sorted(amount.figure for amount in amounts))
    return Contradiction(names, Rule.TOLD_DIFFERENTLY, kind)


def _figures(match: Match) -> tuple[str, ...]:
    return tuple(sorted({amount.figure for pair in match.pairs for amount in pair}))


def _difference(one: FigureSet, other: FigureSet) -> Discrepancy | None:
    """On what two sets of the same numbers differ, where both say it."""
    for this, that in ((one.start, other.start), (one.end, other.end)):
        if this is not None and that is not None and this != that:
            return Discrepancy.PERIOD
    if one.places and other.places and one.places != other.places:
        return Discrepancy.SCOPE
    return None
