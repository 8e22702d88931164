"""Where an amount of land lies, told outside its own words: "in Aghdam 40 hectares"."""

from __future__ import annotations

from typing import Final

from kg.extract.actors.things import LEFT, STATES, Things
from kg.extract.text.tokens import MARK

__all__ = ["Grounds"]

WORK: Final = MARK["projects.clearing"]
STOPS: Final = MARK["projects.stops"]


class Grounds:
    """One text, asked where an amount of land in it lies."""

    def __init__(self, things: Things) -> None:
        self.things = things
        self.tokens = things.tokens

    def of(self, first: int, end: int) -> str:
        """As in "in Aghdam 40 hectares", "Lachin, where 40 hectares", "40 hectares there"."""
        tokens, place = self.tokens, first - 1
        opening = self.things.opening(first)
        if tokens.is_word(end, "there"):
            return self._there(opening)
        into = ("in", "to", "at", "near") if tokens.is_word(place, "where") else ("in",)
        while len(into) > 1 and place > max(opening, first - LEFT) and not tokens.capital[place]:
            place -= 1
        past = place + 1 - tokens.has(place, MARK["projects.settlements"])
        before = past - 1
        while before > opening and tokens.capital[before] and not tokens.has(before, STOPS):
            before -= 1
        named = tokens.is_word(before, *into) and past > before + 1
        return f" in {tokens.written(before + 1, past)}" if named else self._beyond(end)

    def _beyond(self, end: int) -> str:
        """As in "40 hectares will be cleared in Nineveh", the place after the verb."""
        tokens, at = self.tokens, end
        while at < len(tokens) and tokens.keys[at] in STATES:
            at += 1
        if at == end or not tokens.has(at, WORK) or not tokens.is_word(at + 1, "in", "at", "near"):
            return ""
        first = past = at + 2
        while tokens.is_capital(past) and not tokens.has(past, STOPS) and tokens.joined(past - 1):
            past += 1
        return f" in {tokens.written(first, past)}" if past > first else ""

    def _there(self, opening: int) -> str:
        """The district named first in the sentence before."""
        if opening == 0:
            return ""
        before = self.things.opening(opening - 1)
        inside = (
            f" in {name.text}" for place, name in self.things.places if before <= place < opening
        )
        return next(inside, "")
