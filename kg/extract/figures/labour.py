"""Sentences without figures that say where work went on: "Clearance concentrated on Aghdam"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress, count
from typing import Final

from kg.extract.text.lexicon import listed

__all__ = ["names_labour", "opens_with_land", "says_more", "says_now", "tells_of_labour"]

OPENING: Final = 4
"""Words with which a sentence begins."""

is_noun: Final = listed("labour", "nouns")
is_verb: Final = listed("labour", "verbs")
is_land: Final = listed("labour", "land")
is_more: Final = listed("labour", "more")
is_now: Final = listed("labour", "now")


def names_labour(words: Iterable[str]) -> bool:
    """Whether a sentence names work, those who do it, or what is found."""
    return any(map(is_noun, words))


def opens_with_land(words: Sequence[str]) -> bool:
    """Whether a sentence begins with land or a share of it: "Half of it lies in Aghdam"."""
    return any(map(is_land, words[:OPENING]))


def says_more(words: Iterable[str]) -> bool:
    """Whether a sentence tells of something besides what was told: "also", "apart from"."""
    return any(map(is_more, words))


def says_now(words: Iterable[str]) -> bool:
    """Whether a sentence tells of what is under way: "is now at work in Lachin"."""
    return any(map(is_now, words))


def tells_of_labour(words: Sequence[str]) -> bool:
    """Whether a sentence names such and says of it that it went on."""
    nouns = set(compress(count(), map(is_noun, words)))
    verbs = set(compress(count(), map(is_verb, words))) if nouns else set()
    return bool(verbs) and len(nouns | verbs) > 1  # one word alone is not both
