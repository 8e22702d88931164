"""The pictures of totals: marks where they belong, words that stay within, nothing run."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from api.totals.charts import Stretch, interval_bar, month_bars, seen_whole, time_line, top_of
from kg.totals import Point

HOSTILE = '"><script>alert(1)</script>'


def marks(svg: str, name: str) -> list[ET.Element]:
    """The elements of a class; the picture is well-formed."""
    return [e for e in ET.fromstring(svg).iter() if name in e.get("class", "").split()]


def words(svg: str) -> list[str]:
    return ["".join(e.itertext()) for e in ET.fromstring(svg).iter("text")]


def share(element: ET.Element, name: str) -> float:
    return float(element.get(name, "").removesuffix("%"))


@pytest.mark.parametrize(
    ("value", "top"),
    [
        ("0", "1"),
        ("0.3", "0.5"),
        ("1", "1"),
        ("926.6", "1000"),
        ("5264.14", "10000"),
        ("21", "25"),
        ("74689", "100000"),
        ("1000000", "1000000"),
    ],
)
def test_an_axis_ends_at_a_round_number(value: str, top: str) -> None:
    """One that holds the value, and not much more."""
    assert top_of(Decimal(value)) == Decimal(top)


@pytest.mark.parametrize(
    ("values", "most"),
    [
        ("453900 528 392 156 622", "622"),
        ("5264 528 392 156 622", "5264"),
        ("453900 528", "453900"),
        ("0 0 0 0 0 7", "7"),
        ("", "0"),
    ],
)
def test_a_value_far_from_the_others_is_cut(values: str, most: str) -> None:
    """Twenty times as much as most of them is far; of a few values none is."""
    assert seen_whole([Decimal(value) for value in values.split()]) == Decimal(most)


def test_an_interval() -> None:
    """A full bar up to the least, a light one up to the most, with both numbers."""
    svg = interval_bar(Decimal(250), Decimal(750), "ha")
    (sure,), (may,) = marks(svg, "sure"), marks(svg, "may")
    assert (share(sure, "x"), share(sure, "width")) == (0, 25)
    assert (share(may, "x"), share(may, "width")) == (25, 50)
    assert {"at least 250 ha", "at most 750 ha"} <= set(words(svg))


@pytest.mark.parametrize(
    ("least", "most", "said", "bars"),
    [
        ("5", "5", {"exactly 5 ha"}, (1, 0)),
        ("0", "0", {"exactly 0 ha"}, (0, 0)),
        ("0", "7", {"at least 0 ha", "at most 7 ha"}, (0, 1)),
        ("5", None, {"at least 5 ha", "no report limits it"}, (1, 0)),
        ("0", None, {"at least 0 ha", "no report limits it"}, (0, 0)),
        (None, "7", {"nothing known for certain", "at most 7 ha"}, (0, 1)),
    ],
)
def test_intervals_at_the_edge(
    least: str | None, most: str | None, said: set[str], bars: tuple[int, int]
) -> None:
    """Exact ones, ones that may be nothing, ones without an end: each says so."""
    svg = interval_bar(_decimal(least), _decimal(most), "ha")
    assert said <= set(words(svg))
    assert (len(marks(svg, "sure")), len(marks(svg, "may"))) == bars
    assert ("fade-right" in svg) == (most is None)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def stretch(first: date | None, last: date | None, text: str = "Trend") -> Stretch:
    return Stretch("5 ha", text, text, first, last, "least", "#least-1")


def test_days_lie_over_those_asked_for() -> None:
    """A figure of April to June within a year."""
    year = (date(2023, 1, 1), date(2023, 12, 31))
    svg = time_line([stretch(date(2023, 4, 1), date(2023, 6, 30))], *year)
    (asked,), (days,) = marks(svg, "asked"), marks(svg, "days")
    assert (share(asked, "x"), share(asked, "width")) == (0, 100)
    assert share(days, "x") == pytest.approx(100 * 90 / 365, abs=0.01)
    assert share(days, "width") == pytest.approx(100 * 91 / 365, abs=0.01)
    assert {"Jan 2023", "Apr 2023", "Jul 2023", "Oct 2023"} <= set(words(svg))


@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        (None, date(2023, 1, 1), ["‹"]),
        (date(2023, 1, 1), None, ["›"]),
        (None, None, ["‹", "›"]),
    ],
)
def test_open_days_reach_the_edge(first: date | None, last: date | None, ends: list[str]) -> None:
    """A sign marks the end that is not known."""
    svg = time_line([stretch(first, last)], date(2022, 1, 1), None)
    assert [element.text for element in marks(svg, "open-end")] == ends
    (days,) = marks(svg, "days")
    assert 0 <= share(days, "x") < share(days, "x") + share(days, "width") <= 100.001


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_of_days(day: date) -> None:
    """The axis ends where days do."""
    svg = time_line([stretch(None, None)], day, day)
    assert len(marks(svg, "asked")) == 1


@pytest.mark.parametrize("years", [0, 1, 3, 10, 60, 400, 2000])
def test_an_axis_of_time_has_a_few_marks(years: int) -> None:
    """However long it is."""
    last = date(2025 if years else 2023, 12, 31)
    first = date(last.year - years + bool(years), 1, 1)
    svg = time_line([stretch(first, last)], first, last)
    assert 1 <= len(marks(svg, "tick")) <= 5


def point(month: int, least: str | None, most: str | None, told: int = 1) -> Point:
    last = date(2023, month, 28)
    return Point(date(2023, month, 1), last, _decimal(least), _decimal(most), told)


def test_months() -> None:
    """Each is a link; one without a limit fades, one without a report is a dash."""
    points = [point(1, "0", "10"), point(2, "5", None), point(3, None, None, 0)]
    html = month_bars(points, "ha", ["/a", "/b", "/c"])
    assert [e.get("href") for e in ET.fromstring(html).iter("a")] == ["/a", "/b", "/c"]
    assert len(marks(html, "may")) == len(marks(html, "sure")) == len(marks(html, "nothing")) == 1
    assert html.count('fill="url(#fade-up)"') == 1
    titles = [e.text for e in ET.fromstring(html).iter("title")]
    assert "February" in titles[2]
    assert titles[2].endswith("at least 5 ha, at most unknown")
    assert {"Jan", "Feb", "Mar", "ha", "10", "2.5", "0"} <= set(words(html))


def test_years_of_a_long_series() -> None:
    """More than a year of months shows the years."""
    points = [
        Point(date(y, m, 1), date(y, m, 28), Decimal(1), Decimal(2), 1)
        for y in (2022, 2023)
        for m in range(1, 13)
    ]
    found = words(month_bars(points, "ha", ["/"] * 24))
    assert {"2022", "2023"} <= set(found)
    assert "Jan" not in found


def test_words_from_outside_are_words() -> None:
    """In texts, titles and addresses."""
    hostile = Stretch(HOSTILE, HOSTILE, HOSTILE, date(2023, 1, 1), None, "most", f"#{HOSTILE}")
    for svg in (
        time_line([hostile], None, None),
        interval_bar(Decimal(1), None, HOSTILE),
        month_bars([point(1, "1", "2")], HOSTILE, [HOSTILE]),
    ):
        assert "<script>" not in svg
        assert not re.search(r'="[^"]*<', svg)
        assert [e.tag for e in ET.fromstring(svg).iter() if "script" in e.tag] == []
