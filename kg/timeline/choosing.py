"""What of the line of time is asked for: by place, performer, measure, origins and day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from kg.errors import UnknownNameError
from kg.moment import Moment
from kg.timeline.items import Days, Everything, Item, Lane, ReportDay
from kg.timeline.reading import spanned
from kg.totals import ITEMS, Question

__all__ = ["Origins", "Wanted", "chosen", "reports_of", "wanted_of", "within"]

Origins = Literal["all", "confirmed", "single"]
"""Things of any number of origins, of two or more, or of one."""
FIGURES = (Lane.FIGURES, Lane.RUNNING)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A measure (of one ``kind`` of device), in these places, by these bodies.

    Things are keys; none means all. ``until`` leaves out what later reports tell. Places hold for
    posts only by not being asked: a post has none.
    """

    measure: str
    kind: str | None = None
    places: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    origins: Origins = "all"
    until: Moment | None = None


def wanted_of(
    question: Question, *, origins: Origins = "all", until: Moment | None = None
) -> Wanted:
    """The items that belong to a question for a total; ``UnknownNameError`` for other origins."""
    if origins not in get_args(Origins):
        raise UnknownNameError("number of origins", origins, get_args(Origins))
    return Wanted(
        measure=question.measure,
        kind=question.kind if question.measure == ITEMS else None,
        places=question.places,
        bodies=question.bodies,
        origins=origins,
        until=until,
    )


def chosen(everything: Everything, wanted: Wanted) -> tuple[Item, ...]:
    """The items that are asked for, in their order.

    A place holds what lies in it, a body its parts. Figures are those of the measure.
    """
    places, bodies = _holding(everything, wanted)
    return tuple(
        item
        for item in _as_of(everything, wanted.until)
        if item.lane not in FIGURES or _is_of(item, everything, wanted)
        if item.lane is Lane.POSTS or not places or places & set(item.places)
        if not bodies or bodies & {*item.bodies, *item.people}
        if _has_origins(item, wanted.origins)
    )


def reports_of(everything: Everything, wanted: Wanted) -> tuple[ReportDay, ...]:
    """The reports that mention one of the places, and one of the bodies."""
    places, bodies = _holding(everything, wanted)
    return tuple(
        report
        for report in everything.reports
        if report.is_there(wanted.until)
        if not places or places & report.mentions
        if not bodies or bodies & report.mentions
    )


def within(items: Collection[Item], first: date, last: date) -> tuple[Item, ...]:
    """The items that have some day in a period, or none at all; those last."""
    drawn = tuple(i for i in items if i.span and i.span[0] <= last and i.span[1] >= first)
    return (*drawn, *(item for item in items if item.span is None))


def _holding(everything: Everything, wanted: Wanted) -> tuple[frozenset[str], frozenset[str]]:
    nothing: frozenset[str] = frozenset()
    places = nothing.union(*map(everything.wholes.within, wanted.places))
    return places, nothing.union(*map(everything.wholes.within, wanted.bodies))


def _is_of(item: Item, everything: Everything, wanted: Wanted) -> bool:
    """Whether a figure is one of the measure, of the kind of device."""
    if item.measure != wanted.measure:
        return False
    return wanted.kind is None or item.category in everything.wholes.within(wanted.kind)


def _has_origins(item: Item, origins: Origins) -> bool:
    return origins == "all" or (item.origins > 1) == (origins == "confirmed")


def _as_of(everything: Everything, until: Moment | None) -> Iterator[Item]:
    """The items as those reports tell them that were there by then.

    What contradicts them is known of all reports only, so that no doubt is told then.
    """
    if until is None:
        yield from everything.items
        return
    for item in everything.items:
        tellings = tuple(t for t in item.tellings if t.report.is_there(until))
        if not tellings:
            continue
        if item.days in (Days.ATTESTED, Days.TOLD):
            first, last = spanned(tellings)
            days = item.days if first else Days.NONE
            yield replace(item, tellings=tellings, first=first, last=last, days=days)
        else:
            yield replace(item, tellings=tellings, doubts=())
