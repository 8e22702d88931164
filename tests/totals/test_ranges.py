"""What a written number allows."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Qualifier
from kg.totals.ranges import range_of, rounded

EXACT, ABOUT, OVER, NEARLY = (
    Qualifier.EXACT,
    Qualifier.ABOUT,
    Qualifier.AT_LEAST,
    Qualifier.AT_MOST,
)
NUMBERS = st.decimals(0, 10**7, places=2)


@pytest.mark.parametrize(
    ("value", "qualifier", "least", "most"),
    [
        ("5264.14", EXACT, "5264.14", "5264.14"),
        ("1400", EXACT, "1400", "1400"),
        ("95000", EXACT, "94500", "95500"),
        ("41915", EXACT, "41915", "41915"),
        ("1400", OVER, "1400", "1500"),
        ("1400", NEARLY, "1300", "1400"),
        ("1400", ABOUT, "1350", "1450"),
        ("1395", OVER, "1395", "1396"),
        ("392.12", ABOUT, "392.115", "392.125"),
        ("18000", ABOUT, "17500", "18500"),
        ("1400.00", OVER, "1400", "1500"),
        ("5", NEARLY, "4", "5"),
        ("100", NEARLY, "0", "100"),
        ("1", ABOUT, "0.5", "1.5"),
        ("0", EXACT, "0", "0"),
        ("0", ABOUT, "0", "0.5"),
        ("0", NEARLY, "0", "0"),
    ],
)
def test_a_hedge_reaches_one_of_the_last_digit(
    value: str, qualifier: Qualifier, least: str, most: str
) -> None:
    """Closing zeros are no digits; nothing lies below zero."""
    assert range_of(Decimal(value), qualifier) == (Decimal(least), Decimal(most))


@pytest.mark.parametrize(
    ("value", "qualifier", "least", "most"),
    [
        ("1429", EXACT, "1428.5", "1430"),
        ("1429.1", EXACT, "1429.05", "1429.2"),
        ("64000", EXACT, "63500", "65000"),
        ("1400", OVER, "1400", "1500"),
        ("0", EXACT, "0", "1"),
    ],
)
def test_a_number_may_have_been_rounded_or_cut(
    value: str, qualifier: Qualifier, least: str, most: str
) -> None:
    """1,429 may be 1,429.1 (rounded) or 1,429.9 (cut); a hedged number is wide enough as it is."""
    assert rounded(Decimal(value), qualifier) == (Decimal(least), Decimal(most))


@given(NUMBERS, st.sampled_from(Qualifier))
def test_a_range_holds_its_number_and_rounding_only_widens(
    value: Decimal, qualifier: Qualifier
) -> None:
    """Whatever the number."""
    least, most = range_of(value, qualifier)
    lower, upper = rounded(value, qualifier)
    assert 0 <= lower <= least <= value <= most <= upper
