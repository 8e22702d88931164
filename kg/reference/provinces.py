"""Provinces of mine-affected states as ISO 3166-2 has them, with the names that the press uses.

The reference data describe the provinces of the countries that reports most often are about by
hand (``places.ttl``). Those of other affected states come from here: codes and local names from
pycountry, the press's names from ``ontology/provinces.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import pycountry
from anyascii import anyascii

from kg.spelling import fold
from ontology import FOLDER

__all__ = ["HEADS", "Province", "provinces"]

FILE: Final = "provinces.toml"
HEADS: Final = (
    "Province",
    "State",
    "Region",
    "Governorate",
    "District",
    "Department",
    "County",
    "Prefecture",
)
"""Words after which a name needs no other to say what it is."""
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
"""What is written so is the Russian name."""
_BRACKETS: Final = re.compile(r"\s*\([^)]*\)|\s*/.*")


@dataclass(frozen=True, slots=True)
class Province:
    """A province; ``names`` are pairs of a name and its language, the usual one first."""

    code: str
    country: str
    names: tuple[tuple[str, str], ...]

    @property
    def label(self) -> str:
        """The usual name in English."""
        return self.names[0][0]


@cache
def provinces() -> tuple[Province, ...]:
    """All of them, by code."""
    with (FOLDER / FILE).open("rb") as file:
        listed = tomllib.load(file)
    found = (province for code in listed for province in _of_country(code, listed[code]))
    return tuple(sorted(found, key=lambda province: province.code))


def _of_country(country: str, listed: Mapping[str, Any]) -> Iterator[Province]:
    names: dict[str, str] = listed.get("names", {})
    common, left_out = listed.get("common", ()), listed.get("left_out", ())
    units = _units(country)
    if unknown := {*names, *common, *left_out} - units.keys():
        raise ValueError(f"{FILE}: {country} has no unit {', '.join(sorted(unknown))}")
    shared = Counter(units.values())
    for code, name in units.items():
        if code in left_out:
            continue
        local = name if shared[name] == 1 else None
        known = _names(local, names.get(code), listed, is_common=code in common)
        yield Province(f"{country}-{code}", country, known)


def _units(country: str) -> dict[str, str]:
    """The local names of a country's units of the first rank by the rest of their codes.

    Of Guinea-Bissau those of the second: its three provinces are in no one's reports.
    """
    units: Iterable[Any] = pycountry.subdivisions.get(country_code=country)  # type: ignore[no-untyped-call]
    return {
        unit.code.partition("-")[2]: _BRACKETS.sub("", unit.name).strip()
        for unit in units
        if unit.parent_code is None or country == "GW"
    }


def _names(
    local: str | None, known: str | None, listed: Mapping[str, Any], *, is_common: bool
) -> tuple[tuple[str, str], ...]:
    """The names of a unit: as the press has them, with the word for such a unit, and the local.

    ``local`` is ``None`` where two units of the country have that name: then ``known`` is needed.
    """
    english = anyascii(local or "") if listed.get("ascii") else local or ""
    usual = known.split("; ") if known is not None else [english]
    latin = [name for name in usual if not _CYRILLIC.search(name)]
    found = [(f"{name} {listed['word']}", "en") for name in latin if not name.endswith(HEADS)]
    if is_common:
        found = [(name, "en") for name in latin if name.endswith(HEADS)] + found
    else:
        found = [(name, "en") for name in latin] + found
        found += [(name, "ru") for name in usual if _CYRILLIC.search(name)]
        found += [(local, listed["lang"])] if local is not None else []
    return tuple({(fold(name), lang): (name, lang) for name, lang in reversed(found)}.values())[
        ::-1
    ]
