"""Cells of tables: numbers, days and lists as people write them; what is doubtful is refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Qualifier
from kg.read.cells import amount, first_day, items, last_day, since, split
from kg.read.dayorder import Order


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("53000", "53000"),
        ("5264.14", "5264.14"),
        ("5,264.14", "5264.14"),
        ("5 264,14", "5264.14"),
        ("5.264,14", "5264.14"),
        ("53081,8", "53081.8"),
        ("1,204,500", "1204500"),
        ("1.204.500", "1204500"),
        ("12.345", "12.345"),
        ("0", "0"),
        ("١٢", "12"),
    ],
)
def test_areas_are_read_in_every_common_way(text: str, value: str) -> None:
    """Thousands and decimals may be parted by either sign where only one reading is possible."""
    assert amount(text, whole=False) == (Decimal(value), Qualifier.EXACT)


@pytest.mark.parametrize("text", ["1,204", "1.204", "1 204", "1'204", "1204", "1204.0"])
def test_a_sign_in_a_count_can_only_part_thousands(text: str) -> None:
    """There is no fraction of a mine."""
    assert amount(text, whole=True)[0] == 1204


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("over 120", Qualifier.AT_LEAST),
        (">120", Qualifier.AT_LEAST),
        ("~ 120", Qualifier.ABOUT),
        ("nearly 120", Qualifier.AT_MOST),
        ("≤120", Qualifier.AT_MOST),
    ],
)
def test_hedges_stay_with_the_number(text: str, qualifier: Qualifier) -> None:
    """ "over 120" is not 120."""
    assert amount(text, whole=True) == (Decimal(120), qualifier)


@pytest.mark.parametrize(
    ("text", "whole", "word"),
    [
        ("1,204", False, "may be 1204 or 1.204"),
        ("-3", True, "below zero"),
        ("12.5", True, "no number"),
        ("12,5", True, "no number"),
        ("twelve", True, "no number"),
        ("12 or 13", True, "no number"),
        ("1,20,4", True, "no number"),
        ("#DIV/0!", False, "no number"),
        ("9" * 40, True, "no number"),
        ("½", False, "no number"),
    ],
)
def test_a_number_that_may_be_two_is_refused(text: str, whole: bool, word: str) -> None:
    """Nothing is guessed: the reason says what is wrong."""
    with pytest.raises(ValueError, match=r"number|zero|may be") as error:
        amount(text, whole=whole)
    assert word in str(error.value)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-08-31", date(2023, 8, 31), date(2023, 8, 31)),
        ("31.08.2023", date(2023, 8, 31), date(2023, 8, 31)),
        ("31 August 2023", date(2023, 8, 31), date(2023, 8, 31)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("February 2023", date(2023, 2, 1), date(2023, 2, 28)),
        ("Февраль 2023", date(2023, 2, 1), date(2023, 2, 28)),
        ("fevral 2023", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_month_is_its_first_to_last_day(text: str, first: date, last: date) -> None:
    """As a begin it is the first day, as an end the last."""
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["31/31/2023", "2023-13", "2023-02-30", "yesterday", "0000", "20", "May 0000", "Maybe 2023"],
)
def test_a_day_that_is_none_is_refused(text: str) -> None:
    """And the forms that are read are told."""
    for parse in (first_day, last_day):
        with pytest.raises(ValueError, match="no date; write it as 2025-06-01"):
            parse(text)


@pytest.mark.parametrize("text", ["08/09/2023", "8-9-2023"])
def test_both_days_that_a_date_may_be_are_told(text: str) -> None:
    """8 September or August 9: who writes so must say it plainly, or have the table tell it."""
    for parse in (first_day, last_day):
        with pytest.raises(ValueError, match="may be 2023-08-09 or 2023-09-08"):
            parse(text)
        assert parse(text, Order.DAY_FIRST) == date(2023, 9, 8)
    assert since(text) is None
    assert since(text, Order.MONTH_FIRST) == "2023-08-09"
    assert first_day("31/08/2023") == date(2023, 8, 31)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2020", "2020"),
        ("2020-11", "2020-11"),
        ("10.11.2020", "2020-11-10"),
        ("2020-13", None),
        ("the war", None),
    ],
)
def test_since_is_a_year_a_month_or_a_day(text: str, value: str | None) -> None:
    """Words are kept as words."""
    assert since(text) == value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("24,925 mines and munitions together", "24,925"),
        ("3 937 cartridges", "3 937"),
        ("233", "233"),
        ("over 16,000 mines", "over 16,000"),
        ("662 cluster munitions (45 Aghdam, 6 Aghdara)", None),
        ("3 shells; 4 IEDs", None),
        ("2,892 kg explosives", None),
        ("3 thousand shells", None),
        ("some shells", None),
    ],
)
def test_one_number_of_items_is_told_from_many(text: str, number: str | None) -> None:
    """Several numbers, weights and lengths are no count of items."""
    assert items(text) == number


def test_names_of_a_list_have_their_places() -> None:
    """Empty names and signs for nothing are left out."""
    text = "Fuzuli; Shusha |n/a;; Agdam"
    assert [text[at : at + len(name)] for at, name in split(text)] == ["Fuzuli", "Shusha", "Agdam"]


@given(st.text(max_size=30), st.booleans())
def test_any_text_is_a_number_or_refused(text: str, whole: bool) -> None:
    """And a number that is taken is finite and not below zero."""
    items(text), since(text), split(text)
    try:
        value, _ = amount(text, whole=whole)
    except ValueError:
        return
    assert value.is_finite()
    assert value >= 0
