"""Which figures overlap, so that their sum would count twice.

Only figures that state places and days are compared, and of a release only the first. Of all that
hold a figure the one with the smallest scope is told: what holds that one holds the figure too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.assessment import Overlap, Restatement, Rule
from kg.totals import MEASURES, Figures, Reported
from kg.totals.cells import bits
from kg.totals.index import Index

__all__ = ["overlaps"]


def overlaps(figures: Figures, restated: Iterable[Restatement] = ()) -> tuple[Overlap, ...]:
    """The overlaps of figures of one measure."""
    repeated = {later for found in restated for later, _ in found.figures}
    found = (
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
    return tuple(sorted(found, key=lambda overlap: (overlap.figure, overlap.other, overlap.rule)))


def _overlaps(figures: Sequence[Reported]) -> Iterator[Overlap]:
    """Each figure is compared with those of no smaller scope that it meets."""
    ordered = sorted(figures, key=lambda figure: (-_size(figure), figure.figure))
    names = [figure.figure for figure in ordered]
    scopes = [figure.inner or figure.outer for figure in ordered]
    index = Index(scopes)
    firsts: dict[int, int] = {}
    of_size = [firsts.setdefault(_size(figure), place) for place, figure in enumerate(ordered)]
    for place, figure in enumerate(ordered):
        met = index.meeting(scopes[place]) & ((1 << place) - 1)
        holders = index.holding(figure.outer) & met
        for other in bits(met ^ holders):
            first, second = sorted((figure.figure, names[other]))
            yield Overlap(first, second, Rule.PARTLY)
        if holders:
            first_smallest = of_size[holders.bit_length() - 1]
            holder = next(bits(holders >> first_smallest)) + first_smallest
            yield Overlap(figure.figure, names[holder], Rule.WITHIN)


def _size(figure: Reported) -> int:
    box = figure.outer
    return (box.end - box.first) * len(box.places) * len(box.bodies) * len(box.kinds)
