"""The timeline as its page tells it: the tables of all that is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from api.things import address_of
from api.timeline.form import REPORTS, State
from api.timeline.view import Shown
from kg import timeline
from kg.terms import ID
from kg.timeline import Item, Lane, Telling
from kg.timeline.words import LANES, short, when
from kg.totals import Point
from kg.totals.words import amount, doubted, written

__all__ = ["Line", "Source", "Stretch", "Table", "intervals_of", "reports_of", "tables_of"]

SHOWN: Final = 60
"""Rows of a table that stand open; the others are one click away."""
SOURCES: Final = 3
"""Reports that a row names."""
NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is told: a link to its sentence."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; ``things`` are names with their addresses."""

    label: str
    address: str
    about: str
    doubt: str
    when: str
    things: tuple[tuple[str, str], ...]
    more_things: int
    sources: tuple[Source, ...]
    more_sources: int


@dataclass(frozen=True, slots=True)
class Table:
    """The items of a lane: those with a day in the window, and those without any."""

    lane: str
    title: str
    note: str
    lines: tuple[Line, ...]
    undated: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A row of the table of intervals or of counts; ``is_proven`` if it has a least or a most."""

    name: str
    address: str
    least: str
    most: str
    count: int
    is_proven: bool = False


def tables_of(shown: Shown) -> list[Table]:
    """A table for each lane of things."""
    items = shown.within()
    return [_table(lane, [i for i in items if i.lane is lane], shown) for lane in Lane]


def intervals_of(shown: Shown) -> list[Stretch]:
    """The intervals, each with the address of its proof."""
    unit = shown.unit
    return [
        Stretch(
            name=_name(point.first, point.last),
            address=f"/totals?{_totals(shown.state, point)}",
            least=_bound(point, "at_least", unit),
            most=_bound(point, "at_most", unit),
            count=point.told,
            is_proven=bool(point.at_least) or point.at_most is not None,
        )
        for point in shown.points or ()
    ]


def reports_of(shown: Shown) -> list[Stretch]:
    """How many reports were published in each stretch that has any."""
    if REPORTS not in shown.state.lanes:
        return []
    stretches = shown.stretches
    counts = timeline.counted(shown.reports, stretches)
    return [
        Stretch(_name(*days), "", "", "", count)
        for days, count in zip(stretches, counts, strict=True)
        if count
    ]


def _name(first: date, last: date) -> str:
    return written(first, last, short=True)


def _totals(state: State, point: Point) -> str:
    given = replace(state.given, first=point.first.isoformat(), last=point.last.isoformat())
    return given.query()


def _bound(point: Point, name: str, unit: str) -> str:
    value = point.at_least if name == "at_least" else point.at_most
    unknown = "nothing known" if name == "at_least" else "unknown"
    return unknown if value is None else amount(value, unit)


def _table(lane: Lane, items: Sequence[Item], shown: Shown) -> Table:
    title, note = LANES[lane]
    lines = tuple(_line(item, shown) for item in items if item.span is not None)
    undated = tuple(_line(item, shown) for item in items if item.span is None)
    return Table(lane.value, title, note, lines, undated)


def _line(item: Item, shown: Shown) -> Line:
    labels = shown.everything.labels
    keys = [*item.people, *item.bodies, *item.places]
    sources = list(_sources(item.tellings, shown))
    return Line(
        label=item.label,
        address=address_of(str(ID) + item.tellings[0].thing),
        about=item.about,
        doubt=doubted(item.doubts),
        when=when(item),
        things=tuple((labels.get(k, k), address_of(str(ID) + k)) for k in keys[:NAMED]),
        more_things=max(0, len(keys) - NAMED),
        sources=tuple(sources[:SOURCES]),
        more_sources=max(0, len(sources) - SOURCES),
    )


def _sources(tellings: Iterable[Telling], shown: Shown) -> Iterator[Source]:
    """Each report that tells of it once, with its outlet and day."""
    labels = shown.everything.labels
    for telling in {telling.report.report: telling for telling in tellings}.values():
        outlet = telling.report.outlet
        name = "Report" if outlet is None else labels.get(outlet, outlet)
        day = short(telling.report.published)
        yield Source(
            address_of(telling.evidence or telling.report.report),
            f"{name}, {day}" if day else name,
        )
