"""An answer by place: how many rows tell of each, and the way to the map of them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from api.asking import Asking
from api.things import address_of
from kg.errors import UnknownNameError
from kg.questions.names import Names
from kg.results import Value
from kg.terms import ID, key_of

__all__ = ["Place", "Places", "places_of"]

Row = Mapping[str, Value]

MOST: Final = 60
"""Places that are listed."""
ON_MAP: Final = 20
"""Places that the address of a map holds."""
STATE: Final = {"district": "place", "body": "by", "measure": "measure"}


@dataclass(frozen=True, slots=True)
class Place:
    """A place with how many rows hold it, alone or with others."""

    name: str
    address: str | None
    rows: int
    alone: int


@dataclass(frozen=True, slots=True)
class Places:
    """The places of an answer, those of most rows first; ``state`` is what other tabs read."""

    places: tuple[Place, ...]
    count: int
    unplaced: int
    state: str

    @property
    def most(self) -> int:
        """The most rows of a place."""
        return max((place.rows for place in self.places), default=1)


async def places_of(asking: Asking, rows: Sequence[Row], given: Mapping[str, str]) -> Places:
    """Count the rows of each place; names that are no single place have no link."""
    counts: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    unplaced = 0
    for row in rows:
        found = row.get("places")
        named = found if isinstance(found, tuple) else ()
        counts.update(named)
        alone.update(named if len(named) == 1 else ())
        unplaced += not named
    shown = sorted(counts, key=lambda name: (-counts[name], name))[:MOST]
    names = await asking.names()
    keys = await asyncio.to_thread(lambda: [_key(names, name) for name in shown])
    return Places(
        tuple(
            Place(
                name, None if key is None else address_of(str(ID) + key), counts[name], alone[name]
            )
            for name, key in zip(shown, keys, strict=True)
        ),
        len(counts),
        unplaced,
        _state([key for key in keys if key is not None], given),
    )


def _key(names: Names, name: str) -> str | None:
    try:
        return key_of(names.find("entity:district", name))
    except UnknownNameError:
        return None


def _address(key: str | None) -> str | None:
    return None if key is None else address_of(str(ID) + key)


def _state(keys: Sequence[str], given: Mapping[str, str]) -> str:
    """What the common state of the tabs says of an answer, as the query of an address."""
    state = [(STATE[name], value) for name, value in given.items() if name in STATE]
    if "district" not in given:
        state += [("place", key) for key in keys[:ON_MAP]]
    if "month" in given:
        state += [("from", given["month"]), ("to", given["month"])]
    return urlencode(state, safe="/")
