"""What the page of an answer shows besides its table: the view that was chosen, and the others."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from api.asking import Asking, Reply
from api.questions.answers import SHOWN
from api.questions.bars import bars_of
from api.questions.drawn import network_of
from api.questions.placed import places_of
from api.questions.views import Chart, chart_of, links_of, views_of
from api.render import NAVIGATION

__all__ = ["Switch", "shown", "switches"]

NAMES: Final = {"table": "Table", "chart": "Chart", "network": "Network", "map": "Map"}
PAGES: Final = frozenset(address for address, _ in NAVIGATION)


@dataclass(frozen=True, slots=True)
class Switch:
    """One choice among views, or among the groups of a chart."""

    name: str
    words: str
    address: str
    chosen: bool


def switches(reply: Reply, given: Mapping[str, str], view: str | None) -> tuple[Switch, ...]:
    """The views that fit an answer; the table where the one asked for does not."""
    fitting = views_of(reply.question)
    chosen = view if view in fitting else "table"
    return tuple(
        Switch(
            name,
            NAMES[name],
            _address(reply, {**given, **({} if name == "table" else {"view": name})}),
            name == chosen,
        )
        for name in fitting
    )


def _address(reply: Reply, fields: Mapping[str, str]) -> str:
    return f"/questions/{reply.question.name}" + (f"?{urlencode(fields)}" if fields else "")


async def shown(
    asking: Asking,
    reply: Reply,
    given: Mapping[str, str],
    view: str,
    *,
    group: str | None,
    whole: bool,
) -> dict[str, Any]:
    """What a view draws of an answer, as values of its template."""
    chart, links = chart_of(reply.question), links_of(reply.question)
    if view == "chart" and chart is not None:
        return _chart(reply, given, chart, group=group, whole=whole)
    if view == "network" and links is not None:
        drawn = await asyncio.to_thread(lambda: network_of(reply.result.rows(), links))
        return {"drawn": drawn if drawn.links else None}
    if view == "map":
        return {
            "placed": await places_of(asking, reply.result.rows(), given),
            "has_map": "/map" in PAGES,
        }
    return {}


def _chart(
    reply: Reply, given: Mapping[str, str], chart: Chart, *, group: str | None, whole: bool
) -> dict[str, Any]:
    """The first bars or the ``whole``, and what they can be grouped by."""
    by = group if group is not None and group in chart.groups else next(iter(chart.groups))
    told = [row for row in reply.result.rows() if row.get(chart.value) is not None]
    groups = tuple(
        Switch(
            name,
            name.capitalize(),
            _address(reply, {**given, "view": "chart", "group": name}),
            name == by,
        )
        for name in chart.groups
    )
    return {
        "parts": bars_of(told if whole else told[:SHOWN], chart, by),
        "groups": groups,
        "cut": 0 if whole else max(0, len(told) - SHOWN),
    }
