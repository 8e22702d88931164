"""Heaps: figures that clash, too many to find out which few of them do.

One linear programme names all rows that prove that not all can hold. Where none of their figures
is relied on any more, what is left holds whichever of them is wrong; a few times again, and some
world satisfies the rest. Mostly more is set aside than the smallest sets that clash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.totals.clashes import do_clash
from kg.totals.elastic import Elastic
from kg.totals.programme import Row

__all__ = ["heaps"]

CLEAR: Final = 1.0
"""By how much rows are amiss beyond any doubt, by floats alone."""
ROUNDS: Final = 8
"""How often what is left is looked at; if it clashes still, it is one heap."""


def heaps(rows: Sequence[Row], covers: Iterable[int]) -> Iterator[list[Row]]:
    """Rows that clash, one heap after the other.

    Without the figures of all heaps some world satisfies the rest.
    """
    left, covers = list(rows), list(covers)
    for _ in range(ROUNDS):
        gone: set[str] = set()
        for heap in _clusters(left, covers):
            yield heap
            gone.update(row.figure for row in heap)
        if not gone:
            return
        left = [row for row in left if row.figure not in gone]
    if do_clash(left, covers):
        yield left


def _clusters(rows: Sequence[Row], covers: Iterable[int]) -> Iterator[list[Row]]:
    """All rows of the boxes and senses in which some clash, by sets that do."""
    if not rows:
        return
    held = sum({1 << row.box for row in rows})
    near = {cover & held for cover in covers}
    elastic = Elastic(rows, near)
    clusters = elastic.clusters(rows, beyond=CLEAR)
    if not clusters:
        clusters = [each for each in elastic.clusters(rows) if do_clash(each, near)]
    for cluster in clusters:
        sides = {(row.box, row.sense) for row in cluster}
        yield [row for row in rows if (row.box, row.sense) in sides]
