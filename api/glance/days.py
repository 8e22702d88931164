"""What happened when, as a small line of time: events by year, and what has days of its own.

Places on it are parts of its width in percent, so that it fits any screen without a script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.render import grouped
from api.things import address_of
from kg.exports.drawing import outline
from kg.timeline import Days, Everything, Item, Lane
from kg.timeline.words import when

__all__ = ["Line", "Mark", "Row", "Year", "line_of"]

TITLES: Final = {
    Lane.FIGURES: "Figures",
    Lane.MEETINGS: "Meetings",
    Lane.POSTS: "Posts",
    Lane.PROJECTS: "Projects",
}
SHAPES: Final = {Lane.MEETINGS: "star", Lane.POSTS: "dot", Lane.PROJECTS: "diamond"}
CLASSES: Final = {Lane.MEETINGS: "tl-star", Lane.POSTS: "tl-circle", Lane.PROJECTS: "tl-diamond"}
SIZE: Final = 6.0
ROW: Final = 18
"""How high a row is."""
MOST_ROWS: Final = 5
LEAST: Final = 1.1
"""The width that a mark takes at least, in percent."""
TICKS: Final = 9
"""How many years are named at most."""


@dataclass(frozen=True, slots=True)
class Year:
    """How many events end in a year; ``share`` is of the most, in percent."""

    year: int
    events: int
    x: float
    width: float
    share: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar of a ``width``, or a point (without one), that leads to a sentence."""

    x: float
    y: float
    width: float | None
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """The marks of one kind; ``left`` had no room. ``points`` is the outline of a point."""

    title: str
    count: int
    height: int
    shape: str
    points: str
    marks: tuple[Mark, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Line:
    """All of it; ``ticks`` are years with their places."""

    first: int
    last: int
    ticks: tuple[tuple[float, int], ...]
    years: tuple[Year, ...]
    rows: tuple[Row, ...]


def line_of(everything: Everything, key: str, ended: Mapping[int, int]) -> Line | None:
    """The line of a thing; ``ended`` counts its events by year. ``None`` if nothing has a day."""
    lanes = _lanes(everything, key)
    days = [day for found in lanes.values() for _, span in found for day in span]
    known = [*ended, *(day.year for day in days)]
    if not known:
        return None
    scale = _Scale(min(known), max(known))
    rows = (_row(lane, lanes[lane], scale) for lane in TITLES if lanes.get(lane))
    return Line(scale.first, scale.last, scale.ticks(), _years(ended, scale), tuple(rows))


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    last: int

    def x(self, day: date, *, after: bool = False) -> float:
        """Where a day begins, or ends, in percent."""
        start = date(self.first, 1, 1).toordinal()
        end = date(self.last, 12, 31).toordinal() + 1
        return 100 * (day.toordinal() + after - start) / (end - start)

    def ticks(self) -> tuple[tuple[float, int], ...]:
        step = -(-(self.last - self.first + 1) // TICKS)
        return tuple((self.x(date(y, 1, 1)), y) for y in range(self.first, self.last + 1, step))


Found = Sequence[tuple[Sequence[Item], tuple[date, date]]]


def _lanes(everything: Everything, key: str) -> dict[Lane, Found]:
    """What concerns a thing or a part of it, of each lane; figures of the same days together."""
    wanted = everything.wholes.within(key)
    groups: dict[Lane, dict[tuple[object, ...], list[Item]]] = defaultdict(dict)
    for item in everything.items:
        if item.lane not in TITLES or item.span is None or not _concerns(item, wanted):
            continue
        same = item.span if item.lane is Lane.FIGURES else (item.key,)
        groups[item.lane].setdefault(same, []).append(item)
    return {lane: [(of, _span(of)) for of in some.values()] for lane, some in groups.items()}


def _concerns(item: Item, wanted: frozenset[str]) -> bool:
    told = (telling.thing for telling in item.tellings)
    return not wanted.isdisjoint((item.key, *item.places, *item.bodies, *item.people, *told))


def _span(items: Iterable[Item]) -> tuple[date, date]:
    spans = [item.span for item in items if item.span is not None]
    return min(first for first, _ in spans), max(last for _, last in spans)


def _years(ended: Mapping[int, int], scale: _Scale) -> tuple[Year, ...]:
    most = max(ended.values(), default=1)
    found = []
    for year, events in sorted(ended.items()):
        left, right = scale.x(date(year, 1, 1)), scale.x(date(year, 12, 31), after=True)
        found.append(Year(year, events, left, right - left, 100 * events / most))
    return tuple(found)


def _row(lane: Lane, found: Found, scale: _Scale) -> Row:
    """Marks in as few rows as they need so that none covers another."""
    ends: list[float] = []
    marks: list[Mark] = []
    for items, (first, last) in sorted(found, key=lambda each: each[1]):
        is_bar = lane is Lane.FIGURES
        left, right = scale.x(first), scale.x(last, after=True)
        if not is_bar:
            left = right = (left + right) / 2
        width = max(right - left, LEAST)
        row = next((n for n, end in enumerate(ends) if end <= left), len(ends))
        if row == MOST_ROWS:
            continue
        ends[row : row + 1] = [left + (width if is_bar else 2 * LEAST) + 0.3]
        marks.append(
            Mark(left, (row + 0.5) * ROW, width if is_bar else None, _words(items), _to(items[0]))
        )
    shape = outline(SHAPES[lane], 0.0, 0.0, SIZE) if lane in SHAPES else ()
    return Row(
        title=TITLES[lane],
        count=len(found),
        height=max(1, len(ends)) * ROW + 4,
        shape=CLASSES.get(lane, ""),
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in shape),
        marks=tuple(marks),
        left=len(found) - len(marks),
    )


def _words(items: Sequence[Item]) -> str:
    first = items[0]
    label = f"{first.label[:1].upper()}{first.label[1:]}"
    more = f" and {grouped(len(items) - 1)} more" if len(items) > 1 else ""
    days = "" if first.days is Days.NONE else f": {when(first)}"
    return f"{label}{more}{days}"


def _to(item: Item) -> str:
    telling = item.tellings[0]
    return address_of(telling.evidence or telling.report.report)
