"""Words are spelt for look-up in two ways."""

import pytest

from kg.extract.text.keys import folded_key, lower_key


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
