"""Clauses of a sentence without figures that tell of something else than where the work was.

"Most of them lay in Pek, where a farmer was hurt in May; no money is left": what counts is that
most lay in Pek.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise
from typing import Final

from kg.extract.figures.sentence import LYING, OTHER
from kg.extract.places.place import Place
from kg.extract.text.lexicon import listed
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Marks

__all__ = ["side_clauses"]

ENDS: Final = frozenset(",;:")
is_where: Final = listed("labour", "where")


def side_clauses(page: Page, marks: Marks, atoms: range, places: Sequence[Place]) -> Set[int]:
    """The atoms of such clauses: what "where" or "there" begins behind a comma.

    It goes on up to the next comma, and on if no place stands behind that.

    So is a clause behind a semicolon that tells of accidents, plans or danger.
    """
    side: set[int] = set()
    for number, clause in enumerate(_clauses(page, atoms, places[0].end)):
        told = _told_there(page, clause, places)
        side.update(told)
        rest = [at for at in clause if at not in told]
        if number and _is_beside_work(marks, rest):
            side.update(clause)
    return side


def _clauses(page: Page, atoms: range, begin: int) -> Iterator[range]:
    """The clauses from an atom on; semicolons part them."""
    signs = [at for at in range(begin, atoms.stop) if page.heads[at] == ";"]
    for start, stop in pairwise([begin, *signs, atoms.stop]):
        yield range(start, stop)


def _told_there(page: Page, clause: range, places: Sequence[Place]) -> range:
    """What is told in a clause of a place named in it: the atoms from "where" on."""
    begin = next((at for at in clause[:-1] if page.heads[at] == "," and _begins(page, at)), None)
    if begin is None:
        return range(0)
    ends = (at for at in range(begin + 1, clause.stop) if page.heads[at] in ENDS)
    end = next(ends, clause.stop)
    goes_on = any(end < place.first < clause.stop for place in places)
    return range(begin, end if goes_on else clause.stop)


def _is_beside_work(marks: Marks, atoms: Iterable[int]) -> bool:
    """Whether some atoms tell of accidents, plans or danger, and of no work."""
    cues = {marks.senses(at).get("cue") for at in atoms}
    return bool(cues & (OTHER - LYING)) and not cues & WORK


def _begins(page: Page, comma: int) -> bool:
    """Whether a comma begins a clause about a place told of before."""
    return is_where(page.texts[comma + 1])
