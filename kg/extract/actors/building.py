"""What is built where land was cleared: a named railway or airport, a school that is planned."""

from __future__ import annotations

from typing import Final

from kg.extract.actors.naming import DASHES, Naming
from kg.extract.actors.things import ARTICLES, LEFT, PLAN, STATES, Things, meant, state_of
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK
from kg.model import ProjectStatus

__all__ = ["Building"]

TEAM: Final = MARK["projects.teams"]
FACILITY: Final = MARK["projects.facilities"]
KINDS: Final = MARK["projects.kinds"]
STOPS: Final = MARK["projects.stops"]
BUILD: Final = word_list("projects", "build")
LAND: Final = word_list("projects", "land")
MANY: Final = MARK["projects.built_many"]
TO_BE: Final = (ProjectStatus.PLANNED, ProjectStatus.ONGOING)
BUILDS: Final = ("build", "construct", "lay", "open", "establish", "create", "inaugurate")
BESIDE: Final = ("near", "along", "to", "from", "towards", "behind")
"""What stands beside a road is no work on it."""
LONGEST: Final = 14


class Building:
    """One text, asked whether a word in it names what is built."""

    def __init__(self, things: Things) -> None:
        self.things = things
        self.tokens = things.tokens

    def read(self, head: int) -> Naming | None:
        """The thing whose head noun stands here, if it is to be built or is being built."""
        tokens, first = self.tokens, head
        opening = self.things.opening(head)
        while first > max(opening, head - LONGEST) and not tokens.has(first - 1, STOPS):
            if not (tokens.words[first - 1][0].isalnum() or tokens.is_word(first - 1, "'s")):
                break
            first -= 1
        end = self._where(self._route(head + 1))
        named = self._named(head, opening)
        if named is not None:
            return named
        article = tokens.is_word(first - 1, *ARTICLES)
        if tokens.has(head, MANY) or (article and first == head and end == head + 1):
            return self._placed(first, head)
        if not (tokens.has(head, TEAM) or tokens.is_word(first - 1, *ARTICLES)):
            return None
        state = self._predicate(end) or self._purpose(first - 1, opening)
        planned = state is ProjectStatus.PLANNED and tokens.is_word(first, "first")
        if (tokens.has(head, TEAM) and not planned) or end == first + 1:
            return None
        return None if state is None else Naming(first, end, first, None, None, state)

    def _named(self, head: int, opening: int) -> Naming | None:
        """As in "the Barda-Aghdam railway", whatever the clause tells of its state."""
        tokens, first = self.tokens, head
        while first > max(opening, head - 3) and tokens.has(first - 1, KINDS):
            first -= 1
        first -= 3 * (tokens.is_word(first - 1, ")") and tokens.is_word(first - 3, "("))
        while first > max(opening, head - LONGEST) and self._in_name(first - 1):
            first -= 1
        own = any(tokens.capital[i] and self._is_own(i) for i in range(first, head))
        part = tokens.is_word(head + 1, "section", "sections")
        part |= tokens.is_word(first - 1 - tokens.is_word(first - 1, "the"), *BESIDE)
        if part or not own or not tokens.has(head, FACILITY):
            return None
        text = tokens.written(first, head + 1)
        return Naming(first, head + 1, first, None, text, facility=True)

    def _is_own(self, place: int) -> bool:
        """Whether a word names the thing: a place of its own, or both ends of "Barda-Aghdam"."""
        ends = self.tokens.words[place].split("-")
        return self.things.is_own(place) or (
            len(ends) > 1 and all(end[:1].isupper() for end in ends)
        )

    def _in_name(self, place: int) -> bool:
        tokens = self.tokens
        if tokens.words[place] in DASHES:
            return tokens.is_capital(place - 1) and tokens.is_capital(place + 1)
        free = self.things.bodies.at(place) is None and not tokens.has(place, MARK["function"])
        return free and tokens.is_capital(place)

    def _placed(self, first: int, head: int) -> Naming | None:
        """As in "airports in Zangilan and Lachin districts are being built"."""
        tokens, end = self.tokens, head + 1
        if not tokens.is_word(end, "in", "at") or not tokens.is_capital(end + 1):
            return None
        while (
            tokens.is_word(end, "in", "at", "and", ",")
            or tokens.is_capital(end)
            or tokens.has(end, MARK["projects.settlements"])
        ):
            end += 1
        state = self._predicate(end)
        return Naming(first, end, first, None, None, state) if state in TO_BE else None

    def _route(self, place: int) -> int:
        """The end of "from Barda to Lachin"."""
        tokens = self.tokens
        ends = tokens.is_capital(place + 1) and tokens.is_capital(place + 3)
        linked = tokens.is_word(place, "from", "between") and tokens.is_word(place + 2, "to", "and")
        return place + 4 if ends and linked else place

    def _where(self, place: int) -> int:
        """The end of "in Horadiz, which …"."""
        tokens = self.tokens
        inside = tokens.is_word(place, "in", "at", "near") and tokens.is_capital(place + 1)
        told = tokens.is_word(place + 2, ",") and tokens.is_word(place + 3, "which")
        return place + 2 if inside and told else place

    def _predicate(self, place: int) -> ProjectStatus | None:
        """As in "is planned", "in Ganja, which is to open", "from A to B is under construction"."""
        keys = self.tokens.keys
        for at in range(place, min(place + 8, len(keys))):
            if self.tokens.is_word(at, ",") and self.tokens.is_word(at + 1, "which"):
                continue
            if not self.tokens.words[at][0].isalnum() or not self.tokens.joined(at - 1):
                return None
            if keys[at] in STATES:
                return self._verb(at)
        return None

    def _verb(self, at: int) -> ProjectStatus | None:
        keys, first = self.tokens.keys, at
        while at < len(keys) and keys[at] in STATES:
            at += 1
        if at >= len(keys) or keys[at] not in BUILD:
            return None
        return state_of(keys[first : at + 2])

    def _purpose(self, article: int, opening: int) -> ProjectStatus | None:
        """As in "land set aside for a new school", "plans to build a ring road"."""
        tokens, at = self.tokens, article - 1
        if tokens.is_word(at, "of") and tokens.is_word(at - 1, "construction", "building"):
            at -= 2
        before = range(max(opening, at - LEFT), at)
        if tokens.is_word(at, "for"):
            return ProjectStatus.PLANNED if any(tokens.keys[i] in LAND for i in before) else None
        up = tokens.is_word(at, "up") and tokens.is_word(at - 1, "set")
        if not (up or tokens.is_word(at, *BUILDS)):
            return None
        planned = meant(self.things, at - 1 - up) or any(tokens.has(i, PLAN) for i in before)
        return ProjectStatus.PLANNED if planned else None
