"""Sentences that tell things in one order: "A and B cleared 12 and 8 hectares, respectively"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.extract.text.lexicon import folded
from kg.extract.text.page import Page

__all__ = ["ordered_sentences"]

WORDS: Final = frozenset(folded("figures", "in_order"))
"""Words for such an order, folded."""
BEHIND: Final = {"muvafiq": "olaraq"}
"""What makes a word that means "fitting" a word for an order."""
TO: Final = frozenset({"do", "s"})
"""What makes a Slavic word for it "according to"."""


def ordered_sentences(page: Page) -> Mapping[int, int]:
    """The sentences with such a word, each with its atom."""
    if WORDS.isdisjoint(page.words):
        return {}
    return {
        page.sentence_at(place): place
        for place, key in enumerate(page.keys)
        if key in WORDS and _is_so_meant(key, page.keys[place + 1 : place + 2])
    }


def _is_so_meant(key: str, behind: tuple[str, ...]) -> bool:
    if key in BEHIND:
        return behind == (BEHIND[key],)
    return TO.isdisjoint(behind)
