"""Figures that only say how much more or less: "40 hectares more than in May" were not cleared."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Final

from kg.extract.text.atoms import Atom
from kg.extract.text.lexicon import folded

__all__ = ["is_difference"]

MORE: Final = frozenset(folded("figures", "more"))
THAN: Final = frozenset(folded("figures", "than"))
UP: Final = frozenset(folded("figures", "up"))
ON: Final = frozenset(folded("figures", "on"))
ROSE: Final = frozenset(folded("figures", "rose"))
"""Verbs before "by 40 hectares"."""
COMPARED: Final = frozenset(folded("figures", "compared"))
"""Russian and Ukrainian: «на 40 гектаров больше»."""
ENDINGS: Final = folded("figures", "compared_endings")
"""Azerbaijani: "40 hektar çoxdur"."""
PAIRS: Final = frozenset(folded("figures", "compared_pairs"))
IN: Final = frozenset({"in", "during", "for", "a", "the", "last"})
"""Words between "than" and the period with which one is compared."""
ENDS: Final = frozenset(",;:.")
CLAUSE: Final = 12
"""Most atoms of a clause behind figures."""
NEAR: Final = 5
"""Atoms between a verb of rising and "by"."""


def is_difference(atoms: Sequence[Atom], first: int, end: int) -> bool:
    """Whether figures at the atoms ``first`` to ``end`` are the difference of two others."""
    after = [atom.key for atom in atoms[end : end + 3]]
    before = atoms[first - 1].key if first else ""
    if len(after) > 1 and after[0] in MORE and after[1] in THAN:
        return len(after) < 3 or not after[2][0].isdigit()
    if _is_more(atoms, first, end) and _is_compared(atoms, end):
        return True
    if before == "by" and not ROSE.isdisjoint(
        [atom.key for atom in atoms[max(0, first - NEAR) : first - 1]]
    ):
        return True
    if before == "na" and bool(after) and after[0] in COMPARED:
        return True
    beside = len(after) > 1 and after[0] in UP and after[1] in ON
    return beside or "".join(after[:1]).startswith(ENDINGS) or "".join(after[:2]) in PAIRS


def _is_more(atoms: Sequence[Atom], first: int, end: int) -> bool:
    """Whether "more" is said of figures: "12 hectares more", "12 more hectares"."""
    return any(atom.key in MORE for atom in atoms[first : end + 1])


def _is_compared(atoms: Sequence[Atom], end: int) -> bool:
    """Whether "than in" follows in the clause: "12 hectares more were cleared than in 2022"."""
    keys = (atom.key for atom in atoms[end : end + CLAUSE])
    clause = takewhile(lambda key: key not in ENDS, keys)
    return any(a in THAN and b in IN for a, b in pairwise(clause))
