"""Where the work was done: districts and provinces named in a text, and finer places.

Known names come from the page. A name of capitals before "District", "Province", "Oblast" …, or in
one list with known places, is a place as well, though no reference data hold it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.page import Page
from kg.extract.periods import Role, Time
from kg.extract.vocabulary import Marks
from kg.model import EntityKind, Mention, Span
from kg.reference import entities

__all__ = ["Place", "find_places"]

SPEECH_REACH = 6
"""Atoms between a word of speech and the place where it was spoken."""
LONGEST = 3
"""Words of the longest name that is not in the reference data."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the text; ``aside`` if it is only where somebody spoke or wrote."""

    mention: Mention
    first: int
    end: int
    aside: bool

    @property
    def is_district(self) -> bool:
        """Whether it is of the grain of districts and provinces."""
        return self.mention.kind is EntityKind.DISTRICT

    @property
    def is_settlement(self) -> bool:
        """Whether it is finer than a district."""
        keys = self.mention.candidates
        if self.is_district:
            return False
        return not keys or entities()[keys[0]].type == "Settlement"


def find_places(page: Page, marks: Marks, times: tuple[Time, ...]) -> tuple[Place, ...]:
    """All places of a page in order."""
    return tuple(_Finder(page, marks, times).find())


class _Finder:
    def __init__(self, page: Page, marks: Marks, times: tuple[Time, ...]) -> None:
        self.page, self.atoms, self.marks = page, page.atoms, marks
        dateline = next((t for t in times if t.role is Role.BACKGROUND), None)
        self.dateline = 0
        if dateline is not None and self.atoms[dateline.first].start < 90:
            self.dateline = self.atoms[dateline.first].start

    def find(self) -> Iterator[Place]:
        starts = {atom.start: index for index, atom in enumerate(self.atoms)}
        taken = [(name.span.start, name.span.end) for name in self.page.names]
        known: dict[int, Place] = {}
        for name in self.page.names:
            if name.kind in (EntityKind.DISTRICT, EntityKind.PLACE):
                place = self._known(name, starts[name.span.start])
                known[place.first] = place
        yield from known.values()

    def _known(self, name: Mention, first: int) -> Place:
        end = first
        while end < len(self.atoms) and self.atoms[end].start < name.span.end:
            end += 1
        return Place(name, first, end, self._is_aside(name.span, first, end))

    def _is_aside(self, span: Span, first: int, end: int) -> bool:
        if span.start < self.dateline:
            return True
        sentence = self.page.sentence(span)
        if span.start == sentence.start and sentence.end - span.end <= 1:
            return True
        if end + 1 < len(self.atoms) and self.atoms[end].text in "-–":
            touches = self.atoms[end + 1].start == span.end + 1
            if touches and self.atoms[end + 1].text[0].isdigit():
                return True
        return self._is_spoken(first)

    def _is_spoken(self, first: int) -> bool:
        """ "told reporters in Aghdam", "on a media tour of Aghdara"."""
        if first == 0 or self.atoms[first - 1].key not in ("in", "of", "at", "to"):
            return False
        for place in range(max(0, first - SPEECH_REACH), first):
            if self.atoms[place].text in ",;:.":
                continue
            if self.marks.sense(place, "speech") is not None:
                return not any(
                    self.atoms[at].text in ",;:." for at in range(place, first)
                )
        return False
