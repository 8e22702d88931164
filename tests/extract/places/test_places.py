"""Places where work was done are told from places of speech."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.places.place import Place
from kg.extract.places.places import find_places
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import mark
from kg.extract.times.periods import find_times

PageOf = Callable[..., Page]


def places(
    page_of: PageOf, text: str, lang: str = "en", country: str = "Azerbaijan"
) -> list[Place]:
    """The places of a text."""
    page = page_of(text, lang=lang, country=country)
    marks = mark(page.keys, page.lang)
    return list(find_places(page, marks, find_times(page, marks).found))


@pytest.mark.parametrize(
    ("lang", "country", "text", "names"),
    [
        (
            "en",
            "Azerbaijan",
            "in Aghdam, Khojavand and Jabrail districts",
            "Aghdam|Khojavand|Jabrail",
        ),
        ("en", "Azerbaijan", "in Jabrayil district and Shusha city", "Jabrayil|Shusha"),
        ("az", "Azerbaijan", "Ağdam, Tərtər və Zəngilanda", "Ağdam|Tərtər|Zəngilan"),
        (
            "ru",
            "Azerbaijan",
            "в Тертерском и Физулинском районах, в Шуше",
            "Тертерском|Физулинском|Шуше",
        ),
        ("ru", "Ukraine", "в Харьковской и Херсонской областях", "Харьковской|Херсонской"),
        ("en", "Ukraine", "in Kharkiv, Mykolaiv and Kherson regions", "Kharkiv|Mykolaiv|Kherson"),
        ("en", "Afghanistan", "when Farza District was freed", "Farza"),
        (
            "en",
            "Ukraine",
            "from Kamianetsk-Podilskyi and Volochysk Regions",
            "Kamianetsk-Podilskyi|Volochysk",
        ),
        (
            "en",
            "Angola",
            "in Moxico, Léua, Camanongue and Luchazes.",
            "Moxico|Léua|Camanongue|Luchazes",
        ),
    ],
)
def test_districts(page_of: PageOf, lang: str, country: str, text: str, names: str) -> None:
    """Known names in all their cases, and unknown ones by their neighbours, are districts."""
    found = [place for place in places(page_of, text, lang, country) if place.is_district]
    assert "|".join(place.mention.text for place in found) == names
    assert not any(place.aside for place in found)


@pytest.mark.parametrize(
    "text",
    [
        "BAKU, Azerbaijan, Aug.2 (Trend). They worked.",
        "Aghdam. They worked in the fields.",
        "He told reporters in Aghdam that they work.",
        "He spoke in Aghdam on Friday.",
        "The Kalbajar-1 plant is safe.",
        "The Barda-Aghdam railway is safe.",
    ],
)
def test_asides(page_of: PageOf, text: str) -> None:
    """Datelines, places of speech, names of things and roads are no places of work."""
    assert all(place.aside for place in places(page_of, text) if place.is_district)


def test_a_list_is_of_the_kind_told_behind_it(page_of: PageOf) -> None:
    """Kyiv among regions is the oblast, alone it is the city."""
    among, alone = "in Kyiv, Mykolaiv and Kharkiv regions", "in Kyiv and Bucha"
    found = [places(page_of, text, "en", "Ukraine")[0] for text in (among, alone)]
    assert [place.mention.candidates for place in found] == [("place/UA-32",), ("place/UA-30",)]


def test_spellings_mean_one_place(page_of: PageOf) -> None:
    """Two spellings of one text resolve to the same candidates and keep their own words."""
    first, second = places(page_of, "They worked in Khojavand and then in Khojavend.")
    assert first.mention.candidates == second.mention.candidates == ("district/AZ-XVD",)
    assert first.mention.text != second.mention.text
