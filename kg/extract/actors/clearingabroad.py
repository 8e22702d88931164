"""Clearing of a road, a village or a field, told in Azerbaijani or Russian.

The name is the phrase of the text: "Talış kəndinin minalardan təmizlənməsi", "разминирование
дороги Физули-Шуша". What the clause does not tell the state of is no work.
"""

from __future__ import annotations

from typing import Final

from kg.extract.actors.naming import Naming
from kg.extract.actors.things import Things
from kg.extract.text.tokens import MARK
from kg.model import ProjectStatus

__all__ = ["ABROAD", "ClearingAbroad"]

BEFORE: Final = MARK["projects.clearing_after"]
AFTER: Final = MARK["projects.clearing_before"]
WORKS: Final = MARK["projects.works_after"]
BEGINS: Final = MARK["projects.begins_to_come"]
ABROAD: Final = BEFORE | AFTER | WORKS
THING: Final = MARK["projects.things_abroad"]
ENDS: Final = MARK["projects.ends_abroad"]
STATE: Final = MARK["projects.completed"] | MARK["projects.planned"] | MARK["projects.ongoing"]
INTENDED: Final = MARK["projects.intended_after"]
LONGEST: Final = 7


class ClearingAbroad:
    """One text, asked whether a noun of clearing in it is that of a work."""

    def __init__(self, things: Things) -> None:
        self.tokens = things.tokens

    def read(self, noun: int) -> Naming | None:
        """The work that a noun of clearing at this token names."""
        if self.tokens.has(noun, WORKS):
            return self._works(noun)
        first, end = (noun, self._end(noun)) if self.tokens.has(noun, AFTER) else self._first(noun)
        if not any(self.tokens.has(i, THING) for i in range(first, end)):
            return None
        intended = self._intended(end)
        if not any(self.tokens.capital[i] for i in range(first + 1, end)) and first == noun:
            return None
        text = self.tokens.written(first, end)
        if first == noun:
            text = f"{text[0].lower()}{text[1:]}"
        return Naming(first, end, first, None, text, ProjectStatus.PLANNED if intended else None)

    def _works(self, noun: int) -> Naming | None:
        """As in "minatəmizləmə işlərinə mayda başlanması nəzərdə tutulur"."""
        tokens, first = self.tokens, noun - 1
        near = range(noun + 1, min(noun + LONGEST, len(tokens)))
        clause = (i for i in near if tokens.words[i] in ",.;" or not tokens.joined(i - 1))
        end = next(clause, near.stop)
        planned = any(tokens.has(i, INTENDED | BEGINS) for i in range(noun + 1, end))
        if not (planned and tokens.has(first, MARK["projects.topics"])):
            return None
        text = tokens.written(first, noun + 1)
        return Naming(first, noun + 1, first, None, text, ProjectStatus.PLANNED)

    def _intended(self, end: int) -> bool:
        """As in "yolların təmizlənməsi də nəzərdə tutulur"."""
        end += self.tokens.is_word(end, "də", "da")
        return self.tokens.has(end, INTENDED)

    def _end(self, noun: int) -> int:
        """The end of "разминирование дороги Физули - Шуша"."""
        tokens, end = self.tokens, noun + 1
        while end < len(tokens) and end - noun <= LONGEST and tokens.joined(end - 1):
            dash = tokens.words[end] in "-–—" and tokens.is_capital(end + 1)
            written = tokens.words[end][0].isalnum() or dash
            if not written or tokens.has(end, ENDS | STATE):
                break
            end += 1
        return end

    def _first(self, noun: int) -> tuple[int, int]:
        """Where "Talış kəndinin minalardan təmizlənməsi" begins, and its end."""
        tokens, thing = self.tokens, noun
        while thing > 0 and noun - thing < LONGEST and not tokens.has(thing, THING):
            if not tokens.joined(thing - 1) or not tokens.words[thing][0].isalnum():
                return noun, noun + 1
            thing -= 1
        first = thing
        while first > 0 and tokens.joined(first - 1) and tokens.is_capital(first - 1):
            first -= 1
        found = tokens.has(thing, THING) and (first < thing or self._intended(noun + 1))
        return (first, noun + 1) if found else (noun, noun + 1)
