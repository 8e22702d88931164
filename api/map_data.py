"""What an answer of the map is made of: read, counted and reckoned, as far as there is time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from api.asking import Asking
from api.map_form import Wanted, choice_of
from api.reckoning import Reckoning
from api.total_form import Asked
from kg import atlas
from kg.atlas import Choice, Mentions, Place, Sentence, Show
from kg.steps import run_async
from kg.totals import Point

__all__ = ["Ready", "Selected", "mentions_of", "prepare"]

PLACES: Final = ("district/", "place/")


@dataclass(frozen=True, slots=True)
class Selected:
    """A place that more is told of; ``point`` is ``None`` while its bounds are reckoned.

    ``place`` is ``None`` where the key is no place's.
    """

    key: str
    place: Place | None
    names: tuple[tuple[str, str], ...] = ()
    reports: int = 0
    origins: int = 0
    sentences: tuple[Sentence, ...] = ()
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """All that an answer needs; ``points`` is ``None`` where bounds are not asked for, or late."""

    mentions: Mentions
    asked: Asked
    choice: Choice
    points: Mapping[str, Point] | None
    selected: Selected | None

    @property
    def is_late(self) -> bool:
        """Whether something that was asked for is still being reckoned."""
        if self.choice.show is not Show.REPORTS and self.points is None:
            return True
        chosen = self.selected
        return chosen is not None and chosen.place is not None and chosen.point is None


async def mentions_of(asking: Asking) -> Mentions:
    """Which report names which place; read once a generation."""
    return await asking.once("map", lambda: run_async(asking.reader, atlas.mentions))


async def prepare(
    asking: Asking,
    reckoning: Reckoning,
    wanted: Wanted,
    asked: Asked,
    *,
    patience: float | None = None,
) -> Ready:
    """What is asked for; bounds that are not there within ``patience`` seconds are left out.

    They are reckoned on, and there for whoever asks again.
    """
    mentions = await mentions_of(asking)
    choice = choice_of(wanted, asked)
    is_place = wanted.selected is not None and wanted.selected in mentions.places
    keys: tuple[str, ...] = ()
    if choice.show is not Show.REPORTS:
        keys = atlas.asked(mentions, choice)
    elif is_place and wanted.selected is not None:
        keys = (wanted.selected,)
    points = await _bounds(reckoning, asked, keys, patience) if keys else None
    selected = await _selected(asking, mentions, choice, wanted, points)
    shown = None if choice.show is Show.REPORTS else points
    return Ready(mentions, asked, choice, shown, selected)


async def _bounds(
    reckoning: Reckoning, asked: Asked, keys: tuple[str, ...], patience: float | None
) -> Mapping[str, Point] | None:
    question = replace(asked.question, places=())
    try:
        return await asyncio.wait_for(reckoning.bounds(question, keys, asked.until), patience)
    except TimeoutError:
        return None


async def _selected(
    asking: Asking,
    mentions: Mentions,
    choice: Choice,
    wanted: Wanted,
    points: Mapping[str, Point] | None,
) -> Selected | None:
    key = wanted.selected
    if key is None or not key.startswith(PLACES):
        return None
    place = mentions.places.get(key)
    if place is None:
        return Selected(key, None)
    counted = mentions.counted(choice.told)
    reports = mentions.of(key, counted)
    return Selected(
        key=key,
        place=place,
        names=await run_async(asking.reader, lambda: atlas.names(key)),
        reports=len(reports),
        origins=mentions.origins(reports),
        sentences=await run_async(asking.reader, lambda: atlas.sentences(mentions, key, counted)),
        point=None if points is None else points.get(key),
    )
