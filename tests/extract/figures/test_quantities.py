"""Figures are read with their unit or item."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from kg.extract.figures.quantities import Quantity, find_quantities
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import mark
from kg.model import Qualifier

PageOf = Callable[..., Page]


def figures(page_of: PageOf, text: str, lang: str = "en") -> tuple[Quantity, ...]:
    """The figures of a text without dates."""
    page = page_of(text, lang=lang)
    return find_quantities(page, mark(page.keys, page.lang), frozenset())


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "en",
            "972 antipersonnel, 1,020 anti-tank mines, and 1,121 UXO",
            "ap 972, at 1020, uxo 1121",
        ),
        ("en", "82 anti-personnel and 18 anti-tank mines", "ap 82, at 18"),
        ("en", "61 (37 anti-personnel and 24 anti-tank) mines", "mine 61, ap 37, at 24"),
        ("en", "275 mines and unexploded ordnance", "undivided 275"),
        ("en", "5,726 landmines, unexploded ordnance, and IEDs", "undivided 5726"),
        ("en", "4,659 explosive devices (uxos)", "uxo 4659"),
        ("en", "49 anti-tank mines, mines, and 606 UXO", "at 49, uxo 606"),
        ("en", "1.124 unexploded ordnance", "uxo 1124"),
        ("en", "seven antipersonnel and 10 anti-tank mines", "ap 7, at 10"),
        ("en", "14 pieces of anti-tank mine fuses", "other 14"),
        (
            "en",
            "Anti-personnel mines: 54; anti-tank mines: 12; UXO: 1,033",
            "ap 54, at 12, uxo 1033",
        ),
        ("en", "more than 6,000 rusty anti-personnel mines", "ap 6000"),
        ("az", "piyada əleyhinə 49, tank əleyhinə 20 mina və 120 PHS", "ap 49, at 20, uxo 120"),
        ("az", "66 tank əleyhinə mina", "at 66"),
        (
            "ru",
            "146 противопехотных, 405 противотанковых мин, а также 1 305 НРБ",
            "ap 146, at 405, uxo 1305",
        ),
        ("fr", "14 mines antichars et 1 286 munitions non explosées", "at 14, uxo 1286"),
        ("es", "162 minas antipersonal y 43 minas antitanque", "ap 162, at 43"),
        ("pt", "4.778 minas anti-pessoais, 1.496 minas anti-tanques", "ap 4778, at 1496"),
        ("it", "12 mine antiuomo e 3 ordigni inesplosi", "ap 12, uxo 3"),
    ],
)
def test_items(page_of: PageOf, lang: str, text: str, expected: str) -> None:
    """Shared heads, lists, labels, glosses and numbers after their item are understood."""
    found = figures(page_of, text, lang)
    assert ", ".join(f"{q.item} {q.value}" for q in found) == expected


@pytest.mark.parametrize(
    ("lang", "text", "hectares"),
    [
        ("en", "1,130.6 hectares", "1130.6"),
        ("en", "50,000ha", "50000"),
        ("en", "a 115.8-hectare-area", "115.8"),
        ("en", "75sq km", "7500"),
        ("en", "2.4 km2", "240"),
        ("en", "90 sq. kms of minefields", "9000"),
        ("en", "six million square meters", "600"),
        ("en", "143 hectares (1,435,427 square meters)", "143"),
        ("en", "926 hectares (926.6 hectares further down)", "926.6"),
        ("az", "1 395 186 m² (139.5 hektar)", "139.5186"),
        ("it", "1.810.882 metri quadrati", "181.0882"),
        ("ru", "12 кв. км", "1200"),
        ("en", "10 dunams", "1"),
    ],
)
def test_areas(page_of: PageOf, lang: str, text: str, hectares: str) -> None:
    """Areas are given in hectares; the same area in two units is one figure."""
    (found,) = figures(page_of, text, lang)
    assert (found.item, found.value) == ("area", Decimal(hectares))


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("over 53,000 hectares", Qualifier.AT_LEAST),
        ("more than 61 mines", Qualifier.AT_LEAST),
        ("some 185 anti-personnel mines", Qualifier.ABOUT),
        ("nearly 3 hectares", Qualifier.AT_MOST),
        ("a total of 40 anti-tank mines", Qualifier.EXACT),
    ],
)
def test_hedges(page_of: PageOf, text: str, qualifier: Qualifier) -> None:
    """A hedge qualifies its number and is no part of it."""
    (found,) = figures(page_of, text)
    assert found.figure.qualifier is qualifier
    assert found.figure.written in text
    assert text.index(found.figure.written) > 0


@pytest.mark.parametrize(
    "text",
    [
        "26,533 times",
        "an RPG-18 launcher",
        "$14 million",
        "86 percent",
        "118 km of roads",
        "342 mine victims",
        "10 sapper dogs",
        "25 countries",
        "50 tons of war remnants",
        "eight people were hurt by mines",
        "six anti-tank mine blasts",
    ],
)
def test_decoys(page_of: PageOf, text: str) -> None:
    """Calls, money, shares, lengths, people and blasts are no figures of work."""
    assert figures(page_of, text) == ()


def test_offsets(page_of: PageOf) -> None:
    """A figure stands at its offsets, number and item together."""
    text = "Found were 49 anti-tank mines and 63,6 hectares."
    mines, area = figures(page_of, text)
    assert mines.figure.span.of(text) == mines.figure.written == "49 anti-tank mines"
    assert area.figure.written == "63,6 hectares"
    assert (area.figure.stated, area.figure.stated_unit) == (Decimal("63.6"), "ha")


@pytest.mark.parametrize(
    ("lang", "text", "hectares"),
    [
        ("en", "Teams cleared 2.3m sq m of land", "230"),
        ("en", "Teams cleared 4.1mn m² of land", "410"),
        ("en", "Teams dug 2.3m down on 4 sq m of land", "0.0004"),
        ("en", "Half a square kilometre was cleared", "50"),
        ("es", "se despejó medio kilómetro cuadrado", "50"),
        ("it", "bonificato mezzo chilometro quadrato", "50"),
        ("az", "yarım hektar ərazi təmizlənib", "0.5"),
    ],
)
def test_halves_and_millions(page_of: PageOf, lang: str, text: str, hectares: str) -> None:
    """A half before a unit is a number; a letter behind one means millions if a unit follows."""
    (area,) = figures(page_of, text, lang)
    assert area.value == Decimal(hectares)
