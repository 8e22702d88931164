"""All that is seen of a thing at a glance, gathered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup
from rdflib import URIRef

from api.glance.days import Line, line_of
from api.glance.near import MOST_DRAWN, Neighbour, groups, kinds, neighbours, picture
from api.glance.places import Plan, plan_of
from api.maps.data import mentions_of
from api.network.pictures import Pictures
from api.timeline.view import everything_of
from kg.terms import ID

__all__ = ["DRAWN", "Glance", "glance"]

DRAWN: Final = frozenset({"agency", "body", "group", "person", "district", "place", "project"})
"""The kinds of things that stand in the network."""
ON_MAP: Final = 20
"""Places that the address of a map holds."""
STATE: Final = {"agency": "by", "body": "by", "group": "by", "district": "place", "place": "place"}
"""Which part of the state that all pages share narrows them to a thing; others are selected."""


@dataclass(frozen=True, slots=True)
class Glance:
    """Three pictures, each as far as there is one, with the addresses of the whole pages.

    ``groups`` are headings with the neighbours most often told of, ``kinds`` the marks and words
    of those that are drawn; ``left`` are not drawn.
    """

    picture: Markup | None
    left: int
    kinds: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, tuple[Neighbour, ...]], ...]
    plan: Plan | None
    line: Line | None
    network: str
    map: str
    timeline: str


async def glance(pictures: Pictures, key: str) -> Glance | None:
    """The glance of a thing; ``None`` if nothing can be drawn."""
    asking = pictures.asking
    whole, rows, mentions, everything = await asyncio.gather(
        pictures.whole(),
        asking.rows("activity", thing=URIRef(ID + key)),
        mentions_of(asking),
        everything_of(asking),
    )
    ended = {int(row["year"]): int(row["events"]) for row in rows}

    def drawn() -> Glance | None:
        near = neighbours(whole, key)
        plan, line = plan_of(mentions, key, near), line_of(everything, key, ended)
        if not (near or plan or line):
            return None
        places = [each.key for each in near if each.key in mentions.places]
        network, map_, timeline = _addresses(key, places)
        return Glance(
            picture=picture(whole, key, near) if near else None,
            left=max(len(near) - MOST_DRAWN, 0),
            kinds=kinds(near),
            groups=groups(near),
            plan=plan,
            line=line,
            network=network,
            map=map_,
            timeline=timeline,
        )

    return await asyncio.to_thread(drawn)


def _addresses(key: str, places: Sequence[str]) -> tuple[str, str, str]:
    """Of the network, the map and the timeline of a thing; a map of places where it is no body."""
    state = STATE.get(key.partition("/")[0], "sel")
    there = {"place": [("sel", key)], "by": [("by", key)]}
    fields = (
        [("around", key)],
        there.get(state) or [("place", each) for each in places[:ON_MAP]],
        [(state, key)],
    )
    near, where, then = (urlencode(each, safe="/") for each in fields)
    return f"/network?{near}", f"/map?{where}", f"/timeline?{then}"
