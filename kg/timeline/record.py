"""The line of time as plain values for JSON, and as rows for CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kg.timeline.evidence import Quoted
from kg.timeline.items import Item, Telling
from kg.timeline.stretches import Stretch
from kg.totals import Point
from kg.totals.record import number
from kg.totals.words import doubted, written

__all__ = [
    "COLUMNS",
    "Row",
    "item_record",
    "item_rows",
    "point_rows",
    "quoted_record",
    "report_rows",
]

COLUMNS = (
    "lane",
    "what",
    "first_day",
    "last_day",
    "days",
    "at_least",
    "at_most",
    "value",
    "reports",
    "origins",
    "places",
    "bodies",
    "people",
    "as_told",
    "outlet",
    "published",
    "evidence",
    "key",
)
Row = dict[str, Any]


def item_record(item: Item, labels: Mapping[str, str]) -> Row:
    """An item as JSON values; a value is a text, so that no reader turns it into a float."""
    return {
        "lane": item.lane.value,
        "key": item.key,
        "label": item.label,
        "about": item.about,
        "first_day": _iso(item.first),
        "last_day": _iso(item.last),
        "days": item.days.name.lower(),
        "days_in_words": item.days.value,
        "is_drawn": item.is_drawn,
        "value": number(item.value),
        "doubt": doubted(item.doubts) or None,
        "category": item.category,
        "origins": item.origins,
        "places": list(item.places),
        "bodies": list(item.bodies),
        "people": list(item.people),
        "told": [_told(telling, labels) for telling in item.tellings],
    }


def _told(telling: Telling, labels: Mapping[str, str]) -> Row:
    report = telling.report
    return {
        "thing": telling.thing,
        "words": telling.words,
        "state": telling.state,
        "day": _iso(telling.day),
        "published": _iso(report.published),
        "outlet": None if report.outlet is None else labels.get(report.outlet, report.outlet),
        "report": report.report,
        "evidence": telling.evidence,
    }


def item_rows(items: Iterable[Item], labels: Mapping[str, str]) -> Iterator[Row]:
    """The items as rows of :data:`COLUMNS`; of several reports the first that told of it."""
    for item in items:
        first = item.tellings[0]
        outlet = first.report.outlet
        yield {
            "lane": item.lane.value,
            "what": item.label,
            "first_day": item.first,
            "last_day": item.last,
            "days": item.days.value,
            "value": number(item.value),
            "reports": len({telling.report.report for telling in item.tellings}),
            "origins": item.origins,
            "places": _named(item.places, labels),
            "bodies": _named(item.bodies, labels),
            "people": _named(item.people, labels),
            "as_told": tuple(dict.fromkeys(telling.words for telling in item.tellings)),
            "outlet": None if outlet is None else labels.get(outlet, outlet),
            "published": first.report.published,
            "evidence": first.evidence or first.report.report,
            "key": item.key,
        }


def point_rows(points: Iterable[Point], what: str) -> Iterator[Row]:
    """Intervals as rows of :data:`COLUMNS`; an empty bound is not known."""
    for point in points:
        yield {
            "lane": "intervals",
            "what": f"{what}, {written(point.first, point.last)}",
            "first_day": point.first,
            "last_day": point.last,
            "days": None,
            "at_least": number(point.at_least),
            "at_most": number(point.at_most),
        }


def report_rows(stretches: Sequence[Stretch], counts: Sequence[int]) -> list[Row]:
    """How many reports were published, as rows of :data:`COLUMNS`."""
    return [
        {
            "lane": "reports",
            "what": f"Reports published, {written(first, last)}",
            "first_day": first,
            "last_day": last,
            "reports": count,
        }
        for (first, last), count in zip(stretches, counts, strict=True)
    ]


def quoted_record(quoted: Quoted) -> Row:
    """A sentence as JSON values."""
    return {
        "evidence": quoted.evidence,
        "text": quoted.text,
        "report": quoted.report,
        "title": quoted.title,
        "outlet": quoted.outlet,
        "origin": quoted.origin,
        "published": _iso(quoted.published),
        "address": quoted.address,
    }


def _named(keys: Iterable[str], labels: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(labels.get(key, key) for key in keys)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
