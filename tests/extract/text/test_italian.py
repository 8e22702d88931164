"""Italian numbers in one word."""

from __future__ import annotations

from kg.extract.text.italian import numbers


def test_numbers_in_one_word() -> None:
    """Tens lose their last letter before "uno" and "otto"; hundreds and thousands are glued."""
    words = dict(numbers())
    assert (words["ventuno"], words["ventotto"], words["ventidue"]) == (21, 28, 22)
    assert (words["centouno"], words["duecentonovanta"]) == (101, 290)
    assert (words["duemila"], words["novantanovemila"]) == (2000, 99_000)
    assert "unocento" not in words


def test_each_number_has_one_word() -> None:
    """No word stands for two numbers."""
    found = list(numbers())
    assert len(found) == len(dict(found)) == 998 + 98
