"""Numbers are read as reports write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.text.atoms import cut
from kg.extract.text.numbers import Number, plain, read_number
from kg.extract.text.vocabulary import mark


def read(text: str, lang: str, place: int = 0) -> Number | None:
    """The number that begins at an atom of a text."""
    atoms = cut(text)
    return read_number(atoms, mark([atom.key for atom in atoms], lang), place, lang)


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "5,264.14 hectares", "5264.14"),
        ("en", "5,264,14 hectares", "5264.14"),
        ("en", "1 130,6 hectares", "1130.6"),
        ("en", "1 2 3 4 hectares", "1234"),
        ("en", "1 2 3 4 districts", "1"),
        ("en", "5.246 hectares", "5.246"),
        ("es", "1.157 hectáreas", "1157"),
        ("ru", "41 915,77 га", "41915.77"),
        ("ru", "5,246 га", "5.246"),
        ("az", "237 821.5 ha", "237821.5"),
        ("it", "1.810.882 metri", "1810882"),
        ("it", "86mila ettari", "86000"),
        ("en", "0,500 ha", "0.500"),
        ("en", "200,00 ha", "200.00"),
        ("en", "453, 90 hectares", "453.90"),
        ("en", "18 thousand mines", "18000"),
        ("en", "18 thousand. 129 times", "18129"),
        ("en", "544 million 786 thousand 682 square meters", "544786682"),
        ("fr", "14 mille 438", "14438"),
        ("ru", "18 тыс. 129", "18129"),
        ("en", "twenty-two mines", "22"),
        ("en", "two hundred and fifty mines", "250"),
        ("en", "three hundred thousand mines", "300000"),
        ("en", "five thousand two hundred and six mines", "5206"),
        ("en", "one and a half million mines", "1500000"),
        ("az", "iyirmi beş mina", "25"),
        ("az", "on iki min üç yüz əlli mina", "12350"),
        ("az", "yüz əlli iki mina", "152"),
        ("ru", "двести сорок одна тысяча шестьсот мин", "241600"),
        ("uk", "п'ятсот сімдесят вісім мін", "578"),
        ("fr", "quatre-vingt-dix-sept mines", "97"),
        ("fr", "cent vingt et une mines", "121"),
        ("fr", "deux mille trois cent quatorze mines", "2314"),
        ("es", "treinta y una mil quinientas minas", "31500"),
        ("es", "506,000 metros", "506000"),
        ("pt", "vinte e oito mil, 212 hectares", "28212"),
        ("pt", "dois milhões, 475 mil e 965 metros", "2475965"),
        ("pt", "três milhões, 99 mil 713 engenhos", "3099713"),
        ("es", "3 millones, 120 mil metros", "3120000"),
        ("en", "2 million, 475 thousand mines", "2475000"),
        ("ru", "2 млн, 300 тыс. 15 мин", "2300015"),
        ("az", "3 milyon, 200 min 15 mina", "3200015"),
        ("en", "2 million, 40 mines", "2000000"),
        ("fr", "470'000 m²", "470000"),
        ("fr", "1’234’567 mines", "1234567"),
        ("it", "12'500 metri quadrati", "12500"),
        ("de", "1'250 Minen", "1250"),
        ("en", "5' 123", "5"),
        ("en", "2024, 40 hectares", "2024"),
        ("pt", "cento e cinquenta e duas minas", "152"),
        ("it", "ventottomila mine", "28000"),
        ("it", "trecentosessantuno mine", "361"),
        ("en", "1941 unexploded", "1941"),
    ],
)
def test_values(lang: str, text: str, value: str) -> None:
    """Separators, spaces, scales and words give the value that a reader takes."""
    number = read(text, lang)
    assert number is not None
    assert number.value == Decimal(value)


def test_a_dot_may_group_what_is_counted() -> None:
    """In an English text "1.124" is a decimal, but may mean 1124 where items are counted."""
    number = read("1.124 unexploded ordnance", "en")
    assert number is not None
    assert (number.value, number.grouped) == (Decimal("1.124"), Decimal(1124))


@pytest.mark.parametrize("text", ["1" * 40, "mines", "½", "۱۲", "1 " + "111 " * 9])
def test_no_number(text: str) -> None:
    """Codes, words and figures beyond all measure are no numbers."""
    assert read(text, "en") is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [("fr", "d' une mine"), ("es", "de una mina"), ("az", "neçə min mina")],
)
def test_words_that_count_nothing(lang: str, text: str) -> None:
    """An article is no number, nor is a scale after "some"."""
    assert read(text, lang, 1) is None


def test_a_scale_may_stand_after_an_article() -> None:
    """In "a million" the number begins with its scale."""
    number = read("a million mines", "en", 1)
    assert number is not None
    assert number.value == 1_000_000


@given(st.integers(0, 10**9))
def test_every_grouping_gives_the_same(value: int) -> None:
    """Commas, spaces and nothing between thousands mean one number."""
    for text in (str(value), f"{value:,}", f"{value:,}".replace(",", " ")):
        number = read(f"{text} hectares", "en")
        assert number is not None
        assert number.value == value


@pytest.mark.parametrize(("word", "value"), [("2023", 2023), ("12345", None), ("1.5", None)])
def test_plain_numbers(word: str, value: int | None) -> None:
    """Days and years are runs of at most four digits."""
    assert plain(word) == value


@pytest.mark.parametrize(
    ("text", "items"), [("1.124 mines", 1124), ("18 mines", 18), ("1.5 hectares", None)]
)
def test_items_are_whole(text: str, items: int | None) -> None:
    """Three decimals of items are thousands; another fraction counts none."""
    number = read(text, "en")
    assert number is not None
    assert number.items == items
