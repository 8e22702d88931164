"""Sentences without figures that say where work went on: "Clearance concentrated on Aghdam"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.extract.text.atoms import Atom
from kg.extract.text.lexicon import listed

__all__ = ["names_labour", "tells_of_labour"]

is_noun: Final = listed("labour", "nouns")
is_verb: Final = listed("labour", "verbs")


def names_labour(atoms: Iterable[Atom]) -> bool:
    """Whether a sentence names work, those who do it, or what is found."""
    return any(is_noun(atom.text) for atom in atoms)


def tells_of_labour(atoms: Iterable[Atom]) -> bool:
    """Whether a sentence names such and says of it that it went on."""
    words = [atom.text for atom in atoms]
    nouns = {at for at, word in enumerate(words) if is_noun(word)}
    return bool(nouns) and any(is_verb(word) and nouns != {at} for at, word in enumerate(words))
