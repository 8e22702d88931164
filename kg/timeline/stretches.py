"""A period cut into weeks, months or years, for intervals and for counts of reports."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from kg.errors import PeriodError
from kg.timeline.items import ReportDay
from kg.totals import Question

__all__ = ["MOST", "Step", "Stretch", "counted", "cut", "questions", "step_of"]

WEEKS_TO: Final = timedelta(days=550)
"""Up to so long a period is cut into weeks: some eighteen months."""
MOST: Final = 120
"""The most stretches of one period: each takes a linear programme or two."""

Stretch = tuple[date, date]


class Step(StrEnum):
    """How long a stretch is; weeks begin on Monday."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    def end(self, day: date) -> date:
        """The last day of the stretch that a day lies in."""
        match self:
            case Step.WEEK:
                left = 6 - day.weekday()
                return day + timedelta(days=min(left, (date.max - day).days))
            case Step.MONTH:
                return day.replace(day=monthrange(day.year, day.month)[1])
            case Step.YEAR:
                return date(day.year, 12, 31)


def step_of(first: date, last: date) -> Step:
    """The step that cuts a period into a legible number of stretches."""
    if last - first <= WEEKS_TO:
        return Step.WEEK
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return Step.MONTH if months <= MOST else Step.YEAR


def cut(first: date, last: date, step: Step) -> Iterator[Stretch]:
    """The stretches of a period, the first and the last cut off at its ends.

    >>> [str(end) for _, end in cut(date(2023, 8, 20), date(2023, 9, 3), Step.WEEK)]
    ['2023-08-20', '2023-08-27', '2023-09-03']
    """
    begin = first
    while begin <= last:
        end = min(step.end(begin), last)
        yield begin, end
        if end == date.max:
            return
        begin = end + timedelta(days=1)


def questions(
    question: Question, step: Step, first: date, last: date, *, most: int = MOST
) -> tuple[Question, ...]:
    """The same question for each stretch of a period.

    :class:`PeriodError` for a period of more than ``most`` stretches.
    """
    shortest = {Step.WEEK: 7, Step.MONTH: 28, Step.YEAR: 365}[step]
    stretches = () if (last - first).days > (most + 1) * shortest * 2 else cut(first, last, step)
    found = tuple(replace(question, first=begin, last=end) for begin, end in stretches)
    if not 0 < len(found) <= most:
        raise PeriodError(f"{first}..{last}", f"more than {most} {step}s")
    return found


def counted(reports: Iterable[ReportDay], stretches: Sequence[Stretch]) -> tuple[int, ...]:
    """How many reports were published in each of some stretches, which follow each other."""
    days = sorted(report.published for report in reports if report.published)
    counts, at = [], 0
    for first, last in stretches:
        while at < len(days) and days[at] < first:
            at += 1
        begun = at
        while at < len(days) and days[at] <= last:
            at += 1
        counts.append(at - begun)
    return tuple(counts)
