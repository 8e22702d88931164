"""What ties a word to the name after it: a possessive, an initial's dot, "and", "üzrə", a comma."""

from __future__ import annotations

from typing import Final

from kg.extract.text.lexicon import marks, nation
from kg.extract.text.tokens import MARK, Tokens

__all__ = ["AND", "BREAKS", "CONNECTOR", "FIELD", "FUNCTION", "ROLE", "in_bosnia", "is_initial",
           "is_no_head", "is_undertaking", "joins_left", "listed_left", "owned"]  # fmt: skip

HEAD: Final = MARK["heads"]
FUNCTION: Final = MARK["function"]
FIELD: Final = MARK["fields"]
CONNECTOR: Final = MARK["connectors"]
ROLE: Final = MARK["roles"]
BREAKS: Final = FUNCTION | ROLE
AND: Final = MARK["name_ands"]
OWNERS: Final = MARK["name_owners"]
UNDERTAKINGS: Final = ("programme", "program", "campaign")
GENERIC: Final = MARK["projects.generic"]
HERZEGOVINA: Final = ("herzegovin", "hercegovin")
AZ_OF: Final = "üzrə"
AZ_AND: Final = "və"


def is_initial(tokens: Tokens, dot: int) -> bool:
    """As in "Howard G. Buffett Foundation": the dot of an initial behind a first name."""
    letter = tokens.is_word(dot, ".") and tokens.is_capital(dot - 1)
    return letter and len(tokens.words[dot - 1]) == 1 and tokens.is_capital(dot - 2)


def owned(tokens: Tokens, sign: int) -> bool:
    """Whether a possessive belongs to the name: "Azerbaijan's …", "Prosecutor-General's …"."""
    place = sign - 1
    if tokens.keys[sign] != "'s" or not tokens.is_capital(place):
        return False
    word = tokens.keys[place]
    if tokens.has(place, FUNCTION) and not tokens.has(place, OWNERS):
        return False
    office = tokens.has(place, ROLE) or marks(word.rpartition("-")[2]) & OWNERS != 0
    return office or nation(word) is not None


def joins_left(tokens: Tokens, before: int, first: int) -> bool:
    """Whether "and" or an Azerbaijani connector joins the run to the word before it."""
    if not tokens.is_capital(before - 1) or tokens.has(before - 1, BREAKS):
        return False
    if tokens.keys[before] == AZ_OF:
        return True
    if tokens.keys[before] == AZ_AND:
        return not (_is_whole(tokens, before - 1) or before - 1 in tokens.openers)
    return (
        tokens.has(before, AND)
        and tokens.has(before - 1, FIELD)
        and tokens.has(first, FIELD)
        and not tokens.has(before - 2, CONNECTOR | HEAD)
    )


def _is_whole(tokens: Tokens, place: int) -> bool:
    """Whether a word may be a name of its own before "və": a head, an acronym, a nation."""
    of_itself = HEAD | MARK["closing_heads"] | MARK["titles"]
    if tokens.has(place, of_itself) or tokens.words[place].isupper():
        return True
    return nation(tokens.keys[place]) is not None


def listed_left(tokens: Tokens, first: int) -> int:
    """As in "Peace, Security and Disarmament Division": more fields before the last two."""
    while tokens.words[first - 1] == "," and tokens.has(first - 2, FIELD):
        if not tokens.capital[first - 2] or not tokens.joined(first - 2):
            break
        first -= 2
    return first


def in_bosnia(tokens: Tokens, place: int) -> bool:
    """Whether an "and" is that of "Bosnia and Herzegovina", not that of "of BiH and DOK-ING"."""
    country = nation(tokens.keys[place - 1]) == "BA"
    return country and tokens.keys[place + 1].startswith(HERZEGOVINA)


def is_no_head(tokens: Tokens, head: int) -> bool:
    """As in "Bərdə Rayon Mərkəzi Xəstəxanası", "Cooperação" without "Portuguesa", "Chief of Staff".

    Nor is it the center where people meet: "at the Zangilan Congress Center".
    """
    national = tokens.has(head, MARK["national_heads"])
    house = tokens.has(head, MARK["closing_heads"]) and tokens.has(head + 1, MARK["houses_az"])
    staff = tokens.is_word(head, "staff") and tokens.is_word(head - 2, "chief", "chiefs")
    venue = tokens.is_word(head, "center", "centre") and tokens.has(head - 1, MARK["venue_kinds"])
    if house or venue or (staff and tokens.is_word(head - 1, "of")):
        return True
    return national and nation("".join(tokens.keys[head + 1 : head + 2])) is None


def is_undertaking(tokens: Tokens, first: int, head: int) -> bool:
    """As in "Safer Communities Programme", "State Program": a project.

    No field or nation opens it, nor "national" and a field: "National Demining Programme".
    """
    known = tokens.has(first, FIELD) or nation(tokens.keys[first]) is not None
    known = known or (tokens.has(first, GENERIC) and head - first > 1)
    return tokens.is_word(head, *UNDERTAKINGS) and not known
