"""Dates and time words mean periods on the day of the report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kg.extract.text.page import Page
from kg.extract.text.vocabulary import mark
from kg.extract.times.periods import find_times
from kg.extract.times.times import Role, Time

PageOf = Callable[..., Page]


def times(page_of: PageOf, text: str, published: str | None, lang: str = "en") -> list[Time]:
    """The time expressions of a text, its dateline and other asides left out."""
    page = page_of(text, lang=lang, published=published)
    found = find_times(page, mark(page.keys, page.lang)).found
    return [time for time in found if time.role is not Role.BACKGROUND]


def days(time: Time) -> tuple[str | None, str | None]:
    """First and last day as text."""
    period = time.period
    start, end = period.start, period.end
    return start and start.isoformat(), end and end.isoformat()


@pytest.mark.parametrize(
    ("text", "published", "start", "end", "rule"),
    [
        (
            "It ran from 17 to 22 January.",
            "2022-01-24",
            "2022-01-17",
            "2022-01-22",
            "year-from-publication",
        ),
        (
            "It ran from December 25 to 31.",
            "2024-01-08",
            "2023-12-25",
            "2023-12-31",
            "year-from-publication",
        ),
        (
            "It ran from December 28 to January 3.",
            "2024-01-08",
            "2023-12-28",
            "2024-01-03",
            "year-from-publication",
        ),
        ("It ran from May 5 to 11.", None, None, None, None),
        ("In June 2021 it ran.", None, "2021-06-01", "2021-06-30", None),
        (
            "For March it lists them.",
            "2024-04-01",
            "2024-03-01",
            "2024-03-31",
            "year-from-publication",
        ),
        ("In 2023 they worked.", None, "2023-01-01", "2023-12-31", None),
        ("In the first half of 2023 they worked.", None, "2023-01-01", "2023-06-30", None),
        ("They worked this year.", "2023-09-01", "2023-01-01", "2023-09-01", "from-publication"),
        ("They worked last year.", "2023-09-01", "2022-01-01", "2022-12-31", "from-publication"),
        ("They worked last month.", "2024-01-03", "2023-12-01", "2023-12-31", "from-publication"),
        ("Last week they worked.", "2024-01-03", None, None, None),
        (
            "Over the past week (December 18-24) they worked.",
            "2023-12-25",
            "2023-12-18",
            "2023-12-24",
            None,
        ),
        (
            "In the first 10 months of this year they worked.",
            "2023-11-05",
            "2023-01-01",
            "2023-10-31",
            None,
        ),
        (
            "From 29 February to 3 March they worked.",
            "2023-03-09",
            "2023-02-28",
            "2023-03-03",
            None,
        ),
    ],
)
def test_periods(
    page_of: PageOf,
    *,
    text: str,
    published: str | None,
    start: str | None,
    end: str | None,
    rule: str | None,
) -> None:
    """First and last day, both included; a year that is inferred comes by a named rule."""
    (time,) = times(page_of, text, published)
    assert time.role in (Role.STATED, Role.RELATIVE)
    assert days(time) == (start, end)
    assert rule is None or rule in time.period.rules


@pytest.mark.parametrize(
    ("text", "published", "start", "end", "since"),
    [
        ("Since November 2020 they work.", "2023-11-28", None, "2023-11-28", "2020-11"),
        (
            "Since November 10, 2020 they work.",
            "2023-11-28",
            "2020-11-10",
            "2023-11-28",
            "2020-11-10",
        ),
        (
            "From November 10, 2020, to July 31, 2025 it ran.",
            None,
            "2020-11-10",
            "2025-07-31",
            "2020-11-10",
        ),
        ("From 1992 to 2022 it ran.", None, "1992-01-01", "2022-12-31", "1992"),
        ("Since mid-2018 they work.", "2024-05-19", None, "2024-05-19", "2018-06"),
        ("Since 2004 they work.", "2022-02-03", None, None, "2004"),
        ("To date it is much.", "2022-02-03", None, "2022-02-03", None),
        (
            "Since the beginning of the year they work.",
            "2018-07-03",
            "2018-01-01",
            "2018-07-03",
            "2018-01-01",
        ),
        ("Since the project began in 2018 they work.", None, None, None, "2018"),
    ],
)
def test_running_totals(
    page_of: PageOf,
    *,
    text: str,
    published: str | None,
    start: str | None,
    end: str | None,
    since: str | None,
) -> None:
    """A total runs since a day, month or year, to the day of the report."""
    (time,) = times(page_of, text, published)
    assert time.role is Role.TOTAL
    assert (*days(time), time.period.since) == (start, end, since)


@pytest.mark.parametrize(
    "text",
    [
        "BAKU, Azerbaijan, Aug.2 (Trend).",
        "14 October 2024.",
        "Founded on July 18, 1998, it grew.",
        "It told News.Az on 24 January 2022 so.",
        "The ministry said on March 10 so.",
    ],
)
def test_asides(page_of: PageOf, text: str) -> None:
    """Datelines, foundings and days of speech are no periods of work."""
    assert times(page_of, text, "2025-01-01") == []


def test_the_year_of_a_sibling(page_of: PageOf) -> None:
    """Without a publication date the one year that other dates state is taken, and said so."""
    text = "It ran from August 1 through 31. From August 21 through August 27, 2023, too."
    first, second = times(page_of, text, None)
    assert first.period.start == date(2023, 8, 1)
    assert first.period.rules == ("year-from-sibling-period",)
    assert second.period.rules == ()


def test_a_day_to_come(page_of: PageOf) -> None:
    """A date after the report is a target."""
    (time,) = times(page_of, "By the end of 2028 it will be done.", "2024-01-11")
    assert time.role is Role.TARGET


def test_a_range_in_reverse(page_of: PageOf) -> None:
    """A range that ends before it begins is put in order, and the rule says so."""
    (time,) = times(page_of, "It ran from May 12 to 5, 2024.", None)
    assert days(time) == ("2024-05-05", "2024-05-12")
    assert "reversed" in time.period.rules


@pytest.mark.parametrize("published", ["2023-03-09", "2024-03-09", None])
def test_29_february_of_a_year_that_has_none(page_of: PageOf, published: str | None) -> None:
    """The year is not the writer's: only the month is kept."""
    (time,) = times(page_of, "They have worked since 29 February.", published)
    start = None if time.period.start is None else time.period.start.isoformat()
    expected = {"2023-03-09": None, "2024-03-09": "2024-02-29", None: None}
    assert start == expected[published]
    assert time.period.since == {None: None, "2023-03-09": "2023-02"}.get(published, "2024-02-29")


@pytest.mark.parametrize(
    ("text", "lang", "start", "end", "since"),
    [
        (
            "In the week from May 10 to 16 mine clearance went on.",
            "en",
            "2023-05-10",
            "2023-05-16",
            None,
        ),
        ("From May 5 to 11 mine action teams worked.", "en", "2023-05-05", "2023-05-11", None),
        ("From May 5 to 11 mine removal went on.", "en", "2023-05-05", "2023-05-11", None),
    ],
)
def test_mine_clearance_is_nothing_counted(
    page_of: PageOf, *, text: str, lang: str, start: str, end: str, since: str | None
) -> None:
    """ "To 16 mine clearance" tells of the sixteenth, not of sixteen mines."""
    (time,) = times(page_of, text, "2023-06-05", lang)
    assert (days(time), time.period.since) == ((start, end), since)


@pytest.mark.parametrize(
    ("lang", "text", "end"),
    [
        ("en", "As of May 31 they have cleared 7 fields since their start in 2010.", "2023-05-31"),
        (
            "en",
            "As of May 31, since the beginning of the invasion, they cleared 7 fields.",
            "2023-05-31",
        ),
        (
            "ru",
            "По состоянию на 31 мая 2023 года с начала вторжения очищено 7 полей.",
            "2023-05-31",
        ),
    ],
)
def test_a_running_total_ends_as_of_its_day(
    page_of: PageOf, *, lang: str, text: str, end: str
) -> None:
    """The day is told in the same sentence, before what the count began with."""
    found = times(page_of, text, "2023-06-05", lang)
    assert {str(time.period.end) for time in found} == {end}
