"""Sentences without figures that say where work went on: "Clearance concentrated on Aghdam"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.extract.text.atoms import Atom
from kg.extract.text.keys import lower_key
from kg.extract.text.lexicon import word_list

__all__ = ["names_labour", "tells_of_labour"]

NOUNS: Final = word_list("labour", "nouns")
VERBS: Final = word_list("labour", "verbs")


def names_labour(atoms: Iterable[Atom]) -> bool:
    """Whether a sentence names work, those who do it, or what is found."""
    return any(lower_key(atom.text) in NOUNS for atom in atoms)


def tells_of_labour(atoms: Iterable[Atom]) -> bool:
    """Whether a sentence names such and says of it that it went on."""
    keys = [lower_key(atom.text) for atom in atoms]
    nouns = {at for at, key in enumerate(keys) if key in NOUNS}
    return bool(nouns) and any(key in VERBS and nouns != {at} for at, key in enumerate(keys))
