"""Amounts of land to be cleared, told in other languages than English.

They are named in the words of the text as they stand, since nouns beside them would have to be
inflected: "9400 hektar civarında ərazi", "déminage de 240 000 mètres carrés".
"""

from __future__ import annotations

from typing import Final

from kg.extract.actors.naming import Naming
from kg.extract.actors.things import Things
from kg.extract.bodies.headless import is_number
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK
from kg.model import ProjectStatus

__all__ = ["AmountsAbroad"]

UNIT: Final = MARK["projects.units_abroad"]
PLAN: Final = MARK["projects.plans_abroad"]
WORK: Final = MARK["projects.clearing_abroad"]
LAND: Final = MARK["projects.lands_abroad"]
THOUSANDS: Final = word_list("projects", "thousands_abroad")
HEDGES: Final = word_list("projects", "hedges_abroad")
ENDS: Final = word_list("projects", "ends_abroad")
INFINITIVES: Final = ("desminar", "despejar", "limpar", "limpiar", "déminer", "sminare")
INTO: Final = ("no", "na", "en", "em", "à", "nel", "nella", "в")
OF: Final = ("de", "di", "d'")
FAR: Final = 12
"""Words between a plan and the amount that it is about."""
LONGEST: Final = 8


class AmountsAbroad:
    """One text, asked whether an amount of land in it is one that is planned to be cleared."""

    def __init__(self, things: Things) -> None:
        self.things = things
        self.tokens = things.tokens

    def read(self, unit: int) -> Naming | None:
        """The work whose amount has its unit at this token."""
        tokens, number = self.tokens, unit - 1
        while tokens.is_word(number, ".") or (number > 0 and tokens.keys[number] in THOUSANDS):
            number -= 1
        while number > 0 and is_number(tokens, number) and is_number(tokens, number - 1):
            number -= 1
        if number < 0 or not is_number(tokens, number):
            return None
        first = self._first(number)
        end, plan = self._end(unit)
        if not plan and not self._planned(first):
            return None
        if tokens.keys[first] in INFINITIVES:
            end = self._placed(end)
        if not (tokens.has(first, WORK) or self._is_of_land(unit + 1, end)):
            return None
        return Naming(first, end, first, None, tokens.written(first, end), ProjectStatus.PLANNED)

    def _is_of_land(self, first: int, end: int) -> bool:
        """Whether it is told what land it is: "14 min hektarın təmizlənməsi" is a mere goal."""
        tokens = self.tokens
        return any(tokens.capital[i] or tokens.has(i, LAND) for i in range(first, end))

    def _placed(self, end: int) -> int:
        """The end of the place after an amount: "desminar 200 hectares no Rivungo"."""
        tokens, past = self.tokens, end + 1
        if tokens.keys[end : end + 1] and tokens.is_word(end, *INTO):
            while tokens.is_capital(past) and tokens.joined(past - 1):
                past += 1
        return past if past > end + 1 else end

    def _first(self, number: int) -> int:
        """Where "déminage de 240 000" or "около 1,5" begins."""
        tokens, first = self.tokens, number
        while first > 0 and tokens.keys[first - 1] in HEDGES and not tokens.is_word(first - 1, *OF):
            first -= 1
        noun = first - 1 - tokens.is_word(first - 1, *OF)
        return noun if tokens.has(noun, WORK) else first

    def _end(self, unit: int) -> tuple[int, bool]:
        """The end of the phrase, and whether a word of planning ends it."""
        tokens, end = self.tokens, unit + 1
        while end < len(tokens) and end - unit < LONGEST and tokens.joined(end - 1):
            if tokens.has(end, PLAN):
                return end, True
            if not tokens.words[end][0].isalnum() or tokens.keys[end] in ENDS:
                break
            end += 1
        return end, False

    def _planned(self, first: int) -> bool:
        """Whether a word of planning stands before, in the same clause."""
        tokens = self.tokens
        for place in range(first - 1, max(-1, first - FAR), -1):
            if tokens.words[place] in ";:." or not tokens.joined(place):
                return False
            if tokens.has(place, PLAN):
                return True
        return False
