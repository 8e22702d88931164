"""Works planned, begun or gone on with, told in Romance languages, Russian or Ukrainian.

They are named in the words of the text: "è prevista la bonifica di due siti", "pretende alargar
as buscas a Macomia", "doit permettre d'y déployer trois équipes".
"""

from __future__ import annotations

from typing import Final

from kg.extract.actors.naming import Naming
from kg.extract.actors.things import Things
from kg.extract.bodies.headless import is_number
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK
from kg.model import ProjectStatus

__all__ = ["PLANNED_ABROAD", "PlansAbroad"]

WORK: Final = MARK["projects.works_to_come"]
DEED: Final = MARK["projects.deeds_to_come"]
PLANNED_ABROAD: Final = WORK | DEED
PLANS: Final = MARK["projects.plans_to_come"]
BEGINS: Final = MARK["projects.begins_to_come"]
GOES_ON: Final = MARK["projects.goes_on_abroad"]
AIMS: Final = MARK["projects.aims_at"]
AMOUNT: Final = MARK["projects.units_abroad"] | MARK["projects.thousands_abroad"]
TOLD: Final = PLANS | BEGINS | MARK["meetings.months"]
"""What ends the words of a work."""
SMALL: Final = word_list("projects", "before_works_to_come")
OF: Final = word_list("projects", "of_works")
ENDS: Final = word_list("projects", "ends_of_works")
BE: Final = ("est", "sont", "está", "están", "estão", "é", "è", "sono")
NEAR: Final = 6
"""Words between a plan and the work that it is about."""
FAR: Final = 26
"""Words between a project and what it is for, who pays and how long told between them."""
LONGEST: Final = 12


class PlansAbroad:
    """One text, asked whether a noun or infinitive in it is that of a work to come."""

    def __init__(self, things: Things) -> None:
        self.tokens = things.tokens

    def read(self, place: int) -> Naming | None:
        """The work that the word at this token names, if it is planned, begun or goes on."""
        tokens, end = self.tokens, self._end(place)
        aim = self._aim(place)
        counted = any(tokens.has(i, AMOUNT) for i in range(place, end))
        if end < place + 2 or (counted and aim is None):
            return None  # an amount of land is read elsewhere
        state = aim or self._state(place) or self._follows(end)
        if state is None or not (tokens.has(place, DEED) or self._is_own(place, end)):
            return None
        return Naming(place, end, place, None, tokens.written(place, end), state)

    def _is_own(self, noun: int, end: int) -> bool:
        """Whether the words tell which work: by a name, a number, or a word of their own."""
        tokens, inside = self.tokens, range(noun + 1, end)
        named = any(tokens.capital[i] or is_number(tokens, i) for i in inside)
        qualified = tokens.keys[noun + 1] not in OF and end > noun + 2
        return named or qualified

    def _end(self, place: int) -> int:
        """The end of the phrase: before a sign, a time, a verb."""
        tokens, end = self.tokens, place + 1
        while end < len(tokens) and end - place < LONGEST and tokens.joined(end - 1):
            if not tokens.words[end][0].isalnum() or tokens.keys[end] in ENDS:
                break
            if tokens.has(end, TOLD):
                break
            end += 1
        while end > place + 1 and tokens.keys[end - 1] in SMALL:
            end -= 1
        return end

    def _follows(self, end: int) -> ProjectStatus | None:
        """What stands behind it: "le déminage de X débutera", "la limpieza de X está prevista"."""
        at = end + self.tokens.is_word(end, *BE)
        told = self.tokens.has(at, BEGINS) or (at > end and self.tokens.has(at, PLANS))
        return ProjectStatus.PLANNED if told else None

    def _aim(self, place: int) -> ProjectStatus | None:
        """What a project told of in the same sentence is for: "un projet de deux ans pour …"."""
        tokens, at = self.tokens, place - 1
        while tokens.keys[at] in SMALL and place - at < NEAR and not tokens.has(at, AIMS):
            at -= 1
        if not tokens.has(at, AIMS):
            return None
        while at > max(0, place - FAR) and tokens.joined(at - 1):
            at -= 1
            if tokens.has(at, MARK["projects.nouns"]):
                begun = any(tokens.has(i, MARK["projects.ongoing"]) for i in range(at - NEAR, at))
                return ProjectStatus.ONGOING if begun else ProjectStatus.PLANNED
        return None

    def _state(self, place: int) -> ProjectStatus | None:
        """What stands before it in its clause: a plan, a beginning, a going on."""
        tokens, at = self.tokens, place - 1
        while at >= 0 and place - at <= NEAR and tokens.joined(at):
            if tokens.words[at][0] in ',.;:«»"':
                return None
            if tokens.has(at, PLANS | BEGINS):
                return ProjectStatus.PLANNED
            if tokens.has(at, GOES_ON):
                return ProjectStatus.ONGOING
            if tokens.keys[at] not in SMALL:
                return None
            at -= 1
        return None
