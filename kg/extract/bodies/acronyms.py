"""Acronyms of bodies: in brackets after the name that they shorten, or on their own."""

from __future__ import annotations

from typing import Final

from kg.extract.text.lexicon import nation
from kg.extract.text.tokens import MARK, Tokens

__all__ = ["acronym_in_brackets", "is_acronym", "spelt_out"]

NOT_A_BODY: Final = MARK["not_bodies"]
OTHER_WORDS: Final = NOT_A_BODY | MARK["function"] | MARK["roles"] | MARK["fields"] | MARK["heads"]
LONGEST: Final = 14


def acronym_in_brackets(tokens: Tokens, place: int) -> int | None:
    """One past the closing bracket, where a bracketed acronym begins at this token."""
    if place + 2 >= len(tokens) or tokens.words[place] != "(":
        return None
    close = next(
        (i for i in (place + 2, place + 3) if i < len(tokens) and tokens.words[i] == ")"), 0
    )
    if not close:
        return None
    inside = tokens.words[place + 1 : close]
    if any(tokens.has(i, NOT_A_BODY) for i in range(place + 1, close)) and len(inside) == 1:
        return None
    letters = "".join(inside)
    if not letters[0].isalnum() or tokens.joined(place) is False:
        return None
    strong = sum(letter.isupper() for letter in letters) >= 2 or (
        letters[0].isdigit() and letters[-1].isupper()
    )
    return close + 1 if strong and any(letter.isalpha() for letter in letters) else None


def spelt_out(tokens: Tokens, bracket: int) -> tuple[int, int] | None:
    """The run whose initials a bracketed acronym is: "Norwegian People's Aid (NPA)"."""
    acronym = [letter.lower() for letter in tokens.words[bracket + 1] if letter.isupper()]
    end = acronym_in_brackets(tokens, bracket)
    if end is None or len(acronym) < 2 or tokens.has(bracket - 1, MARK["things"]):
        return None
    for first in range(bracket - 2, max(-1, bracket - LONGEST), -1):
        if not tokens.joined(first) or not (
            tokens.words[first][0].isalpha() or tokens.keys[first] == "'s"
        ):
            return None
        if tokens.capital[first] and _spells(tokens, first, bracket, acronym):
            return first, end
    return None


def _spells(tokens: Tokens, first: int, end: int, acronym: list[str]) -> bool:
    small = [i for i in range(first, end) if tokens.words[i][0].isalpha()]
    large = [tokens.keys[i][0] for i in small if tokens.capital[i]]
    return acronym in (large, [tokens.keys[i][0] for i in small])


def is_acronym(tokens: Tokens, place: int) -> bool:
    """Whether a token stands for a body by its capital letters alone."""
    word = tokens.words[place]
    if not (3 <= len(word) <= 8 and word.isalpha() and word.isupper()):
        return False
    if tokens.has(place, OTHER_WORDS) or nation(tokens.keys[place]):
        return False
    if any(_shouts(tokens, near) for near in (place - 1, place + 1)):
        return False
    return tokens.has(place + 1, MARK["doing"]) or tokens.has(place - 1, MARK["by_whom"])


def _shouts(tokens: Tokens, place: int) -> bool:
    """Whether a neighbour is in capitals too: a heading, not an acronym."""
    if not 0 <= place < len(tokens):
        return False
    return len(tokens.words[place]) > 3 and tokens.words[place].isupper()
