"""The shapes as paths: on their sheet, near to the shapes they were drawn from."""

import re

import pytest

from kg.atlas import Region, shapes
from kg.atlas.paths import Box, around, outlines, sheet


@pytest.mark.parametrize("region", Region)
def test_each_shape_has_a_path(region: Region) -> None:
    """Of closed rings in whole numbers, within the sheet."""
    found = outlines(region)
    assert set(found) == {key for key, shape in shapes().items() if shape.region is region}
    whole = sheet(region)
    for outline in found.values():
        assert re.fullmatch(r"(M-?\d+,-?\d+l[-\d, ]*z)+", outline.path)
        assert whole.left <= outline.box.left <= outline.box.right <= whole.right
        assert whole.top <= outline.box.top <= outline.box.low <= whole.low


def test_north_is_up_and_east_is_right() -> None:
    """Baku lies east of Lachin, Guba north of both."""
    at = {key: outlines(Region.AZERBAIJAN)[f"district/AZ-{key}"].at for key in ("BA", "LAC", "QBA")}
    assert at["BA"][0] > at["LAC"][0]
    assert at["QBA"][1] < min(at["BA"][1], at["LAC"][1])


def test_what_lies_around_is_drawn_too() -> None:
    """On the sheet of Azerbaijan."""
    assert any(outline.box.meets(sheet(Region.AZERBAIJAN)) for outline in around())


def test_a_box_is_given_a_shape() -> None:
    """About its middle, never smaller."""
    box = Box(0, 0, 10, 10).shaped(2.0, least=0, margin=0.5)
    assert (box.left, box.top, box.right, box.low) == (-10, -2.5, 20, 12.5)
    assert Box(0, 0, 1, 1).shaped(2.0, least=100, margin=0).width == 100
    assert not Box(0, 0, 1, 1).meets(Box(1, 0, 2, 1))
    assert Box.round([Box(0, 0, 1, 1), Box(5, -1, 6, 0)]) == Box(0, -1, 6, 1)
