"""Where bodies are named in a text: the grammar and the reference data brought together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

from kg.extract.bodies.acronyms import (
    acronym_in_brackets,
    initials,
    is_acronym,
    is_called_project,
    looks_like_acronym,
)
from kg.extract.bodies.actornames import is_country, ministries_of
from kg.extract.bodies.apposed import apposed
from kg.extract.bodies.bodynames import name_places
from kg.extract.bodies.callings import called_many
from kg.extract.bodies.groupnames import group_places
from kg.extract.bodies.headless import funders, listed_ministries
from kg.extract.text.lexicon import nation
from kg.extract.text.tokens import MARK, Tokens
from kg.model import EntityKind, Mention

__all__ = ["NamePlace", "find_names", "stands_alone"]


LISTING: Final = (",", "and", "et", "y", "e", "и", "və")
PRESS: Final = MARK["outlet_agencies"]
PRESS_WORDS: Final = frozenset({"agency", "agentliyi", "агентство"})
CLEARS: Final = MARK["clearing_fields"]
COORDINATES: Final = MARK["coordination"]
COORDINATES_HEAD: Final = MARK["coordination_heads"]
NAMING: Final = MARK["heads"] | MARK["fields"] | MARK["function"] | MARK["roles"]
GROUP: Final = EntityKind.GROUP
BUREAU: Final = 3
"""Words of "bureau de l'" before a body."""
MONTHS: Final = ("mag",)
"""Short names of bodies that are months after a day."""
UNITS: Final = ("units", "bölmələri", "bölmələrinin")
ACRONYM: Final = 3
"""Letters of the shortest acronym that stands on its own."""


class NamePlace(NamedTuple):
    """Tokens ``first`` to ``end`` of a name; ``stop`` is past what else is said with it.

    "working group of the Center" stops after "Center", which is a name of its own.
    """

    first: int
    end: int
    kind: EntityKind
    stop: int
    keys: tuple[str, ...] = ()


class _Board:
    """The names found so far; none overlaps another."""

    def __init__(self) -> None:
        self.by_token: dict[int, NamePlace] = {}

    def over(self, first: int, end: int) -> list[NamePlace]:
        """The names that share a token with this stretch."""
        by_token = self.by_token
        found = [by_token[token] for token in range(first, end) if token in by_token]
        return list(dict.fromkeys(found)) if len(found) > 1 else found

    def add(self, name: NamePlace) -> None:
        self.by_token.update(dict.fromkeys(range(name.first, name.end), name))

    def remove(self, name: NamePlace) -> None:
        for token in range(name.first, name.end):
            del self.by_token[token]

    def names(self) -> list[NamePlace]:
        return sorted(set(self.by_token.values()))


def find_names(tokens: Tokens, lang: str, known: Sequence[Mention]) -> list[NamePlace]:
    """All names of bodies in order, none overlapping; ``known`` are those of the reference data."""
    board = _Board()
    groups = list(group_places(tokens))
    for first, end, own in groups:
        if own and not board.over(first, end):
            board.add(NamePlace(first, end, GROUP, end))
    for first, last in name_places(tokens, lang):
        if not board.over(first, last):
            end = _with_nation(tokens, last)
            board.add(NamePlace(first, end, _kind(tokens, first, end), end))
    for mention in known:
        _unite(tokens, board, mention)
    _add_bare_groups(tokens, board, [(first, end) for first, end, own in groups if not own])
    _add_agencies(board, _acronyms(tokens))
    _add_ministries(tokens, board)
    _add_agencies(board, chain(called_many(tokens), funders(tokens), apposed(tokens)))
    _add_listed(tokens, board)
    _add_defined(tokens, board)
    return [name for found in board.names() if (name := _owner(tokens, found)) is not None]


def _add_ministries(tokens: Tokens, board: _Board) -> None:
    """The further ones of "ministries of defense, economy and emergencies"."""
    for first, end in listed_ministries(tokens):
        keys = ministries_of(tokens.written(first, end))
        if keys and not board.over(first, end):
            board.add(NamePlace(first, end, EntityKind.AGENCY, end, keys))


def _add_agencies(board: _Board, places: Iterable[tuple[int, int]]) -> None:
    """Names that stand where no other one does."""
    for first, end in places:
        if not board.over(first, end):
            board.add(NamePlace(first, end, EntityKind.AGENCY, end))


def _add_listed(tokens: Tokens, board: _Board) -> None:
    """Acronyms in a list of bodies: "of MAG, NPA, LAMINDA and the Armed Forces"."""
    for name in board.names():
        at = name.end
        while tokens.is_word(at, *LISTING):
            at += 1 + tokens.is_word(at + 1, *LISTING)
            at += tokens.has(at, MARK["articles"])
            if at >= len(tokens) or not looks_like_acronym(tokens, at) or board.over(at, at + 1):
                break
            if is_called_project(tokens, at):
                break
            board.add(NamePlace(at, at + 1, EntityKind.AGENCY, at + 1))
            at += 1


def _add_defined(tokens: Tokens, board: _Board) -> None:
    """Further places of what a bracket or a name's initials shorten: "the DMA", "DMA-nın"."""
    forms: dict[tuple[str, ...], EntityKind] = {}
    for name in board.names():
        if tokens.words[name.end - 1] != ")":
            for short in initials(tokens, name.first, name.end):
                forms[(short,)] = name.kind
            continue
        opening = next((i for i in (name.end - 3, name.end - 4) if tokens.is_word(i, "(")), None)
        if opening is not None and opening > name.first:
            forms[tokens.words[name.first : opening]] = name.kind
            if tokens.words[opening + 1].isupper():
                forms[tokens.words[opening + 1 : name.end - 1]] = name.kind
    firsts = {words[0] for words in forms}
    sizes = sorted({len(words) for words in forms}, reverse=True)
    for place in tokens.places_of(firsts) if firsts else ():
        if place in board.by_token:
            continue
        for end in (place + size for size in sizes):
            kind = forms.get(tokens.words[place:end])
            if kind is not None and not board.over(place, end):
                board.add(NamePlace(place, end, kind, end))
                break


def _is_bureau(tokens: Tokens, first: int, acronym: int) -> bool:
    """As in "bureau de l'UNMAS": a local office that is named by its body."""
    small = tokens.has(first, MARK["bureaus"]) and not tokens.capital[first]
    capitals = sum(map(str.isupper, tokens.words[acronym]))
    return small and capitals > 1 and 0 < acronym - first <= BUREAU


def _owner(tokens: Tokens, name: NamePlace) -> NamePlace | None:
    """Without what is only a part: "the army's sapper units", "UNDP Azerbaijan's", "SESU units".

    ``None`` for units that neither the reference data know nor anybody is named for.
    """
    first, end = name.first, name.end
    if _is_bureau(tokens, first, end - 1):
        return NamePlace(end - 1, end, name.kind, end)
    office = end - first == 2 + tokens.is_word(end - 1, "'s") and tokens.words[first].isupper()
    office = office and not tokens.has(first, MARK["not_bodies"])
    if office and nation(tokens.keys[first + 1]) and "'s" in tokens.keys[first + 2 : first + 3]:
        return NamePlace(first, first + 1, name.kind, first + 1)
    if not tokens.is_word(end - 1, *UNITS) or tokens.capital[end - 1]:
        return name
    whose = next((i for i in range(first, end) if tokens.is_word(i, "'s")), None)
    if whose is None and tokens.words[first].isupper() and len(tokens.words[first]) > 1:
        whose = first + 1
    if whose is None:
        owned = name.keys or not tokens.is_word(end - 1, "units")  # "Azərbaycan Ordusunun …"
        return name if owned and any(tokens.capital[first:end]) else None
    return NamePlace(first, whose, name.kind, whose)


def stands_alone(tokens: Tokens, name: Mention) -> bool:
    """Whether a single known word is that name: not "Omar Sharp", not a model "GCS-200"."""
    first, end = tokens.place(name.span)
    if tokens.is_word(first, *MONTHS) and tokens.words[first - 1].isdigit():
        return False  # "PRISTINA, 30 MAG - …"
    if end - first != 1 or not name.text.isalpha():
        return end - first > 1 or name.span == tokens.span(first, end)
    if name.span != tokens.span(first, end):
        return False
    if not name.text.isupper() and _is_first_name(tokens, end):
        return False
    named = tokens.is_capital(first - 1) and tokens.joined(first - 1)
    return name.text.isupper() or not named or tokens.has(first - 1, MARK["function"])


def _is_first_name(tokens: Tokens, after: int) -> bool:
    """Whether a surname follows: a capitalised word that no list knows."""
    if not tokens.is_capital(after) or not tokens.joined(after - 1):
        return False
    return tokens.words[after].istitle() and not (
        tokens.marks[after] & NAMING or nation(tokens.keys[after])
    )


def _acronyms(tokens: Tokens) -> Iterator[tuple[int, int]]:
    words = tokens.words
    for place in tokens.capitals:
        if len(words[place]) >= ACRONYM and words[place].isupper() and is_acronym(tokens, place):
            yield place, _with_nation(tokens, place + 1)


def _add_bare_groups(tokens: Tokens, board: _Board, groups: Sequence[tuple[int, int]]) -> None:
    """As in "working group of the Center"; "the working group" alone if no other is named."""
    if not groups:
        return
    bare: tuple[int, int] | None = None
    named = any(name.kind is GROUP for name in board.by_token.values())
    for first, end in groups:
        if board.over(first, end):
            continue
        after = end + 2 if tokens.is_word(end + 1, "the") else end + 1
        whole = board.by_token.get(after)
        if whole is not None and whole.first == after and tokens.is_word(end, "of"):
            board.add(NamePlace(first, end, GROUP, whole.end))
            named = True
        elif bare is None:
            bare = first, end
    if bare is not None and not named:
        board.add(NamePlace(*bare, GROUP, bare[1]))


def _unite(tokens: Tokens, board: _Board, mention: Mention) -> None:
    """Take a name of the reference data in; an overlapping one of the grammar grows by it.

    Troops of an army are one name: "Engineering Troops of the Azerbaijan Army".
    """
    place = tokens.place(mention.span)
    first, end = place
    end -= tokens.keys[end - 1] == "'s"
    over = board.over(first, end)
    parts = tokens.has(end - 1, MARK["armed"]) and all(
        first <= name.first and name.end <= end for name in over
    )
    if (len(over) > 1 and not parts) or (
        over and mention.kind is GROUP and over[0].kind is not GROUP
    ):
        return
    kind = mention.kind
    for name in over:
        board.remove(name)
        first, end = min(first, name.first), max(end, name.end)
        kind = name.kind if kind is EntityKind.AGENCY else kind
    exact = all((name.first, name.end) == place for name in over) or (len(over) > 1 and parts)
    end = acronym_in_brackets(tokens, end) or _with_nation(tokens, end)
    first = _with_troops(tokens, first, end)
    if not board.over(first, end):
        board.add(NamePlace(first, end, kind, end, mention.candidates if exact else ()))


def _with_troops(tokens: Tokens, first: int, end: int) -> int:
    """Where an army's name begins with its troops: "engineer-sapper units of the … Army"."""
    army = tokens.has(end - 1, MARK["armed"]) and tokens.phrase(first - 2, first) == "of the"
    kind = first - 4
    told = tokens.has(kind, MARK["armed_adjectives"]) and tokens.has(first - 3, MARK["troops"])
    return kind if army and told and all(map(tokens.joined, range(kind, first))) else first


def _with_nation(tokens: Tokens, end: int) -> int:
    """An acronym goes on with its country: "SES of Ukraine", "Service (SES) of Ukraine"."""
    short = end - 1 - (tokens.words[end - 1] == ")")
    if _branch(tokens, end):
        return end + 1
    if tokens.is_word(end, "of") and end + 1 < len(tokens) and tokens.words[short].isupper():
        return end + 2 if nation(tokens.keys[end + 1]) else end
    return end


def _branch(tokens: Tokens, end: int) -> bool:
    """As in "MAG Laos", "HALO Zimbabwe": an office that is named by its country."""
    if (
        not tokens.is_capital(end)
        or not tokens.words[end - 1].isupper()
        or not tokens.joined(end - 1)
    ):
        return False
    owned = tokens.is_word(end + 1, "'s", "-", "programme", "program", "project", "office", "team")
    return is_country(tokens.keys[end]) and not owned


def _kind(tokens: Tokens, first: int, end: int) -> EntityKind:
    marks = tokens.marks_of(first, end)
    if tokens.is_word(first - 1, "/") and tokens.is_word(end, "/"):
        return EntityKind.OUTLET  # "KHERSON, 7 April /Steppe Agency/"
    if marks & PRESS and not PRESS_WORDS.isdisjoint(tokens.keys[first:end]):
        return EntityKind.OUTLET
    coordinates = marks & COORDINATES and marks & COORDINATES_HEAD
    return EntityKind.BODY if coordinates and not marks & CLEARS else EntityKind.AGENCY
