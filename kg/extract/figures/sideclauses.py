"""Clauses of a sentence without figures that tell of something else than where the work was.

"Most of them lay in Pek, where a farmer was hurt in May; no money is left": what counts is that
most lay in Pek.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final

from kg.extract.figures.sentence import OTHER
from kg.extract.places.place import Place
from kg.extract.text.lexicon import listed
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Marks

__all__ = ["side_clauses"]

ENDS: Final = frozenset(",;:")
is_where: Final = listed("labour", "where")


def side_clauses(page: Page, marks: Marks, atoms: range, places: Sequence[Place]) -> Set[int]:
    """The atoms of such clauses: what "where" or "there" begins behind a comma, up to its end.

    So is a clause behind a semicolon that tells of accidents, plans or danger.
    """
    side: set[int] = set()
    start = page.heads.find(";", places[0].end, atoms.stop)
    stop = start
    while stop >= 0:
        following = page.heads.find(";", stop + 1, atoms.stop)
        clause = range(stop, atoms.stop if following < 0 else following)
        if _is_beside_work(marks, clause):
            side.update(clause)
        stop = following
    first = range(places[0].end, atoms.stop if start < 0 else start)
    begin = next((at for at in first[:-1] if page.heads[at] == "," and _begins(page, at)), None)
    if begin is not None:
        ends = (at for at in range(begin + 1, first.stop) if page.heads[at] in ENDS)
        side.update(range(begin, next(ends, first.stop)))
    return side


def _is_beside_work(marks: Marks, clause: range) -> bool:
    """Whether a clause tells of accidents, plans or danger, and of no work."""
    cues = {mark.senses.get("cue") for mark in marks.within(clause.start, clause.stop)}
    return bool(cues & OTHER) and not cues & WORK


def _begins(page: Page, comma: int) -> bool:
    """Whether a comma begins a clause about a place told of before."""
    return is_where(page.texts[comma + 1])
