"""Ranges of numbers: "between 120 and 140", "100-120 hectares", of which the larger is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.text.atoms import Atom
from kg.extract.text.lexicon import folded

__all__ = ["ends_range"]

BEFORE: Final = frozenset(folded("numbers", "before_ranges"))
WITHIN: Final = frozenset(folded("numbers", "in_ranges"))
DASHES: Final = frozenset("-‐‑–—")
_DECIMAL: Final = re.compile(r"\d+[.,](?:\d{1,2}|\d{4,})")


def ends_range(atoms: Sequence[Atom], first: int) -> bool:
    """Whether the number at an atom is the larger of two: what is counted is at most so much."""
    joint = first - 1
    if joint < 1 or not atoms[joint - 1].text[0].isdigit():
        return False
    place = joint - 1
    while place and atoms[place - 1].text.isdigit():
        place -= 1
    if not _value("".join(atom.text for atom in atoms[place:joint])) < _value(atoms[first].text):
        return False
    before, sign, after = atoms[place - 1].key if place else "", atoms[joint], atoms[first]
    if sign.text in DASHES:
        return after.start - sign.end <= 1
    return before in BEFORE and sign.key in WITHIN


def _value(written: str) -> float:
    """What a number in digits comes to, its sign taken for a point where it groups nothing."""
    if _DECIMAL.fullmatch(written):
        return float(written.replace(",", "."))
    return float("".join(filter(str.isdecimal, written)) or 0)
