"""The places that a thing is linked with, as a small map: coloured by how many reports say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.glance.near import Neighbour
from api.maps.counted import region_of
from api.render import grouped
from api.things import address_of
from kg import atlas
from kg.atlas import Mentions, Place, Region
from kg.atlas.paths import Box, Outline, around, outlines, sheet
from kg.atlas.scale import scale, step_of
from kg.atlas.words import together
from kg.network.labels import shorten, width_of
from kg.terms import ID

__all__ = ["Drawn", "Name", "Plan", "plan_of", "read_outlines"]

RATIO: Final = 1.3
"""Width to height of the picture."""
WIDE: Final = 520.0
"""About how many pixels it is wide: names are placed for that width."""
LETTERS: Final = 12.0
NAMED: Final = 8
NARROW: Final = 280.0
"""About how many pixels it is wide on a phone, where letters are as large."""
ALWAYS: Final = 3
"""How many names a narrow screen has room for."""
LEAST: Final = {Region.AZERBAIJAN: 2600.0, Region.WORLD: 3200.0}
"""What is shown at least, in units of the sheet."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape that is coloured; ``step`` is the name of its colour."""

    path: str
    step: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name by the middle of its box, in percent; ``only_wide`` where there is little room."""

    text: str
    x: float
    y: float
    only_wide: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A map; ``left`` places are told of that it does not show."""

    view: Box
    around: tuple[str, ...]
    ground: tuple[str, ...]
    shapes: tuple[Drawn, ...]
    names: tuple[Name, ...]
    legend: tuple[tuple[str, str], ...]
    left: int
    notes: tuple[str, ...]


def read_outlines() -> None:
    """Read all shapes, which takes a while, before a page asks for a map."""
    around()
    for region in Region:
        outlines(region)


def plan_of(mentions: Mentions, key: str, near: Sequence[Neighbour]) -> Plan | None:
    """Where a place lies, or the places that a thing is linked with; ``None`` without a shape."""
    itself = mentions.places.get(key)
    if itself is not None:
        return _locator(itself, mentions)
    counts = {each.key: each.reports for each in near if each.key in mentions.places}
    region = region_of(mentions, counts)
    drawn: Counter[str] = Counter()
    for place_, reports in counts.items():
        shape = atlas.shape_of(mentions.places[place_], region)
        if shape is not None:
            drawn[shape] = max(drawn[shape], reports)
    if not drawn:
        return None
    left = sum(atlas.shape_of(mentions.places[each], region) is None for each in counts)
    return _plan(region, drawn, mentions.places, left)


def _locator(itself: Place, mentions: Mentions) -> Plan | None:
    region = region_of(mentions, [itself.key])
    shape = atlas.shape_of(itself, region)
    if shape is None:
        return None
    outline = outlines(region)[shape]
    label = _label(shape, mentions.places, outline)
    own = Drawn(outline.path, "here", label, _address(shape))
    view = _view(region, [outline.box])
    notes = together(itself.key, mentions.places)
    names = _names(view, [(outline, label)])
    return Plan(
        view, _around(region, view), _ground(region, view, {shape}), (own,), names, (), 0, notes
    )


def _plan(
    region: Region, counts: Mapping[str, int], places: Mapping[str, Place], left: int
) -> Plan:
    steps = scale(counts.values(), whole=True)
    known = outlines(region)
    view = _view(region, [known[key].box for key in counts])
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    labels = {key: _label(key, places, known[key]) for key in ranked}
    numbers = {key: step_of(counts[key], steps) or 0 for key in ranked}
    shapes = tuple(
        Drawn(known[key].path, str(numbers[key]), _words(labels[key], counts[key]), _address(key))
        for key in ranked
    )
    used = set(numbers.values())
    legend = [(str(n), step.words) for n, step in enumerate(steps, start=1) if n in used]
    return Plan(
        view=view,
        around=_around(region, view),
        ground=_ground(region, view, counts),
        shapes=shapes,
        names=_names(view, [(known[key], labels[key]) for key in ranked[:NAMED]]),
        legend=tuple(reversed(legend)),
        left=left,
        notes=(),
    )


def _words(label: str, reports: int) -> str:
    return f"{label}: {grouped(reports)} {'report' if reports == 1 else 'reports'}"


def _address(key: str) -> str:
    return address_of(str(ID) + key)


def _label(key: str, places: Mapping[str, Place], outline: Outline) -> str:
    return places[key].label if key in places else outline.name


def _view(region: Region, boxes: Sequence[Box]) -> Box:
    """All of Azerbaijan; of the world what lies about the places."""
    if region is Region.AZERBAIJAN:
        return sheet(region).shaped(RATIO, least=0, margin=0.06)
    return Box.round(boxes).shaped(RATIO, least=LEAST[region], margin=0.5)


def _ground(region: Region, view: Box, without: Iterable[str]) -> tuple[str, ...]:
    drawn = set(without)
    found = (o for key, o in outlines(region).items() if key not in drawn)
    return tuple(outline.path for outline in found if outline.box.meets(view))


def _around(region: Region, view: Box) -> tuple[str, ...]:
    if region is Region.WORLD:
        return ()
    return tuple(outline.path for outline in around() if outline.box.meets(view))


def _names(view: Box, told: Sequence[tuple[Outline, str]]) -> tuple[Name, ...]:
    """The names that have room in the middle of their shapes, the most told of first."""
    unit, height = WIDE / view.width, WIDE / RATIO
    found: list[Name] = []
    taken: list[Box] = []
    narrow: list[Box] = []
    for outline, label in told:
        text = shorten(label)
        x, y = (outline.at[0] - view.left) * unit, (outline.at[1] - view.top) * unit
        half = width_of(text, LETTERS) / 2 + 2
        box = Box(x - half, y - LETTERS * 0.6, x + half, y + LETTERS * 0.6)
        if box.left < 0 or box.right > WIDE or any(box.meets(other) for other in taken):
            continue
        taken.append(box)
        small = _on_a_phone(x, y, half)
        only_wide = len(narrow) == ALWAYS or any(small.meets(other) for other in narrow)
        if not only_wide:
            narrow.append(small)
        found.append(Name(text, 100 * x / WIDE, 100 * y / height, only_wide))
    return tuple(found)


def _on_a_phone(x: float, y: float, half: float) -> Box:
    """The box of a name in the middle of its shape where the map is narrow."""
    x, y = x * NARROW / WIDE, y * NARROW / WIDE
    return Box(x - half, y - LETTERS * 0.6, x + half, y + LETTERS * 0.6)
