"""Work that is planned or under way and has no name of its own: "keeps demining roads".

It is described in the words of the text with a noun before them ("demining of roads",
"clearance of 40,000 hectares this year"), so that it can stand in a list of projects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.bodies import Bodies
from kg.extract.lexicon import word_list
from kg.extract.projectnames import Naming
from kg.extract.tokens import MARK, Tokens
from kg.model import ProjectStatus

__all__ = ["works"]

KEEPS: Final = word_list("projects", "keeps")
CLEARING: Final = word_list("projects", "clearing")
BEGUN: Final = word_list("projects", "begun")
NOT_GOODS: Final = word_list("projects", "not_goods")
HEDGES: Final = word_list("projects", "hedges")
PLANS: Final = frozenset({"plans to", "planned to", "plan to", "planning to", "intends to"})
DUE: Final = frozenset({"foresees the", "envisages the", "provides for", "planned the"})
SETTLEMENTS: Final = (
    "village",
    "villages",
    "district",
    "settlement",
    "town",
    "city",
    "region",
    "plot",
)
TRIGGER: Final = MARK["projects.triggers"]
LONGEST: Final = 16
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def works(bodies: Bodies) -> Iterator[Naming]:
    """Each work that the text tells of, in the order of the text."""
    tokens = bodies.tokens
    if not tokens.all_marks & TRIGGER:
        return
    for place, mark in enumerate(tokens.marks):
        if mark & TRIGGER and place > 0 and bodies.at(place) is None:
            yield from _work_at(tokens, place)


def _work_at(tokens: Tokens, place: int) -> Iterator[Naming]:
    key, before = tokens.keys[place], tokens.phrase(max(0, place - 2), place)
    if key in CLEARING and tokens.keys[place - 1] in KEEPS:
        yield from _goods(tokens, place, place + 1)
    elif (
        key in CLEARING
        and tokens.is_word(place + 1, "has", "have", "is")
        and _has_begun(tokens, place)
    ):
        yield from _in_places(tokens, place)
    elif key in {"clear", "demine"} and before in PLANS:
        yield from _quantity(tokens, place, place + 1, _this_year(tokens, place))
    elif key in {"clearing", "clearance", "demining"} and before in DUE:
        yield from _quantity(tokens, place, place + 2, _plan_year(tokens, place))
    elif key in {"cleared", "demined"} and tokens.is_word(place - 1, "being"):
        yield from _settlement(tokens, place)
    elif key == "planned" and tokens.is_word(place - 1, "is", "are"):
        yield from _planned(tokens, place)


def _goods(tokens: Tokens, verb: int, first: int) -> Iterator[Naming]:
    """As in "keeps clearing villages, towns and canals"."""
    end = first
    while end < len(tokens) and end - first < LONGEST and tokens.joined(end - 1):
        word = tokens.words[end]
        goes_on = word in {",", "and"} and end > first and tokens.keys[end + 1 : end + 2] != ()
        goes_on = goes_on and tokens.keys[end + 1] not in NOT_GOODS
        if not goes_on and (not word[0].isalpha() or tokens.keys[end] in NOT_GOODS):
            break
        end += 1
    if end > first:
        yield _naming(tokens, verb, first, end, when="", status=ProjectStatus.ONGOING)


def _has_begun(tokens: Tokens, place: int) -> bool:
    return any(tokens.keys[i] in BEGUN for i in range(place + 2, min(place + 5, len(tokens))))


def _in_places(tokens: Tokens, verb: int) -> Iterator[Naming]:
    """As in "demining has begun in four freed villages of Gazakh district"."""
    first = next(
        (i + 1 for i in range(verb, min(verb + 6, len(tokens))) if tokens.is_word(i, "in", "on")),
        None,
    )
    if first is None:
        return
    end = first
    while end < len(tokens) and end - first < 8 and tokens.joined(end - 1):
        if not tokens.words[end][0].isalnum():
            break
        end += 1
    while end > first and tokens.is_word(end - 1, *SETTLEMENTS):
        end -= 1
    if end > first:
        yield _naming(tokens, verb, first, end, when="", status=ProjectStatus.ONGOING)


def _settlement(tokens: Tokens, verb: int) -> Iterator[Naming]:
    """As in "Khachindarband village in Aghdam district is being cleared"."""
    first = next(
        (i for i in range(verb, max(-1, verb - LONGEST), -1) if i == 0 or not tokens.joined(i - 1)),
        None,
    )
    if first is None or not tokens.is_capital(first):
        return
    end = first
    while tokens.is_capital(end):
        end += 1
    if tokens.is_word(end, *SETTLEMENTS):
        yield _naming(tokens, verb, first, end, when="", status=ProjectStatus.ONGOING)


def _planned(tokens: Tokens, verb: int) -> Iterator[Naming]:
    """As in "a first women's demining group is planned"."""
    first = verb - 1
    while first > 0 and verb - first < LONGEST and tokens.joined(first - 1):
        if not tokens.words[first - 1][0].isalpha() and tokens.keys[first - 1] != "'s":
            break
        if tokens.is_word(first, "a", "an"):
            break
        first -= 1
    if tokens.is_word(first, "a", "an") and first + 1 < verb - 1:
        span = tokens.span(first + 1, verb - 1)
        yield Naming(first + 1, verb - 1, first, None, span.of(tokens.text), ProjectStatus.PLANNED)


def _quantity(tokens: Tokens, verb: int, place: int, when: str) -> Iterator[Naming]:
    """As in "plans to clear 40,000 hectares"."""
    for end in range(place, min(place + 6, len(tokens))):
        if tokens.keys[end].startswith(("hectare", "ha", "sq", "square")):
            yield _naming(tokens, verb, place, end + 1, when=when, status=ProjectStatus.PLANNED)
            return
        if not (tokens.words[end][0].isdigit() or tokens.keys[end] in HEDGES):
            return


def _naming(
    tokens: Tokens, verb: int, first: int, end: int, *, when: str, status: ProjectStatus
) -> Naming:
    what = "demining" if "min" in tokens.keys[verb] else "clearance"
    text = f"{what} of {tokens.span(first, end).of(tokens.text)}{when}"
    return Naming(min(verb, first), max(verb, end), verb, None, " ".join(text.split()), status)


def _this_year(tokens: Tokens, verb: int) -> str:
    """As in " this year", where the sentence says so before the verb."""
    for place in _back(tokens, verb):
        if tokens.phrase(place - 1, place + 1) in {"this year", "next year"}:
            return f" {tokens.phrase(place - 1, place + 1)}"
    return ""


def _plan_year(tokens: Tokens, verb: int) -> str:
    """As in " in 2022", of "the plan for 2022 foresees"."""
    for place in _back(tokens, verb):
        if _YEAR.fullmatch(tokens.words[place]) and tokens.is_word(place - 1, "for"):
            return f" in {tokens.words[place]}"
    return ""


def _back(tokens: Tokens, place: int) -> Iterator[int]:
    """The tokens before a place in its sentence, nearest first, not far."""
    for before in range(place - 1, max(0, place - 2 * LONGEST), -1):
        yield before
        if not tokens.joined(before - 1):
            return
