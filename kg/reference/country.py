"""The country that a report is about, by its code, and that of a thing that no one knew before."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

import pycountry

from kg.model import EntityKind
from kg.reference import entities
from kg.spelling import fold

__all__ = ["LOCAL", "NO_COUNTRY", "country_code", "country_of"]

LOCAL: Final = frozenset(
    {
        EntityKind.AGENCY,
        EntityKind.BODY,
        EntityKind.GROUP,
        EntityKind.DISTRICT,
        EntityKind.PLACE,
        EntityKind.PROJECT,
    }
)
"""Kinds whose names are common to many countries: their own keys begin with the country."""

NO_COUNTRY: Final = "xx"
"""What the keys of such kinds begin with in a report whose country is not known."""


@lru_cache(maxsize=1024)
def country_code(name: str | None) -> str | None:
    """ISO 3166-1 code of a country's name (any known language) or code, else ``None``."""
    if name is None or not name.strip():
        return None
    known = _codes().get(fold(name))
    if known is not None:
        return known
    try:
        return str(pycountry.countries.lookup(name.strip()).alpha_2)
    except LookupError:
        return None


@cache
def _codes() -> Mapping[str, str]:
    """The codes of the countries of the reference data by all their names, folded."""
    codes: dict[str, str] = {}
    for key, entity in entities().items():
        for name in entity.names if entity.type == "Country" else ():
            codes.setdefault(fold(name.text), key.partition("/")[2])
    return codes


def country_of(key: str) -> str:
    """The country (ISO 3166-1, lower case) that an own key of a :data:`LOCAL` kind begins with."""
    return key.partition("/")[2].partition("-")[0]
