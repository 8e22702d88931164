"""The signs that part a sentence of several figures, and what stands in its parts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence, Set
from itertools import compress, pairwise
from typing import Final, NamedTuple

from kg.extract.figures.cues import CONTRAST
from kg.extract.figures.standing import Group
from kg.extract.places.place import Place
from kg.extract.text.page import Page
from kg.extract.text.wordlists import word_file

__all__ = ["NO_SIGNS", "Signs", "signs_of"]

AND: Final = frozenset({",", *word_file("shares")["and"]})
THAT: Final = frozenset(word_file("meetings")["that"])
OPENING: Final = 3
"""Atoms between "and that" and a place, and between it and its figures."""


class Signs(NamedTuple):
    """The atoms of a sentence that part it, in order."""

    commas: Sequence[int] = ()
    """Commas and words for "and"."""
    thats: Set[int] = frozenset()
    """Those of them that "that" follows."""
    semicolons: Sequence[int] = ()
    contrast: int | None = None
    """A "while" between two figures, behind which the sentence tells of other work."""

    def part(self, atom: int) -> int:
        """The number of the part between semicolons in which an atom stands."""
        return bisect_left(self.semicolons, atom)

    def bounds(self, groups: Sequence[Group], *, semicolons: bool = False) -> list[int]:
        """The atoms at which the words of a list of figures give way to those of the next.

        They are the last commas between, or semicolons, if these are to part more than commas.
        """
        kinds = (self.semicolons, self.commas) if semicolons else (self.commas,)
        bounds = []
        for before, after in pairwise(groups):
            between = ([at for at in ats if before.end <= at < after.first] for ats in kinds)
            bounds.append(next(filter(None, between), [before.end])[-1])
        return bounds

    def clauses(self, groups: Sequence[Group], places: Sequence[Place]) -> list[list[Place]]:
        """The places of each list of figures, if the last comma between two lists parts them."""
        bounds = self.bounds(groups)
        clauses: list[list[Place]] = [[] for _ in groups]
        for place in places:
            clauses[bisect_right(bounds, place.first)].append(place)
        return clauses

    def opens(self, groups: Sequence[Group], places: Sequence[Place]) -> bool:
        """Whether a place opens the clause of the last list: "and that in Badghis alone 1,204"."""
        bound, last = self.bounds(groups)[-1], groups[-1]
        clauses = self.clauses(groups, places) if bound in self.thats else []
        own = clauses[-1] if clauses and all(clauses) else []
        return (
            bool(own)
            and own[0].first - bound <= OPENING
            and 0 <= last.first - own[-1].end <= OPENING
        )


NO_SIGNS: Final = Signs()


def signs_of(page: Page, number: int, groups: Sequence[Group]) -> Signs:
    """The signs of a sentence by its number, which has several lists of figures."""
    atoms = page.atoms_of(number)
    words = page.texts[atoms.start : atoms.stop]
    commas = list(compress(atoms, map(AND.__contains__, words)))
    colon = page.heads.find(":", groups[0].end, atoms.stop)
    if colon > 0:  # it parts more than the commas of the list before it
        told = max(group.end for group in groups if group.first < colon)
        commas = [at for at in commas if not told <= at < colon]
        insort(commas, colon)
    return Signs(
        commas,
        {at for at in commas if not THAT.isdisjoint(page.keys[at + 1 : at + 2])},
        list(compress(atoms, map(";".__eq__, words))),
        _contrast(page, groups),
    )


def _contrast(page: Page, groups: Sequence[Group]) -> int | None:
    """The first "while" between the figures of a sentence."""
    between = range(groups[0].end, groups[-1].first)
    if page.words.isdisjoint(CONTRAST):
        return None
    return next((at for at in between if page.keys[at] in CONTRAST), None)
