"""Periods: what the dates and time words of a report mean on its day.

Rules of inference are named in :attr:`kg.model.Period.rules`:
``year-from-publication`` (the last such date not after the day of the report),
``year-from-dateline``, ``year-from-sibling-period`` (the one year that other periods of the text
state), ``from-publication`` ("this year", "last month").
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from kg.extract.dates import DateSpan, Part, find_dates
from kg.extract.numbers import plain, read_number
from kg.extract.page import Page
from kg.extract.vocabulary import Marks
from kg.model import Period, Span

__all__ = ["Grain", "Role", "Time", "Times", "find_times"]

AHEAD: Final = timedelta(days=10)
"""A period may end so many days after its report and still be of that year (a slip of dates)."""
COMPARING: Final = frozenset({"es", "fr"})
"""Languages in which "del 2018", "du 2018" is "of 2018" or "than in 2018"."""
LONG: Final = 100
"""A range of more days that does not begin with a month is a running total."""
FRESH: Final = timedelta(days=60)
"""Work "since" a day not longer ago than this is a period, not a running total."""
TOTAL_YEARS: Final = 10
""""In the past N years" is a running total from so many years on."""
DATELINE: Final = 90
"""Characters of the beginning in which a dateline stands."""


class Role(StrEnum):
    """What a time expression does in a text."""

    STATED = "stated"
    """a period with dates"""
    RELATIVE = "relative"
    """a period told by the day of the report: "last week" """
    ANAPHOR = "anaphor"
    """a word for a period named elsewhere: "those days", "the week's area" """
    TOTAL = "total"
    """a running total: "since November 2020", "to date" """
    TARGET = "target"
    """a day to come: "by the end of 2028" """
    BACKGROUND = "background"
    """no period of work: datelines, foundings, "after the war" """


class Grain(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression at the atoms ``first`` to ``end`` (excluded)."""

    first: int
    end: int
    role: Role
    grain: Grain
    period: Period
    stamp: tuple[int | None, ...] | None = None
    """Months and days as written, to tell the same period named twice without its year."""

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        assert self.period.span is not None  # noqa: S101
        return self.period.span


@dataclass(frozen=True, slots=True)
class Times:
    """The time expressions of a text in order, the atoms they take, the day of the report."""

    found: tuple[Time, ...]
    taken: frozenset[int]
    published: date | None


def find_times(page: Page, marks: Marks) -> Times:
    """All time expressions of a page."""
    dates = find_dates(page.atoms, marks)
    taken = frozenset(place for found in dates for place in range(found.first, found.end))
    dateline = next((d for d in dates if _is_dateline(page, d)), None)
    published, rule = page.report.published, "year-from-publication"
    if published is None and dateline is not None and dateline.left.year is not None:
        published, rule = _day(dateline.left), "year-from-dateline"
    reader = _Reader(page, marks, dates, published, rule, dateline)
    times = sorted([*reader.dated(), *reader.worded()], key=lambda time: time.first)
    return Times(tuple(_merged(page, times)), taken, published)


def _day(part: Part) -> date | None:
    if part.year is None or part.month is None or part.day is None:
        return None
    return date(part.year, part.month, part.day)


def _is_dateline(page: Page, found: DateSpan) -> bool:
    """A date at the very beginning, with names and capitals only before it."""
    start = page.atoms[found.first].start
    if start > DATELINE or found.right is not None or found.intro not in (None, "in"):
        return False
    if page.sentence_index(start) > 1:
        return False
    before = page.atoms[: found.opening]
    if found.intro == "in" and (not before or before[-1].text != ","):
        return False
    if found.left.day is None:
        follows = page.atoms[found.end : found.end + 1]
        if not follows or follows[0].text not in ".:":
            return False
    return all(not atom.text[0].islower() or atom.key == "of" for atom in before)


class _Reader:
    """The time expressions of one page."""

    def __init__(
        self,
        page: Page,
        marks: Marks,
        dates: Sequence[DateSpan],
        published: date | None,
        rule: str,
        dateline: DateSpan | None,
    ) -> None:
        self.page, self.atoms, self.marks = page, page.atoms, marks
        self.dates, self.published, self.rule, self.dateline = dates, published, rule, dateline
        self.sibling = self._sibling_year()
        years = {d.left.year for d in dates if d.intro == "in" and d.left.month is None}
        self.only_year = years.pop() if len(years) == 1 else None

    def _sibling_year(self) -> int | None:
        """The one year in the dates of the text, running totals left out."""
        years = {
            part.year
            for found in self.dates
            for part in (found.right or found.left,)
            if part.year is not None
            and part.month is not None
            and found.intro not in ("since", "not")
            and not self._is_background(found)
        }
        return years.pop() if len(years) == 1 else None

    # --- dates

    def dated(self) -> Iterable[Time]:
        for found in self.dates:
            yield self._dated(found)

    def _dated(self, found: DateSpan) -> Time:
        period = Period(
            text=self._text(found.opening, found.end), span=self._span(found.opening, found.end)
        )
        if found is self.dateline or self._is_background(found):
            return Time(found.opening, found.end, Role.BACKGROUND, Grain.OTHER, period)
        left, right = found.left, found.right
        part = self._part_of_year(found)
        if part is not None:
            return part
        if found.intro == "after":
            return Time(found.opening, found.end, Role.STATED, Grain.OTHER, period)
        rules: tuple[str, ...] = ()
        if left.year is None:
            left, right, rules = self._with_year(found, left, right)
        period = replace(period, rules=rules)
        if self._is_since(found):
            return self._since(found, left, period)
        if right is None and found.intro == "as_of":
            end = _last(left)
            period = replace(period, end=end)
            target = end is not None and self.published is not None and end > self.published
            role = Role.TARGET if target else Role.TOTAL
            return Time(found.opening, found.end, role, Grain.OTHER, period)
        return self._range(found, left, right or left, period)

    def _range(self, found: DateSpan, left: Part, right: Part, period: Period) -> Time:
        start, end = _first(left), _last(right)
        grain = Grain.MONTH if left.day is None else Grain.DAY if left == right else Grain.OTHER
        role = Role.STATED
        if left.month is None:
            grain = Grain.YEAR
            role = Role.STATED if left == right else Role.TOTAL
        if left.day is not None and left != right:
            days = _days(left, right)
            grain = Grain.WEEK if days <= 10 else Grain.MONTH if 27 <= days <= 34 else Grain.OTHER
            if days > LONG and left.day != 1:
                role = Role.TOTAL
        if start is not None and end is not None and start > end:
            period = replace(period, rules=(*period.rules, "reversed"))
            start, end = end, start
        since = None
        if role is Role.TOTAL and start is not None:
            since = start.isoformat() if left.day is not None else self._coarse(found, left)
        period = replace(period, start=start, end=end, since=since)
        return Time(found.opening, found.end, role, grain, period, _stamp(left, right))

    def _since(self, found: DateSpan, left: Part, period: Period) -> Time:
        start = _day(left)
        if start is not None and self.published is not None:
            if timedelta(0) <= self.published - start <= FRESH:
                period = replace(period, start=start, end=self.published)
                return Time(found.opening, found.end, Role.STATED, Grain.OTHER, period)
        words = [atom.key for atom in self.atoms[found.opening : found.first]]
        if (
            left.year is not None
            and left.month is None
            and {"early", "beginning", "start"} & set(words)
        ):
            start = date(left.year, 1, 1)
            if self.published is not None and self.published.year == left.year:
                period = replace(period, start=start, end=self.published)
                return Time(found.opening, found.end, Role.STATED, Grain.YEAR, period)
        vague = left.month is None and "mid" not in words
        period = replace(
            period,
            start=start,
            end=None if vague else self.published,
            since=self._coarse(found, left),
        )
        return Time(found.opening, found.end, Role.TOTAL, Grain.OTHER, period)

    def _coarse(self, found: DateSpan, left: Part) -> str | None:
        """The start of a running total as far as it is known: 2018, 2018-06, 2020-11-10."""
        if left.year is None:
            return None
        if left.month is not None:
            month = f"{left.year}-{left.month:02}"
            return month if left.day is None else f"{month}-{left.day:02}"
        words = [atom.key for atom in self.atoms[found.opening : found.first]]
        return f"{left.year}-06" if "mid" in words else str(left.year)

    def _is_since(self, found: DateSpan) -> bool:
        if found.right is not None:
            return False
        return found.intro in ("since", "from") or self.marks.sense(found.end, "date") in (
            ("from", "since") if self.page.lang == "az" else ()
        )

    def _is_background(self, found: DateSpan) -> bool:
        if found.intro == "not":
            return True
        if self._since_mark(found):
            return False
        if found.left.month is None and found.right is None and found.intro == "from":
            return self.page.lang in COMPARING
        before = found.opening - 1
        if found.left.day is not None and found.right is None and self._is_spoken(found):
            return True
        for place in range(max(0, found.first - 4), found.first):
            mark = self.marks.at[place]
            if mark is not None and mark.senses.get("cue") == "say" and mark.end >= found.opening:
                return True
        return before >= 0 and self.marks.sense(before, "cue") == "say"

    def _part_of_year(self, found: DateSpan) -> Time | None:
        """ "the first half of 2023"."""
        if found.left.month is not None or found.right is not None or found.left.year is None:
            return None
        for place in range(max(0, found.opening - 3), found.first):
            mark = self.marks.at[place]
            if mark is not None and "half" in mark.senses and mark.end >= found.opening:
                first, last = map(int, mark.senses["half"].split("-"))
                year = found.left.year
                period = Period(date(year, first, 1), _last(Part(year, last)))
                return self._time(place, found.end, Role.STATED, Grain.OTHER, period)
        return None

    def _since_mark(self, found: DateSpan) -> bool:
        """ "since the project began in 2018"."""
        return any(
            (mark := self.marks.at[place]) is not None
            and mark.senses.get("when") == "since_start"
            and found.opening - 1 <= mark.end <= found.first
            for place in range(max(0, found.opening - 8), found.opening)
        )

    def _is_spoken(self, found: DateSpan) -> bool:
        """ "told the agency on 24 January": the day of the speech."""
        if self.atoms[found.opening].key != "on":
            return False
        for place in range(found.opening - 1, max(-1, found.opening - 7), -1):
            if self.atoms[place].text in ",;:":
                return False
            if self.marks.sense(place, "speech") is not None:
                return True
        return False

    def _with_year(
        self, found: DateSpan, left: Part, right: Part | None
    ) -> tuple[Part, Part | None, tuple[str, ...]]:
        """Both ends with the year that publication or another period of the text gives them."""
        if right is not None and right.year is not None:
            return left, right, ()
        if (named := self._year_word(found)) is not None:
            year, rule = named, "from-publication"
        elif self.published is not None:
            year, rule = _year_before(left, right or left, self.published), self.rule
        elif self.sibling is not None and self.dateline is None:
            year, rule = self.sibling, "year-from-sibling-period"
        else:
            return left, right, ()
        turns = (
            right is not None
            and (right.month or 0) < (left.month or 0)
            and not _is_slip(left, right)
        )
        first = replace(left, year=year - turns)
        return first, None if right is None else replace(right, year=year), (rule,)

    def _year_word(self, found: DateSpan) -> int | None:
        """The year that "of this year", "of last year" beside a date means."""
        if self.published is None:
            return None
        for place in (found.end, found.end + 1, found.opening - 1, found.opening - 2):
            word = self.marks.sense(place, "when")
            if word in ("this_year", "last_year"):
                return self.published.year - (word == "last_year")
        return None

    # --- words

    def worded(self) -> Iterable[Time]:
        inside = {place for d in self.dates for place in range(d.opening, d.end)}
        for place, mark in enumerate(self.marks.at):
            if mark is None or "when" not in mark.senses or place in inside:
                continue
            word = mark.senses["when"]
            if word == "span_of":
                counted = self._counted(place, mark.end)
                if counted is not None:
                    yield counted
            elif word == "week_of":
                yield self._time(place, self._month_after(mark.end), Role.STATED, Grain.WEEK)
            elif word != "mid":
                yield self._word(place, mark.end, word)

    def _month_after(self, place: int) -> int:
        return next(
            (d.end for d in self.dates if d.first <= place < d.end or d.opening == place), place
        )

    def _time(
        self, first: int, end: int, role: Role, grain: Grain, period: Period | None = None
    ) -> Time:
        period = replace(
            period or Period(), text=self._text(first, end), span=self._span(first, end)
        )
        return Time(first, end, role, grain, period)

    def _word(self, first: int, end: int, word: str) -> Time:
        day = self.published
        rules = ("from-publication",)
        if word == "to_date":
            return self._time(first, end, Role.TOTAL, Grain.OTHER, Period(end=day))
        if word in ("since_start", "so_far"):
            return self._time(first, end, Role.TOTAL, Grain.OTHER, Period())
        if word == "year_start":
            start = None if day is None else date(day.year, 1, 1)
            since = None if start is None else start.isoformat()
            period = Period(start, day, since, rules=rules if day else ())
            return self._time(first, end, Role.TOTAL, Grain.YEAR, period)
        if word == "this_year" and day is None and self.only_year is not None:
            period = Period(date(self.only_year, 1, 1), rules=("year-from-sibling-period",))
            return self._time(first, end, Role.RELATIVE, Grain.YEAR, period)
        if word in ("this_year", "last_year", "last_month", "this_month") and day is not None:
            start, stop = _calendar(word, day)
            period = Period(start, stop, rules=rules)
            grain = Grain.MONTH if word.endswith("month") else Grain.YEAR
            return self._time(first, end, Role.RELATIVE, grain, period)
        return self._time(first, end, _ROLES[word], _GRAINS[word])

    def _counted(self, first: int, end: int) -> Time | None:
        """ "the past eight months", "first 10 months of this year"."""
        number = (
            read_number(self.atoms, self.marks, end, self.page.lang)
            if end < len(self.atoms)
            else None
        )
        unit = None if number is None else self.marks.sense(number.end, "span_unit")
        if number is None or unit is None:
            return None
        stop = self.marks.end(number.end)
        if unit == "year" and number.value >= TOTAL_YEARS:
            return self._time(first, stop, Role.TOTAL, Grain.OTHER, Period())
        opens = self.atoms[first].key == "first"
        year = self._year_after(stop)
        months = int(number.value) if number.value <= 12 else 0
        if opens and unit == "month" and months and year is not None:
            period = Period(
                date(year, 1, 1), _last(Part(year, months)), rules=("from-publication",)
            )
            return self._time(first, stop, Role.STATED, Grain.OTHER, period)
        return self._time(first, stop, Role.RELATIVE, Grain(unit if unit != "day" else "other"))

    def _year_after(self, place: int) -> int | None:
        for at in range(place, min(place + 3, len(self.atoms))):
            word = self.marks.sense(at, "when")
            if word in ("this_year", "last_year"):
                return (
                    None if self.published is None else self.published.year - (word == "last_year")
                )
            year = plain(self.atoms[at].text)
            if year is not None and 1900 < year < 2100:
                return year
        return None

    # --- text

    def _span(self, first: int, end: int) -> Span:
        return Span(self.atoms[first].start, self.atoms[end - 1].end)

    def _text(self, first: int, end: int) -> str:
        return self._span(first, end).of(self.page.report.text)


_ROLES: Final = {
    "this_year": Role.RELATIVE,
    "last_year": Role.RELATIVE,
    "last_month": Role.RELATIVE,
    "this_month": Role.RELATIVE,
    "last_week": Role.RELATIVE,
    "day_word": Role.RELATIVE,
    "whole_year": Role.ANAPHOR,
    "month_word": Role.ANAPHOR,
    "week_word": Role.ANAPHOR,
    "those_days": Role.ANAPHOR,
}
_GRAINS: Final = {
    "this_year": Grain.YEAR,
    "last_year": Grain.YEAR,
    "whole_year": Grain.YEAR,
    "last_month": Grain.MONTH,
    "this_month": Grain.MONTH,
    "month_word": Grain.MONTH,
    "last_week": Grain.WEEK,
    "week_word": Grain.WEEK,
    "day_word": Grain.DAY,
    "those_days": Grain.OTHER,
}


def _merged(page: Page, times: Sequence[Time]) -> Iterable[Time]:
    """Expressions that stand side by side made one: "last week (June 3-9)", "since … to date"."""
    held: Time | None = None
    for time in times:
        joined = None if held is None else _join(page, held, time)
        if joined is not None:
            held = joined
        else:
            if held is not None:
                yield held
            held = time
    if held is not None:
        yield held


def _join(page: Page, a: Time, b: Time) -> Time | None:
    """One expression for two, if nothing but signs and small words stands between them."""
    if b.first < a.end:
        return a if b.end <= a.end else None
    between = [atom.text for atom in page.atoms[a.end : b.first]]
    if page.sentence_index(a.span.start) != page.sentence_index(b.span.start):
        return None
    if len(between) > 2 or any(len(word) > 3 or word in ";:" for word in between):
        return None
    roles = {a.role, b.role}
    if Role.BACKGROUND in roles:
        return None
    if a.role is Role.TOTAL and b.role is Role.STATED and not a.period.since and b.period.start:
        if not between and a.period.start is None:
            since = b.period.start.isoformat()
            since = (
                since[:4] + _mid(page, b)
                if b.grain is Grain.YEAR
                else since[: 7 if b.grain is Grain.MONTH else 10]
            )
            return _over(page, a, b, replace(a, period=replace(a.period, since=since)))
    if roles == {Role.TOTAL} and a.period.since and not b.period.since:
        return _over(page, a, b, a)
    if not between and b.role is Role.RELATIVE and b.grain is Grain.YEAR and a.period.end:
        return _over(page, a, b, a)
    if a.role is not Role.STATED and b.role is Role.STATED and "(" in between:
        return _over(page, a, b, b)
    if a.role is Role.STATED and b.role is not Role.STATED and "," not in between:
        return _over(page, a, b, a) if b.role is not Role.TOTAL else None
    if roles == {Role.RELATIVE} and a.period.start is not None and "," not in between:
        return _over(page, a, b, a)
    if a.role in (Role.RELATIVE, Role.ANAPHOR) and b.role is Role.STATED and not between:
        return _over(page, a, b, b)
    return None


def _mid(page: Page, time: Time) -> str:
    """ "mid-2018" is counted from June."""
    words = [atom.key for atom in page.atoms[time.first : time.end]]
    return "-06" if "mid" in words else ""


def _over(page: Page, a: Time, b: Time, what: Time) -> Time:
    end = b.end
    if end < len(page.atoms) and page.atoms[end].text == ")":
        end += 1
    span = Span(page.atoms[a.first].start, page.atoms[end - 1].end)
    period = replace(what.period, span=span, text=span.of(page.report.text))
    return Time(a.first, b.end, what.role, what.grain, period, what.stamp)


# --- days ---------------------------------------------------------------------------------------


def _first(part: Part) -> date | None:
    if part.year is None:
        return None
    return date(part.year, part.month or 1, part.day or 1)


def _last(part: Part) -> date | None:
    if part.year is None:
        return None
    month = part.month or 12
    return date(part.year, month, part.day or calendar.monthrange(part.year, month)[1])


def _stamp(left: Part, right: Part) -> tuple[int | None, ...] | None:
    """First and last month and day; a whole month has the days 1 to its last."""
    if left.month is None or right.month is None:
        return None
    last = calendar.monthrange(right.year or 2001, right.month)[1]
    return left.month, left.day or 1, right.month, right.day or last


def _days(left: Part, right: Part) -> int:
    year = left.year or 2001
    start = _first(replace(left, year=year))
    end = _last(replace(right, year=right.year or year))
    if start is None or end is None:
        return 0
    return (end - start).days % 365 + 1 if right.year is None else (end - start).days + 1


def _is_slip(left: Part, right: Part) -> bool:
    """Months in reverse that are no turn of the year."""
    return (left.month or 0) - (right.month or 0) < 6


def _year_before(left: Part, right: Part, day: date) -> int:
    """The latest year in which the period has ended by the day of the report.

    A period may run a few days past the report: then the report is early or has a slip.
    """
    for year in (day.year + 1, day.year, day.year - 1):
        part = replace(right, year=year)
        try:
            end, start = _last(part), _first(replace(left, year=year))
        except ValueError:  # 29 February
            continue
        if end is not None and end <= day:
            return year
        if end is not None and start is not None and start <= day and end - day <= AHEAD:
            return year
        if right.day is None and start is not None and start <= day:
            return year
    return day.year


def _calendar(word: str, day: date) -> tuple[date, date]:
    if word == "this_year":
        return date(day.year, 1, 1), day
    if word == "last_year":
        return date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)
    first = day.replace(day=1)
    if word == "this_month":
        return first, day
    last = first - timedelta(days=1)
    return last.replace(day=1), last
