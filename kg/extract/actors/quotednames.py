"""Names of projects in quotes: beside the word, of a site, after clearing or land for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.actors.naming import (
    KINDS,
    LONGEST,
    NOUN,
    PLURAL,
    RUN_NOUNS,
    TASK,
    TITLED,
    TOLD_OF,
    Naming,
    phrase_of,
)
from kg.extract.bodies.bodies import Bodies
from kg.extract.bodies.headless import is_number
from kg.extract.text.quotes import CLOSING, OPENING
from kg.extract.text.tokens import MARK, Tokens

__all__ = ["QUOTABLE", "quoted"]

QUOTED: Final = MARK["projects.quoted"]
CLEARING: Final = MARK["projects.clearing"]
CALLED: Final = MARK["projects.called"]
ABROAD: Final = MARK["projects.things_abroad"]
CLEARED_ABROAD: Final = MARK["projects.clearing_before"]
RUNS: Final = MARK["projects.does"] | MARK["projects.pays"] | MARK["projects.carries_out"]
QUOTABLE: Final = RUN_NOUNS | TITLED | TASK | KINDS | QUOTED | CLEARING | CLEARED_ABROAD | RUNS
"""Marks without which no name in quotes is that of a project."""
SINGLE: Final = frozenset("'‘")
OPENS: Final = OPENING | SINGLE
CLOSES: Final = CLOSING | frozenset("'’")
NEAR: Final = 6
"""Words between the quotes and the word that makes them a project's name."""


def quoted(bodies: Bodies) -> Iterator[Naming]:
    """As in "project of "Yanshak Residential Plot"", "the 'Saryjali 008' site"."""
    tokens = bodies.tokens
    if OPENS.isdisjoint(tokens.words):
        return
    past = 0
    for place, word in enumerate(tokens.words):
        if word not in OPENS or place < past:
            continue
        closing = _closing(tokens, place)
        if closing is None:
            continue
        if tokens.is_word(closing - 1, ","):  # what somebody said
            past = closing + 1
            continue
        noun = _noun_near(tokens, place, closing)
        body = bodies.at(place + 1)
        if body is not None and body.end == closing:
            noun = None
        elif noun is None:
            ends = (closing - 1, place + 1, place + 2)
            noun = next((i for i in ends if i < closing and tokens.has(i, NOUN)), None)
        found = _announced(tokens, place) or _is_site(tokens, place, closing)
        if noun is None and (found or (body is None and _is_run(tokens, place, closing))):
            yield Naming(place + 1, closing, phrase_of(tokens, place))
        elif noun is not None:
            phrase = phrase_of(tokens, min(noun, place))
            yield Naming(place + 1, closing, phrase, noun)
        past = closing + 1


def _closing(tokens: Tokens, place: int) -> int | None:
    """The sign that closes the quotes opened here if any; a name begins with a capital."""
    told = tokens.has(place - 1, NOUN | TITLED | TASK)
    begins = tokens.is_capital(place + 1) or is_number(tokens, place + 1)
    if not told and not begins:
        return None
    for end in range(place + 2, min(place + LONGEST, len(tokens))):
        if not tokens.joined(end - 1):
            return None
        if tokens.words[end] in CLOSES:
            return end if end > place + 2 or tokens.is_capital(place + 1) else None
    return None


def _noun_near(tokens: Tokens, opening: int, closing: int) -> int | None:
    start = opening - 1 - tokens.is_word(opening - 1, ",")
    for place in range(start, max(-1, opening - NEAR - 1), -1):
        word = tokens.words[place]
        if word == "," and tokens.has(place + 1, CALLED):  # "the project, named "X""
            continue
        if not word[0].isalpha():
            break
        if tokens.marks[place] & (NOUN | TITLED | TASK):
            return place
    for place in range(closing + 1, min(closing + NEAR + 1, len(tokens))):
        if tokens.marks[place] & (RUN_NOUNS | KINDS):
            return place
        if tokens.words[place] in ".;:" or tokens.words[place] in OPENS:
            break
    return None


def _is_site(tokens: Tokens, opening: int, closing: int) -> bool:
    """As in "the 'Saryjali 008' site", "clearance of the "Bridge"", "land for the "Park""."""
    before = opening - 1 - tokens.is_word(opening - 1, "the")
    cleared = tokens.has(before - 1, CLEARING) or tokens.is_word(before - 1, "that")
    land = tokens.is_word(before, "for") and tokens.is_word(before - 1, "land", "plot", "site")
    cleared = tokens.has(before, CLEARING) or (tokens.is_word(before, "of") and cleared)
    cleared |= tokens.has(before, ABROAD) and tokens.has(before - 1, CLEARED_ABROAD)
    return tokens.has(closing + 1, QUOTED) or cleared or land


def _is_run(tokens: Tokens, opening: int, closing: int) -> bool:
    """As in "MAG began "Two Rivers"", "the EU-funded "Safe Borders"": carried out or paid for."""
    before = opening - 1
    if before < 0 or closing < opening + 3 or not tokens.is_capital(opening + 1):
        return False
    return tokens.keys[before].endswith(TOLD_OF) or tokens.has(before, RUNS)


def _announced(tokens: Tokens, opening: int) -> bool:
    """Whether several projects are announced before: "two projects: the demining of "X" …"."""
    place = opening - 1
    while place > 0 and opening - place < LONGEST and tokens.joined(place):
        if tokens.words[place] == ":":
            return tokens.keys[place - 1] in PLURAL
        place -= 1
    return False
