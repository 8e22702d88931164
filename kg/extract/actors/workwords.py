"""What the forms of works are made of: amounts of land, lists of things, places, purposes.

All repeats are bounded, so that a form costs no more than the stretch of text it may look at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.extract.text.wordlists import word_file
from kg.model import ProjectStatus

__all__ = [
    "AREA", "AREA_OF", "BUILT", "CAPITAL", "GOODS", "HEADS", "HEDGE", "ITEM", "LIST", "MODS",
    "NOT_DEVICES", "NUMBER", "OF_PLACE", "PHRASE", "STOP", "TAIL", "UNIT", "WORD", "Form",
    "pattern",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """What must stand left and right of a word, and how the work is then described.

    ``before`` are words of which one stands right before; ``near`` is told anywhere close by.
    ``name`` is filled with the named groups of the patterns, with ``head``, the word as written,
    and with ``word``, the noun for clearing. Without ``status`` the state is told by the clause.
    ``placed`` asks for a known place in the words found; ``alone`` holds only in texts that name
    no project.
    """

    name: str
    status: ProjectStatus | None
    left: re.Pattern[str] | None = None
    right: re.Pattern[str] | None = None
    before: tuple[str, ...] = ()
    near: re.Pattern[str] | None = None
    placed: bool = False
    alone: bool = False


def pattern(text: str) -> re.Pattern[str]:
    """A compiled pattern that does not look at capitals."""
    return re.compile(text, re.IGNORECASE)


def _any(name: str) -> str:
    words = sorted(word_file("projects")[name], key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, words)) + ")"


STOP: Final = _any("stops")
BUILT: Final = _any("built")
HEADS: Final = tuple(word_file("projects")["built"])
"""What is built: "railway", "camp"."""
CAPITAL: Final = r"(?-i:(?=[^\W\d_a-zа-яəıöüğçşёіїє]))"
WORD: Final = rf"(?!{STOP}\b)[^\W_](?:[\w'’/–-]*\w)?"
ITEM: Final = rf"{WORD}(?: {WORD}){{0,5}}"
NUMBER: Final = r"\d(?:[\d.,]*\d)?(?: thousand| million)?"
HEDGE: Final = r"(?:(?:about|around|another|some|nearly|over|more than|at least|up to|a further) )?"
UNIT: Final = (
    r"(?:hectares?\b|ha\b|sq\.? ?(?:km|m)\b|square (?:kilo)?met(?:re|er)s\b|km2\b|km²|m2\b|m²)"
)
AREA: Final = rf"{HEDGE}{NUMBER}[ -]?{UNIT}"
OF_PLACE: Final = (
    rf"(?: (?:(?:of|under|along|near|around|for) (?!{NUMBER})(?:the )?|(?:in|at) {CAPITAL}){ITEM})"
)
AREA_OF: Final = rf"{AREA}{OF_PLACE}?"
LIST: Final = rf"(?:the )?{ITEM}(?:, {ITEM}){{0,6}}(?:,? and {ITEM})?"
GOODS: Final = rf"(?:{AREA_OF}{OF_PLACE}?|{LIST}{OF_PLACE}{{0,2}})"
NOT_DEVICES: Final = rf"(?!(?:\w+[ -]){{0,3}}{_any('devices')}\b)"
MODS: Final = r"(?:a|an|the|its|another|of) (?:second )?(?P<what>(?:[\w'’–-]+ ){1,5})$"
"""Words between the article and its noun."""
PHRASE: Final = r"(?: (?:of|for|in|to|from|between|near|at) [^,.;:]{2,50}?)?"
"""A prepositional phrase that is no part of a name."""
TAIL: Final = (
    rf"(?: for (?:{NUMBER} )?{ITEM}| from {CAPITAL}{WORD} to {CAPITAL}{WORD}"
    rf"| between {CAPITAL}{WORD} and {CAPITAL}{WORD})?"
)
"""A prepositional phrase that belongs to a name: "railway from Barda to Khankendi"."""
