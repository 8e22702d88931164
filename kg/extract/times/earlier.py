"""Periods told by those before them: "a year earlier", "the following month", "the same months".

They are the period named last, as long as it is, so many years, months or weeks before or after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from kg.extract.text.lexicon import folded
from kg.extract.text.numbers import plain
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Mark, Marks
from kg.extract.times.parts import Part, first_day, last_day
from kg.extract.times.times import Grain, Role, Time
from kg.model import Period, Span

__all__ = ["earlier"]

NEAR: Final = 4
"""Atoms between "the same months" and the year that they are of."""
SHORT: Final = timedelta(days=45)
"""What is longer is no month."""
WEEK: Final = range(4, 9)
"""Days between the first and the last of a week, as weekly reports have them."""
THAN: Final = tuple((word,) for word in folded("relations", "than"))
RULE: Final = ("year-from-sibling-period",)


def earlier(page: Page, marks: Marks, times: Sequence[Time]) -> tuple[Time, ...]:
    """The times of a page, with those that mean a period named before given its days."""
    words = marks.of("earlier")
    if not words:
        return tuple(times)
    found = list(times)
    for word in words:
        if _is_compared(page, word):
            found = [time for time in found if not word.first <= time.first < word.end]
            continue
        same = word.senses["earlier"] == "same"
        of = (_of_year(found, word) or _bare_year(page, word)) if same else None
        if same and of is None:
            continue
        before = _before(found, word, of)
        if before is None:
            continue
        period = _shifted(before, word, of)
        if period is not None and not _is_ahead(page, period):
            found = list(_with(page, found, word, of, period))
    return tuple(found)


def _is_ahead(page: Page, period: Period) -> bool:
    """Whether it begins after the day of the report: then nothing was done in it."""
    published, start = page.report.published, period.start
    return published is not None and start is not None and start > published


def _is_compared(page: Page, word: Mark) -> bool:
    """Whether what is told is only compared with it: "40 more than the year before, and …"."""
    before = page.keys[max(0, word.first - 1) : word.first]
    return before[:1] in THAN and page.texts[word.end : word.end + 1] in (
        (",",),
        (".",),
        (";",),
        (),
    )


def _before(times: Sequence[Time], word: Mark, of: Time | None) -> Time | None:
    """The last period with days that is named before a word, the year beside it left out."""
    dated = [
        time
        for time in times
        if time.end <= word.first
        and time is not of
        and time.role in (Role.STATED, Role.RELATIVE)
        and time.period.start is not None
        and time.period.end is not None
    ]
    return dated[-1] if dated else None


def _of_year(times: Iterable[Time], word: Mark) -> Time | None:
    """The year beside "the same months": "… of 2025", "ötən ilin eyni ayları"."""
    years = (time for time in times if time.grain is Grain.YEAR and time.period.start is not None)
    return next(
        (
            time
            for time in years
            if 0 <= time.first - word.end < NEAR or 0 <= word.first - time.end < NEAR
        ),
        None,
    )


def _bare_year(page: Page, word: Mark) -> Time | None:
    """A year right behind the words without a preposition: «аналогичный период 2023 года»."""
    for at in range(word.end, min(word.end + NEAR, len(page.atoms))):
        number = plain(page.atoms[at].text)
        if number is not None and 1990 < number < 2100:
            span = Span(page.atoms[at].start, page.atoms[at].end)
            period = Period(date(int(number), 1, 1), date(int(number), 12, 31), span=span)
            return Time(at, at + 1, Role.STATED, Grain.YEAR, period)
        if not page.atoms[at].text.isalpha():
            return None
    return None


def _shifted(before: Time, word: Mark, of: Time | None) -> Period | None:
    start, end = before.period.start, before.period.end
    if start is None or end is None:
        return None
    if of is not None and of.period.start is not None:
        years = start.year - of.period.start.year
        return Period(_years_back(start, years), _years_back(end, years), rules=RULE)
    unit, _, later = word.senses["earlier"].partition("_")
    steps = 1 if later else -1
    if unit == "year":
        return Period(_years_back(start, -steps), _years_back(end, -steps), rules=RULE)
    if unit == "week" and (end - start).days in WEEK:
        week = timedelta(days=7 * steps)
        return Period(start + week, end + week, rules=RULE)
    month = before.grain is Grain.MONTH and end - start < SHORT
    if (unit == "month" and month) or (unit == "quarter" and _is_quarter(start, end)):
        count = 1 if unit == "month" else 3
        first = _months_on(start, steps * count)
        return Period(first, _months_on(first, count) - timedelta(days=1), rules=RULE)
    return None


def _is_quarter(start: date, end: date) -> bool:
    """Whether they are the first and the last day of three months."""
    return end + timedelta(days=1) == _months_on(start, 3) and start.day == 1


def _months_on(day: date, count: int) -> date:
    """The first day of the month that is so many months after that of a day."""
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def _years_back(day: date, years: int) -> date:
    """The same day of another year; the last of February stays the last."""
    part = Part(day.year - years, day.month, day.day)
    whole = (day + timedelta(days=1)).month != day.month
    found = last_day(Part(part.year, part.month)) if whole else first_day(part)
    assert found is not None  # noqa: S101
    return found


def _with(
    page: Page, times: Sequence[Time], word: Mark, of: Time | None, period: Period
) -> Iterator[Time]:
    """The times with the new one in the place of the words that it is told by."""
    first = word.first if of is None else min(word.first, of.first)
    end = word.end if of is None else max(word.end, of.end)
    span = Span(page.atoms[first].start, page.atoms[end - 1].end)
    period = replace(period, span=span, text=span.of(page.report.text))
    new = Time(first, end, Role.STATED, Grain.OTHER, period)
    kept = [time for time in times if time.end <= first or time.first >= end]
    yield from sorted([*kept, new], key=lambda time: time.first)
