"""Words are looked up by one spelling."""

import pytest

from kg.extract.text.lexicon import MARKS, Words, marks, nation, word_list


def test_a_beginning_stands_for_any_ending() -> None:
    """An entry with a star is a beginning, one without is the whole word."""
    words = Words(["agentli*", "army"])
    assert "agentliyinin" in words
    assert "army" in words
    assert "armyworm" not in words


def test_marks_tell_the_lists_of_a_word() -> None:
    """One word may be in several lists."""
    assert marks("ministry") & MARKS["heads"]
    assert marks("department") & MARKS["heads"]
    assert marks("department") & MARKS["part_heads"]
    assert marks("xylophone") == 0


@pytest.mark.parametrize(
    ("word", "code"), [("azerbaijani", "AZ"), ("российского", "RU"), ("lao", "LA"), ("mine", None)]
)
def test_the_nation_of_a_word(word: str, code: str | None) -> None:
    """Names of countries and of their people, in oblique cases too."""
    assert nation(word) == code


@pytest.mark.parametrize("word", ["agentliyinin", "ministry", "ministries", "mi", "troops", ""])
@pytest.mark.parametrize("name", ["heads", "fields", "armed", "articles"])
def test_marks_are_those_of_each_list(word: str, name: str) -> None:
    """A word bears the mark of a list if, and only if, the list holds it."""
    assert bool(marks(word) & MARKS[name]) == (word in word_list("bodies", name))


def test_a_new_word_is_looked_up_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No list is asked by itself for a word that is met for the first time."""
    monkeypatch.delattr(Words, "__contains__")
    assert marks("agentliyimizdəki") & MARKS["heads"]
    assert nation("azerbaijanisation") is None
