"""Ends of ranges as far as they are written, and the days that they mean."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

__all__ = [
    "Part",
    "calendar_days",
    "first_day",
    "is_slip",
    "last_day",
    "length",
    "stamp",
    "year_before",
]

AHEAD: Final = timedelta(days=10)
"""A period may end so many days after its report and still be of that year (a slip of dates)."""


class Part(NamedTuple):
    """One end of a range, as far as it is written."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def in_year(self, year: int | None) -> Part:
        """The same month and day in a year."""
        return Part(year, self.month, self.day)


@lru_cache(maxsize=4096)
def _days(year: int, month: int) -> int:
    """How many days a month has."""
    return calendar.monthrange(year, month)[1]


def first_day(part: Part) -> date | None:
    """The first day that is meant; 29 February is the 28th where there is none."""
    if part.year is None:
        return None
    month = part.month or 1
    return date(part.year, month, min(part.day or 1, _days(part.year, month)))


def last_day(part: Part) -> date | None:
    """The last day that is meant."""
    if part.year is None:
        return None
    month = part.month or 12
    days = _days(part.year, month)
    return date(part.year, month, min(part.day or days, days))


def stamp(left: Part, right: Part) -> tuple[int | None, ...] | None:
    """First and last month and day; a whole month has the days 1 to its last."""
    if left.month is None or right.month is None:
        return None
    last = _days(right.year or 2001, right.month)
    return left.month, left.day or 1, right.month, right.day or last


def length(left: Part, right: Part) -> int:
    """The days of a range, both ends included; a range without years is shorter than one."""
    year = left.year or 2001
    start = first_day(left.in_year(year))
    end = last_day(right.in_year(right.year or year))
    if start is None or end is None:
        return 0
    return (end - start).days % 365 + 1 if right.year is None else (end - start).days + 1


def is_slip(left: Part, right: Part) -> bool:
    """Months in reverse that are no turn of the year."""
    return (left.month or 0) - (right.month or 0) < 6


def year_before(left: Part, right: Part, day: date) -> int:
    """The latest year in which the period has ended by the day of the report.

    A period may run a few days past the report: then the report is early or has a slip.
    """
    for year in (day.year + 1, day.year, day.year - 1):
        part = right.in_year(year)
        end, start = last_day(part), first_day(left.in_year(year))
        if end is not None and end <= day:
            return year
        if end is not None and start is not None and start <= day and end - day <= AHEAD:
            return year
        begun = first_day(part)
        if right.day is None and begun is not None and begun <= day:
            return year
    return day.year


def calendar_days(word: str, day: date) -> tuple[date, date]:
    """First and last day of "this_year", "last_year", "this_month", "last_month"."""
    if word == "this_year":
        return date(day.year, 1, 1), day
    if word == "last_year":
        return date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)
    first = day.replace(day=1)
    if word == "this_month":
        return first, day
    last = first - timedelta(days=1)
    return last.replace(day=1), last
