"""Stretches of days: parts of months, fortnights, quarters, the day after, whole projects."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.figures.events import read_events
from kg.extract.text.page import Page

PageOf = Callable[..., Page]

CASES = [
    ("en", "In the last ten days of May, teams cleared 12 ha.", "2024-05-22", "2024-05-31"),
    ("en", "In the first half of June teams cleared 12 ha.", "2024-06-01", "2024-06-15"),
    ("en", "In the first half of June 2023 teams cleared 12 ha.", "2023-06-01", "2023-06-15"),
    ("en", "In the first half of 2023 teams cleared 12 ha.", "2023-01-01", "2023-06-30"),
    ("en", "In the fortnight to 20 June teams cleared 12 ha.", "2024-06-07", "2024-06-20"),
    ("en", "In the two weeks to 20 June teams cleared 12 ha.", "2024-06-07", "2024-06-20"),
    ("en", "Last quarter teams cleared 12 ha.", "2024-04-01", "2024-06-30"),
    ("en", "In the last quarter of 2023 teams cleared 12 ha.", "2023-10-01", "2023-12-31"),
    ("en", "By the close of 2023 teams had cleared 12 ha.", None, "2023-12-31"),
    ("en", "Teams cleared 12 ha over three days, from 3 to 5 May.", "2024-05-03", "2024-05-05"),
    ("en", "12 ha – 3 ha up on April – were cleared in May.", "2024-05-01", "2024-05-31"),
    ("en", "12 ha, an increase of 20 on April, were cleared in May.", "2024-05-01", "2024-05-31"),
    ("en", "In fiscal year 2023/24 teams cleared 12 ha.", None, None),
    ("en", "A shell blew up on May 15. The next day sappers cleared 12 ha.", *["2024-05-16"] * 2),
    ("en", "The area cleared in Zangilan now stands at 12 ha.", None, "2024-07-24"),
    ("en", "Over the life of the project MAG cleared 12 ha.", None, None),
    (
        "en",
        "The first since April 2023: 41 anti-tank mines were lifted between 19 and 22 July.",
        "2024-07-19",
        "2024-07-22",
    ),
    ("es", "En la primera quincena de junio se despejaron 12 ha.", "2024-06-01", "2024-06-15"),
    ("es", "El 1º de mayo se destruyeron 73 minas antipersonal.", "2024-05-01", "2024-05-01"),
    (
        "fr",
        "Dans la seconde quinzaine de juin, 12 ha ont été dépollués.",
        *("2024-06-16", "2024-06-30"),
    ),
    ("pt", "Na segunda quinzena de Maio foram desminados 12 ha.", "2024-05-16", "2024-05-31"),
    ("it", "Nella prima metà di giugno sono stati bonificati 12 ha.", "2024-06-01", "2024-06-15"),
    ("it", "Il 1° maggio sono stati rimossi 73 ordigni inesplosi.", "2024-05-01", "2024-05-01"),
    (
        "it",
        "A dicembre il 2° Reggimento ha rimosso 73 ordigni inesplosi.",
        *("2023-12-01", "2023-12-31"),
    ),
    ("ru", "В первой половине июня саперы очистили 12 га.", "2024-06-01", "2024-06-15"),
    (
        "ru",
        "Вечером 15 мая взорвался боеприпас. На следующий день работали сапёры: осмотрено 2 га.",
        "2024-05-16",
        "2024-05-16",
    ),
    ("uk", "У першій половині червня сапери розмінували 12 га.", "2024-06-01", "2024-06-15"),
    ("az", "İyunun birinci yarısında 12 ha ərazi təmizlənib.", "2024-06-01", "2024-06-15"),
    ("az", "İlin birinci yarısında 12 ha ərazi təmizlənib.", "2024-01-01", "2024-06-30"),
]


@pytest.mark.parametrize(("lang", "text", "start", "end"), CASES)
def test_a_stretch(
    page_of: PageOf, lang: str, text: str, start: str | None, end: str | None
) -> None:
    """First and last day of the work that a report of 24 July 2024 tells."""
    (event,) = read_events(page_of(text, lang=lang, published="2024-07-24")).events
    days = (event.period.start, event.period.end)
    assert tuple(day and day.isoformat() for day in days) == (start, end)


@pytest.mark.parametrize(
    "total",
    [
        "bringing the total for the year to 560 hectares",
        "which brings the total since the start of the year to 560 hectares",
        "bringing this year's total to 560 hectares",
    ],
)
def test_the_total_beside_a_month(page_of: PageOf, total: str) -> None:
    """It is that of the year up to the report, and no second number for the month."""
    page = page_of(
        f"In May teams cleared 120 hectares, {total}.", lang="en", published="2024-06-14"
    )
    month, year = read_events(page).events
    assert f"{month.period.start}..{month.period.end}" == "2024-05-01..2024-05-31"
    assert f"{year.period.start}..{year.period.end}" == "2024-01-01..2024-06-14"
