"""Projects told by what they are for: "a project on the safe return of families"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.actors.naming import (
    LED,
    LONGEST,
    LONGEST_RUN,
    NOUN,
    PLURAL,
    Naming,
    phrase_of,
)
from kg.extract.bodies.bodies import Bodies
from kg.extract.bodies.headless import is_number
from kg.extract.text.tokens import MARK, Tokens

__all__ = ["aims", "listed"]

OPENING: Final = ("a", "an", "the", "its", "another")
ENDS: Final = MARK["projects.ends"]
WORK: Final = MARK["projects.clearing"]
WORKS: Final = WORK | MARK["projects.deeds"]
APOSTROPHES: Final = ("'", "\N{RIGHT SINGLE QUOTATION MARK}")
VERBS: Final = frozenset({"is", "are", "was", "were", "will", "has", "have", "had"})


def aims(bodies: Bodies) -> Iterator[Naming]:
    """As in "a joint project on the safe return of families", "the clearing of X, a project of"."""
    tokens = bodies.tokens
    for noun in tokens.marked(LED):
        if tokens.capital[noun] or bodies.at(noun) is not None:
            continue
        phrase = phrase_of(tokens, noun)
        first = noun + 1 + 2 * tokens.is_word(noun + 2, "year")
        about = tokens.is_word(first, "on")
        if about or tokens.is_word(first, "for"):
            yield from _aim(bodies, noun, phrase, first + 1, about=about)
        elif tokens.is_word(noun + 1, "of") and tokens.words[phrase - 1] == ",":
            yield from _apposed(tokens, noun, phrase - 1)


def _aim(bodies: Bodies, noun: int, phrase: int, first: int, *, about: bool) -> Iterator[Naming]:
    tokens = bodies.tokens
    while tokens.is_word(first, "the", "some", "about") or is_number(tokens, first):
        first += 1
    end = first
    while end < len(tokens) and end - first < LONGEST and tokens.joined(end - 1):
        owner = tokens.words[end] in APOSTROPHES and tokens.joined(end)
        if not (owner or tokens.words[end][0].isalpha()) or tokens.has(end, ENDS):
            break
        end += 1
    words = tokens.written(first, end) if end > first else ""
    kind = 1 + max((i for i in range(phrase, noun) if tokens.is_word(i, *OPENING)), default=noun)
    if about and end > first + 1:
        yield Naming(first, end, phrase, noun)
    elif words and kind < noun:
        own = tokens.written(kind, noun + 1)
        yield Naming(kind, end, phrase, noun, f"{own} for {words}")


def _apposed(tokens: Tokens, noun: int, comma: int) -> Iterator[Naming]:
    """The clearing that is called a project after a comma."""
    for first in range(comma - 1, max(-1, comma - LONGEST_RUN), -1):
        if not tokens.words[first][0].isalpha() and tokens.keys[first] != "'s":
            return
        if tokens.has(first, WORK):
            yield Naming(first, comma, first, noun)
            return


def listed(bodies: Bodies) -> Iterator[Naming]:
    """As in "three projects …: survey of X, clearance of Y, and destruction of Z"."""
    tokens = bodies.tokens
    for noun in tokens.marked(NOUN):
        if not tokens.is_word(noun, *PLURAL):
            continue
        near = range(noun + 1, min(noun + LONGEST, len(tokens)))
        colon = next((i for i in near if tokens.words[i] in ":.;" or not tokens.joined(i - 1)), 0)
        if not colon or tokens.words[colon] != ":" or not tokens.joined(colon):
            continue
        first = colon + 1
        for place in range(first, min(first + LONGEST, len(tokens))):
            over = tokens.words[place] in ".;" or not tokens.joined(place)
            if over or tokens.words[place] == ",":
                if _is_name(tokens, first, place):
                    yield Naming(first, place, noun, noun)
                first = place + 1 + tokens.is_word(place + 1, "and")
            if over:
                break


def _is_name(tokens: Tokens, first: int, end: int) -> bool:
    """Whether an entry of a list names a work: "are clear" tells something, it names nothing."""
    tells = any(tokens.keys[i] in VERBS for i in range(first, end))
    return not tells and any(tokens.has(i, WORKS) for i in range(first, end))
