"""Figures that contradict each other: they cannot all be true, or are told of other scopes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.assessment import Contradiction, Discrepancy, Rule
from kg.derive.figures import Match, matches
from kg.derive.sources import FigureSet, Sources
from kg.totals import MEASURES, Figures, clashing

__all__ = ["contradictions", "told_differently"]

FEWEST_DIGITS: Final = 5
"""Significant digits of figures that, told of two scopes, are still the same."""


def contradictions(figures: Figures, sources: Sources) -> tuple[Contradiction, ...]:
    """All of them, by either rule."""
    clashes = (found for measure in MEASURES for found in clashing(figures.of(measure))[0])
    return tuple(sorted({*clashes, *told_differently(sources)}))


def told_differently(sources: Sources) -> Iterator[Contradiction]:
    """Numbers of one release that reports give to other days, or to other places."""
    for match in matches(sources):
        if match.is_one_word and match.digits >= FEWEST_DIGITS:
            kind = _difference(match.later, match.earlier)
            if kind is not None:
                yield Contradiction(_figures(match), Rule.TOLD_DIFFERENTLY, kind)


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
