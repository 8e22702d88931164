"""Places as the map draws them, by what others counted of each, such as rows of an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Body

from api.maps.page import files_of
from kg import atlas
from kg.atlas import Mentions, Region
from kg.atlas.scale import Step, scale, step_of
from kg.atlas.words import together

__all__ = ["Counted", "Numbers", "counted", "region_of"]

HOME: Final = "place/AZ"
MOST_PLACES: Final = 1000
MOST_NUMBERS: Final = 10_000

Numbers = Annotated[
    dict[
        Annotated[str, Body(max_length=300)],
        Annotated[list[int], Body(max_length=MOST_NUMBERS)],
    ],
    Body(
        embed=True,
        max_length=MOST_PLACES,
        description="Keys of places, each with the numbers of what is counted of it: one that "
        "several places of a shape have counts once there.",
        examples=[{"district/AZ-FUZ": [0, 1], "place/az-horadiz": [1]}],
    ),
]


@dataclass(frozen=True, slots=True)
class Counted:
    """What each shape of a region holds; ``left`` are places without a shape in it."""

    region: Region
    shapes: Mapping[str, frozenset[int]]
    steps: tuple[Step, ...]
    left: tuple[str, ...]

    def record(self, mentions: Mentions) -> dict[str, Any]:
        """As the script of the map draws it."""
        drawn = {}
        for key, shape in atlas.shapes().items():
            if shape.region is not self.region:
                continue
            place, has = mentions.places.get(key), self.shapes.get(key, frozenset())
            drawn[key] = {
                "label": shape.name if place is None else place.label,
                "step": str(step_of(len(has), self.steps)) if has else "none",
                "numbers": sorted(has),
                "note": " ".join(together(key, mentions.places)),
                "out": False,
            }
        return {
            "region": self.region.value,
            "shapes": drawn,
            "steps": [step.words for step in self.steps],
            "left": list(self.left),
            "note": atlas.NOTE,
            "files": files_of(self.region),
        }


def region_of(mentions: Mentions, keys: Iterable[str]) -> Region:
    """Azerbaijan where most places lie in it, else the world."""
    places = [mentions.places[key] for key in keys if key in mentions.places]
    homes = [each.key != HOME and each.country == HOME for each in places]
    return Region.AZERBAIJAN if 2 * sum(homes) >= len(homes) else Region.WORLD


def counted(mentions: Mentions, numbers: Mapping[str, Iterable[int]]) -> Counted:
    """What is counted of places, in the shapes where they are drawn."""
    region = region_of(mentions, numbers)
    shapes: dict[str, set[int]] = defaultdict(set)
    left = []
    for key, has in numbers.items():
        place = mentions.places.get(key)
        shape = None if place is None else atlas.shape_of(place, region)
        if shape is None:
            left.append(key)
        else:
            shapes[shape].update(has)
    steps = scale(map(len, shapes.values()), whole=True)
    found = {key: frozenset(has) for key, has in shapes.items()}
    return Counted(region, found, steps, tuple(left))
