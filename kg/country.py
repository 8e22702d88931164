"""The country that a report is about, by its code."""

from __future__ import annotations

from functools import lru_cache

import pycountry

from kg.reference import entities
from kg.spelling import fold

__all__ = ["country_code"]


@lru_cache(maxsize=1024)
def country_code(name: str | None) -> str | None:
    """ISO 3166-1 code of a country's name (any known language) or code, else ``None``."""
    if name is None or not name.strip():
        return None
    for key, entity in entities().items():
        if entity.type == "Country" and fold(name) in {fold(known.text) for known in entity.names}:
            return key.partition("/")[2]
    try:
        return str(pycountry.countries.lookup(name.strip()).alpha_2)
    except LookupError:
        return None
