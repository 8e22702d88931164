"""Which figures overlap, so that their sum would count twice.

Only figures that state places and days are compared, and of a release only the first. Of all that
hold a figure the one with the smallest scope is told: what holds that one holds the figure too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.assessment import Overlap, Restatement, Rule
from kg.totals import MEASURES, Figures, Reported

__all__ = ["overlaps"]


def overlaps(figures: Figures, restated: Iterable[Restatement] = ()) -> tuple[Overlap, ...]:
    """The overlaps of figures of one measure."""
    repeated = {later for found in restated for later, _ in found.figures}
    return tuple(
        sorted(
            overlap
            for measure in MEASURES
            for overlap in _overlaps(
                [
                    figure
                    for figure in figures.of(measure)
                    if figure.inner is not None and not figure.names_no_place
                    if figure.figure not in repeated
                ]
            )
        )
    )


def _overlaps(figures: Iterable[Reported]) -> Iterator[Overlap]:
    """Each figure is compared with those before it that name a place of its own."""
    seen: dict[str, list[Reported]] = defaultdict(list)
    within: dict[str, list[Reported]] = defaultdict(list)
    for figure in sorted(figures, key=lambda f: (-_size(f), f.figure)):
        near = {other.figure: other for place in figure.outer.places for other in seen[place]}
        for other in near.values():
            if other.inner is None or figure.inner is None or not other.inner.meets(figure.inner):
                continue
            if other.inner.holds(figure.outer):
                within[figure.figure].append(other)
            else:
                first, second = sorted((figure.figure, other.figure))
                yield Overlap(first, second, Rule.PARTLY)
        for place in figure.outer.places:
            seen[place].append(figure)
    for name, holders in within.items():
        smallest = min(holders, key=lambda holder: (_size(holder), holder.figure))
        yield Overlap(name, smallest.figure, Rule.WITHIN)


def _size(figure: Reported) -> int:
    box = figure.outer
    return (box.end - box.first) * len(box.places) * len(box.bodies) * len(box.kinds)
