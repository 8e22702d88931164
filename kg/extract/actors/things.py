"""What is cleared or built: a named place, a kind of thing, an amount of land; and its state."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from kg.extract.actors.naming import DASHES
from kg.extract.bodies.bodies import Bodies
from kg.extract.text.lexicon import nation, word_list
from kg.extract.text.page import Page
from kg.extract.text.tokens import MARK
from kg.model import EntityKind, Mention, ProjectStatus

__all__ = ["ARTICLES", "LEFT", "PLAN", "STATES", "THING", "Things", "meant", "state_of"]

THING: Final = MARK["projects.built"] | MARK["projects.sites"]
DEVICES: Final = MARK["projects.devices"]
STOPS: Final = MARK["projects.stops"]
PLAN: Final = MARK["projects.plan"]
STATES: Final = word_list("projects", "auxiliaries")
MEANS: Final = word_list("projects", "means")
HEDGES: Final = word_list("projects", "hedges")
UNITS: Final = word_list("projects", "units")
SOIL: Final = MARK["projects.soils"]
VAGUE: Final = word_list("projects", "vague")
DONE: Final = word_list("projects", "done")
ARTICLES: Final = ("a", "an", "the", "its", "another")
LINKS: Final = ("of", "under", "along", "in", "near", "for")
LEFT: Final = 12
"""Words looked back over for a plan, a purpose, or the thing that a verb is about."""
LONGEST: Final = 14
PLACES: Final = frozenset({EntityKind.DISTRICT, EntityKind.PLACE})


def meant(things: Things, to: int) -> bool:
    """Whether "to" before a verb tells of what is meant: "aims to", "is to", "plans to"."""
    tokens = things.tokens
    if not tokens.is_word(to, "to"):
        return tokens.is_word(to, "will")
    return tokens.keys[to - 1] in MEANS or tokens.has(to - 1, PLAN)


def state_of(words: tuple[str, ...]) -> ProjectStatus | None:
    """What the verb says: "are to be", "is being", "have been fully"."""
    if "being" in words or "construction" in words:
        return ProjectStatus.ONGOING
    if {"to", "will", "should", "planned"} & set(words):
        return ProjectStatus.PLANNED
    return ProjectStatus.COMPLETED if any(word in DONE for word in words) else None


class Things:
    """One text, asked whether words in it name what a work is done on."""

    def __init__(self, page: Page, bodies: Bodies) -> None:
        self.page = page
        self.bodies = bodies
        self.tokens = bodies.tokens

    @cached_property
    def places(self) -> list[tuple[int, Mention]]:
        """The names of districts and places with their first tokens."""
        names = (name for name in self.page.names if name.kind in PLACES)
        return [(self.tokens.place(name.span)[0], name) for name in names]

    @cached_property
    def districts(self) -> frozenset[int]:
        """The first tokens of the names of districts."""
        return frozenset(place for place, name in self.places if name.kind is EntityKind.DISTRICT)

    def opening(self, place: int) -> int:
        """The first token of the sentence of a token."""
        return self.tokens.place(self.page.sentence(self.tokens.span(place, place + 1)))[0]

    def end(self, first: int) -> int:
        """The end of what is cleared: "40 hectares in Aghdam", "villages, towns and canals"."""
        tokens, end = self.tokens, first
        while end < len(tokens) and end - first < LONGEST and (end == 0 or tokens.joined(end - 1)):
            amount = self.amount(end)
            if amount is not None:
                end = amount
            elif tokens.words[end][0].isalnum() and not tokens.has(end, STOPS):
                end += 1
            elif tokens.words[end] in DASHES and tokens.is_capital(end + 1) and end > first:
                end += 2
            elif end > first and (after := self.goes_on(end)) is not None:
                end = after
            else:
                break
        return end

    def goes_on(self, place: int) -> int | None:
        """Where the next part begins: after "of the", "," or "and" before another thing."""
        tokens, after = self.tokens, place + 1
        if place >= len(tokens):
            return None
        after += tokens.words[place] == "," and tokens.is_word(after, "and")
        after += tokens.is_word(after, *ARTICLES)
        thing = any(tokens.has(i, THING) for i in (after, after + 1))
        if tokens.is_word(place, *LINKS):
            return after if thing or tokens.is_capital(after) else None
        listed = tokens.words[place] == "," or tokens.is_word(place, "and")
        return after if listed and thing else None

    def is_thing(self, first: int, end: int) -> bool:
        """Whether these words name a place or say what kind of thing is cleared."""
        tokens = self.tokens
        words = range(first, end)
        if any(tokens.has(i, DEVICES) for i in words) or end <= first:
            return False
        head = next((i for i in words if tokens.keys[i] in LINKS), end) - 1
        named = tokens.is_capital(head) and self.is_own(first)
        return named or tokens.has(head, THING) or self.is_soil(first, head + 1)

    def is_soil(self, first: int, end: int) -> bool:
        """Whether these words name land by its use: "sown land", not "the liberated lands"."""
        vague = all(self.tokens.keys[i] in VAGUE for i in range(first, end - 1))
        return self.tokens.has(end - 1, SOIL) and not vague

    def is_placed(self, first: int, end: int) -> bool:
        """Whether these words name devices in a place: "cluster munitions in Laos"."""
        tokens = self.tokens
        words = range(first, end)
        within = (tokens.is_word(i, "in") and tokens.is_capital(end - 1) for i in words)
        return any(within) and any(tokens.has(i, DEVICES) for i in words)

    def is_own(self, place: int) -> bool:
        """Whether a name is that of a place smaller than a district."""
        state = nation(self.tokens.keys[place]) is not None
        return not state and place not in self.districts and self.bodies.at(place) is None

    def amount(self, place: int) -> int | None:
        """The end of an amount of land that begins here: "more than 40,000 hectares"."""
        keys, at = self.tokens.keys, place
        while at < min(place + 3, len(keys)) and keys[at] in HEDGES:
            at += 1
        if at + 1 >= len(keys) or not keys[at][0].isdigit():
            return None
        at += 1 + (keys[at + 1] in {"thousand", "million"})
        end = at
        while end < len(keys) and keys[end] in UNITS:
            end += 1
            end += keys[end - 1] == "sq" and self.tokens.is_word(end, ".")
        return end if end > at else None
