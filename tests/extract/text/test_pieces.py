"""A text is cut at white space, and what was read of a piece is remembered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.text.pieces import LONGEST, pieces, remembered


@given(st.text())
def test_pieces_stand_in_the_text(text: str) -> None:
    """Each piece is what stands at its offset; all are there, in order."""
    starts, texts = pieces(text)
    assert list(texts) == text.split()
    assert all(map(text.startswith, texts, starts))
    assert list(starts) == sorted(starts)


def test_a_word_is_read_once() -> None:
    """A word that comes again is not read again."""
    read: list[str] = []
    length = remembered(lambda word: read.append(word) or len(word))
    assert [length("mine"), length("mines"), length("mine")] == [4, 5, 4]
    assert read == ["mine", "mines"]


def test_endless_words_are_not_kept() -> None:
    """What a broken text may hold takes no memory."""
    read: list[str] = []
    length = remembered(lambda word: read.append(word) or len(word))
    assert length("x" * (LONGEST + 1)) == length("x" * (LONGEST + 1))
    assert len(read) == 2
