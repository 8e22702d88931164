"""Dates and ranges are found as they are written."""

from __future__ import annotations

import pytest

from kg.extract.text.page import turn
from kg.extract.text.vocabulary import mark
from kg.extract.times.dates import DateSpan, find_dates
from kg.model import Report

Ends = tuple[int | None, int | None, int | None]


def dates(lang: str, text: str) -> list[DateSpan]:
    """The dates of a text."""
    page = turn(Report("0" * 16, text, "test", lang=lang))
    return list(find_dates(page, mark(page.keys, lang)))


@pytest.mark.parametrize(
    ("lang", "text", "left", "right", "intro"),
    [
        ("en", "from 17 to 22 January", (None, 1, 17), (None, 1, 22), "from"),
        ("en", "On December 11–17", (None, 12, 11), (None, 12, 17), "in"),
        ("en", "Between May 5 and 11", (None, 5, 5), (None, 5, 11), "between"),
        ("en", "between January 20 to 26, 2024", (2024, 1, 20), (2024, 1, 26), "between"),
        ("en", "July 3 via July 8, 2023", (2023, 7, 3), (2023, 7, 8), None),
        ("en", "January 3rd - 12th", (None, 1, 3), (None, 1, 12), None),
        ("en", "from August 1 through 31, in", (None, 8, 1), (None, 8, 31), "from"),
        ("en", "between December 28 and January 3, 2024", (2023, 12, 28), (2024, 1, 3), "between"),
        ("en", "15.06-21.07.2024", (2024, 6, 15), (2024, 7, 21), None),
        ("az", "noyabrın 8-dən 13-nə qədər", (None, 11, 8), (None, 11, 13), None),
        ("az", "1-14 aprel tarixlərində", (None, 4, 1), (None, 4, 14), None),
        (
            "az",
            "2020-ci il 10 noyabr tarixindən 2022-ci il 14 aprel",
            (2020, 11, 10),
            (2022, 4, 14),
            None,
        ),
        ("ru", "С 1 июня до 3 июля", (None, 6, 1), (None, 7, 3), "from"),
        ("ru", "С 10 ноября 2020 года по 3 июля", (2020, 11, 10), (2021, 7, 3), "from"),
        ("es", "del 21 al 27 de octubre", (None, 10, 21), (None, 10, 27), "from"),
        ("fr", "Du 15 au 21 septembre", (None, 9, 15), (None, 9, 21), "from"),
        ("pt", "de 21 a 27 de outubro de 2024", (2024, 10, 21), (2024, 10, 27), None),
        ("it", "dal 3 al 9 marzo", (None, 3, 3), (None, 3, 9), "from"),
        ("en", "from 2017-2021", (2017, None, None), (2021, None, None), "from"),
    ],
)
def test_ranges(lang: str, text: str, left: Ends, right: Ends, intro: str | None) -> None:
    """Both ends are read, and what one end leaves out is taken from the other."""
    (found,) = dates(lang, text)
    assert found.right is not None
    assert (found.left.year, found.left.month, found.left.day) == left
    assert (found.right.year, found.right.month, found.right.day) == right
    assert found.intro == intro


@pytest.mark.parametrize(
    ("lang", "text", "left", "intro"),
    [
        ("en", "in July 2021", (2021, 7, None), "in"),
        ("en", "In January, a total of 40 mines", (None, 1, None), "in"),
        ("en", "In May 12 anti-tank mines were found", (None, 5, None), "in"),
        ("en", "since Nov. 2020", (2020, 11, None), "since"),
        ("en", "since mid-2018", (2018, None, None), "since"),
        ("en", "Sept.11", (None, 9, 11), None),
        ("en", "16.01.2024", (2024, 1, 16), None),
        ("en", "On 2024-01-16", (2024, 1, 16), "in"),
        ("en", "31/07/2023", (2023, 7, 31), None),
        ("en", "As of December 15, 268,600 hectares", (None, 12, 15), "as_of"),
        ("en", "In 2022 305 mines", (2022, None, None), "in"),
        ("ru", "В мае 2025 года", (2025, 5, None), "in"),
        ("pt", "Durante o ano 2024", (2024, None, None), "in"),
        ("en", "after the April battles", (None, 4, None), "after"),
    ],
)
def test_single_dates(lang: str, text: str, left: Ends, intro: str | None) -> None:
    """A day, a month or a year, with the word before it that says how it is meant."""
    (found,) = dates(lang, text)
    assert found.right is None
    assert (found.left.year, found.left.month, found.left.day) == left
    assert found.intro == intro


@pytest.mark.parametrize(
    "text", ["it may 5 times", "the 1998 founding", "2018 mines", "12 mines", "32 May 45", "RPG-18"]
)
def test_no_dates(text: str) -> None:
    """Counts, codes and years that only describe are no dates."""
    assert [d for d in dates("en", text) if d.left.month is None or d.left.day is not None] == []


def test_dates_far_from_each_other() -> None:
    """Small words, commas and numbers between two dates hide neither."""
    between = "12 of the mines, 3 in 4, were found in and at the 9 sites, and "
    found = dates("en", f"From May 3, {between}until 5 June 2024.")
    assert [span.left for span in found] == [(None, 5, 3), (2024, 6, 5)]
