"""When a known body was founded, and what only looks like a founding."""

from collections.abc import Callable

import pytest

from kg.extract.bodies.bodies import find_bodies
from kg.extract.bodies.foundings import foundings
from kg.extract.text.page import Page

PageOf = Callable[..., Page]

TOLD = [
    ("ANAMA, founded on July 18, 1998, cleared more than 53,000 hectares.", "1998-07-18", "en"),
    ("ANAMA was set up with UNDP's help in 1999.", "1999", "en"),
    (
        "The Azerbaijan National Agency for Mine Action (ANAMA), established in 1998, runs it.",
        "1998",
        "en",
    ),
    ("Established by presidential decree in 1998, ANAMA has grown.", "1998", "en"),
    (
        "Created in 1999, the Azerbaijan National Agency for Mine Action cleared 5 hectares.",
        "1999",
        "en",
    ),
    ("ANAMA (founded 1998) has 2,000 staff.", "1998", "en"),
    ("Since ANAMA was first created in July 1998, much was cleared.", "1998-07", "en"),
    ("In 1998, ANAMA was established by the government.", "1998", "en"),
    ("The government established ANAMA in 1998 and gave it staff.", "1998", "en"),
    ("In 1998 the government set up ANAMA.", "1998", "en"),
    ("The creation of ANAMA in 1998 was a start.", "1998", "en"),
    ("HALO Trust, which was formed in 1988, works in Angola.", "1988", "en"),
    ("The Mine Action Agency was established on 15 January 2021 by a decree.", "2021-01-15", "en"),
    ("ANAMA 1998-ci ildə yaradılıb.", "1998", "az"),
    (
        "Azərbaycanın Minatəmizləmə Agentliyi (ANAMA) 15 yanvar 2021-ci ildə təsis edilib.",
        "2021-01-15",
        "az",
    ),
    ("1998-ci ildə yaradılmış ANAMA minaları təmizləyir.", "1998", "az"),
    ("ANAMA-nın 1998-ci ildə yaradılması mühüm addım idi.", "1998", "az"),
    ("Hökumət 1998-ci ildə ANAMA-nı yaratdı.", "1998", "az"),
    ("Агентство по разминированию (ANAMA) было создано 18 июля 1998 года.", "1998-07-18", "ru"),
    ("Созданное в 1998 году Агентство по разминированию ANAMA ведет работы.", "1998", "ru"),
    ("В 1998 году было создано ANAMA.", "1998", "ru"),
    ("Правительство создало ANAMA в 1998 году.", "1998", "ru"),
    ("Создание ANAMA в 1998 году стало важным шагом.", "1998", "ru"),
    ("ANAMA, основанное указом президента в 1998 году, очистило 5 гектаров.", "1998", "ru"),
]
OTHER = [
    ("ANAMA, re-established in 2021, is a public body.", "en"),
    ("A branch of ANAMA was established in 2011.", "en"),
    ("ANAMA's training centre, established in 2009, trains sappers.", "en"),
    ("ANAMA established 12 teams in 2020.", "en"),
    ("ANAMA was established to clear mines laid in 1992.", "en"),
    ("ANAMA created a website in 2015.", "en"),
    ("The training centre founded by ANAMA in 2010 works on.", "en"),
    ("ANAMA will be established in 2022.", "en"),
    ("ANAMA was set to clear 5 hectares in 2022.", "en"),
    ("The working group, formed by ANAMA and UNDP in 2019, met.", "en"),
    ("ANAMA was not established in 1998.", "en"),
    ("ANAMA was founded before 1998.", "en"),
    ("A fund was established for ANAMA in 2001.", "en"),
    ("The record set up by ANAMA in 2022 was broken.", "en"),
    ("New minefields were created in 1993 near ANAMA.", "en"),
    ("ANAMA was established again in 2021.", "en"),
    ("ANAMA-nın 2010-cu ildə yaradılmış mərkəzi işləyir.", "az"),
    ("ANAMA 2020-ci ildə 12 komanda yaratdı.", "az"),
    ("ANAMA 2020-ci ildə yeni mərkəz yaradıb.", "az"),
    ("ANAMA yenidən 2021-ci ildə yaradılıb.", "az"),
    ("Отделение Агентства по разминированию было создано в 2010 году.", "ru"),
    ("ANAMA создало 12 групп в 2020 году.", "ru"),
    ("Центр, созданный ANAMA в 2010 году, работает.", "ru"),
    ("ANAMA было вновь создано в 2021 году.", "ru"),
    ("В ANAMA в 2015 году создан центр.", "ru"),
    ("ANAMA воссоздано в 2021 году.", "ru"),
    ("ANAMA-da 2015-ci ildə mərkəz yaradılıb.", "az"),
    ("ANAMA tərəfindən 2015-ci ildə mərkəz yaradılıb.", "az"),
]


def told(page: Page) -> list[str]:
    return [founding.on for founding in foundings(page, find_bodies(page))]


@pytest.mark.parametrize(("text", "day", "lang"), TOLD)
def test_a_founding_is_read_as_closely_as_it_is_told(
    text: str, day: str, lang: str, page_of: PageOf
) -> None:
    """In the passive, before or after the name, as a deed of others, as a noun."""
    page = page_of(text, lang=lang, published="2024-01-01")
    (founding,) = foundings(page, find_bodies(page))
    assert founding.on == day
    assert founding.body.candidates
    assert [span.of(text) for span in founding.evidence] == [text]
    assert day[:4] in founding.span.of(text)


@pytest.mark.parametrize(("text", "lang"), OTHER)
def test_what_is_no_founding_of_the_body(text: str, lang: str, page_of: PageOf) -> None:
    """Of its branches, of its teams, of another by it; anew, not at all, or to come."""
    assert told(page_of(text, lang=lang, published="2024-01-01")) == []


def test_only_known_bodies_are_founded(page_of: PageOf) -> None:
    """Else two bodies of one name would be taken for one."""
    assert told(page_of("The Agency was established in 2019.")) == []


def test_a_founding_to_come_is_none(page_of: PageOf) -> None:
    """Not after the day of the report; without that day, as written."""
    text = "ANAMA was established in 2025."
    assert told(page_of(text, published="2024-01-01")) == []
    assert told(page_of(text)) == ["2025"]


def test_several_sentences(page_of: PageOf) -> None:
    """Each has its own."""
    text = "ANAMA was founded in 1998. HALO Trust, which was formed in 1988, works in Angola."
    assert told(page_of(text)) == ["1998", "1988"]


def test_dates_are_read_only_beside_a_founding(
    page_of: PageOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A founding in a sentence without a known body asks for no dates."""
    monkeypatch.delattr("kg.extract.bodies.foundings.find_dates")
    page = page_of("The camp was established in 1998. ANAMA cleared 5 hectares.")
    assert not list(foundings(page, find_bodies(page)))
