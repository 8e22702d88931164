"""The words of the trade are found in a text with all that they may mean."""

from kg.extract.text.atoms import cut
from kg.extract.text.vocabulary import mark


def test_the_senses_of_a_word() -> None:
    """A phrase has its senses at its first atom; any other atom has none."""
    marks = mark(tuple(atom.key for atom in cut("In May they met")), "en")
    assert marks.senses(1)["month"] == marks.sense(1, "month") == "5"
    assert not marks.senses(2)
    assert not marks.senses(99)


def test_the_word_before_an_atom() -> None:
    """A phrase of some kind is found by where it ends."""
    marks = mark(tuple(atom.key for atom in cut("They found at least 12")), "en")
    hedge = marks.ending(4, "hedge")
    assert hedge is not None
    assert (hedge.first, hedge.senses["hedge"]) == (2, "at_least")
    assert marks.ending(4, "item") is marks.ending(3, "hedge") is marks.ending(0, "hedge") is None
