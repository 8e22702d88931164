"""Whole reports in a sentence or two: which period a figure has, and what kind of event it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

LinesOf = Callable[..., list[str]]

TOTALS = [
    ("So far 4,300 hectares have been cleared in Fuzuli.", "total .. ha 4300"),
    (
        "Since 23 November 2023 sappers have cleared 480 hectares in Lachin district.",
        "total 2023-11-23..2025-03-12 ha 480",
    ),
    (
        "Since 4 February sappers have cleared 48 hectares in Lachin district.",
        "total 2025-02-04..2025-03-12 ha 48",
    ),
    (
        "From 2002 to 2019 the agency destroyed 5,120 anti-tank mines.",
        "total 2002-01-01..2019-12-31 at 5120",
    ),
    (
        "In total, teams have destroyed 12,450 anti-personnel mines.",
        "total .. ap 12450",
    ),
    ("To date, 88 sq km have been released to farmers and cleared.", "total ..2025-03-12 ha 8800"),
    (
        "Since the beginning of the year, sappers have cleared 312 hectares.",
        "total 2025-01-01..2025-03-12 ha 312",
    ),
    (
        "Since January 1, the brigade has removed 75 anti-tank mines.",
        "total 2025-01-01..2025-03-12 at 75",
    ),
    (
        "Since the start of 2025 the teams neutralised 140 anti-personnel mines.",
        "total 2025-01-01..2025-03-12 ap 140",
    ),
    (
        "By the end of 2024 the centre had cleared 5,310 hectares.",
        "total ..2024-12-31 ha 5310",
    ),
    ("As of 1 March 2025, 5,310 hectares had been cleared.", "total ..2025-03-01 ha 5310"),
    ("As of March 1, 5,310 hectares had been cleared.", "total ..2025-03-01 ha 5310"),
    (
        "The programme has destroyed 7,004 anti-personnel mines since it was set up in 2011.",
        "total .. ap 7004",
    ),
    (
        "Since the ceasefire, engineers have cleared 2,750 hectares.",
        "total .. ha 2750",
    ),
    (
        "Until today the charity has cleared 615 hectares in Aghdam.",
        "total ..2025-03-12 ha 615",
    ),
    (
        "Between 10 November 2020 and 31 January 2025, 160,000 hectares were cleared.",
        "total 2020-11-10..2025-01-31 ha 160000",
    ),
    (
        "Since October 2021, 230 hectares have been cleared and 41 anti-tank mines destroyed.",
        "total ..2025-03-12 ha 230, at 41",
    ),
    (
        "All told, 18,240 anti-personnel mines have been destroyed in the province.",
        "total .. ap 18240",
    ),
    (
        "The cumulative total stands at 9,050 hectares cleared.",
        "total ..2025-03-12 ha 9050",
    ),
]

PERIODS = [
    ("In 2024 the agency cleared 640 hectares.", "period 2024-01-01..2024-12-31 ha 640"),
    ("During 2024, 640 hectares were cleared.", "period 2024-01-01..2024-12-31 ha 640"),
    ("Throughout 2024, 640 hectares were cleared.", "period 2024-01-01..2024-12-31 ha 640"),
    (
        "Over the course of 2024, 640 hectares were cleared.",
        "period 2024-01-01..2024-12-31 ha 640",
    ),
    ("Last year 640 hectares were cleared.", "period 2024-01-01..2024-12-31 ha 640"),
    ("This year 40 hectares have been cleared.", "period 2025-01-01..2025-03-12 ha 40"),
    (
        "In the first half of 2024 sappers cleared 320 hectares.",
        "period 2024-01-01..2024-06-30 ha 320",
    ),
    (
        "In the first nine months of 2024 sappers cleared 500 hectares.",
        "period 2024-01-01..2024-09-30 ha 500",
    ),
    (
        "In the first eleven months of 2024 sappers cleared 600 hectares.",
        "period 2024-01-01..2024-11-30 ha 600",
    ),
    (
        "In the second quarter of 2024 sappers cleared 150 hectares.",
        "period 2024-04-01..2024-06-30 ha 150",
    ),
    (
        "In the fourth quarter, sappers cleared 150 hectares.",
        "period 2024-10-01..2024-12-31 ha 150",
    ),
    (
        "In the third quarter of last year sappers cleared 150 hectares.",
        "period 2024-07-01..2024-09-30 ha 150",
    ),
    (
        "In the first two months of this year, 37 hectares were cleared.",
        "period 2025-01-01..2025-02-28 ha 37",
    ),
    (
        "In the first two months of the year, 37 hectares were cleared.",
        "period 2025-01-01..2025-02-28 ha 37",
    ),
    (
        "From July to December 2024, 300 hectares were cleared.",
        "period 2024-07-01..2024-12-31 ha 300",
    ),
    ("From July to December 300 hectares were cleared.", "period 2024-07-01..2024-12-31 ha 300"),
    (
        "Between January and September 2024, 410 hectares were cleared.",
        "period 2024-01-01..2024-09-30 ha 410",
    ),
    ("Last summer sappers cleared 95 hectares.", "period 2024-06-01..2024-08-31 ha 95"),
    (
        "In the spring of 2024 sappers cleared 95 hectares.",
        "period 2024-03-01..2024-05-31 ha 95",
    ),
    ("In February sappers cleared 51 hectares.", "period 2025-02-01..2025-02-28 ha 51"),
    (
        "From 9 to 3 February 2025 sappers cleared 51 hectares.",
        "period 2025-02-03..2025-02-09 ha 51",
    ),
    (
        "From January through September, 4,900 hectares were cleared.",
        "period 2024-01-01..2024-09-30 ha 4900",
    ),
    (
        "In 2024, 640 hectares were cleared, against 510 hectares in 2023.",
        "period 2024-01-01..2024-12-31 ha 640; period 2023-01-01..2023-12-31 ha 510",
    ),
    ("In Q3 2024 the operator cleared 77 hectares.", "period 2024-07-01..2024-09-30 ha 77"),
]

SURVEYS = [
    (
        "On 3 March survey teams inspected 120 hectares and found 14 unexploded ordnance.",
        "survey 2025-03-03..2025-03-03 ha 120, uxo 14",
    ),
    (
        "In February 2025 non-technical survey covered 340 hectares.",
        "survey 2025-02-01..2025-02-28 ha 340",
    ),
    (
        "In February 2025, 340 hectares were examined.",
        "survey 2025-02-01..2025-02-28 ha 340",
    ),
    (
        "In February 2025 ANAMA cleared 210 hectares and surveyed 95 hectares.",
        "period 2025-02-01..2025-02-28 ha 210; survey 2025-02-01..2025-02-28 ha 95",
    ),
    (
        "In February 2025 teams surveyed 95 hectares and cleared 210 hectares.",
        "survey 2025-02-01..2025-02-28 ha 95; period 2025-02-01..2025-02-28 ha 210",
    ),
    (
        "In February 2025, 56 hectares were cleared. A further 400 hectares were checked.",
        "period 2025-02-01..2025-02-28 ha 56; survey 2025-02-01..2025-02-28 ha 400",
    ),
]

MORE_SURVEYS = [
    (
        "In February 2025 teams surveyed 90 ha and found 5 anti-tank mines; 20 ha were cleared.",
        "survey 2025-02-01..2025-02-28 ha 90, at 5; period 2025-02-01..2025-02-28 ha 20",
    ),
    (
        "In February 2025, during the survey of 45 hectares, teams found 7 anti-personnel mines.",
        "survey 2025-02-01..2025-02-28 ha 45, ap 7",
    ),
]

NOTHING = [
    ("In 2024 ANAMA cleared 640 hectares. It plans to clear 700 hectares in 2026.", 1),
    ("In 2024 ANAMA cleared 640 hectares. Some 3,000 hectares remain contaminated.", 1),
    ("The plan for 2026 foresees 700 hectares.", 0),
    ("About 1,500 sq km of the country is still believed to be mined.", 0),
]

LANGUAGES = [
    ("az", "Mayın 5-dən 11-dək 43 hektar ərazi yoxlanılıb.", "survey 2024-05-05..2024-05-11 ha 43"),
    (
        "az",
        "2024-cü il ərzində 640 hektar ərazi minalardan təmizlənib.",
        "period 2024-01-01..2024-12-31 ha 640",
    ),
    (
        "az",
        "İlin əvvəlindən 312 hektar ərazi təmizlənib.",
        "total 2025-01-01..2025-03-12 ha 312",
    ),
    (
        "az",
        "2024-cü ilin birinci yarısında 320 hektar ərazi təmizlənib.",
        "period 2024-01-01..2024-06-30 ha 320",
    ),
    (
        "az",
        "Bu günədək 5 min 310 hektar ərazi təmizlənib.",
        "total ..2025-03-12 ha 5310",
    ),
    ("ru", "В феврале обследовано 64 га.", "survey 2025-02-01..2025-02-28 ha 64"),
    (
        "ru",
        "С начала года очищено 312 га.",
        "total 2025-01-01..2025-03-12 ha 312",
    ),
    ("ru", "В 2024 году очищено 640 гектаров.", "period 2024-01-01..2024-12-31 ha 640"),
    (
        "ru",
        "В первом полугодии 2024 года очищено 320 гектаров.",
        "period 2024-01-01..2024-06-30 ha 320",
    ),
    (
        "ru",
        "За девять месяцев 2024 года очищено 500 гектаров.",
        "period 2024-01-01..2024-09-30 ha 500",
    ),
    (
        "ru",
        "Всего с мая 2015 года уничтожено 1 204 противотанковые мины.",
        "total ..2025-03-12 at 1204",
    ),
    (
        "fr",
        "En 2024, les démineurs ont dépollué 640 hectares.",
        "period 2024-01-01..2024-12-31 ha 640",
    ),
    (
        "fr",
        "Depuis le début de l'année, 312 hectares ont été dépollués.",
        "total 2025-01-01..2025-03-12 ha 312",
    ),
    (
        "fr",
        "Au premier semestre 2024, 320 hectares ont été dépollués.",
        "period 2024-01-01..2024-06-30 ha 320",
    ),
    (
        "es",
        "Durante el primer semestre de 2024 fueron despejadas 320 hectáreas.",
        "period 2024-01-01..2024-06-30 ha 320",
    ),
    (
        "es",
        "En lo que va de año se han despejado 312 hectáreas.",
        "total 2025-01-01..2025-03-12 ha 312",
    ),
    (
        "es",
        "Hasta la fecha se han destruido 1.204 minas antipersonal.",
        "total ..2025-03-12 ap 1204",
    ),
    (
        "pt",
        "No primeiro trimestre de 2024 foram desminados 90 hectares.",
        "period 2024-01-01..2024-03-31 ha 90",
    ),
    (
        "pt",
        "Desde o início do ano foram desminados 312 hectares.",
        "total 2025-01-01..2025-03-12 ha 312",
    ),
    (
        "pt",
        "Até à data foram destruídas 1.204 minas antipessoal.",
        "total ..2025-03-12 ap 1204",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*TOTALS, *PERIODS, *SURVEYS, *MORE_SURVEYS])
def test_kind_and_period(lines_of: LinesOf, text: str, expected: str) -> None:
    """A total runs to the day of the report, "so far" to no stated day; a period has both."""
    assert lines_of(text, "2025-03-12", "en") == expected.split("; ")


@pytest.mark.parametrize(("lang", "text", "expected"), LANGUAGES)
def test_other_languages(lines_of: LinesOf, lang: str, text: str, expected: str) -> None:
    """The same in the other languages of the word lists."""
    assert lines_of(text, "2025-03-12", lang) == expected.split("; ")


def test_this_year_compared(lines_of: LinesOf) -> None:
    """In a text without a day, "this year" is the one after the year it is compared with."""
    text = "This year 90 hectares were cleared, 7 hectares more than in 2017."
    assert lines_of(text, None, "en") == ["period 2018-01-01..2018-12-31 ha 90"]


@pytest.mark.parametrize(("text", "count"), NOTHING)
def test_no_events(lines_of: LinesOf, text: str, count: int) -> None:
    """Plans and land that is still mined are no events."""
    assert len(lines_of(text, "2025-03-12", "en")) == count
