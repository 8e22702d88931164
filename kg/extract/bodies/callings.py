"""Names that a word for their kind calls: "the firm Detektor", "l'ONG congolaise X", «фонд «Х»»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.bodies.nameties import is_initial
from kg.extract.text.lexicon import nation
from kg.extract.text.quotes import CLOSING, OPENING
from kg.extract.text.tokens import MARK, Tokens
from kg.extract.text.wordlists import word_file

__all__ = ["QUOTED", "called", "called_many", "is_alone", "is_of_nation"]

Place = tuple[int, int]

QUOTED: Final = MARK["called_in_quotes"]
CONNECTOR: Final = MARK["connectors"]
INNER: Final = MARK["projects.inner"]
OF_NATIONS: Final = tuple(word_file("bodies")["nation_endings"])
LAST: Final = tuple(word_file("bodies")["last_joins"])
LISTING: Final = (",", *LAST)
LONGEST: Final = 14
"""Words of the longest name."""


def called(tokens: Tokens, place: int) -> Place | None:
    """As in "the firm Detektor", "the NGO Mine-Action", «компания «Детектор»»."""
    if place < len(tokens) and tokens.words[place] in OPENING:
        return _in_quotes(tokens, place + 1)
    end = place
    while tokens.is_capital(end) and end - place < LONGEST and tokens.joined(end - 1):
        small = tokens.is_word(end, "for", "of", "the", "and") and tokens.is_capital(end + 1)
        shouted = tokens.words[end].isupper() and end > place
        if not (small or shouted) and tokens.has(end, MARK["function"] | MARK["roles"]):
            break
        if nation(tokens.keys[end]):
            break
        end += 1 + (end > place and is_initial(tokens, end + 1))
    return (place, end) if end > place else None


def _in_quotes(tokens: Tokens, first: int) -> Place | None:
    """A name in quotes, without these."""
    near = range(first + 1, min(first + LONGEST, len(tokens)))
    end = next((i for i in near if tokens.words[i] in CLOSING), None)
    return (first, end) if end is not None and tokens.is_capital(first) else None


def called_many(tokens: Tokens) -> Iterator[Place]:
    """As in "firms such as Detektor, Pro Vita and UEM", "three firms, A, B and C, shared it"."""
    for kind in tokens.marked(MARK["called_many"]):
        place = kind + 1
        while tokens.has(place, MARK["such_as"]):
            place += 1
        if place > kind + 1 or not tokens.is_word(place, ","):
            yield from _listed(tokens, place)
            continue
        listed = list(_listed(tokens, place + 1))
        apposed = len(listed) > 1 and tokens.is_word(listed[-1][1], ",", ".")
        if apposed and tokens.is_word(listed[-1][0] - 1, *LAST):
            yield from listed


def _listed(tokens: Tokens, place: int) -> Iterator[Place]:
    """The names of a list that begins here."""
    found = called(tokens, place) if tokens.joined(place - 1) else None
    while found is not None:
        yield found
        place = found[1]
        if not tokens.is_word(place, *LISTING):
            return
        place += 1 + tokens.is_word(place + 1, *LAST)
        found = called(tokens, place)


def is_of_nation(tokens: Tokens, place: int) -> bool:
    """As in "l'ONG congolaise X": of what nation it is stands between."""
    small = tokens.is_capital(place + 1) and not tokens.capital[place] and tokens.joined(place)
    key = tokens.keys[place] if small else ""
    return small and (nation(key) is not None or key.endswith(OF_NATIONS))


def is_alone(tokens: Tokens, place: int, lang: str) -> bool:
    """As in "all'associazione Intersos": one capitalised word of which nothing more is told."""
    if lang in {"ru", "uk"} or not tokens.has(place, QUOTED) or tokens.capital[place]:
        return False
    goes_on = tokens.is_capital(place + 2) or tokens.has(place + 2, CONNECTOR | INNER)
    return tokens.is_capital(place + 1) and tokens.joined(place) and not goes_on
