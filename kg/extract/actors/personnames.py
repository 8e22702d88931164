"""The shape of names of people: where capitalised words are a person's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kg.extract.bodies.bodies import Bodies
from kg.extract.text.lexicon import nation, word_list
from kg.extract.text.page import Page
from kg.extract.text.tokens import MARK, Tokens
from kg.extract.text.wordlists import word_file
from kg.model import EntityKind, Mention

__all__ = ["DATIVE", "People", "find_people", "is_genitive_place", "past_titles"]

NOT_A_NAME: Final = (
    MARK["function"] | MARK["roles"] | MARK["titles"] | MARK["not_names"] | MARK["heads"]
    | MARK["fields"] | MARK["not_bodies"]
)  # fmt: skip
COMMON: Final = MARK["common_surnames"]
VERB: Final = (
    MARK["speech"] | MARK["meetings.speaks"] | MARK["meetings.talked"] | MARK["meetings.visited"]
    | MARK["meetings.signed"] | MARK["meetings.opened"]
)  # fmt: skip
"""What may open a sentence before the name of who does it: "Habló Rana Lind"."""
TITLE: Final = MARK["titles"]
ADDRESSED: Final = MARK["titles"] | MARK["roles"]
"""What stands before a name."""
PARTICLE: Final = MARK["particles"]
JOINS: Final = MARK["connectors"] | MARK["articles"]
PLACES: Final = frozenset({EntityKind.DISTRICT, EntityKind.PLACE})
_STATE: Final = re.compile(r"place/[A-Z]{2}")
_DOTTED: Final = re.compile(r"(?:[A-Z]\.){2,}")
LONGEST: Final = 5
APPOSED: Final = 4
"""Words behind a name and its comma among which a post is looked for."""
MONTHS: Final = word_list("people", "months_as_names")
DATIVE: Final = tuple(word_file("people")["datives"])
"""Azerbaijani endings behind the name of an outlet: "X Trend-ə deyib"."""
GENITIVE_PLACE: Final = "ии"
NO_NAME: Final = (*DATIVE, *word_file("people")["locatives"])
ARTICLES_OF_NAMES: Final = tuple(word_file("people")["name_articles"])


@dataclass(frozen=True, slots=True)
class People:
    """Runs that look like a person's name: first token → one past the last, and back.

    ``inner`` gives the end for each token of a run.
    """

    ends: Mapping[int, int]
    starts: Mapping[int, int]
    inner: Mapping[int, int]

    def from_(self, first: int) -> int | None:
        """The end of the name that begins here, after words of a post: "Head of Operations X Y"."""
        end = self.ends.get(first)
        if end is None and first - 1 in self.inner:
            end = self.inner[first - 1]
            return end if end - first > 1 else None
        return end

    def until(self, end: int) -> int | None:
        """The first token of the name that ends before this one."""
        return self.starts.get(end)


def find_people(page: Page, bodies: Bodies) -> People:
    """All runs of one to five words that may be a person's name."""
    tokens = bodies.tokens
    taken = _taken(page, bodies)
    ends: dict[int, int] = {}
    past = 0
    for place in tokens.capitals:
        if place < past or place in taken:
            continue
        if page.lang == "fr" and tokens.words[place] == "M" and tokens.is_word(place + 1, "."):
            continue  # "M. Roger Bokwan": no initial
        end = _run(tokens, place, taken)
        if page.country == "VN" and tokens.words[place] == "Le" and place + 1 not in taken:
            end = _run(tokens, place + 1, taken)  # a family, no article: "Le Van Dung"
        if end is not None and end - place <= LONGEST:
            ends[place] = end
        past = place + 1 if end is None else end
    starts = {end: first for first, end in ends.items()}
    inner = {place: end for first, end in ends.items() for place in range(first, end)}
    return People(MappingProxyType(ends), MappingProxyType(starts), MappingProxyType(inner))


def past_titles(tokens: Tokens, place: int) -> int:
    """Past the ranks and titles that begin at a token: "Lt. Col.", "Dr"."""
    while tokens.has(place, MARK["titles"]) or (
        tokens.is_word(place, ".") and tokens.has(place - 1, MARK["titles"])
    ):
        place += 1
    return place


def _taken(page: Page, bodies: Bodies) -> set[int]:
    """Tokens of names that are no person's."""
    taken: set[int] = set()
    for body in (*bodies.found, *bodies.outlets):
        taken.update(range(body.first, body.end))
    for name in page.names:
        if name.kind in PLACES:
            first, end = bodies.tokens.place(name.span)
            if not _is_first_name(bodies.tokens, first, end, name):
                taken.update(range(first, end))
    return taken


def _is_first_name(tokens: Tokens, first: int, end: int, name: Mention) -> bool:
    """Whether the name of a place is a person's here: "Chile Chicanha", "Julio César"."""
    if end != first + 1 or not _is_name(tokens, end):
        return _is_surname(tokens, first, end)
    if any(map(_STATE.fullmatch, name.candidates)):
        return not tokens.has(first - 1, JOINS)
    inside = tokens.is_capital(first - 1) and _is_name(tokens, first - 1)
    return tokens.has(first - 1, TITLE) or (inside and tokens.has(first - 2, ADDRESSED))


def _is_surname(tokens: Tokens, first: int, end: int) -> bool:
    """Whether the name of a place ends a person's here: "Abdiwali Farah, deputy minister"."""
    before, after = first - 1, end
    if not (_is_name(tokens, before) and tokens.capital[before] and tokens.joined(before)):
        return False
    apposed = tokens.is_word(after, ",") and (
        tokens.has(after + 1, MARK["who"])
        or any(tokens.has(i, MARK["roles"]) for i in range(after + 1, after + APPOSED))
    )
    return apposed or tokens.has(after, VERB) or tokens.has(before - 1, ADDRESSED)


def _is_common_surname(tokens: Tokens, place: int) -> bool:
    """Whether a word of the lists is a surname here: ", Simona Guerra,", "Rana Hill said"."""
    if not (tokens.is_capital(place) and tokens.has(place, COMMON)):
        return False
    if tokens.is_capital(place - 2) and tokens.joined(place - 2):
        return False
    closed = tokens.is_word(place - 2, ",") and tokens.is_word(place + 1, ",")
    return closed or _is_surname(tokens, place, place + 1)


def _run(tokens: Tokens, first: int, taken: set[int]) -> int | None:
    if _is_acronym(tokens, first) or (first in tokens.openers and tokens.has(first, VERB)):
        return None
    if not (_is_name(tokens, first) or _is_initial(tokens, first) or _is_month(tokens, first)):
        return None
    end = first + 1 + (tokens.is_word(first + 1, ".") and not _is_name(tokens, first))
    while end < len(tokens) and end not in taken and tokens.joined(end - 1):
        if _is_name(tokens, end):
            end += 1
        elif _is_initial(tokens, end) or _is_particle(tokens, end):
            end += 2
        elif end == first + 1 and _is_common_surname(tokens, end):
            end += 1
        else:
            break
    return end


def is_genitive_place(tokens: Tokens, place: int) -> bool:
    """As in «Вице-премьер Абхазии», which is no first name."""
    if not tokens.is_capital(place):
        return False
    return len(tokens.words[place]) > 4 and tokens.keys[place].endswith(GENITIVE_PLACE)


def _is_acronym(tokens: Tokens, place: int) -> bool:
    """As in "ФСД Дин Джумаев": capitals before a name that is not written so."""
    word = tokens.words[place]
    shouted = len(word) > 2 and word.isupper() and word.isalpha()
    return shouted and tokens.is_capital(place + 1) and tokens.words[place + 1].istitle()


def _is_name(tokens: Tokens, place: int) -> bool:
    if place >= len(tokens):
        return False
    word, key = tokens.words[place], tokens.keys[place]
    if len(word) < 2 or tokens.marks[place] & NOT_A_NAME or not word[-1].isalpha():
        return False
    if key.endswith(NO_NAME) or is_genitive_place(tokens, place):
        return False
    if not tokens.capital[place]:
        return key.startswith(ARTICLES_OF_NAMES) and any(letter.isupper() for letter in word)
    return nation(key) is None


def _is_month(tokens: Tokens, place: int) -> bool:
    """Whether a word that may be a month is a first name here: "the ambassador, Jan Berg"."""
    if tokens.keys[place] not in MONTHS:
        return False
    beside = tokens.is_word(place - 1, ",") or tokens.has(place - 1, ADDRESSED)
    return beside and _is_name(tokens, place + 1)


def _is_particle(tokens: Tokens, place: int) -> bool:
    """As in "bin" in "Salem bin Ahmed"."""
    return tokens.has(place, PARTICLE) and _is_name(tokens, place + 1)


def _is_initial(tokens: Tokens, place: int) -> bool:
    """As in "J." in "John J. Smith", "P.S.M." in "P.S.M. Charles"."""
    word = tokens.words[place]
    if len(word) == 1:
        capital = tokens.capital[place] and tokens.is_word(place + 1, ".")
        return capital and _is_name(tokens, place + 2)
    if not _DOTTED.fullmatch(word) or tokens.marks[place] & NOT_A_NAME:
        return False
    return nation(tokens.keys[place]) is None and _is_name(tokens, place + 1)
