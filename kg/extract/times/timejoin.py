"""Expressions of time that stand side by side, made one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from kg.extract.text.lexicon import folded
from kg.extract.text.page import Page
from kg.extract.times.times import Grain, Role, Time
from kg.model import Span

__all__ = ["joined"]

MOST: Final = 2
"""Words and signs that may stand between two expressions that are one."""
LONGEST: Final = 3
"""Letters of such a word."""
SO_FAR: Final = frozenset({"so", "thus"})
"""First words of "so far" beside the year that it is said of."""
YEAR: Final = frozenset(folded("dates", "only_year"))
"""Words that only say that a year was named: «с 2020 года по настоящее время»."""


Day = Callable[[int], date | None]
"""For an atom the day up to which goes what is told there "to date"."""


def joined(page: Page, times: Sequence[Time], day_of: Day) -> Iterable[Time]:
    """Expressions that stand side by side made one: "last week (June 3-9)", "since … to date"."""
    return _ended(page, _beside(page, times, day_of))


def _ended(page: Page, times: Iterable[Time]) -> Iterable[Time]:
    """Running totals of a sentence end on the day that it names: "as of 31 August … since 2010".

    So does the running year: "by 31 October … this year".
    """
    ends: dict[int, date] = {}
    for time in times:
        number, end = page.sentence_index(time.span.start), time.period.end
        stop = ends.get(number)
        if time.role is not Role.TOTAL:
            runs = time.role is Role.RELATIVE and time.grain is Grain.YEAR
            early = runs and stop is not None and end == page.report.published
            yield (
                time
                if not early or stop is None or end is None or end < stop
                else _up_to(time, stop)
            )
        elif end is not None and _is_open(time):
            ends.setdefault(number, end)
            yield time
        elif stop is not None and (end is None or (time.period.since and stop < end)):
            yield _up_to(time, stop)
        else:
            yield time


def _up_to(time: Time, stop: date) -> Time:
    """A running total that ends on a day, unless it had not begun by then."""
    start = time.period.start
    if start is not None and stop < start:
        return time
    return time._replace(period=replace(time.period, end=stop))


def _beside(page: Page, times: Sequence[Time], day_of: Day) -> Iterable[Time]:
    held: Time | None = None
    for time in times:
        both = None if held is None else _join(page, held, time, day_of)
        if both is not None:
            held = both
        else:
            if held is not None:
                yield held
            held = time
    if held is not None:
        yield held


def _join(page: Page, a: Time, b: Time, day_of: Day) -> Time | None:
    """One expression for two, if nothing but signs and small words stands between them."""
    if b.first < a.end < b.end and a.role is b.role is Role.TOTAL:
        both = _totals(a, b)  # "noyabrından bu ilin sentyabrın 1-nə qədər"
        return None if both is None else _over(page, a, b, both)
    if b.first < a.end:
        return a if b.end <= a.end else None
    if page.sentence_index(a.span.start) != page.sentence_index(b.span.start):
        return None
    between = [atom.text for atom in page.atoms[a.end : b.first] if atom.key not in YEAR]
    if len(between) > MOST or any(len(word) > LONGEST or word in ";:" for word in between):
        return None
    if Role.BACKGROUND in (a.role, b.role):
        return None
    begun = between == ["in"] and a.role is Role.TOTAL  # "since clearance began in May 2013"
    what = _ruling(a, b, between) if between and not begun else _touching(page, a, b, day_of)
    return None if what is None else _over(page, a, b, what)


def _touching(page: Page, a: Time, b: Time, day_of: Day) -> Time | None:
    """The expression that rules where nothing stands between."""
    if (year := _year_so_far(page, a, b) or _year_so_far(page, b, a)) is not None:
        return year
    if a.role is Role.TOTAL and b.role is Role.STATED and _is_open(a) and b.period.start:
        since = _since(page, b)
        end = day_of(a.first) if len(since) > len("2018") else a.period.end
        return a._replace(period=replace(a.period, since=since, end=end))
    if b.role is Role.RELATIVE and b.grain is Grain.YEAR and a.period.end:
        return a
    if a.role is b.role is Role.STATED and b.grain is Grain.YEAR and a.period.start:
        return a
    if a.role in (Role.RELATIVE, Role.ANAPHOR) and b.role is Role.STATED:
        return b
    return _ruling(a, b, [])


def _year_so_far(page: Page, year: Time, total: Time) -> Time | None:
    """The year of "this year so far", "to date this year", "so far in 2025"."""
    if year.role is Role.STATED and page.atoms[total.first].key in SO_FAR:
        day = page.report.published
        start = year.period.start
        if day is None or start is None or start.year != day.year or year.grain is not Grain.YEAR:
            return None
        return year._replace(period=replace(year.period, end=day)) if _is_open(total) else None
    if (
        year.role is not Role.RELATIVE
        or year.grain is not Grain.YEAR
        or total.role is not Role.TOTAL
    ):
        return None
    same = year.period.start is not None and total.period.end in (None, year.period.end)
    return year if same and _is_open(total) else None


def _ruling(a: Time, b: Time, between: Sequence[str]) -> Time | None:
    """The expression that rules, with signs or a small word between."""
    if a.role is b.role is Role.TOTAL:
        return _totals(a, b)
    if a.role is not Role.STATED and b.role is Role.STATED:
        if a.grain is Grain.WEEK and b.grain is Grain.MONTH:
            return a  # "last week (of December)": the days are missing
        return b if "(" in between else None
    if "," in between or b.role in (Role.TOTAL, Role.STATED):
        return None
    if a.role is Role.STATED or (a.role is b.role is Role.RELATIVE and a.period.start):
        return a
    return None


def _totals(a: Time, b: Time) -> Time | None:
    """A running total with both its ends: "from November 2020 to date".

    The end may come first: "as of December 15, since the beginning of the year".
    """
    if _is_open(a) and a.period.end and b.period.since:
        return _stopped(b, a)
    return _stopped(a, b) if a.period.since and not b.period.since else None


def _stopped(since: Time, until: Time) -> Time:
    """A running total that goes up to a day named beside it, if that is no later."""
    end, stop = since.period.end, until.period.end
    if stop is None or (end is not None and stop > end):
        return since
    return _up_to(since, stop)


def _is_open(time: Time) -> bool:
    return time.period.start is None and time.period.since is None


def _since(page: Page, time: Time) -> str:
    """The start of a running total as exactly as it is written: "2018", "2018-06"."""
    start = "" if time.period.start is None else time.period.start.isoformat()
    if time.grain is Grain.YEAR:
        return start[:4] + _mid(page, time)
    return start[:7] if time.grain is Grain.MONTH else start


def _mid(page: Page, time: Time) -> str:
    """The month that "mid-2018" is counted from."""
    words = [atom.key for atom in page.atoms[time.first : time.end]]
    return "-06" if "mid" in words else ""


def _over(page: Page, a: Time, b: Time, what: Time) -> Time:
    end = b.end
    if end < len(page.atoms) and page.atoms[end].text == ")":
        end += 1
    span = Span(page.atoms[a.first].start, page.atoms[end - 1].end)
    period = replace(what.period, span=span, text=span.of(page.report.text))
    return Time(a.first, b.end, what.role, what.grain, period, what.stamp)
