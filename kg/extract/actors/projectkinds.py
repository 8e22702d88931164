"""Projects told by their kind and newly spoken of: "a mine risk education project".

The article says that the project was not spoken of before: "the demining programme" may be all
that a country does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.actors.naming import NOUN, PLURAL, Naming
from kg.extract.bodies.bodies import Bodies
from kg.extract.text.tokens import MARK, Tokens

__all__ = ["kinds"]

NOUNS: Final = NOUN | MARK["projects.run_nouns"]
TOPIC: Final = MARK["projects.topics"]
INDEFINITE: Final = MARK["projects.indefinite"]
OF: Final = ("of", "de", "di", "по")
BARE: Final = MARK["projects.bare"]
"""Nouns of languages that have no article."""
LONGEST: Final = 7


def kinds(bodies: Bodies) -> Iterator[Naming]:
    """As in "another follow-up demining project", "un programme de déminage"."""
    tokens = bodies.tokens
    for noun in tokens.marked(NOUNS):
        named = tokens.capital[noun] and noun not in tokens.openers
        if named or tokens.is_word(noun, *PLURAL):
            continue
        if bodies.at(noun) is not None:
            continue
        article = _article(tokens, noun)
        bare = tokens.has(noun, BARE)
        if article is None and not bare:
            continue
        end = _end(tokens, noun)
        first = noun if article is None else article + 1
        while bare and article is None and tokens.has(first - 1, TOPIC):
            first -= 1
        if any(tokens.has(i, TOPIC) for i in range(first, end)):
            text = tokens.written(first, end)
            yield Naming(first, end, first, None, text)


def _article(tokens: Tokens, noun: int) -> int | None:
    """Where the phrase opens: the "a" before "mine risk education project"."""
    for place in range(noun - 1, max(-1, noun - LONGEST), -1):
        if tokens.has(place, INDEFINITE):
            return place
        written = tokens.words[place][0].isalpha() or tokens.words[place] == "-"
        if tokens.has(place, MARK["projects.stops"]) or not written or not tokens.joined(place):
            return None
    return None


def _end(tokens: Tokens, noun: int) -> int:
    """The end of "programme de déminage", "проект по разминированию"."""
    linked = tokens.is_word(noun + 1, *OF)
    after = noun + 1 + linked
    topic = tokens.has(after, TOPIC) and (linked or tokens.has(noun, BARE))
    return after + 1 if topic else noun + 1
