"""Amounts of land that are a target, or that someone means to search, open or take up.

Where no word of clearing says what is done, the words of the text name the work: "a further 9,000
hectares", "search of 2,000 hectares in Huong Hoa".
"""

from __future__ import annotations

import re
from typing import Final

from kg.extract.actors.naming import Naming
from kg.extract.actors.things import LEFT, PLAN, STATES, Things
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK
from kg.model import ProjectStatus

__all__ = ["AHEAD", "Targets", "meant"]

TARGET: Final = MARK["projects.targets"]
TAKES: Final = MARK["projects.takes_up"]
TAKEN_UP: Final = MARK["projects.taken_up"]
AHEAD: Final = TARGET | TAKES | MARK["projects.in_plan"] | MARK["projects.growing"]
MEANS: Final = word_list("projects", "means")
ASKED: Final = ("asked", "asks", "requested", "proposed", "urged")
NOUNS: Final = {
    "search": "search",
    "survey": "survey",
    "check": "check",
    "verify": "verification",
    "inspect": "inspection",
    "free": "clearance",
    "release": "release",
}
LEADING: Final = ("another", "a", "further", "some", "about", "around")
IN_PLAN: Final = ("stand", "stands", "figure", "appear", "remain", "are", "is", "come")
_TIME: Final = re.compile(
    r"\b(?:for|in) 20\d\d\b|\bfor (?:the|this|next) (?:year|season|quarter)\b"
    r"|\b(?:this|next) year\b",
    re.IGNORECASE,
)
NEAR: Final = 9
"""Words between a target and its amount."""
PLANNED: Final = ProjectStatus.PLANNED


def meant(things: Things, to: int) -> bool:
    """Whether "to" before a verb tells of what is meant: "aims to", "is to", "plans to"."""
    tokens = things.tokens
    if not tokens.is_word(to, "to"):
        return tokens.is_word(to, "will")
    return tokens.keys[to - 1] in MEANS or tokens.has(to - 1, PLAN)


class Targets:
    """One text, asked whether an amount of land in it is one that is still to be worked on."""

    def __init__(self, things: Things) -> None:
        self.things = things
        self.tokens = things.tokens
        self.told = bool(things.tokens.all_marks & (AHEAD | TAKEN_UP))
        """Whether the text has any word of what is still to come."""

    def read(self, first: int, end: int) -> Naming | None:
        """The work whose amount, hedges and all, stands at these tokens."""
        if not self.told:
            return None
        return (
            self._target(first, end)
            or self._taken_up(first, end)
            or self._passive(first, end)
            or self._grown(first, end)
        )

    def _target(self, first: int, end: int) -> Naming | None:
        """As in "the target for the year is 4,600 hectares", "a goal of 300 ha for 2025"."""
        tokens, opening = self.tokens, self.things.opening(first)
        noun = next(
            (
                i
                for i in range(first - 1, max(opening, first - NEAR) - 1, -1)
                if tokens.has(i, TARGET)
            ),
            None,
        )
        if (
            noun is None
            or tokens.is_word(first - 1, "from")
            or any(tokens.words[i] in ",;:" for i in range(noun, first))
        ):
            return None
        told = (*range(max(opening, noun - NEAR), noun), *range(noun, first))
        if any(tokens.has(i, MARK["projects.past_verbs"]) for i in told):
            return None
        amount = tokens.written(first, end)
        time = _TIME.search(self._sentence(first))
        when = "" if time is None else f" {time[0].lower()}"
        text = f"{tokens.keys[noun]} of {amount}{when}"
        return Naming(noun if noun + 2 == first else first, end, first, None, text, PLANNED)

    def _sentence(self, place: int) -> str:
        span = self.tokens.span(place, place + 1)
        return self.things.page.sentence(span).of(self.tokens.text)

    def _taken_up(self, first: int, end: int) -> Naming | None:
        """As in "means to open another 2,500 hectares", "want to search 2,000 hectares"."""
        tokens = self.tokens
        verb = first - 1
        while tokens.is_word(verb, *LEADING) or tokens.is_word(verb, "up", "on", "over"):
            verb -= 1
        if not tokens.has(verb, TAKES) or not meant(self.things, verb - 1):
            return None
        return self._named(verb, verb + 1, end)

    def _passive(self, first: int, end: int) -> Naming | None:
        """As in "asked that 3,400 hectares be taken up", "9,000 hectares stand in the plan"."""
        tokens, at = self.tokens, end
        first -= tokens.is_word(first - 1, "a") and tokens.is_word(first, "further")
        if self._listed(at) or (tokens.is_word(at, *IN_PLAN) and self._listed(at + 1)):
            return self._named(None, first, end)
        while at < len(tokens) and tokens.keys[at] in STATES:
            at += 1
        given = tokens.is_word(at, "handed") and tokens.is_word(at + 1, "over", "back", "to")
        if at == end or given or not tokens.has(at, TAKES | TAKEN_UP):
            return None
        ahead = {"to", "will"} & set(tokens.keys[end:at])
        before = range(max(self.things.opening(first), first - LEFT), first)
        asked = tokens.is_word(end, "be") and any(tokens.is_word(i, *ASKED) for i in before)
        return self._named(None, first, end) if ahead or asked else None

    def _grown(self, first: int, end: int) -> Naming | None:
        """As in "next year the figure should reach 55,000 hectares"."""
        tokens = self.tokens
        verb = first - 1 - tokens.is_word(first - 1, "to")
        modal = tokens.is_word(verb - 1, "should", "will") or meant(self.things, verb - 1)
        if not (tokens.has(verb, MARK["projects.growing"]) and modal):
            return None
        before = range(max(self.things.opening(first), first - NEAR), verb)
        time = _TIME.search(self._sentence(first))
        if time is None or not any(tokens.has(i, MARK["projects.grows"]) for i in before):
            return None
        text = f"clearance of {tokens.written(first, end)} {time[0].lower()}"
        return Naming(first, end, first, None, text, PLANNED)

    def _listed(self, place: int) -> bool:
        """As in "in the plan", "in its programme for 2026"."""
        tokens = self.tokens
        near = range(place + 1, min(place + 5, len(tokens)))
        if not tokens.is_word(place, "in"):
            return False
        return any(tokens.has(i, MARK["projects.in_plan"]) for i in near)

    def _named(self, verb: int | None, first: int, end: int) -> Naming:
        kind = self.tokens.has(end - 1, MARK["projects.settlements"])
        end -= kind and self.tokens.is_capital(end - 2)
        noun = "" if verb is None else NOUNS.get(self.tokens.keys[verb], "")
        amount = self.tokens.written(first, end)
        text = f"{noun} of {amount}" if noun else amount
        return Naming(first, end, first, None, text, PLANNED)
