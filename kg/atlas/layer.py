"""What a map shows: for each place its reports or its bounds, the place where it is drawn, a step.

Each place is counted alone, together with the places in it; nothing is divided or added up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from kg.atlas.bounds import Bound
from kg.atlas.mentions import Mentions, Place, Told
from kg.atlas.scale import Step, scale, step_of
from kg.atlas.shapes import Region, drawn_with, shapes

__all__ = ["Choice", "Layer", "Origins", "Row", "Show", "asked", "layer", "region_of", "shape_of"]

HOME: Final = "place/AZ"


class Show(StrEnum):
    """What places are coloured by."""

    REPORTS = "reports"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"


class Origins(StrEnum):
    """Which places are shown: all, those told of by several origins, or by a single one."""

    ALL = "all"
    CONFIRMED = "confirmed"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is shown; ``places`` leaves out all that is none of these nor lies in one."""

    show: Show = Show.REPORTS
    told: Told = field(default_factory=Told)
    places: tuple[str, ...] = ()
    origins: Origins = Origins.ALL


@dataclass(frozen=True, slots=True)
class Row:
    """A place with what is known of it.

    ``shape`` is the key of the shape in which it is drawn: its own (``own``), or that of the
    district or country in which it lies; ``None`` if it lies in none. ``bound`` is ``None`` as long
    as it was not reckoned. ``step`` is the number of its colour, 0 for nothing, ``None``
    for unknown, and for what is told of the whole country only.
    """

    place: Place
    region: Region
    shape: str | None
    own: bool
    reports: int
    origins: int
    bound: Bound | None
    step: int | None

    def is_apart(self, show: Show) -> bool:
        """Whether what it is coloured by is told of it, and not of its whole country only."""
        return show is Show.REPORTS or self.bound is None or self.bound.apart

    def amount(self, show: Show) -> Decimal | int | None:
        """What the place is coloured by; ``None`` if that is unknown."""
        if show is Show.REPORTS:
            return self.reports
        if self.bound is None:
            return None
        return self.bound.at_least if show is Show.AT_LEAST else self.bound.at_most


@dataclass(frozen=True, slots=True)
class Layer:
    """The rows of a map, those with the most first; the steps of each region's shapes."""

    show: Show
    rows: tuple[Row, ...]
    steps: Mapping[Region, Sequence[Step]]

    def of(self, region: Region, *, own: bool) -> tuple[Row, ...]:
        """The rows of a region that have a shape of their own, or those that have none."""
        return tuple(row for row in self.rows if row.region is region and row.own == own)


def asked(mentions: Mentions, choice: Choice) -> tuple[Place, ...]:
    """The places whose bounds a map needs."""
    keys = sorted(key for key in _keys(mentions) if _is_chosen(mentions, key, choice))
    return tuple(mentions.places[key] for key in keys)


def layer(mentions: Mentions, choice: Choice, bounds: Mapping[str, Bound] | None = None) -> Layer:
    """What a map shows; ``bounds`` are those of :func:`asked`, where they are reckoned."""
    counted = mentions.counted(choice.told)
    rows = [
        row
        for place in asked(mentions, choice)
        if _is_told(row := _row(mentions, place, counted, bounds), choice)
    ]
    steps = {region: _steps(rows, region, choice.show) for region in Region}
    stepped = [
        replace(row, step=step_of(row.amount(choice.show), steps[row.region]))
        if row.is_apart(choice.show)
        else row
        for row in rows
    ]
    return Layer(choice.show, tuple(sorted(stepped, key=lambda row: _order(row, choice))), steps)


def region_of(mentions: Mentions, choice: Choice, selected: str | None = None) -> Region:
    """The region to show at first: of what is selected or chosen, else of what most is told."""
    keys = choice.places
    if selected is not None and selected in mentions.places:
        keys = (selected,)
    if not keys:
        counted = mentions.counted(choice.told)
        home = mentions.of(HOME, counted)
        return Region.AZERBAIJAN if 2 * len(home) >= len(counted) else Region.WORLD
    return Region.AZERBAIJAN if all(_is_home(mentions, key) for key in keys) else Region.WORLD


def _keys(mentions: Mentions) -> set[str]:
    """All places that reports name, with their countries, and all districts that are drawn."""
    named = {key for key in mentions.naming if key in mentions.places}
    drawn = (key for key, shape in shapes().items() if shape.region is Region.AZERBAIJAN)
    return named | {key for key in drawn if key in mentions.places}


def _is_chosen(mentions: Mentions, key: str, choice: Choice) -> bool:
    wanted = set(choice.places)
    return not wanted or not wanted.isdisjoint((key, *mentions.places[key].wholes))


def _is_told(row: Row, choice: Choice) -> bool:
    """Whether there is something to be shown of it."""
    if choice.origins is Origins.CONFIRMED and row.origins < 2:
        return False
    if choice.origins is Origins.SINGLE and row.origins != 1:
        return False
    bound = row.bound
    return row.reports > 0 or (
        choice.show is not Show.REPORTS
        and bound is not None
        and (bound.told > 0 or bound.at_most is not None)
    )


def _row(
    mentions: Mentions,
    place: Place,
    counted: Collection[str],
    bounds: Mapping[str, Bound] | None,
) -> Row:
    key = place.key
    reports = mentions.of(key, counted)
    shape = shape_of(place)
    return Row(
        place=place,
        region=_region(mentions, key),
        shape=shape,
        own=shape == key,
        reports=len(reports),
        origins=mentions.origins(reports),
        bound=None if bounds is None else bounds.get(key),
        step=None,
    )


def shape_of(place: Place, region: Region | None = None) -> str | None:
    """The key of the shape in which a place is drawn, of those of a region; the smallest."""
    drawn = shapes()
    within = (place.key, drawn_with().get(place.key, ""), *place.wholes)
    fitting = (key for key in within if key in drawn)
    return next((key for key in fitting if region in (None, drawn[key].region)), None)


def _is_home(mentions: Mentions, key: str) -> bool:
    return mentions.places[key].country == HOME


def _region(mentions: Mentions, key: str) -> Region:
    """Azerbaijan's map has what lies in it; the country itself is a shape of the world's."""
    is_within = key != HOME and _is_home(mentions, key)
    return Region.AZERBAIJAN if is_within else Region.WORLD


def _steps(rows: Iterable[Row], region: Region, show: Show) -> tuple[Step, ...]:
    drawn = (row for row in rows if row.region is region and row.own and row.is_apart(show))
    amounts = [row.amount(show) for row in drawn]
    return scale(amounts, whole=all(_is_whole(amount) for amount in amounts))


def _is_whole(amount: Decimal | int | None) -> bool:
    return amount is None or amount == int(amount)


def _order(row: Row, choice: Choice) -> tuple[bool, bool, Decimal, int, str, str]:
    """The greatest amounts first; then the unknown, then what is told with all others only."""
    amount = row.amount(choice.show)
    size = Decimal(0) if amount is None else Decimal(amount)
    wide = not row.is_apart(choice.show)
    return wide, amount is None, -size, -row.reports, row.place.label, row.place.key
