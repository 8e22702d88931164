"""Groups, committees and councils that met, are to meet, or were told something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.bodies.bodies import Bodies, Body
from kg.extract.bodies.headless import is_number
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK
from kg.model import EntityKind

__all__ = ["assembled"]

ASSEMBLY: Final = MARK["meetings.assemblies"]
AUXILIARIES: Final = word_list("meetings", "meets_when")
UNDER: Final = ("of", "the", "under", "operating", "within", "(")
OF_ALL: Final = MARK["meetings.of_assemblies"]
TOLD: Final = ("told", "addressed", "briefed", "informed")
MET_LAST: Final = ("toplaş", "yığış", "собралась", "собрался", "собрались", "зібралас", "зібралися")
"""Verbs that stand far behind, as in Azerbaijani and Russian."""
LONGEST: Final = 14
CLOSE: Final = 6
"""Words between a verb and the group after it: "обсудит в Шуше Рабочая группа"."""


def assembled(bodies: Bodies) -> Iterator[tuple[int, int]]:
    """Tokens of each group that met, by its name or by what it is: "the steering committee"."""
    tokens = bodies.tokens
    for body in bodies.found:
        if body.mention.kind is EntityKind.GROUP:
            if _meets(bodies, body.end) or _meets_before(bodies, body) or _told(bodies, body):
                yield body.first, body.end
        elif _is_assembled(bodies, body):
            yield body.first, body.end
    for place in tokens.marked(ASSEMBLY):
        named = tokens.capital[place] or bodies.at(place) is not None
        after = place + 1 + tokens.has(place + 1, OF_ALL)
        met = _meets(bodies, after) or _sits(bodies, after) or _hears(bodies, place, after)
        if not named and met:
            kind = tokens.is_word(place - 1, "steering", "coordination", "working", "board")
            yield place - kind, place + 1


def _is_assembled(bodies: Bodies, body: Body) -> bool:
    sits = _sits_in(bodies, body) and _meets(bodies, body.end)
    return sits or (_assembles(bodies, body) and _hears(bodies, body.first, body.end))


def _sits_in(bodies: Bodies, body: Body) -> bool:
    """Whether the name of a body is that of an assembly; firms are groups too."""
    heads = (body.first, body.end - 1)
    tokens = bodies.tokens
    return any(tokens.has(i, ASSEMBLY) and not tokens.is_word(i, "group") for i in heads)


def _assembles(bodies: Bodies, body: Body) -> bool:
    """As in "Portfolio Committee on Defence": an assembly by any word of its name."""
    tokens, words = bodies.tokens, range(body.first, body.end)
    return any(tokens.has(i, ASSEMBLY) and not tokens.is_word(i, "group") for i in words)


def _meets(bodies: Bodies, end: int) -> bool:
    """Whether the verb after a group's name, or after the bodies it belongs to, says so."""
    tokens, place = bodies.tokens, _past_owners(bodies, end)
    if tokens.is_word(place, ","):
        near = range(place + 1, min(place + LONGEST, len(tokens)))
        close = next((i for i in near if tokens.words[i] in ",.;"), None)
        place = place if close is None else close + 1
    while place < len(tokens) and (tokens.keys[place] in AUXILIARIES or is_number(tokens, place)):
        place += 1
    if tokens.has(place, MARK["meetings.met"]):
        return True
    if tokens.has(place, MARK["meetings.gets"]) and tokens.is_word(place + 1, "together"):
        return True
    near = range(end, min(end + LONGEST, len(tokens)))
    return any(tokens.keys[i].startswith(MET_LAST) for i in near)


def _hears(bodies: Bodies, first: int, end: int) -> bool:
    """As in "The Portfolio Committee on Defence was told on Wednesday", at a sentence's start."""
    tokens = bodies.tokens
    place = _past_owners(bodies, end)
    opens = _opens(bodies, first)
    told = tokens.is_word(place, "was", "were") and tokens.is_word(place + 1, "told", "briefed")
    return opens and (told or tokens.is_word(place, "heard"))


def _opens(bodies: Bodies, first: int) -> bool:
    """Whether a sentence begins with a group, and whose it is: "The Parliament's committee"."""
    tokens = bodies.tokens
    for place in range(first, max(first - CLOSE, -1), -1):
        if place in tokens.openers:
            return True
        if tokens.has(place - 1, MARK["speech"]) or tokens.words[place - 1] in ",;:":
            return False
    return False


def _sits(bodies: Bodies, end: int) -> bool:
    """Whether a committee that is named by what it is for met: "of the Borkou project sat"."""
    tokens = bodies.tokens
    if not tokens.has(end, MARK["connectors"]):
        return False
    for place in range(end, min(end + LONGEST, len(tokens))):
        if tokens.words[place] in ",.;:" or not tokens.joined(place - 1):
            return False
        if tokens.has(place, MARK["meetings.met"]):
            return True
        if tokens.keys[place] in AUXILIARIES:
            return _meets(bodies, place)
        if tokens.has(place, MARK["speech"]):
            return False
    return False


def _past_owners(bodies: Bodies, end: int) -> int:
    """The end of what a group belongs to: "of the Center under the Headquarters"."""
    tokens, place = bodies.tokens, end
    while place < min(len(tokens), end + LONGEST):
        inside = bodies.at(place)
        if inside is not None:
            place = inside.end
        elif tokens.is_word(place, *UNDER):
            place += 1
        else:
            break
    return place


def _meets_before(bodies: Bodies, group: Body) -> bool:
    """Whether the verb stands before: "5 сентября обсудит в Шуше Рабочая группа"."""
    tokens = bodies.tokens
    for place in range(group.first - 1, max(-1, group.first - 1 - CLOSE), -1):
        if tokens.words[place] in ",.;:" or not tokens.joined(place):
            return False
        if tokens.has(place, MARK["meetings.met"]):
            return True
    return False


def _told(bodies: Bodies, group: Body) -> bool:
    """As in "he told the working group of the Center"."""
    tokens = bodies.tokens
    before = group.first - 1 - tokens.is_word(group.first - 1, "the")
    return tokens.is_word(before, *TOLD)
