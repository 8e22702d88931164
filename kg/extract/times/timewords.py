"""Time words: "last week", "this year", "to date", "the past eight months"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from kg.extract.text.numbers import plain, read_number
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.times.beginnings import UNITS, beginning_after, is_of_idleness, slavic_beginning
from kg.extract.times.dates import DateSpan
from kg.extract.times.daywords import is_of_speech
from kg.extract.times.parts import Part, calendar_days, last_day
from kg.extract.times.times import Grain, Role, Time
from kg.model import Period, Span

__all__ = ["TimeWords"]

ENDS: Final = ("to_date", "so_far", "since_start")
"""Words of running totals; only "to date" says by itself until when."""
OF: Final = frozenset({"de", "del", "du", "do", "da", "della"})
BEGINNING: Final = ("since", "after")
DATED: Final = (*BEGINNING, "from")
"""Words of dates that are looked at."""
SPANS: Final = {
    "day": Grain.OTHER,
    "week": Grain.WEEK,
    "month": Grain.MONTH,
    "year": Grain.YEARS,
}
TOTAL_YEARS: Final = 10
""""In the past N years" is a running total from so many years on."""
_ROLES: Final = {
    "this_year": Role.RELATIVE,
    "last_year": Role.RELATIVE,
    "last_month": Role.RELATIVE,
    "this_month": Role.RELATIVE,
    "last_week": Role.RELATIVE,
    "day_word": Role.RELATIVE,
    "season": Role.RELATIVE,
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
    "season": Grain.OTHER,
    "those_days": Grain.OTHER,
}


def _only(dates: Iterable[DateSpan]) -> int | None:
    """The one whole year among some dates."""
    years = {found.left.year for found in dates if found.left.month is None}
    return years.pop() if len(years) == 1 else None


class TimeWords:
    """The time words of one page.

    ``dates`` are its dates, ``published`` is the day of the report, and ``told`` gives for a
    sentence the day on which its source spoke.
    """

    def __init__(
        self,
        page: Page,
        marks: Marks,
        dates: Sequence[DateSpan],
        published: date | None,
        told: Mapping[int, date],
    ) -> None:
        self.page, self.atoms, self.marks = page, page.atoms, marks
        self.dates, self.published, self.told = dates, published, told
        self.ends = {at: date.end for date in dates for at in (date.opening, date.first)}
        self.only_year = _only(d for d in dates if d.intro == "in")
        before = _only(d for d in dates if d.intro == "not")
        self.compared = self.only_year is None and before is not None
        if before is not None and self.only_year is None:
            self.only_year = before + 1

    def _sentence(self, atom: int) -> int:
        return self.page.sentence_index(self.atoms[atom].start)

    def day_of(self, atom: int) -> date | None:
        """The day up to which what goes on "to date" at an atom goes."""
        return self.told.get(self._sentence(atom), self.published)

    def find(self) -> Iterable[Time]:
        """All of them in order."""
        inside = {place for d in self.dates for place in range(d.opening, d.end)}
        for mark in self.marks.of("date", "when"):
            date_word, word = mark.senses.get("date"), mark.senses.get("when")
            if word is None and date_word not in DATED:
                continue
            place = mark.first
            if place in inside:
                continue
            since = date_word in BEGINNING
            if (since or word == "since_start") and is_of_idleness(self.atoms, self.marks, place):
                continue
            begun = beginning_after(self.atoms, self.marks, place) if since else None
            begun = begun or slavic_beginning(self.atoms, self.marks, place)
            if begun is not None:
                yield self._time(place, begun, Role.TOTAL, Grain.YEARS)
            if word is not None:
                yield from self._worded(place, mark.end, word)

    def _worded(self, place: int, end: int, word: str) -> Iterator[Time]:
        """What a word at an atom means."""
        if word == "since_start" and place and self.atoms[place - 1].key in UNITS:
            return  # "in the year after the war"
        if word == "span_of":
            counted = self._counted(place, end)
            if counted is not None:
                yield counted
        elif word == "week_of":
            yield self._time(place, self._month_after(end), Role.STATED, Grain.WEEK)
        elif word == "those_days" and self._is_of_history(place, end):
            return  # "datant de la période coloniale"
        elif word == "last_week" and is_of_speech(self.page, self.marks, place, end):
            return
        elif word != "mid":
            dated = word == "since_start" and self.page.texts[end : end + 1] == (",",)
            yield self._word(place, end + (dated and end + 1 in self.ends), word)

    def _is_of_history(self, place: int, end: int) -> bool:
        """Whether things of a period that a word describes are told: "de la période coloniale"."""
        if place == 0 or self.page.texts[place - 1] not in OF or end >= len(self.atoms):
            return False
        return self.page.texts[end].islower() and self.marks.at[end] is None

    def _month_after(self, place: int) -> int:
        return self.ends.get(place, place)

    def _time(
        self, first: int, end: int, role: Role, grain: Grain, period: Period | None = None
    ) -> Time:
        span = self._span(first, end)
        text = span.of(self.page.report.text)
        if period is None:
            period = Period(text=text, span=span)
        else:
            period = replace(period, text=text, span=span)
        return Time(first, end, role, grain, period)

    def _word(self, first: int, end: int, word: str) -> Time:
        day = self.day_of(first)
        rules = ("from-publication",)
        if word in ENDS:
            told = self.told.get(self._sentence(first))
            stop = {"to_date": day, "so_far": told}.get(word)
            grain = Grain.YEARS if word == "since_start" else Grain.OTHER
            return self._time(first, end, Role.TOTAL, grain, Period(end=stop))
        if (
            word == "last_year"
            and day is not None
            and self.marks.sense(first - 1, "date") == "since"
        ):
            period = Period(since=str(day.year - 1), rules=rules)
            return self._time(first - 1, end, Role.TOTAL, Grain.OTHER, period)
        if word == "year_start":
            start = None if day is None else date(day.year, 1, 1)
            since = None if start is None else start.isoformat()
            period = Period(start, day, since, rules=rules if day else ())
            return self._time(first, end, Role.TOTAL, Grain.YEAR, period)
        if word == "this_year" and day is None and self.only_year is not None:
            stop = date(self.only_year, 12, 31) if self.compared else None
            period = Period(date(self.only_year, 1, 1), stop, rules=("year-from-sibling-period",))
            return self._time(first, end, Role.RELATIVE, Grain.YEAR, period)
        if word in ("this_year", "last_year", "last_month", "this_month") and day is not None:
            start, stop = calendar_days(word, day)
            period = Period(start, stop, rules=rules)
            grain = Grain.MONTH if word.endswith("month") else Grain.YEAR
            return self._time(first, end, Role.RELATIVE, grain, period)
        return self._time(first, end, _ROLES[word], _GRAINS[word])

    def _counted(self, first: int, end: int) -> Time | None:
        """A counted stretch: "the past eight months", "first 10 months of this year"."""
        number = (
            read_number(self.atoms, self.marks, end, self.page.lang)
            if end < len(self.atoms)
            else None
        )
        unit = None if number is None else self.marks.sense(number.end, "span_unit")
        if number is None or unit is None:
            return None
        stop = self.marks.end(number.end)
        if unit == "decade" or (unit == "year" and number.value >= TOTAL_YEARS):
            return self._time(first, stop, Role.TOTAL, Grain.OTHER, Period())
        opens = self.atoms[first].key == "first"
        year = self._year_after(stop)
        months = int(number.value) if number.value <= 12 else 0
        if opens and unit == "month" and months and year is not None:
            period = Period(
                date(year, 1, 1), last_day(Part(year, months)), rules=("from-publication",)
            )
            return self._time(first, stop, Role.STATED, Grain.OTHER, period)
        return self._time(first, stop, Role.RELATIVE, SPANS[unit])

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

    def _span(self, first: int, end: int) -> Span:
        return Span(self.atoms[first].start, self.atoms[end - 1].end)

    def _text(self, first: int, end: int) -> str:
        return self._span(first, end).of(self.page.report.text)
