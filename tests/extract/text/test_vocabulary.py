"""The words of the trade are found in a text with all that they may mean."""

from kg.extract.text.atoms import cut
from kg.extract.text.vocabulary import mark


def test_the_senses_of_a_word() -> None:
    """A phrase has its senses at its first atom; any other atom has none."""
    marks = mark(tuple(atom.key for atom in cut("In May they met")), "en")
    assert marks.senses(1)["month"] == marks.sense(1, "month") == "5"
    assert not marks.senses(2)
    assert not marks.senses(99)
