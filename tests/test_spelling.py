"""Spelling: names that are one name fold alike, keys are plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.spelling import KEY_LENGTH, fold, slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Füzuli", "FUZULI"),
        ("Xocavənd", "Xocavend"),
        ("Ağdərə", "Agdere"),
        ("Тертер", "Terter"),
        ("Azerbaijan's", "Azerbaijan"),
        ("Azerbaijan\N{RIGHT SINGLE QUOTATION MARK}s", "azerbaijan"),
        ("Sana'a", "Sanaa"),
        ("Kalbajar - 1", "Kalbajar-1"),
    ],
)
def test_ways_to_write_one_name_fold_alike(one: str, other: str) -> None:
    """Case, accents, script, apostrophes and hyphens make no difference."""
    assert fold(one) == fold(other)


@given(st.text(max_size=300))
def test_slug_is_always_a_plain_key(text: str) -> None:
    """Any text gives a key of Latin letters, digits and single hyphens."""
    key = slug(text)
    assert 0 < len(key) <= KEY_LENGTH
    assert all(part.isascii() and part.isalnum() for part in key.split("-"))


@given(st.text(max_size=300))
def test_folding_twice_changes_nothing(text: str) -> None:
    """The folded form is a fixed point."""
    assert fold(fold(text)) == fold(text)
