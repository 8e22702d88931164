"""Words are spelt for look-up in two ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.text.keys import folded_key, lower_key, lowered


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Chairman", "chairman"),
        ("Сhairman", "chairman"),  # the first letter is Cyrillic
        ("İşçi", "işçi"),
        ("Агентство", "агентство"),
        ("d’", "d'"),
    ],
)
def test_keys_in_lower_case(word: str, expected: str) -> None:
    """Lower case, one apostrophe, one alphabet."""
    assert lower_key(word) == expected


@pytest.mark.parametrize(
    ("word", "key"),
    [("Füzuli", "fuzuli"), ("Ağdərə", "agdere"), ("\u0421hairman", "chairman"), ("m²", "m2")],
)
def test_keys_are_folded(word: str, key: str) -> None:
    """A key has no accents; a Cyrillic letter in a Latin word is read as Latin."""
    assert folded_key(word) == key


@given(st.text())
def test_a_text_in_lower_case_keeps_its_places(text: str) -> None:
    """Every sign stays where it is, so that spans hold."""
    assert len(lowered(f"İ{text}")) == len(text) + 1
    assert lowered("İşçi QRUP") == "işçi qrup"
