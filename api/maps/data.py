"""What an answer of the map is made of: read, counted and reckoned, as far as there is time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from api.asking import Asking
from api.maps.form import Wanted, choice_of
from api.totals.form import Asked
from api.totals.reckoning import Reckoning
from kg import atlas
from kg.atlas import Bound, Choice, Mentions, Place, Sentence, Show
from kg.steps import run_async

__all__ = ["Ready", "Selected", "mentions_of", "prepare"]

PLACES: Final = ("district/", "place/")


@dataclass(frozen=True, slots=True)
class Selected:
    """A place that more is told of; ``bound`` is ``None`` while its bounds are reckoned.

    ``place`` is ``None`` where the key is no place's.
    """

    key: str
    place: Place | None
    names: tuple[tuple[str, str], ...] = ()
    reports: int = 0
    origins: int = 0
    sentences: tuple[Sentence, ...] = ()
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """All that an answer needs; ``bounds`` is ``None`` where bounds are not asked for, or late."""

    mentions: Mentions
    asked: Asked
    choice: Choice
    bounds: Mapping[str, Bound] | None
    selected: Selected | None

    @property
    def is_late(self) -> bool:
        """Whether something that was asked for is still being reckoned."""
        if self.choice.show is not Show.REPORTS and self.bounds is None:
            return True
        chosen = self.selected
        return chosen is not None and chosen.place is not None and chosen.bound is None


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
    chosen = None if wanted.selected is None else mentions.places.get(wanted.selected)
    places: tuple[Place, ...] = ()
    if choice.show is not Show.REPORTS:
        places = atlas.asked(mentions, choice)
    if chosen is not None and chosen not in places:
        places = (*places, chosen)
    bounds = await _bounds(reckoning, asked, places, patience) if places else None
    selected = await _selected(asking, mentions, choice, wanted, bounds)
    shown = None if choice.show is Show.REPORTS else bounds
    return Ready(mentions, asked, choice, shown, selected)


async def _bounds(
    reckoning: Reckoning, asked: Asked, places: tuple[Place, ...], patience: float | None
) -> Mapping[str, Bound] | None:
    question = replace(asked.question, places=())
    try:
        return await asyncio.wait_for(reckoning.bounds(question, places, asked.until), patience)
    except TimeoutError:
        return None


async def _selected(
    asking: Asking,
    mentions: Mentions,
    choice: Choice,
    wanted: Wanted,
    bounds: Mapping[str, Bound] | None,
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
        bound=None if bounds is None else bounds.get(key),
    )
