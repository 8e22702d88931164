"""Parts of a month: "the first half of June", "the last ten days of May", "primera quincena"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Mark, Marks
from kg.extract.times.times import Grain, Role, Time
from kg.model import Span

__all__ = ["is_of_month", "month_parts"]

NEAR: Final = 1
"""Words between a part and its month: "primera quincena de junio"."""


def is_of_month(marks: Marks, word: Mark) -> bool:
    """Whether a month stands beside a word: "the first half of June" is half a month."""
    beside = (word.first - 1, *range(word.end, word.end + NEAR + 1))
    return any(marks.sense(at, "month") is not None for at in beside)


def month_parts(page: Page, marks: Marks, times: Iterable[Time]) -> Iterator[Time]:
    """The times; a month of which a part is told is that part."""
    words = marks.of("part_of_month")
    for time in times:
        word = next((word for word in words if _is_part(word, time)), None)
        yield time if word is None else _narrowed(page, time, word)


def _is_part(word: Mark, time: Time) -> bool:
    month = time.role is Role.STATED and time.grain is Grain.MONTH
    return month and (0 <= time.first - word.end <= NEAR or time.end == word.first)


def _narrowed(page: Page, time: Time, word: Mark) -> Time:
    """The part of a month that a word tells, if it is a single one."""
    start, end = time.period.start, time.period.end
    if start is None or end is None or (start.year, start.month) != (end.year, end.month):
        return time
    first, end_of_words = min(time.first, word.first), max(time.end, word.end)
    span = Span(page.atoms[first].start, page.atoms[end_of_words - 1].end)
    low, high = _days(word.senses["part_of_month"], end)
    period = replace(time.period, start=low, end=high, span=span, text=span.of(page.report.text))
    return Time(first, end_of_words, Role.STATED, Grain.OTHER, period)


def _days(part: str, last: date) -> tuple[date, date]:
    """First and last day of a part, as the lists call it: 1-15, 16-end, last-10."""
    low, _, high = part.partition("-")
    if low == "last":
        return last.replace(day=last.day - int(high) + 1), last
    return last.replace(day=int(low)), last if high == "end" else last.replace(day=int(high))
