"""Adjectives of Russian and Ukrainian names: «Государственной пограничной службы»."""

from __future__ import annotations

import re
from typing import Final

from kg.extract.bodies.nameties import BREAKS
from kg.extract.text.tokens import MARK, Tokens

__all__ = ["adjectives_left", "is_adjective"]

NOUNS: Final = MARK["nouns_like_adjectives"]
_ADJECTIVE: Final = re.compile(
    r"(?!\w*(?:[юуая]щ|вш)\w{2,3}$)[а-яёіїєґ'-]+(?:ая|ое|ый|ий|ой|ого|его|ому|ему|ую|ых|ые|ым|ом|ої|ою|ній|овій|ській|цькій|ська|на|их)$"
)


def is_adjective(key: str) -> bool:
    """Whether a word has the ending of an adjective, and not that of a participle."""
    return _ADJECTIVE.fullmatch(key) is not None


def adjectives_left(tokens: Tokens, first: int) -> int:
    """Where the adjectives before a head begin; before an acronym there are none."""
    if tokens.words[first].isupper():
        return first
    while first > 0 and is_adjective(tokens.keys[first - 1]):
        if tokens.has(first - 1, BREAKS | NOUNS):
            break
        first -= 1
    return first
