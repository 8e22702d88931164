"""Why a total is an interval, and by whose word, in the few sentences that stand above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kg.totals import Support, Total
from kg.totals.words import amount, listed, written

__all__ = ["by_the_word_of", "why"]

TOLD: Final = 3
"""Bodies or outlets that are named, the others are counted."""
WITHIN: Final = "what you asked for"


def why(total: Total) -> str:
    """What proves each end, in a sentence for each; nothing where they meet or none is known."""
    if total.at_least is None or total.at_least == total.at_most:
        return ""
    return f"{_least(total)} {_most(total)}"


def by_the_word_of(total: Total) -> str:
    """Who says so: the bodies that the figures go back to, else who printed them."""
    cited = [support.cited for support in (*total.least_rests_on, *total.most_rests_on)]
    origins = _some(each.origin for each in cited)
    if not origins:
        outlets = _some(each.outlet for each in cited)
        return f"Told by {outlets}." if outlets else ""
    reports = {each.report: each for each in cited}
    if len(reports) > 1:
        return f"By the word of {origins}, in {len(reports):,} reports."
    only = cited[0]
    day = written(only.published, only.published) if only.published else ""
    told = ", ".join(filter(None, (only.outlet, day)))
    return f"By the word of {origins} ({told})." if told else f"By the word of {origins}."


def _least(total: Total) -> str:
    if not total.least_rests_on:
        return f"No figure lies wholly within {WITHIN}, so nothing is certain."
    if len(total.least_rests_on) == 1:
        return f"The least is a figure that lies wholly within {WITHIN}."
    return f"The least is what {_figures(total.least_rests_on, 'prove')}, each counted once."


def _most(total: Total) -> str:
    if total.at_most is None:
        return "No report limits all of it, so there is no most."
    if len(total.most_rests_on) != 1:
        return f"The most is what {_figures(total.most_rests_on, 'leave')} room for."
    only = total.most_rests_on[0]
    told = f", told of “{only.cited.activity}”" if only.cited.activity else ""
    return (
        f"The most is {amount(only.value, total.unit)}{told}: that covers {WITHIN}, "
        "and no report says how much of it falls within."
    )


def _figures(supports: Sequence[Support], do: str) -> str:
    """How many do it, and how many are taken off: "1 figure, less 5 that lie outside, leaves"."""
    less = sum(support.weight < 0 for support in supports)
    taken = f", less {less:,} that lie{'s' if less == 1 else ''} outside," if less else ""
    more = len(supports) - less
    return f"1 figure{taken} {do}s" if more == 1 else f"{more:,} figures together{taken} {do}"


def _some(names: Iterable[str | None]) -> str:
    known = list(dict.fromkeys(filter(None, names)))
    more = [f"{len(known) - TOLD} more"] if len(known) > TOLD else []
    return listed([*known[:TOLD], *more]) if known else ""
