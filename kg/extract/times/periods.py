"""Periods: what the dates of a report mean on its day.

Rules of inference are named in :attr:`kg.model.Period.rules`:
``year-from-publication`` (the last such date not after the day of the report),
``year-from-dateline``, ``year-from-sibling-period`` (the one year that other periods of the text
state), ``from-publication`` ("this year", "last month").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final, NamedTuple

from kg.extract.text.lexicon import folded
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.text.wordlists import word_file
from kg.extract.times.datelines import is_ablative, is_dateline, is_up_to
from kg.extract.times.dateroles import DateRoles
from kg.extract.times.dates import DateSpan, find_dates
from kg.extract.times.daywords import day_words
from kg.extract.times.earlier import earlier
from kg.extract.times.monthparts import month_parts
from kg.extract.times.namedmonths import is_name
from kg.extract.times.parts import Part, first_day, is_slip, last_day, length, stamp, year_before
from kg.extract.times.stretches import ended_unit, stretch_start
from kg.extract.times.timejoin import joined
from kg.extract.times.times import Grain, Role, Time, Times
from kg.extract.times.timewords import TimeWords
from kg.extract.times.yearparts import year_parts
from kg.model import Period, Span

__all__ = ["find_times"]

LONG: Final = 300
"""A range of more days over a year's end that does not begin with a month is a running total."""
SHORT: Final = 100
"""So is one of more days that begins when a war was over."""
ENDS_OF_WARS: Final = tuple(
    (date.fromisoformat(first), date.fromisoformat(last))
    for first, last in word_file("dates")["ends_of_wars"]
)
"""First and last days between which running totals begin."""
ONWARD: Final = frozenset(word_file("dates")["onward"])
"""Words behind a day from which on work is under way: "from March on"."""
OPENINGS: Final = frozenset(folded("dates", "openings"))
"""Words before a year for its first day: "since the beginning of 2024"."""
FRESH: Final = timedelta(days=10)
"""Days by which a report may be later than the words that it reports."""


def find_times(page: Page, marks: Marks) -> Times:
    """All time expressions of a page."""
    published = page.report.published
    written = find_dates(page, marks, None if published is None else published.year)
    dates = [found for found in written if not is_name(page, marks, found)]
    taken = frozenset(place for found in dates for place in range(found.first, found.end))
    dateline = next((d for d in dates if is_dateline(page, marks, d)), None)
    rule = "year-from-publication"
    if published is None and dateline is not None and dateline.left.year is not None:
        published, rule = _day(dateline.left), "year-from-dateline"
    day = _Day(published, rule, dateline)
    reader = _Reader(page, marks, dates, day)
    dated = month_parts(page, marks, reader.find())
    worded = TimeWords(page, marks, dates, published, reader.told).find()
    parts = year_parts(page, marks, published)
    days = day_words(page, marks, dates, published)
    times = sorted([*days, *dated, *worded, *parts], key=lambda time: (time.first, -time.end))
    found = earlier(page, marks, list(joined(page, times, reader.day_of)))
    return Times(found, taken, published, reader.told)


def _day(part: Part) -> date | None:
    """The day, if all of it is known; 29 February is none of a year taken from elsewhere."""
    if part.year is None or part.month is None or part.day is None:
        return None
    try:
        return date(part.year, part.month, part.day)
    except ValueError:
        return None


class _Day(NamedTuple):
    """The day of a report, the rule that a year taken from it follows, and its dateline."""

    published: date | None
    rule: str
    dateline: DateSpan | None


class _Reader:
    """The dates of one page and the periods that they mean."""

    def __init__(self, page: Page, marks: Marks, dates: Sequence[DateSpan], day: _Day) -> None:
        self.page, self.atoms, self.marks, self.dates = page, page.atoms, marks, dates
        self.published, self.rule, self.dateline = day
        self.roles = DateRoles(page, marks)
        self.told = self._told()

    def _told(self) -> dict[int, date]:
        """By sentence the day, shortly before that of the report, on which its source spoke.

        What goes on "to date" there, or in the next sentence, goes on to that day: "… the
        ministry said on March 10. In all 1,000 hectares …".
        """
        told: dict[int, date] = {}
        for found in filter(self.roles.sayings.is_told, self.dates if self.published else ()):
            day = self._near(found)
            stated = found.left.year is not None and self.roles.sayings.opens_speech(found)
            if day is not None and (stated or timedelta(0) <= self._age(day) <= FRESH):
                sentence = self.page.sentence_index(self.atoms[found.first].start)
                told[sentence] = told[sentence + 1] = day
        return told

    def _age(self, day: date) -> timedelta:
        return self.published - day if self.published is not None else FRESH * 2

    def day_of(self, atom: int) -> date | None:
        """The day up to which what goes on "to date" at an atom goes."""
        sentence = self.page.sentence_index(self.atoms[atom].start)
        return self.told.get(sentence, self.published)

    def _near(self, found: DateSpan) -> date | None:
        """A day and month in the year that the day of the report gives them."""
        left = found.left if found.left.year else self._with_year(found, found.left, None)[0]
        return _day(left)

    @cached_property
    def sibling(self) -> int | None:
        """The one year in the dates of the text, running totals left out."""
        years = {
            part.year
            for found in self.dates
            for part in (found.right or found.left,)
            if part.year is not None
            and part.month is not None
            and found.intro != "not"
            and not self._is_since(found)
            and not self.roles.is_background(found)
        }
        return years.pop() if len(years) == 1 else None

    def find(self) -> Iterable[Time]:
        """All of them in order."""
        begun: DateSpan | None = None
        for found in self.dates:
            whole = None if begun is None else self._whole(begun, found)
            if whole is not None:
                begun = None
                yield whole
                continue
            if begun is not None:
                yield self._dated(begun)
            begun = found
        if begun is not None:
            yield self._dated(begun)

    def _whole(self, begun: DateSpan, ended: DateSpan) -> Time | None:
        """The time of work of which both ends are told: "began in March and ended on 30 June"."""
        if not self.roles.ends_begun(begun, ended):
            return None
        right, _, rules = self._with_year(ended, ended.left, None)
        left = begun.left
        if left.year is None and right.year is not None:
            late = (left.month or 0) > (right.month or 0)
            left = left.in_year(right.year - late)
        start, end = first_day(left), last_day(right)
        if start is None or end is None or start > end:
            return None
        span = self._span(begun.opening, ended.end)
        text = self._text(begun.opening, ended.end)
        period = Period(start, end, text=text, span=span, rules=rules)
        return Time(begun.opening, ended.end, Role.STATED, Grain.OTHER, period)

    def _dated(self, found: DateSpan) -> Time:
        span = self._span(found.opening, found.end)
        period = Period(text=span.of(self.page.report.text), span=span)
        begins = self.roles.begins_work(found)
        if found is self.dateline or (not begins and self.roles.is_background(found)):
            return Time(found.opening, found.end, Role.BACKGROUND, Grain.OTHER, period)
        left, right = found.left, found.right
        if begins:
            return self._begun(found, period)
        if found.intro == "after":
            return Time(found.opening, found.end, Role.STATED, Grain.OTHER, period)
        rules: tuple[str, ...] = ()
        if left.year is None:
            left, right, rules = self._with_year(found, left, right)
        elif self._says_year(found):
            rules = ("from-publication",)
        if rules:
            period = replace(period, rules=rules)
        if self._is_since(found):
            return self._since(found, left, period)
        up_to = found.intro == "as_of" and not self.roles.falls_to(found)
        up_to = up_to or is_up_to(self.page, found)
        up_to = up_to or ended_unit(self.atoms, found.opening) is not None
        up_to = up_to and not (self.page.lang == "it" and self._is_in_month(found))
        if right is None and (up_to or self._ends_week(found)):
            return self._up_to(found, left, period)
        return self._range(found, left, right or left, period)

    def _is_in_month(self, found: DateSpan) -> bool:
        """Whether Italian "a" means "in": "a luglio"."""
        bare = found.left.day is None and found.first == found.opening + 1
        return bare and self.atoms[found.opening].text in ("a", "ad")

    def _up_to(self, found: DateSpan, left: Part, period: Period) -> Time:
        """What goes up to a day: a running total, or the week that the day ends."""
        last = last_day(left)
        if last is not None and self._ends_week(found):
            period = replace(period, start=last - timedelta(days=6), end=last)
            return Time(found.opening, found.end, Role.STATED, Grain.WEEK, period)
        period = replace(period, end=last)
        begins = stretch_start(self.atoms, self.marks, found.opening, last, self.page.lang)
        if begins is not None:
            period = replace(period, start=begins)
            return Time(found.opening, found.end, Role.STATED, Grain.OTHER, period)
        role = Role.TARGET if self._is_to_come(found, period.end) else Role.TOTAL
        return Time(found.opening, found.end, role, Grain.OTHER, period)

    def _ends_week(self, found: DateSpan) -> bool:
        """Whether it is the last day of a week: "the week ending July 4", "the week to July 4"."""
        words = [atom.key for atom in self.atoms[max(0, found.first - 3) : found.first]]
        if found.left.day is None or "week" not in words:
            return False
        return words[words.index("week") + 1 :][:1] in (["ending"], ["ended"], ["to"])

    def _is_to_come(self, found: DateSpan, end: date | None) -> bool:
        """Whether a day lies ahead of the report; "by July" does not in July."""
        if end is None or self.published is None or end <= self.published:
            return False
        same = (end.year, end.month) == (self.published.year, self.published.month)
        bare = found.first == found.opening + 1
        return not (same and bare and found.left.day is None and found.left.month is not None)

    def _begun(self, found: DateSpan, period: Period) -> Time:
        """Work under way since a day: "operations, which began on September 27"."""
        left = found.left
        rules: tuple[str, ...] = ()
        if left.year is None:
            left, _, rules = self._with_year(found, left, None)
        end = self.day_of(found.opening)
        period = replace(period, start=first_day(left), end=end, rules=rules)
        return Time(found.opening, found.end, Role.STATED, Grain.OTHER, period)

    def _range(self, found: DateSpan, left: Part, right: Part, period: Period) -> Time:
        start, end, rules = first_day(left), last_day(right), period.rules
        grain = Grain.MONTH if left.day is None else Grain.DAY if left == right else Grain.OTHER
        role = Role.STATED
        if left != right and self._is_plan(right):
            return Time(found.opening, found.end, Role.BACKGROUND, grain, period)
        if left.month is None:
            grain = Grain.YEAR
            years = (right.year or 0) - (left.year or 0)
            role = Role.STATED if years <= 1 and right.month is None else Role.TOTAL
        if left.day is not None and left != right:
            days = length(left, right)
            grain = Grain.WEEK if days <= 10 else Grain.MONTH if 27 <= days <= 34 else Grain.OTHER
            if left.day != 1 and left.year != right.year and _is_total(start, days):
                role = Role.TOTAL
        if start is not None and end is not None and start > end:
            start, end, rules = first_day(right), last_day(left), (*rules, "reversed")
        since = None
        if role is Role.TOTAL and start is not None:
            since = start.isoformat() if left.day is not None else self._coarse(found, left)
        period = Period(start, end, since, period.text, period.span, rules)
        return Time(found.opening, found.end, role, grain, period, stamp(left, right))

    def _is_plan(self, right: Part) -> bool:
        """Whether a range of years ends after that of the report: when a project runs."""
        if self.published is None or right.year is None or right.month is not None:
            return False
        return right.year > self.published.year

    def _since(self, found: DateSpan, left: Part, period: Period) -> Time:
        start, day = _day(left), self.day_of(found.opening)
        since = self._coarse(found, left)
        role, grain = Role.TOTAL, Grain.OTHER
        words = {atom.key for atom in self.atoms[found.opening : found.first]}
        opens = left.month is None and words & OPENINGS
        if opens and left.year is not None:
            start = date(left.year, 1, 1)
            since = since if day is None or day.year != left.year else start.isoformat()
            if day is not None and day.year == left.year and "early" in words:
                role, grain, since = Role.STATED, Grain.YEAR, None
        if left.month is not None and left.day is None and words & OPENINGS:
            start = first_day(left)
            since = None if start is None else start.isoformat()
        vague = left.month is None and start is None and "mid" not in words
        open_ended = "from" in words and ONWARD.isdisjoint(
            self.page.texts[found.end : found.end + 1]
        )
        vague = vague or open_ended  # "visits from September 27" do not say until when
        period = replace(period, start=start, end=None if vague else day, since=since)
        return Time(found.opening, found.end, role, grain, period)

    def _coarse(self, found: DateSpan, left: Part) -> str | None:
        """The start of a running total as far as it is known: 2018, 2018-06, 2020-11-10."""
        if left.year is None:
            return None
        if left.month is not None:
            month = f"{left.year}-{left.month:02}"
            return month if _day(left) is None else f"{month}-{left.day:02}"
        words = [atom.key for atom in self.atoms[found.opening : found.first]]
        return f"{left.year}-06" if "mid" in words else str(left.year)

    def _is_since(self, found: DateSpan) -> bool:
        if found.right is not None:
            return False
        if found.intro in ("since", "from"):
            return True
        return self.page.lang == "az" and (
            self.marks.sense(found.end, "date") in ("from", "since")
            or is_ablative(self.page, found)
        )

    def _with_year(
        self, found: DateSpan, left: Part, right: Part | None
    ) -> tuple[Part, Part | None, tuple[str, ...]]:
        """Both ends with the year that publication or another period of the text gives them."""
        if right is not None and right.year is not None:
            return left, right, ()
        if (named := self._year_word(found)) is not None:
            year, rule = named, "from-publication"
        elif self.published is not None:
            year, rule = year_before(left, right or left, self.published), self.rule
        elif self.sibling is not None and self.dateline is None:
            year, rule = self.sibling, "year-from-sibling-period"
        else:
            return left, right, ()
        turns = (
            right is not None
            and (right.month or 0) < (left.month or 0)
            and not is_slip(left, right)
        )
        first = left.in_year(year - turns)
        return first, None if right is None else right.in_year(year), (rule,)

    def _says_year(self, found: DateSpan) -> bool:
        """Whether "this year" or "last year" stands in a date or beside it."""
        near = self.marks.within(found.opening - 2, found.end + 2)
        words = [mark.senses.get("when") for mark in near]
        return "this_year" in words or "last_year" in words

    def _year_word(self, found: DateSpan) -> int | None:
        """The year that "of this year", "of last year" beside a date means."""
        if self.published is None:
            return None
        for place in (found.end, found.end + 1, found.opening - 1, found.opening - 2):
            word = self.marks.sense(place, "when")
            if word in ("this_year", "last_year"):
                return self.published.year - (word == "last_year")
        return None

    def _span(self, first: int, end: int) -> Span:
        return Span(self.atoms[first].start, self.atoms[end - 1].end)

    def _text(self, first: int, end: int) -> str:
        return self._span(first, end).of(self.page.report.text)


def _is_total(start: date | None, days: int) -> bool:
    """Whether a range of days is that of a running total."""
    after_war = start is not None and any(low <= start <= high for low, high in ENDS_OF_WARS)
    return days > (SHORT if after_war else LONG)
