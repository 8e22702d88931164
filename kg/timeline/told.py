"""A line of time as it is given: items and reports of some days, and what their keys are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kg.timeline.choosing import Wanted, chosen, reports_of, within
from kg.timeline.items import Everything, Item, ReportDay
from kg.timeline.record import Row, item_rows

__all__ = ["Timeline", "told"]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What was asked for: items by lane and day, those without a day last; ``labels`` by key."""

    items: tuple[Item, ...]
    reports: tuple[ReportDay, ...]
    labels: Mapping[str, str]

    def rows(self) -> Iterator[Row]:
        """The items as ``/api/timeline?format=csv`` has them (``record.COLUMNS``)."""
        return item_rows(self.items, self.labels)


def told(everything: Everything, wanted: Wanted, first: date | None, last: date | None) -> Timeline:
    """The items and reports of a period; an open end holds all days on its side."""
    begin, end = first or date.min, last or date.max
    items = chosen(everything, wanted)
    reports = reports_of(everything, wanted)
    if first is not None or last is not None:
        reports = tuple(r for r in reports if r.published and begin <= r.published <= end)
    return Timeline(within(items, begin, end), reports, everything.labels)
