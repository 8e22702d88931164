"""Which known bodies a name may mean: reference data, nation and acronym weighed together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from kg.extract.text.lexicon import nation
from kg.extract.text.tokens import Tokens
from kg.model import EntityKind
from kg.reference import entities
from kg.spelling import fold

__all__ = ["candidates_for", "is_country", "ministries_of"]

_STATE: Final = re.compile(r"place/[A-Z]{2}")
KINDS = frozenset({EntityKind.AGENCY, EntityKind.BODY, EntityKind.GROUP})


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Folded name → keys of the bodies that are written so."""
    index: dict[str, list[str]] = {}
    for entity in entities().values():
        if entity.kind in KINDS:
            for name in entity.names:
                keys = index.setdefault(fold(name.text), [])
                if entity.key not in keys:
                    keys.append(entity.key)
    return MappingProxyType({name: tuple(keys) for name, keys in index.items()})


@cache
def _acronyms() -> Mapping[str, frozenset[str]]:
    """Key → its folded acronyms."""
    return MappingProxyType(
        {
            entity.key: frozenset(
                fold(name.text)
                for name in entity.names
                if name.text.isupper() and " " not in name.text
            )
            for entity in entities().values()
            if entity.kind in KINDS
        }
    )


def candidates_for(tokens: Tokens, first: int, end: int, kind: EntityKind) -> tuple[str, ...]:
    """Keys of the bodies that a name may mean, best first; empty for one that none is.

    The acronym in brackets decides between namesakes: "National Agency for Mine Action (ANAM)"
    is not ANAMA. A nation in the name rules out the bodies of others.
    """
    if kind not in KINDS:
        return ()
    acronym: str | None = None
    if tokens.words[end - 1] == ")":
        inside = range(end - 2, first - 1, -1)
        opening = next((i for i in inside if tokens.words[i] == "("), None)
        if opening is not None:
            acronym = tokens.written(opening + 1, end - 1)
            end = opening
    nations = [code for code in map(nation, tokens.keys[first:end]) if code is not None]
    name = tokens.written(first, end) if end > first else ""
    return _candidates(name, acronym, nations[0] if nations else None)


def ministries_of(field: str) -> tuple[str, ...]:
    """Keys of the ministries of a field that is named alone: "the ministries of defense, economy".

    Empty if none is known: the name of a field is no name of a body.
    """
    return _candidates(f"Ministry of {field}", None, None) or _candidates(
        f"{field} Ministry", None, None
    )


@cache
def _countries() -> frozenset[str]:
    """The folded names of states."""
    states = (entity for key, entity in entities().items() if _STATE.fullmatch(key))
    return frozenset(fold(name.text) for state in states for name in state.names)


def is_country(word: str) -> bool:
    """Whether a word is the name of a state, as against the word for its people."""
    return nation(word) is not None and fold(word) in _countries()


@lru_cache(maxsize=8192)
def _candidates(name: str, acronym: str | None, country: str | None) -> tuple[str, ...]:
    names = _names()
    by_name = names.get(fold(name), ()) or _without_nation(name, country)
    by_name = tuple(key for key in by_name if _fits(key, country))
    if acronym is None:
        return by_name
    by_acronym = tuple(key for key in names.get(fold(acronym), ()) if _fits(key, country))
    both = tuple(key for key in by_name if key in by_acronym)
    if both or by_acronym:
        return both or by_acronym
    return tuple(key for key in by_name if not _acronyms()[key])


def _fits(key: str, country: str | None) -> bool:
    own = entities()[key].country
    return country is None or own is None or own == country


def _without_nation(name: str, country: str | None) -> tuple[str, ...]:
    """The bodies of that nation that are called so: "Russian Emergencies Ministry"."""
    if country is None:
        return ()
    words = fold(name).split()
    rest = [word for word in words if nation(word) != country]
    while rest and rest[-1] in {"of", "the", "republic"}:
        rest.pop()
    keys = _names().get(" ".join(rest), ())
    return tuple(key for key in keys if entities()[key].country == country)
