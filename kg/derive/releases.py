"""Which reports go back to one release, and which figures two bodies state alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import ROUND_DOWN, Decimal

from kg.assessment import Corroboration, Restatement, Rule
from kg.derive.copies import same_story, taken_from
from kg.derive.figures import Match
from kg.derive.sources import Sources

__all__ = ["corroborations", "restatements"]

Pair = tuple[str, str]


def restatements(
    sources: Sources, by_text: Iterable[Restatement], repeats: Iterable[Match]
) -> tuple[Restatement, ...]:
    """Every report that says again what an earlier one said, by each rule that finds it.

    ``by_text`` are those whose text tells; ``repeats`` are the sets of figures that repeat others.
    """
    by_text = list(by_text)
    by_figures = list(_by_figures(sources, repeats))
    alike = {(found.report, found.original) for found in (*by_text, *by_figures)}
    copies = {*same_story(sources.texts), *taken_from(sources.texts, alike)}
    stated = [Restatement(copy, first, Rule.STATED_COPY, None) for copy, first in copies]
    return tuple(sorted((*by_text, *by_figures, *stated), key=_place))


def corroborations(
    repeats: Iterable[Match], restated: Iterable[Restatement] = ()
) -> tuple[Corroboration, ...]:
    """Equal figures that are the word of two different bodies, in reports not ``restated``."""
    one_release = {(found.report, found.original) for found in restated}
    pairs = (
        (one.figure, other.figure)
        for match in repeats
        if not match.is_one_word
        if (match.later.report, match.earlier.report) not in one_release
        for one, other in match.pairs
    )
    return tuple(sorted(Corroboration((min(pair), max(pair))) for pair in pairs))


def _place(found: Restatement) -> tuple[str, str, Rule]:
    return found.report, found.original, found.rule


def _by_figures(sources: Sources, repeats: Iterable[Match]) -> Iterator[Restatement]:
    grouped: dict[Pair, list[Match]] = defaultdict(list)
    for match in repeats:
        if match.is_one_word:
            grouped[match.later.report, match.earlier.report].append(match)
    for (report, original), found in grouped.items():
        pairs = sorted({(a.figure, b.figure) for match in found for a, b in match.pairs})
        smaller = min(_count(sources, report), _count(sources, original))
        share = min(Decimal(len(pairs)) / smaller, Decimal(1))
        likeness = share.quantize(Decimal("0.01"), ROUND_DOWN)
        yield Restatement(report, original, Rule.SAME_FIGURES, likeness, tuple(pairs))


def _count(sources: Sources, report: str) -> int:
    return sum(len(each.amounts) for each in sources.sets[report])
