"""Names that only a word for a body beside them tells: "Clean Hills, a local charity,".

The word stands after the name, before it or, in Azerbaijani, behind its quotes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.text.lexicon import nation
from kg.extract.text.quotes import CLOSING, OPENING
from kg.extract.text.tokens import MARK, Tokens

__all__ = ["apposed"]

Place = tuple[int, int]

KIND: Final = MARK["apposed"]
ARTICLE: Final = MARK["apposed_articles"]
QUOTED: Final = MARK["quoted"]
NO_NAME: Final = MARK["function"] | MARK["roles"] | MARK["titles"] | MARK["heads"]
NO_ADJECTIVE: Final = NO_NAME | MARK["connectors"] | MARK["articles"]
JOINS: Final = MARK["name_joins"]
ADJECTIVES: Final = 3
LONGEST: Final = 8
"""Words of the longest name told so."""


def apposed(tokens: Tokens) -> Iterator[Place]:
    """First token and one past the last of each such name."""
    for kind in tokens.marked(KIND):
        first = _article(tokens, kind)
        if first is not None and tokens.is_word(first - 1, ","):
            yield from _before(tokens, first - 1, kind)
        if first is not None and tokens.is_word(kind + 1, ","):
            yield from _after(tokens, first, kind + 2)
    for kind in tokens.marked(QUOTED):
        close = kind - 1
        if tokens.words[close] in CLOSING:
            near = range(close - 1, max(close - LONGEST, -1), -1)
            first = next((i for i in near if tokens.words[i] in OPENING), close - 1)
            if first < close - 1 and tokens.capital[first + 1]:
                yield first + 1, close


def _article(tokens: Tokens, kind: int) -> int | None:
    """The article before a word for a body and its adjectives: "a small Lao charity"."""
    for place in range(kind - 1, max(kind - 2 - ADJECTIVES, -1), -1):
        if tokens.has(place, ARTICLE):
            return place
        plain = tokens.words[place].islower() and not tokens.has(place, NO_ADJECTIVE)
        if not (plain or nation(tokens.keys[place])) or not tokens.joined(place):
            return None
    return None


def _before(tokens: Tokens, comma: int, kind: int) -> Iterator[Place]:
    """As in "Clean Hills, a charity that": nothing follows of which the word is but a part."""
    after = kind + 1
    goes_on = MARK["function"] | MARK["connectors"]
    if tokens.is_word(after, "'s"):
        return
    if after < len(tokens) and tokens.words[after][0].isalnum() and not tokens.has(after, goes_on):
        return
    first = comma
    while comma - first < LONGEST and tokens.is_capital(first - 1) and tokens.joined(first - 1):
        if tokens.has(first - 1, NO_NAME):
            break
        first -= 1
    if first < comma and not tokens.is_word(first - 1, ",") and _is_own(tokens, first, comma):
        yield first, comma


def _after(tokens: Tokens, article: int, first: int) -> Iterator[Place]:
    """As in "a national charity, Support for Peace, trains": no "of the charity, Rana Lind"."""
    if tokens.has(article - 1, MARK["connectors"]) or tokens.is_word(article - 1, ","):
        return
    end = first
    while end < len(tokens) and end - first < LONGEST and tokens.joined(end - 1):
        small = end > first and tokens.has(end, JOINS) and tokens.is_capital(end + 1)
        if not small and (not tokens.capital[end] or tokens.has(end, MARK["function"])):
            break
        end += 1
    if end > first and tokens.is_word(end, ",", ".") and _is_own(tokens, first, end):
        yield first, end


def _is_own(tokens: Tokens, first: int, end: int) -> bool:
    """Whether a run is no state's name and none that only begins a sentence."""
    nations = all(nation(key) for key in tokens.keys[first:end])
    return not nations and not (end == first + 1 and tokens.words[first].islower())
