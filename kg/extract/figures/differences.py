"""Figures that only say how much more or less: "40 hectares more than in May" were not cleared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.extract.text.atoms import Atom

__all__ = ["is_difference"]

MORE: Final = frozenset({"more", "less", "fewer", "higher", "lower"})
THAN: Final = frozenset({"than"})
UP: Final = frozenset({"up", "down"})
ROSE: Final = frozenset(
    {"rose", "risen", "grew", "grown", "increased", "increase", "fell", "fallen", "dropped", "drop"}
    | {"declined", "up", "down", "decreased", "decrease", "shrank", "rise", "ahead"}
)
"""Verbs before "by 40 hectares"."""
COMPARED: Final = frozenset({"bolshe", "menshe", "vyshe", "nizhe", "bilshe", "mensh"})
"""Russian and Ukrainian: «на 40 гектаров больше»."""
ENDINGS: Final = ("coxdur", "azdir", "artiqdir", "cox olub", "az olub")
"""Azerbaijani: "40 hektar çoxdur"."""
PAIRS: Final = frozenset(
    {("de", "plus"), ("de", "moins"), ("mas", "que"), ("menos", "que"), ("a", "mais")}
    | {("a", "menos"), ("in", "piu"), ("in", "meno")}
)
NEAR: Final = 5
"""Atoms between a verb of rising and "by"."""


def is_difference(atoms: Sequence[Atom], first: int, end: int) -> bool:
    """Whether figures at the atoms ``first`` to ``end`` are the difference of two others."""
    after = [atom.key for atom in atoms[end : end + 3]]
    before = atoms[first - 1].key if first else ""
    if len(after) > 1 and after[0] in MORE and after[1] in THAN:
        return len(after) < 3 or not after[2][0].isdigit()
    if len(after) > 1 and after[0] in UP and after[1] in ("on", "from"):
        return True
    if before == "by" and not ROSE.isdisjoint(
        [atom.key for atom in atoms[max(0, first - NEAR) : first - 1]]
    ):
        return True
    if before == "na" and bool(after) and after[0] in COMPARED:
        return True
    if bool(after) and after[0].startswith(ENDINGS):
        return True
    return tuple(after[:2]) in PAIRS
