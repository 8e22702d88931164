"""The line of time in words: what a lane shows, when a thing was."""

from __future__ import annotations

from datetime import date
from typing import Final

from kg.timeline.items import Days, Item, Lane
from kg.totals.words import written

__all__ = ["LANES", "short", "when"]

LANES: Final = {
    Lane.FIGURES: (
        "Reported figures",
        "Each from the first to the last day it speaks of. They overlap and are not added up.",
    ),
    Lane.RUNNING: (
        "Running totals",
        "Each stands at its last day; what it counts began long before.",
    ),
    Lane.MEETINGS: ("Meetings", "Where no day is stated: not after the day of its report."),
    Lane.POSTS: (
        "Posts",
        "A point for each day attested; the line claims nothing. Places do not narrow them.",
    ),
    Lane.PROJECTS: (
        "Projects",
        "No report states a period: a point for each report that tells of it.",
    ),
}
"""The title of each lane, and what its marks mean."""
NAMED: Final = 4
"""Days of an item that are named; of more, the first and the last."""


def when(item: Item) -> str:
    """The days of an item: "21 to 27 August 2023", "not after 1 Sep 2023", "no day known"."""
    first, last = item.first, item.last
    if item.days in (Days.ATTESTED, Days.TOLD):
        return _listed(sorted({t.day for t in item.tellings if t.day is not None}))
    told = {
        Days.ROUGH: f"since {_rough(first)}, to {short(last)}",
        Days.UNTIL: f"to {short(last)}; the first day is not stated",
        Days.FROM: f"from {_rough(first)}; the last day is not stated",
        Days.NOT_AFTER: f"not after {short(last)}",
        Days.NONE: "no day known",
    }
    return told.get(item.days) or written(first, last)


def _listed(days: list[date]) -> str:
    if len(days) > NAMED:
        return f"{len(days)} days, {short(days[0])} to {short(days[-1])}"
    return ", ".join(map(short, days))


def short(day: date | None) -> str:
    """A day as "1 Sep 2023"; nothing for no day."""
    return "" if day is None else f"{day.day} {day:%b %Y}"


def _rough(day: date | None) -> str:
    """The beginning of a month or year by its name: reports often state no more."""
    if day is None or day.day != 1:
        return short(day)
    return f"{day:%Y}" if day.month == 1 else f"{day:%b %Y}"
