"""A place named in a text, and of what grain it is."""

from __future__ import annotations

from typing import NamedTuple

from kg.model import EntityKind, Mention
from kg.reference import entities
from kg.spelling import fold

__all__ = ["Place"]

DISTRICT, PLACE = EntityKind.DISTRICT, EntityKind.PLACE  # asked for each place again and again


class Place(NamedTuple):
    """A place in the text; ``aside`` if no work was done there: a dateline, a place of speech."""

    mention: Mention
    first: int
    end: int
    aside: bool

    dateline: bool = False
    """Whether it is no place of work in any event: a dateline, or where a district lies."""

    @property
    def name(self) -> str:
        """The name, folded: the same place named twice is one."""
        return fold(self.mention.text)

    @property
    def is_district(self) -> bool:
        """Whether it is of the grain of districts and provinces."""
        return self.mention.kind is DISTRICT

    @property
    def is_province(self) -> bool:
        """Whether the reference data call it a province."""
        entity = entities().get(self.mention.candidates[0]) if self.mention.candidates else None
        return entity is not None and entity.type == "Province"

    @property
    def is_settlement(self) -> bool:
        """Whether it is finer than a district."""
        keys = self.mention.candidates
        if self.is_district:
            return False
        return not keys or entities()[keys[0]].type == "Settlement"

    def is_country_of(self, country: str | None) -> bool:
        """Whether it is the country that the text is about, named as where something was."""
        keys = self.mention.candidates
        if self.aside or not keys or self.mention.kind is not PLACE:
            return False
        entity = entities()[keys[0]]
        return entity.type == "Country" and entity.country == country
