"""Names of bodies without a capitalised head noun, told by small words beside them.

Armed forces after a nation ("the Azerbaijani army"), unnamed groups ("four private companies"),
ministries in small letters ("the defense ministry").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.text.lexicon import nation
from kg.extract.text.tokens import MARK, Tokens

__all__ = [
    "armed_force",
    "funders",
    "is_number",
    "listed_ministries",
    "local_office",
    "lower_ministry",
    "own_army",
    "private_companies",
    "unnamed_group",
]

Place = tuple[int, int]

FIELD: Final = MARK["fields"]
NO_NAME: Final = MARK["function"] | MARK["roles"] | MARK["titles"]
LANDS: Final = ("united", "south", "north", "new", "saudi", "republic", "kingdom", "states")
LISTING: Final = (",", "and", "et", "y", "e", "и", "və")
LONGEST: Final = 14
"""Words of the longest name."""


def is_number(tokens: Tokens, place: int) -> bool:
    """Whether there is such a token and it begins with a figure."""
    return place < len(tokens) and tokens.words[place][0].isdigit()


def unnamed_group(tokens: Tokens, place: int) -> Place | None:
    """As in "four private companies"."""
    at = place + 1
    while tokens.has(at, MARK["between"] | MARK["private"]) and at - place < 4:
        at += 1
    private = any(tokens.has(i, MARK["private"]) for i in range(place + 1, at))
    commercial = at - place > 1 and tokens.has(at, MARK["companies"])
    if tokens.has(at, MARK["companies"]) and tokens.has(at + 1, MARK["private"]):
        return place, at + 2
    return (place, at + 1) if private and commercial else None


def funders(tokens: Tokens) -> Iterator[Place]:
    """As in "funded by Irish Aid and others", "paid for by X": names that no other sign tells."""
    for verb in tokens.marked(MARK["projects.paid_by"]):
        by = verb + 1 + tokens.is_word(verb + 1, "for")
        place = by + 1 + tokens.is_word(by + 1, "the")
        while tokens.is_word(by, "by"):
            end = place
            while tokens.is_capital(end) and tokens.joined(end - 1):
                if (
                    tokens.has(end, NO_NAME)
                    and tokens.ends[end] not in tokens.starts[end + 1 : end + 2]
                ):
                    break
                end += 1
            if end > place and _is_own(tokens, place, end):
                yield place, end
            if end == place or not tokens.is_word(end, *LISTING):
                break
            place = end + 1 + tokens.is_word(end + 1, "and")
            place += tokens.is_word(place, "the")


def _is_own(tokens: Tokens, first: int, end: int) -> bool:
    """Whether a run is the name of a body, no state's: two words, or capitals within one."""
    if all(nation(key) or key in LANDS for key in tokens.keys[first:end]):
        return False
    return end - first > 1 or not tokens.words[first][1:].islower()


def lower_ministry(tokens: Tokens, place: int) -> Place | None:
    """As in "the defense ministry", "ministry of labour", "Azerbaijani embassy in Washington"."""
    first, end = place, place + 2
    while tokens.has(end, FIELD) and not tokens.capital[end] and tokens.joined(end - 1):
        end += 1
    if tokens.is_word(place + 1, "of") and end > place + 2:
        return place, end
    while tokens.has(first - 1, FIELD) and not tokens.capital[first - 1] and place - first < 4:
        first -= 1
    national = first > 0 and tokens.capital[first - 1] and nation(tokens.keys[first - 1])
    embassy = tokens.is_word(place, "embassy")
    if first == place and not (national and embassy):
        return None
    abroad = embassy and tokens.is_word(place + 1, "in") and tokens.is_capital(place + 2)
    return first - bool(national), place + 1 + 2 * abroad


def local_office(tokens: Tokens, place: int) -> Place | None:
    """As in "the Aghdam district prosecutor's office", "Ağdam rayon prokurorluğu".

    A military one need not be of a named place: "the regional military administration".
    """
    local = tokens.has(place, MARK["local_heads_az"]) and tokens.is_capital(place - 2)
    if local and tokens.has(place - 1, MARK["local_units_az"]) and tokens.joined(place - 2):
        return place - 2, place + 1
    kind = place - 1 - tokens.is_word(place - 1, "'s")
    military = tokens.is_word(kind, "military") and kind == place - 1
    local = military or tokens.has(kind, MARK["local_kinds"])
    if not (local and tokens.has(kind - 1, MARK["local_units"])):
        return None
    first = kind - 1
    while tokens.is_capital(first - 1) and tokens.joined(first - 1):
        if tokens.has(first - 1, NO_NAME):
            break
        first -= 1
    return (first, place + 1) if military or first < kind - 1 else None


def private_companies(tokens: Tokens, place: int) -> Place | None:
    """As in "30,400 hectares by private companies", "the army and private companies"."""
    doing = tokens.is_word(place - 1, "by", "and")
    return (place, place + 2) if doing and tokens.has(place + 1, MARK["companies"]) else None


def armed_force(tokens: Tokens, place: int) -> Place | None:
    """As in "the Azerbaijani army", "Turkish military sappers"."""
    first = place - 1
    while tokens.has(first, MARK["armed_adjectives"]) and place - first < 4:
        first -= 1
    if first < 0 or not tokens.capital[first] or nation(tokens.keys[first]) is None:
        return own_army(tokens, place)
    if tokens.has(place + 1, MARK["armed"] | MARK["attached"]) or _laid(tokens, first):
        return None
    return first, place + 1


def own_army(tokens: Tokens, place: int) -> Place | None:
    """As in "the army's engineers", "units of the army", where no other army is named."""
    if not tokens.is_word(place, "army"):
        return None
    after = place + 1 + tokens.is_word(place + 1, "'s")
    while tokens.has(after, MARK["armed_adjectives"]):
        after += 1
    of = tokens.is_word(place - 1, "the") and tokens.is_word(place - 2, "of")
    works = tokens.has(after, MARK["troops"]) or (of and tokens.has(place - 3, MARK["troops"]))
    others = (i for i, key in enumerate(tokens.keys) if key == "army" and i != place)
    named = any(tokens.is_capital(i - 1) and not tokens.is_word(i - 1, "the", "of") for i in others)
    return (place, place + 1) if works and not named else None


def _laid(tokens: Tokens, place: int) -> bool:
    """As in "mines left by Armenian forces": those who laid them, not those who clear."""
    by = next((i for i in (place - 1, place - 2) if tokens.is_word(i, "by", "from")), None)
    before = () if by is None else range(by - 3, by)
    return any(tokens.has(i, MARK["laying"]) for i in before)


def listed_ministries(tokens: Tokens) -> Iterator[Place]:
    """The further fields of "ministries of defense, economy and emergencies", each a ministry."""
    if "ministries" not in tokens.keys:
        return
    for place, key in enumerate(tokens.keys):
        if key != "ministries" or not tokens.is_word(place + 1, "of"):
            continue
        first = end = place + 2
        while end < len(tokens) and end - place < 3 * LONGEST:
            if tokens.has(end, FIELD):
                end += 1
                continue
            if end > first > place + 1:
                yield first, end
            if not (tokens.words[end] == "," or tokens.is_word(end, "and")):
                break
            end += 1 + (tokens.words[end] == "," and tokens.is_word(end + 1, "and"))
            end += tokens.is_word(end, "of")
            end += tokens.is_word(end, "the")
            first = end
