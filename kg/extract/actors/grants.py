"""What money is given for: "has pledged $9 million for a regional training hub in Siem Reap"."""

from __future__ import annotations

from typing import Final

from kg.extract.actors.naming import Naming
from kg.extract.actors.things import Things
from kg.extract.bodies.headless import is_number
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK
from kg.model import ProjectStatus

__all__ = ["MONEY", "Grants"]

MONEY: Final = MARK["projects.money"]
FOR: Final = word_list("projects", "money_for")
ENDS: Final = word_list("projects", "grant_ends")
NO_WORK: Final = MARK["function"] | MARK["projects.units"]
BEFORE: Final = 4
"""Words before a currency in which its amount stands."""
LONGEST: Final = 8
"""Words of what is paid for."""
TO: Final = word_list("projects", "money_to")
ARTICLE: Final = MARK["articles"]


class Grants:
    """One text, asked what a sum of money in it is for."""

    def __init__(self, things: Things) -> None:
        self.tokens = things.tokens

    def read(self, place: int) -> Naming | None:
        """The undertaking that the sum with its currency at this token is for."""
        tokens, at = self.tokens, place + 1
        while is_number(tokens, at) or tokens.has(at, MONEY):
            at += 1
        counted = any(is_number(tokens, i) for i in range(max(0, place - BEFORE), at))
        first = at + 2
        told = tokens.phrase(at, first) in FOR
        if not counted or not (told or (self._is_for(at) and self._buys(at + 1))):
            return None
        first = first if told else first - 1 + tokens.has(first - 1, ARTICLE)
        end = first
        while end < len(tokens) and end - first < LONGEST and tokens.joined(end - 1):
            if tokens.keys[end] in ENDS or not tokens.words[end][0].isalpha():
                break
            of = tokens.has(end - 1, MARK["connectors"]) and not told
            if tokens.has(end, NO_WORK) and not (of or tokens.has(end, MARK["connectors"])):
                break
            end += 1
        while end > first and tokens.has(end - 1, MARK["connectors"] | ARTICLE):
            end -= 1
        if end < first + 2:
            return None
        return Naming(first, end, first, None, tokens.written(first, end), ProjectStatus.PLANNED)

    def _is_for(self, place: int) -> bool:
        return place < len(self.tokens) and self.tokens.keys[place] in TO

    def _buys(self, place: int) -> bool:
        """As in "$2 million for the procurement of dogs", "pour la construction d'un centre"."""
        place += self.tokens.has(place, ARTICLE)
        return self.tokens.has(place, MARK["projects.bought"])
