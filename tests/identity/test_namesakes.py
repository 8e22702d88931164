"""Names that many countries' bodies share, and names that tell whose they are."""

import pytest

from kg.identity.namesakes import is_common, is_short_acronym


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ("Ministry of Emergency Situations", True),
        ("State Border Service", True),
        ("Ministry of Defence", True),
        ("Министерство по чрезвычайным ситуациям", True),
        ("National Mine Action Centre", True),
        ("Russian Emergencies Ministry", False),
        ("Ministry of Defense of Azerbaijan", False),
        ("Leader Centre", False),
        ("ANAMA", False),
        ("Improtex", False),
        ("", False),
    ],
)
def test_a_common_name_has_no_word_of_its_own(name: str, *, common: bool) -> None:
    """No nation and nothing but words that any country's bodies are called by."""
    assert is_common(name) is common


@pytest.mark.parametrize(
    ("name", "short"), [("MES", True), ("NMAC", True), ("ANAMA", False), ("Mes", False)]
)
def test_short_acronyms(name: str, *, short: bool) -> None:
    """A few capitals can stand for anything."""
    assert is_short_acronym(name) is short
