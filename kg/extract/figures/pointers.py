"""Words that mean places named before: "in those districts", "in the province", «в районе»."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.extract.text.lexicon import folded
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Mark, Marks

__all__ = ["Pointers"]

THESE: Final = frozenset(folded("figures", "these"))
"""Words, folded, that point back to places named before."""
THE: Final = frozenset(folded("figures", "the"))
"""Articles, folded, before a word for a place named before."""
IN_IT: Final = frozenset(folded("figures", "in_it"))
"""Prepositions, folded, of languages without articles: "в районе на сегодня очищено"."""
OF: Final = frozenset(folded("figures", "of"))
FIELDS: Final = folded("figures", "fields")
"""How the words begin, folded, behind which "the area" is no land."""


class Pointers:
    """Asked for the words of each sentence of one page."""

    def __init__(self, page: Page, marks: Marks) -> None:
        self.atoms, self.marks = page.atoms, marks
        self.the = THE | {"a", "o"} if page.lang == "pt" else THE  # "a província" is the province

    def mean_places(self, words: Iterable[Mark]) -> bool:
        """Whether it says "the province", "those four districts" without a name: those before."""
        return any("place" in mark.senses and self._points_back(mark) for mark in words)

    def mean_province(self, words: Iterable[Mark]) -> bool:
        """Whether it says "the province" so: the one named before, whatever districts since."""
        return self.mean_places(mark for mark in words if "province" in mark.senses)

    def mean_region(self, words: Iterable[Mark]) -> bool:
        """Whether "in the region" says where; "в области разминирования" is a field of work."""
        return any("region" in mark.senses and self._is_land(mark) for mark in words)

    def _is_land(self, mark: Mark) -> bool:
        behind = self.atoms[mark.end : mark.end + 1]
        return not behind or not behind[0].key.startswith(FIELDS)

    def _points_back(self, mark: Mark) -> bool:
        """Whether a word for places means some named before, by the word in front of it."""
        atoms, first = self.atoms, mark.first
        counted = self.marks.sense(first - 1, "number") is not None if first else False
        first -= counted
        if not first or not atoms[mark.first].text.islower() or mark.end >= len(atoms):
            return False
        before, behind = atoms[first - 1].key, atoms[mark.end : mark.end + 2]
        if before in THESE:
            return True
        if before in IN_IT:
            return not any(atom.text[0].isupper() for atom in behind)
        article = mark.senses["place"] in ("after", "before") and before in self.the
        return article and behind[0].key not in OF and not behind[0].text[0].isupper()
