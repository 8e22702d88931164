"""The shapes as paths of an SVG: flat, on a sheet of its own for each region, and made coarser.

A sheet has whole units. Points that lie nearer to the one before than a drawing of some 500 pixels
would show are left out.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from kg.atlas.shapes import Region, content

__all__ = ["Box", "Outline", "around", "outlines", "sheet"]

Point = tuple[float, float]
UNITS: Final = {Region.AZERBAIJAN: 1000, Region.WORLD: 100}
"""Units of the sheet for one degree of latitude."""
MIDDLE: Final = {Region.AZERBAIJAN: 40.3, Region.WORLD: 30.0}
"""The latitude at which a degree is as wide as it is high times its cosine."""
FILES: Final = {Region.AZERBAIJAN: "districts", Region.WORLD: "countries"}
COARSE: Final = {Region.AZERBAIJAN: 15.0, Region.WORLD: 20.0}
"""Units that are not told apart."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a sheet."""

    left: float
    top: float
    right: float
    low: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.low - self.top

    def meets(self, other: Box) -> bool:
        """Whether some of it lies in another."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.low
            and other.top < self.low
        )

    @classmethod
    def round(cls, boxes: Iterable[Box]) -> Box:
        """The smallest that holds some boxes; at least one."""
        found = list(boxes)
        return cls(
            min(box.left for box in found),
            min(box.top for box in found),
            max(box.right for box in found),
            max(box.low for box in found),
        )

    def shaped(self, ratio: float, *, least: float, margin: float) -> Box:
        """Grown about its middle by a margin (in parts of it) to a ratio of width and height."""
        width = max(self.width * (1 + margin), self.height * (1 + margin) * ratio, least)
        height = width / ratio
        x, y = (self.left + self.right) / 2, (self.top + self.low) / 2
        return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


@dataclass(frozen=True, slots=True)
class Outline:
    """A shape on its sheet: the path, what it takes up, and where its name stands."""

    key: str
    name: str
    path: str
    box: Box
    at: Point


@cache
def outlines(region: Region) -> Mapping[str, Outline]:
    """All shapes of a region that may be coloured, by the keys of their places."""
    found = {outline.key: outline for outline in _read(FILES[region], region)}
    return MappingProxyType(found)


@cache
def around() -> tuple[Outline, ...]:
    """What lies around Azerbaijan, on its sheet."""
    return tuple(_read("around", Region.AZERBAIJAN))


@cache
def sheet(region: Region) -> Box:
    """What all shapes of a region take up."""
    return Box.round(outline.box for outline in outlines(region).values())


def _read(file: str, region: Region) -> Iterator[Outline]:
    for feature in json.loads(content(file))["features"]:
        rings = [_flat(ring, region) for ring in _rings(feature["geometry"])]
        drawn = [ring for ring in rings if len(ring) > 2] or rings[:1]
        points = [point for ring in drawn for point in ring]
        told = feature["properties"]
        yield Outline(
            key=feature.get("id") or told["name"],
            name=told["name"],
            path="".join(map(_path, drawn)),
            box=Box(
                min(x for x, _ in points),
                min(y for _, y in points),
                max(x for x, _ in points),
                max(y for _, y in points),
            ),
            at=points[0] if told.get("at") is None else _on(told["at"], region),
        )


def _rings(geometry: Mapping[str, Any]) -> list[Sequence[Sequence[float]]]:
    if geometry["type"] == "Polygon":
        return list(geometry["coordinates"])
    return [ring for polygon in geometry["coordinates"] for ring in polygon]


def _on(place: Sequence[float], region: Region) -> Point:
    """A longitude and latitude on the sheet; south is down."""
    units = UNITS[region]
    wide = math.cos(math.radians(MIDDLE[region]))
    return place[0] * wide * units, -place[1] * units


def _flat(ring: Sequence[Sequence[float]], region: Region) -> list[Point]:
    """A ring on the sheet, without points that are too near to the one before."""
    kept: list[Point] = []
    for place in ring:
        point = _on(place, region)
        if not kept or math.dist(kept[-1], point) >= COARSE[region]:
            kept.append(point)
    return kept


def _path(ring: Sequence[Point]) -> str:
    """A closed path in whole units, each point from the one before it."""
    at = [(round(x), round(y)) for x, y in ring]
    steps = (f"{b[0] - a[0]},{b[1] - a[1]}" for a, b in pairwise(at))
    return f"M{at[0][0]},{at[0][1]}l{' '.join(steps).replace(',-', '-').replace(' -', '-')}z"
