"""Names that bodies of many countries share, told from names that only one body has.

"Ministry of Emergency Situations" says nothing of a country; "ANAMA" and "Leader Centre" do.
What is common are the words of the grammar of names (heads such as "ministry", fields such as
"customs") and any word that bodies of two or more countries of the reference data share.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from kg.extract.text.keys import lower_key
from kg.extract.text.lexicon import MARKS, marks, nation
from kg.model import EntityKind
from kg.reference import entities
from kg.spelling import fold

__all__ = ["is_common", "is_short_acronym"]

BODIES: Final = frozenset({EntityKind.AGENCY, EntityKind.BODY, EntityKind.GROUP})
GENERIC: Final = sum(MARKS[name] for name in ("heads", "fields", "connectors", "articles"))
SHORT: Final = 4
"""Letters of an acronym that bodies of many countries may have: MES, NMAC."""
_WORD: Final = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)
def is_common(name: str) -> bool:
    """Whether no word of a body's name tells whose it is: no nation and no word of its own."""
    words = [lower_key(word) for word in _WORD.findall(name)]
    generic = all(marks(word) & GENERIC or _is_shared(word) for word in words)
    return bool(words) and generic and not any(map(nation, words))


def is_short_acronym(name: str) -> bool:
    """Whether a name is one word of a few capitals ("MES")."""
    return len(name) <= SHORT and name.isupper() and name.isalpha()


def _is_shared(word: str) -> bool:
    return len(_countries_by_word().get(fold(word), ())) > 1


@cache
def _countries_by_word() -> Mapping[str, frozenset[str]]:
    """The countries in whose bodies' names a word stands."""
    found: dict[str, set[str]] = defaultdict(set)
    for entity in entities().values():
        if entity.kind in BODIES and entity.country is not None:
            for name in entity.names:
                for word in fold(name.text).split():
                    found[word].add(entity.country)
    return MappingProxyType({word: frozenset(codes) for word, codes in found.items()})
