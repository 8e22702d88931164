"""The shapes of the map: each is the place whose key it has, and all that is drawn is told."""

from __future__ import annotations

import hashlib
import json
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from anyascii import anyascii

from kg import atlas
from kg.atlas import FILES, Region, drawn_with, shapes
from kg.reference import entities

ROOT = Path(__file__).parents[2]
ATLAS = ROOT / "kg" / "atlas"
JOINED = tomllib.loads((ATLAS / "joined.toml").read_text("utf-8"))
NEAR = 0.07
"""How far, in degrees, the coarse border may lie from the centre of a town by it."""
AZ = {key for key in entities() if key.startswith("district/AZ-")}

# Where the centre of each district, or the city itself, lies: degrees east and north, by atlases.
CENTRES = {
    "ABS": (49.75, 40.45), "AGA": (45.45, 41.12), "AGC": (47.46, 40.05), "AGM": (46.93, 39.99),
    "AGS": (47.47, 40.65), "AGU": (48.40, 40.57), "AST": (48.87, 38.46), "BA": (49.87, 40.41),
    "BAB": (45.45, 39.15), "BAL": (46.41, 41.70), "BAR": (47.13, 40.37), "BEY": (47.61, 39.77),
    "BIL": (48.55, 39.46), "CAB": (47.03, 39.40), "CAL": (48.49, 39.21), "CUL": (45.63, 38.95),
    "DAS": (46.08, 40.52), "FUZ": (47.15, 39.60), "GA": (46.36, 40.68), "GAD": (45.82, 40.57),
    "GOR": (46.79, 40.61), "GOY": (47.74, 40.65), "GYG": (46.32, 40.59), "HAC": (48.93, 40.04),
    "IMI": (48.06, 39.87), "ISM": (48.15, 40.79), "KAL": (46.04, 40.10), "KAN": (45.18, 39.38),
    "KUR": (48.15, 40.34), "LA": (48.85, 38.75), "LAC": (46.55, 39.64), "LAN": (48.65, 38.80),
    "LER": (48.41, 38.77), "MAS": (48.66, 39.03), "MI": (47.05, 40.77), "NA": (46.82, 40.51),
    "NEF": (49.25, 39.38), "NV": (45.41, 39.21), "OGU": (47.47, 41.07), "ORD": (46.02, 38.91),
    "QAB": (47.85, 40.98), "QAX": (46.93, 41.42), "QAZ": (45.37, 41.09), "QBA": (48.51, 41.36),
    "QBI": (46.58, 39.34), "QOB": (48.93, 40.53), "QUS": (48.43, 41.43), "SA": (47.17, 41.19),
    "SAB": (48.48, 40.01), "SAD": (44.88, 39.71), "SAH": (45.57, 39.41), "SAK": (47.10, 41.00),
    "SAL": (48.98, 39.60), "SAR": (44.98, 39.55), "SAT": (48.37, 39.91), "SBN": (48.99, 41.21),
    "SIY": (49.11, 41.08), "SKR": (46.02, 40.83), "SM": (49.67, 40.59), "SMI": (48.64, 40.63),
    "SMX": (46.41, 40.76), "SR": (48.92, 39.93), "SUS": (46.75, 39.76), "TAR": (46.93, 40.34),
    "TOV": (45.63, 40.99), "UCA": (47.65, 40.52), "XA": (46.75, 39.82), "XAC": (48.81, 41.46),
    "XCI": (46.79, 39.91), "XIZ": (49.07, 40.91), "XVD": (47.11, 39.79), "YAR": (48.24, 38.91),
    "YE": (47.15, 40.62), "YEV": (47.05, 40.70), "ZAN": (46.66, 39.09), "ZAQ": (46.64, 41.63),
    "ZAR": (47.71, 40.22),
}  # fmt: skip
# Names of the source that are not, letter by letter, those of the reference data.
OTHERWISE = {
    "district/AZ-GYG": "Xanlar",  # renamed in 2008
    "district/AZ-LAC": "Lankaran",  # mislabelled
    "district/AZ-SBN": "Dəvəçi",  # renamed in 2010
    "district/AZ-XA": "Stepanakert",
}
COUNTRIES = {
    "YE": (44.2, 15.4), "AO": (17.5, -11.2), "KH": (104.9, 12.6), "UA": (31.2, 49.0),
    "LA": (102.6, 19.5), "IQ": (44.4, 33.3), "SY": (38.3, 35.0), "AF": (66.0, 34.0),
    "AM": (44.5, 40.3), "AZ": (47.5, 40.4), "BA": (17.8, 44.2), "CO": (-74.1, 4.6),
    "XK": (20.9, 42.6), "SO": (44.0, 9.6), "CY": (33.2, 35.0), "RU": (177.5, 64.7),
}  # fmt: skip


def distance(point: tuple[float, float], start: list[float], end: list[float]) -> float:
    """How far a point lies from a line between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    px, py = point[0] - start[0], point[1] - start[1]
    along = min(1.0, max(0.0, (px * dx + py * dy) / length)) if length else 0.0
    return float(((px - along * dx) ** 2 + (py - along * dy) ** 2) ** 0.5)


def polygons(key: str) -> list[list[list[list[float]]]]:
    geometry = shapes()[key].geometry
    found = geometry["coordinates"]
    return found if geometry["type"] == "MultiPolygon" else [found]


def is_inside(point: tuple[float, float], key: str) -> bool:
    x, y = point
    crossed = False
    for polygon in polygons(key):
        for ring in polygon:
            for (ax, ay), (bx, by) in pairwise(ring):
                if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                    crossed = not crossed
    return crossed


def gap(point: tuple[float, float], key: str) -> float:
    """How far a point lies outside of a shape."""
    if is_inside(point, key):
        return 0.0
    rings = (ring for polygon in polygons(key) for ring in polygon)
    return min(distance(point, *pair) for ring in rings for pair in pairwise(ring))


def letters(name: str) -> str:
    """The name without what makes it that of a city or a district."""
    words = anyascii(name).lower().replace("'", "").split()
    return "".join(word for word in words if word not in ("city", "seheri", "rayonu", "rayon"))


def test_every_district_has_its_shape() -> None:
    """All of ISO 3166-2; Aghdara, which has no code, lies in the shape of Tartar."""
    drawn = {key for key, shape in shapes().items() if shape.region is Region.AZERBAIJAN}
    assert drawn == AZ == {f"district/AZ-{code}" for code in CENTRES}
    others = {key for key, e in entities().items() if key.startswith("district/") and key not in AZ}
    assert {key for key in others if entities()[key].parent == "place/AZ"} == set(drawn_with())
    assert drawn_with() == {"district/aghdara": "district/AZ-TAR"}
    assert set(drawn_with().values()) <= set(shapes())


@pytest.mark.parametrize("code", CENTRES)
def test_a_district_is_where_its_centre_lies(code: str) -> None:
    """Borders are coarse, so that a town by one may lie a little beyond."""
    assert gap(CENTRES[code], f"district/AZ-{code}") <= NEAR


def test_most_centres_lie_in_their_own_shape() -> None:
    """Were two exchanged, both would lie in the other's."""
    inside = [code for code in CENTRES if is_inside(CENTRES[code], f"district/AZ-{code}")]
    assert len(inside) > 60
    for code in set(CENTRES) - set(inside):
        for other in set(CENTRES) - {code}:
            exchanged = is_inside(CENTRES[code], f"district/AZ-{other}")
            assert not (exchanged and is_inside(CENTRES[other], f"district/AZ-{code}"))


def test_the_traps_of_the_source() -> None:
    """Lachin is labelled Lankaran, with Shusha's id; Khojaly and Khankendi share one."""
    sources = {key.removeprefix("district/AZ-"): shape.sources for key, shape in shapes().items()}
    assert sources["LAC"] == ("AZ.SU Lankaran",)
    assert sources["SUS"] == ("AZ.SU Şuşa", "AZ.SS Şuşa")
    assert (sources["XCI"], sources["XA"]) == (("AZ.XC Xocalı",), ("AZ.XC Stepanakert",))
    assert (sources["LAN"], sources["LA"]) == (("AZ.LN Lankaran",), ("AZ.LA Lankaran",))
    assert is_inside((46.3, 39.7), "district/AZ-LAC")
    assert gap(CENTRES["LAC"], "district/AZ-LAN") > 1
    assert is_inside(CENTRES["SUS"], "district/AZ-SUS")
    assert is_inside(CENTRES["XA"], "district/AZ-XA")
    assert not is_inside(CENTRES["XCI"], "district/AZ-XA")
    assert is_inside((46.82, 40.22), "district/AZ-TAR")  # the town of Aghdara


def test_names_of_the_source_are_those_of_the_places() -> None:
    """As far as they are written alike; those that are not stand in the table."""
    found = {}
    for key in AZ:
        known = {letters(name.text) for name in entities()[key].names}
        if letters(shapes()[key].name) not in known:
            found[key] = shapes()[key].name
    assert found == OTHERWISE


def test_each_feature_is_drawn_once() -> None:
    """No feature is two places, and none is left out."""
    features = [tuple(piece) for pieces in JOINED["districts"].values() for piece in pieces]
    assert len(features) == len(set(features)) == 78
    drawn = [source for key in AZ for source in shapes()[key].sources]
    assert sorted(drawn) == sorted(" ".join(feature) for feature in features)


@pytest.mark.parametrize("code", COUNTRIES)
def test_countries_are_where_they_are(code: str) -> None:
    """Joined by their number; Somaliland, northern Cyprus and Kosovo by name."""
    assert is_inside(COUNTRIES[code], f"place/{code}")


def test_countries_are_those_of_the_reference_data() -> None:
    """Whatever is drawn there has a key that is a country's, if the graph knows it."""
    drawn = {key for key, shape in shapes().items() if shape.region is Region.WORLD}
    known = {key for key, entity in entities().items() if entity.type == "Country"}
    assert len(drawn) > 170
    assert all(len(key) == len("place/XX") for key in drawn)
    assert len(drawn & known) > 140


def test_nothing_leaps_over_the_meridian() -> None:
    """A line across the whole map would be drawn."""
    for key in shapes():
        for polygon in polygons(key):
            for ring in polygon:
                assert ring[0] == ring[-1]
                assert all(abs(a[0] - b[0]) < 180 for a, b in pairwise(ring)), key


def test_the_manifest() -> None:
    """Each file is what the manifest says, with its source, licence and hash."""
    manifest = json.loads((ATLAS / "shapes" / "manifest.json").read_text("utf-8"))
    assert {source["file"] for source in manifest} == {f"{name}.json" for name in FILES}
    for source in manifest:
        content = (ATLAS / "shapes" / source["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == source["sha256"]
        assert {"name", "version", "licence", "path", "source_sha256"} <= set(source)
        assert (ROOT / "LICENSES" / source["licence_file"]).read_bytes()
        assert len(content) < 200_000


def test_a_file_that_is_none() -> None:
    """Only the files of shapes are given out."""
    with pytest.raises(KeyError):
        atlas.content("../joined")
    assert atlas.digest("districts") != atlas.digest("countries")
