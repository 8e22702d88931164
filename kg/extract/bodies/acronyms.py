"""Acronyms of bodies: in brackets after the name that they shorten, or on their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.text.lexicon import nation
from kg.extract.text.tokens import MARK, Tokens

__all__ = [
    "acronym_in_brackets",
    "initials",
    "is_acronym",
    "is_called_project",
    "looks_like_acronym",
    "spells_from",
    "spelt_out",
]

NOT_A_BODY: Final = MARK["not_bodies"]
JOINS: Final = MARK["connectors"] | MARK["articles"] | MARK["fields"] | MARK["function"]
OTHER_WORDS: Final = NOT_A_BODY | MARK["function"] | MARK["roles"] | MARK["fields"] | MARK["heads"]
LONGEST: Final = 14
NEAR: Final = 3
"""Words behind an owner in which the post stands."""
LONGEST_SPELT: Final = 24
"""Words of a name in small letters that its acronym spells."""
SHORTEST: Final = 3
"""Letters of an acronym that is written in small ones."""
PROJECT: Final = MARK["projects.nouns"] | MARK["projects.run_nouns"]
PAID: Final = ("-funded", "-financed", "-backed", "-supported")
_PARTS: Final = re.compile(r"[/-]")


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
    strong = strong or _is_title(tokens, place, letters)
    return close + 1 if strong and any(letter.isalpha() for letter in letters) else None


def _is_title(tokens: Tokens, bracket: int, letters: str) -> bool:
    """Whether an acronym in small letters spells the name before it: "… Action Centre (Lmac)"."""
    if not (letters.istitle() and len(letters) >= SHORTEST):
        return False
    near = range(max(0, bracket - LONGEST), bracket)
    initials = [tokens.keys[i][0] for i in near if tokens.capital[i]]
    return initials[-len(letters) :] == list(letters.lower())


def spelt_out(tokens: Tokens, bracket: int) -> tuple[int, int] | None:
    """The run whose initials a bracketed acronym is: "Norwegian People's Aid (NPA)"."""
    end = acronym_in_brackets(tokens, bracket)
    if end is None:
        return None
    acronym = [letter.lower() for letter in tokens.words[bracket + 1] if letter.isupper()]
    if len(acronym) < 2 or tokens.has(bracket - 1, MARK["things"]):
        return None
    loose: int | None = None
    for first in range(bracket - 2, max(-1, bracket - LONGEST), -1):
        if not tokens.joined(first) or not (
            tokens.words[first][0].isalpha() or tokens.keys[first] in {"'s", "&"}
        ):
            break
        if tokens.capital[first] and _spells(tokens, first, bracket, acronym):
            return first, end
        small = not tokens.capital[first] and tokens.words[first][0].isalpha()
        if small and not tokens.has(first, JOINS):
            break
        if tokens.capital[first] and _hints(tokens, first, bracket, acronym):
            loose = first
    return None if loose is None else (loose, end)


def spells_from(tokens: Tokens, first: int, place: int) -> int | None:
    """Past an acronym in brackets further on that takes initials from a head on in their order.

    As in "Commission nationale chargée de la collecte et du contrôle des armes illicites (CNCCAI)".
    """
    for bracket in range(place, min(first + LONGEST_SPELT, len(tokens))):
        if tokens.words[bracket] == "(":
            end = acronym_in_brackets(tokens, bracket)
            if end is None:
                return None
            acronym = [letter.lower() for letter in tokens.words[bracket + 1] if letter.isupper()]
            initials = iter([key[0] for key in tokens.keys[first:bracket]])
            spelt = acronym[0] == tokens.keys[first][0] and all(a in initials for a in acronym)
            return end if spelt and len(acronym) >= SHORTEST else None
        if not tokens.joined(bracket - 1) or not tokens.words[bracket][0].isalpha():
            return None
    return None


def initials(tokens: Tokens, first: int, end: int) -> Iterator[str]:
    """What may shorten a name without a bracket: its initials, with and without small words'."""
    words = [i for i in range(first, end) if tokens.words[i][0].isalpha()]
    for chosen in ([i for i in words if tokens.capital[i]], words):
        if len(chosen) >= SHORTEST:
            yield "".join(tokens.words[i][0] for i in chosen).upper()


def _spells(tokens: Tokens, first: int, end: int, acronym: list[str]) -> bool:
    small = [i for i in range(first, end) if tokens.words[i][0].isalpha()]
    large = [tokens.keys[i][0] for i in small if tokens.capital[i]]
    return acronym in (large, [tokens.keys[i][0] for i in small])


def _hints(tokens: Tokens, first: int, end: int, acronym: list[str]) -> bool:
    """Whether an acronym takes letters of a name in their order: "Synergie pour … (SYLAM)"."""
    if len(acronym) < 3 or acronym[0] != tokens.keys[first][0]:
        return False
    words = [tokens.keys[i] for i in range(first, end) if tokens.capital[i]]
    initials = iter([word[0] for word in words])
    if all(letter in initials for letter in acronym):
        return True
    letters = iter("".join(tokens.keys[first:end]))
    return len(words) + len(acronym) > 4 and all(letter in letters for letter in acronym)


def is_acronym(tokens: Tokens, place: int) -> bool:
    """Whether a token stands for a body by its capital letters and what is beside it.

    "MRCT Project" is the name of a project, and so are that of "the EU-funded BRIDGE project"
    and of "le projet PRODECO".
    """
    if tokens.has(place + 1, MARK["projects.nouns"]) and (
        tokens.is_capital(place + 1) or tokens.keys[place - 1].endswith(PAID)
    ):
        return False
    if tokens.has(place - 1, MARK["projects.nouns"]) and not tokens.capital[place - 1]:
        return False
    if _names_project(tokens, place) or is_called_project(tokens, place):
        return False
    owner = tokens.is_word(place + 1, "'s")
    cited = tokens.is_word(place - 1, "to") and tokens.is_word(place - 2, "according")
    beside = (
        owner
        or cited
        or (tokens.has(place + 1, MARK["doing"]) and not tokens.words[place + 1].isupper())
        or tokens.has(place - 1, MARK["by_whom"])
        or tokens.has(place + 1, MARK["roles"])
        or _is_of_post(tokens, place)
        or _owns_post(tokens, place)
    )
    return beside and looks_like_acronym(tokens, place)


def _is_of_post(tokens: Tokens, place: int) -> bool:
    """As in "the director of LOMAC", "la directrice de la FADEM", «директор МАГ»."""
    noun = place - 1
    between = MARK["connectors"] | MARK["articles"] | MARK["own_parts"]
    while place - noun < 3 and tokens.marks[noun] & between:
        noun -= 1
    return tokens.has(noun, MARK["roles"]) and tokens.joined(noun)


def _names_project(tokens: Tokens, place: int) -> bool:
    """As in "the PLAMA project was closed"; a "LOMAC project manager" is of LOMAC."""
    noun = place + 1
    project = tokens.has(noun, PROJECT) and not tokens.has(noun + 1, MARK["roles"])
    return project and tokens.is_word(place - 1, "the", "'s") and tokens.joined(place)


def is_called_project(tokens: Tokens, place: int) -> bool:
    """Whether the text calls it so elsewhere: "le projet PRODECO … PRODECO doit finir"."""
    if not tokens.all_marks & MARK["projects.nouns"]:
        return False
    return any(
        tokens.has(i - 1, MARK["projects.nouns"]) and not tokens.capital[i - 1]
        for i in tokens.places_of({tokens.words[place]})
    )


def _owns_post(tokens: Tokens, place: int) -> bool:
    """As in "FOMAG-in rezident nümayəndəsi", in the Azerbaijani genitive."""
    if not (tokens.is_word(place + 1, "-") and tokens.has(place + 2, MARK["az_genitives"])):
        return False
    return any(tokens.has(i, MARK["roles"]) for i in range(place + 3, place + 3 + NEAR))


def looks_like_acronym(tokens: Tokens, place: int) -> bool:
    """Whether a token may stand for a body by its capital letters alone: "NPA", "NATO/NSPA"."""
    word = tokens.words[place]
    parts = _PARTS.split(word)
    if not (3 <= len(word) <= 16 and word.isupper() and all(map(str.isalpha, parts))):
        return False
    if max(map(len, parts)) > 8 or tokens.has(place, OTHER_WORDS) or nation(tokens.keys[place]):
        return False
    return not any(_shouts(tokens, near) for near in (place - 1, place + 1))


def _shouts(tokens: Tokens, place: int) -> bool:
    """Whether a neighbour is in capitals too: a heading, not an acronym."""
    if not 0 <= place < len(tokens):
        return False
    return len(tokens.words[place]) > 3 and tokens.words[place].isupper()
