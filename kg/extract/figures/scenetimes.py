"""What a period means beside others: where a total begins, and where it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from kg.extract.figures.scene import Scene
from kg.extract.figures.sentence import Sentence
from kg.extract.figures.standing import Group
from kg.extract.times.times import Grain, Role, Time
from kg.model import Measure

__all__ = [
    "as_period",
    "begin_apart",
    "ended",
    "is_history",
    "is_of_figures_before",
    "is_part_in_time",
    "is_since",
    "up_to",
]

FRESH: Final = timedelta(days=60)
"""Work that began so many days before the report is told as a period."""
PERIODS: Final = frozenset({Role.STATED, Role.RELATIVE, Role.ANAPHOR})
"""What names a period that may end."""
SEVERAL: Final = 2
"""Periods of one sentence after which none is that of the figures told next."""


def ended(time: Time, sentence: Sentence) -> Time:
    """What a day ends, from the beginning named before: "at work since May 3; by June 8 …"."""
    period = time.period
    if time.role is not Role.TOTAL or period.end is None or period.since or period.start:
        return time
    for other in sentence.times:
        start, end = other.period.start, other.period.end
        if other.first > time.first or start is None or start > period.end:
            continue
        if end is None or end > period.end:
            text = replace(period, start=start, since=start.isoformat())
            return as_period(time._replace(period=text))
    return time


def begin_apart(a: Time | None, b: Time | None) -> bool:
    """Whether one total begins with a year that is named, the other with something else."""
    if a is None or b is None or Role.TOTAL not in (a.role, b.role):
        return False
    return a.period.since != b.period.since


def is_history(sentence: Sentence) -> bool:
    """Whether it tells of several periods one after the other, so that none is that of a figure."""
    known = {(time.period.start, time.period.end) for time in sentence.times if time.period.start}
    return len(known) > SEVERAL


def is_since(time: Time) -> bool:
    """Whether it is a running total with a beginning that is named."""
    return time.role is Role.TOTAL and time.period.since is not None


def up_to(time: Time) -> Time:
    """The period that a day ends, when it began unknown: "declared free on June 24"."""
    return time._replace(grain=Grain.OTHER, period=replace(time.period, start=None))


def as_period(time: Time) -> Time:
    """Work that is under way "since" a day not long ago is told as a period, not as a total."""
    start, end = time.period.start, time.period.end
    if start is None or end is None or not timedelta(0) <= end - start <= FRESH:
        return time
    return time._replace(role=Role.STATED, period=replace(time.period, since=None))


def is_before(time: Time | None, other: Time | None) -> bool:
    """Whether a period is over when another begins."""
    if time is None or other is None:
        return False
    end, start = time.period.end, other.period.start
    return end is not None and start is not None and end < start


def is_part_in_time(part: Scene, whole: Scene) -> bool:
    """Whether some work is of a part of the time of other work, and so a part of that."""
    if part.time is None or whole.time is None or part.total or whole.total:
        return False
    first, last = part.time.period, whole.time.period
    if first.start is None or first.end is None or last.start is None or last.end is None:
        return False
    within = last.start <= first.start and first.end <= last.end and first != last
    areas = part.has(Measure.AREA), whole.has(Measure.AREA)
    smaller = areas[0] is not None and areas[1] is not None and areas[0].value < areas[1].value
    return within and smaller


def is_of_figures_before(time: Time, group: Group, sentence: Sentence) -> bool:
    """Whether figures before a total have its period: "June's 120 ha bring the total to 450 ha"."""
    if "total" not in group.cues or time.role not in PERIODS:
        return False
    before = [other for other in sentence.results if other.first < group.first]
    if any(time.first < other.first for other in before):
        return True
    signs = (*sentence.signs.commas, *sentence.signs.semicolons)
    apart = any(time.end <= at < group.first for at in signs)
    return bool(before) and time.first < group.first and not apart
