"""Parts of a year: "the first half of 2023", "the third quarter", "last summer", "Q1".

A part without a year is the latest one that has begun by the day of the report, and
ends there if it is still going on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.extract.text.lexicon import folded
from kg.extract.text.numbers import plain
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Mark, Marks
from kg.extract.times.monthparts import is_of_month
from kg.extract.times.parts import Part, last_day
from kg.extract.times.times import Grain, Role, Time
from kg.model import Period, Span

__all__ = ["year_parts"]

REACH: Final = 3
"""Atoms after the words of a part in which its year may stand."""
DASHES: Final = frozenset("-–—/")
BEFORE: Final = 4
"""Atoms before them in which it may stand."""
RULE: Final = ("from-publication",)
FIRST: Final = frozenset(folded("dates", "first"))
"""Words, folded, of months counted from the beginning of a year."""
OF: Final = frozenset(folded("dates", "of_year"))
YEAR_NOUNS: Final = frozenset(folded("dates", "year"))
"""Romance words for a year."""
UNDERTAKINGS: Final = folded("dates", "undertakings")
"""How Russian and Ukrainian words begin, folded, for what has months of its own."""
YEARS: Final = frozenset(folded("dates", "years"))
"""Words, folded, that end the name of a year."""
THE_YEAR: Final = frozenset(folded("dates", "the_year"))
"""Words, folded, for the running year behind a part of it: «восемь месяцев года»."""
THIS_ONE: Final = ("this", "one")
"""The running year, where the last was named: "the first ten months of this one"."""
OF_YEAR: Final = "ilin"
"""The Azerbaijani word for it before: "İlin səkkiz ayında"."""
LAST_QUARTER: Final = "last_quarter"
"""The last of a year that is named, else the one before that of the report."""
SEASONS: Final = frozenset({"3-5", "6-8", "9-11", "3-8", "3-11", "6-11", "9-2"})
"""Parts of a year that are seasons, of the northern half of the world."""
SOUTHERN: Final = frozenset(
    {"AO", "AR", "BI", "CD", "CG", "CL", "EC", "FK", "MZ", "NA", "PE", "RW"}
)
"""Countries where such seasons are others, by ISO 3166-1; what is said of them has no months."""


@dataclass(frozen=True, slots=True)
class _Year:
    """A year named beside a part of it, and where the words for it end; "the year" has none."""

    number: int | None
    end: int
    stated: bool


def _year_after(page: Page, marks: Marks, place: int, published: date | None) -> _Year | None:
    """The year that the words after a place name: "of 2023", "of last year", "of the year"."""
    for at in range(place, min(place + REACH, len(page.atoms))):
        if page.atoms[at].text in ".;:":
            return None
        word = marks.sense(at, "when")
        if word in ("this_year", "last_year"):
            number = None if published is None else published.year - (word == "last_year")
            return _Year(number, marks.end(at), stated=False)
        if word == "whole_year":
            return _Year(None, marks.end(at), stated=False)
        if (year := _numbered(page, at) or _this_one(page, at, published)) is not None:
            return year
        if page.keys[at] in THE_YEAR:
            return _numbered(page, at + 1) or _Year(None, at + 1, stated=False)
    return None


def _this_one(page: Page, place: int, published: date | None) -> _Year | None:
    """The running year, where "this one" stands at an atom."""
    if published is None or page.keys[place : place + 2] != THIS_ONE:
        return None
    return _Year(published.year, place + 2, stated=False)


def _numbered(page: Page, place: int) -> _Year | None:
    """The year whose number stands at an atom: "de l'année 2023"."""
    number = plain(page.atoms[place].text) if place < len(page.atoms) else None
    if number is None or not 1900 < number < 2100:
        return None
    return _Year(int(number), _past_years(page, place + 1), stated=True)


def _past_years(page: Page, place: int) -> int:
    """Past the second year of "2023-2024", and past the word for a year: "2024 года"."""
    second = [atom.text for atom in page.atoms[place : place + 2]]
    if len(second) == 2 and second[0] in DASHES and plain(second[1]) is not None:
        place += 2
    return place + (place < len(page.atoms) and page.atoms[place].key in YEARS)


def _year_before(
    page: Page, marks: Marks, place: int, published: date | None
) -> tuple[int, _Year | None]:
    """The year right before a part of it, and where it begins: "2024-cü ilin birinci yarısı"."""
    for at in range(place - 1, max(-1, place - 1 - BEFORE), -1):
        word = marks.sense(at, "when")
        if word in ("this_year", "last_year") and marks.end(at) == place and published is not None:
            return at, _Year(published.year - (word == "last_year"), place, stated=False)
        if page.lang == "az" and at == place - 1 and at in page.firsts and page.keys[at] == OF_YEAR:
            return at, _Year(None, place, stated=False)
        number = plain(page.atoms[at].text)
        if number is not None and 1900 < number < 2100:
            return at, _Year(int(number), place, stated=True)
    return place, None


def year_parts(page: Page, marks: Marks, published: date | None) -> Iterator[Time]:
    """All parts of years in order; counted months are one only beside a year."""
    for mark in marks.of("part_of_year", "months_of_year"):
        if is_of_month(marks, mark):
            continue
        place = mark.first
        alone = mark.senses.get("part_of_year")
        months = alone or mark.senses["months_of_year"]
        first, year = place, _year_after(page, marks, mark.end, published)
        if year is None:
            first, year = _year_before(page, marks, place, published)
        if year is None and alone is None:
            year = _year_of_first(page, mark, published)
        if year is None and alone is None:
            continue
        end = mark.end if year is None else max(mark.end, year.end)
        start, stop = _days(published, months, year)
        if months in SEASONS and page.country in SOUTHERN:
            start = stop = None
        span = Span(page.atoms[first].start, page.atoms[end - 1].end)
        rules = () if start is None or (year is not None and year.stated) else RULE
        period = Period(start, stop, None, span.of(page.report.text), span, rules)
        yield Time(first, end, Role.STATED, Grain.OTHER, period)


def _year_of_first(page: Page, mark: Mark, published: date | None) -> _Year | None:
    """The year of "the first six months" alone: the last in which they were over.

    "The first six months of the project" are of none.
    """
    counted = FIRST.isdisjoint(page.keys[mark.first : mark.end])
    if counted or published is None:
        return None
    end = mark.end
    following = [key for key in page.keys[end : end + REACH] if key != "l"]
    if following[:1] and following[0] in OF and following[1:2] and following[1] in YEAR_NOUNS:
        end = page.keys.index(following[1], end) + 1  # "… mois de l'année" are of no project
    behind = page.keys[end] if end < len(page.keys) else "."
    if behind in OF or behind.startswith(UNDERTAKINGS):
        return None
    last = int(mark.senses["months_of_year"].partition("-")[2])
    return _Year(published.year - (last > published.month), mark.end, stated=False)


def _days(
    published: date | None, months: str, year: _Year | None
) -> tuple[date | None, date | None]:
    if months == LAST_QUARTER:
        months = _last_quarter(published if year is None else None)
    first, last = map(int, months.split("-"))
    if year is not None and year.number is not None:
        return date(year.number, first, 1), last_day(Part(year.number + (last < first), last))
    if published is None:
        return None, None
    number = published.year - (date(published.year, first, 1) > published)
    end = last_day(Part(number + (last < first), last))
    if year is None and end is not None and end > published:
        end = published
    return date(number, first, 1), end


def _last_quarter(published: date | None) -> str:
    """The months of the quarter before that of a day; without one those that end a year."""
    number = 3 if published is None else ((published.month - 1) // 3 - 1) % 4
    return f"{number * 3 + 1}-{number * 3 + 3}"
