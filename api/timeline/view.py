"""What a timeline shows, gathered once for its page, its JSON and its CSV."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from api.asking import Asking
from api.timeline.form import (
    INTERVALS,
    REPORTS,
    State,
    Window,
    selected,
    window_of,
)
from api.totals.form import Asked, understood
from api.totals.reckoning import Reckoning
from kg import timeline
from kg.steps import run_async
from kg.timeline import Everything, Item, Lane, ReportDay, Stretch
from kg.timeline.record import Row, item_record, item_rows, point_rows, report_rows
from kg.timeline.words import when
from kg.totals import AREAS, Point
from kg.totals.record import point_rows as points_record
from kg.totals.record import question_record
from kg.totals.words import MEASURED

__all__ = ["Shown", "everything_of", "shown_of"]

MOST_ITEMS: Final = 500
"""Items of one lane that an answer as JSON holds, those that most reports tell; CSV has all."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A timeline: ``points`` are ``None`` while they are being reckoned, or not asked for.

    ``items`` and ``reports`` are those of all days, ``window`` is ``None`` where no day is known.
    """

    state: State
    asked: Asked
    everything: Everything
    window: Window | None
    items: tuple[Item, ...]
    reports: tuple[ReportDay, ...]
    points: tuple[Point, ...] | None
    selected: tuple[str, str] | None

    @property
    def unit(self) -> str:
        """What the intervals are in."""
        return "ha" if self.asked.question.measure in AREAS else "items"

    @property
    def what(self) -> str:
        """What is measured, as the beginning of a sentence."""
        question = self.asked.question
        return MEASURED[question.kind or question.measure]

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The window cut into weeks, months or years."""
        window = self.window
        return () if window is None else tuple(timeline.cut(*_days(window), window.step))

    def within(self) -> tuple[Item, ...]:
        """The items of the lanes asked for that have a day in the window, or none at all."""
        asked = [item for item in self.items if item.lane.value in self.state.lanes]
        if self.window is None:
            return tuple(asked)
        return timeline.within(asked, *_days(self.window))

    def reports_within(self) -> tuple[ReportDay, ...]:
        """The reports published in the window, the latest first."""
        if self.window is None:
            return ()
        first, last = _days(self.window)
        dated = ((r.published, r) for r in self.reports if r.published is not None)
        found = [(day, report) for day, report in dated if first <= day <= last]
        return tuple(r for _, r in sorted(found, key=lambda pair: pair[0], reverse=True))

    def record(self, *, whole: bool = False) -> Row:
        """As JSON values; ``whole`` has the items of all days, unless they are too many."""
        items, left_out = _capped(self.items if whole else self.within())
        if whole and left_out:
            return {**self.record(), "partial": True}
        lanes, window = self.state.lanes, self.window
        known = self.everything.span
        keys = {k for item in items for k in (*item.places, *item.bodies, *item.people)}
        labels = self.everything.labels
        points = self.points
        shown: Row = {
            "question": question_record(self.asked.question),
            "names": dict(self.asked.names),
            "as_of": None if self.asked.until is None else str(self.asked.until),
            "origins": self.state.origins,
            "selected": None if self.selected is None else self.selected[0],
            "window": None if window is None else _period(*_days(window)),
            "step": None if window is None else window.step.value,
            "known": None if known is None else _period(*known),
            "unit": self.unit,
        }
        if INTERVALS in lanes:
            shown["intervals"] = None if points is None else points_record(points)
        shown["items"] = [{**item_record(i, labels), "when": when(i)} for i in items]
        shown["left_out"] = left_out
        shown["labels"] = {key: labels.get(key, key) for key in sorted(keys)}
        if REPORTS in lanes:
            shown["reports"] = self._counted()
            shown["reports_without_day"] = sum(r.published is None for r in self.reports)
        return shown

    def rows(self) -> Iterator[Row]:
        """As the rows of a table."""
        yield from point_rows(self.points or (), self.what)
        yield from item_rows(self.within(), self.everything.labels)
        if REPORTS in self.state.lanes:
            stretches = self.stretches
            yield from report_rows(stretches, timeline.counted(self.reports, stretches))

    def days(self) -> list[tuple[str, int]]:
        """How many reports were published on each day that has any."""
        counts = Counter(r.published for r in self.reports if r.published is not None)
        return [(day.isoformat(), count) for day, count in sorted(counts.items())]

    def _counted(self) -> list[Row]:
        stretches = self.stretches
        counts = timeline.counted(self.reports, stretches)
        return [
            {"first_day": first.isoformat(), "last_day": last.isoformat(), "reports": count}
            for (first, last), count in zip(stretches, counts, strict=True)
        ]


async def everything_of(asking: Asking) -> Everything:
    """All items of the newest generation, read once."""
    return await asking.once("timeline", lambda: run_async(asking.reader, timeline.read))


async def shown_of(
    asking: Asking, reckoning: Reckoning, state: State, *, patience: float | None = None
) -> Shown:
    """The timeline of a state; intervals are left out if they take longer than ``patience``.

    Raises:
        TooManyError: more places, or bodies, than are looked up.
        UnknownNameError: a measure, place or body that means nothing, or several things.
        PeriodError: days that are none, or in the wrong order, or too many for the step.
    """
    names = await asking.names()
    asked = await asyncio.to_thread(understood, names, state.given)
    everything = await everything_of(asking)
    wanted = timeline.wanted_of(asked.question, origins=state.origins, until=asked.until)
    items = await asyncio.to_thread(timeline.chosen, everything, wanted)
    reports = await asyncio.to_thread(timeline.reports_of, everything, wanted)
    window = window_of(everything, asked, state.step)
    points: tuple[Point, ...] | None = ()
    if window is not None and INTERVALS in state.lanes:
        points = await _points(reckoning, asked, window, patience)
    chosen = selected(names, everything, state.sel)
    return Shown(state, asked, everything, window, items, reports, points, chosen)


async def _points(
    reckoning: Reckoning, asked: Asked, window: Window, patience: float | None
) -> tuple[Point, ...] | None:
    parts = timeline.questions(asked.question, window.step, *_days(window))
    try:
        async with asyncio.timeout(patience):
            return await reckoning.points(parts, asked.until)
    except TimeoutError:
        return None


def _capped(items: Sequence[Item]) -> tuple[list[Item], dict[str, int]]:
    """The first items of each lane, and how many of it are left out."""
    by_lane = {lane: [item for item in items if item.lane is lane] for lane in Lane}
    left_out = {
        lane.value: len(of) - MOST_ITEMS for lane, of in by_lane.items() if len(of) > MOST_ITEMS
    }
    kept = {id(i) for of in by_lane.values() for i in sorted(of, key=_reports)[:MOST_ITEMS]}
    return [item for item in items if id(item) in kept], left_out


def _reports(item: Item) -> int:
    """What most reports tell comes first."""
    return -len(item.tellings)


def _days(window: Window) -> tuple[date, date]:
    return window.first, window.last


def _period(first: date, last: date) -> dict[str, Any]:
    return {"from": first.isoformat(), "to": last.isoformat()}
