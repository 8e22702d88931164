"""Texts fall into sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.text.sentences import LONGEST, sentences

WRAPPED = "The agency says that the teams of the ministry have cleared the\nland of Aghdam."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        (
            "BAKU, Azerbaijan, Aug.2 (Trend). They met.",
            ["BAKU, Azerbaijan, Aug.2 (Trend).", "They met."],
        ),
        (
            "Since Nov. 2020 it ran. Mr. A. Savin said so.",
            ["Since Nov. 2020 it ran.", "Mr. A. Savin said so."],
        ),
        (
            "They cleared 15 sq.km. The rest is 3 sq. km of scrub.",
            ["They cleared 15 sq.km.", "The rest is 3 sq. km of scrub."],
        ),
        (
            "Очищено 15 кв. км. Осталось 3 кв. км.",
            ["Очищено 15 кв. км.", "Осталось 3 кв. км."],
        ),
        (
            "It took 5.246 hectares. 12 sq. km are left.",
            ["It took 5.246 hectares.", "12 sq. km are left."],
        ),
        ("A title\n\nThe text.", ["A title", "The text."]),
        ("First line:\nsecond line.", ["First line:", "second line."]),
        (WRAPPED, [WRAPPED]),
        ("", []),
    ],
)
def test_ends(text: str, expected: list[str]) -> None:
    """Sentences end at signs and lines, not at abbreviations, decimals and wrapped lines."""
    assert [span.of(text) for span in sentences(text)] == expected


@given(st.text(alphabet="Ab1 .\n,;", max_size=80))
def test_all_words_are_in_a_sentence(text: str) -> None:
    """Sentences are in order and hold all that is not white space."""
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join(span.of(text) for span in spans).split() or not text.strip()
    assert sum(len("".join(span.of(text).split())) for span in spans) == len("".join(text.split()))


def test_abbreviations_end_nothing() -> None:
    """A short word of the list and a letter alone take a full stop; a longer word does not."""
    for text in ("He met Gen. Ivanov", "the U.S. Army", "5 тыс. Мин", "approx. Twenty"):
        assert len(sentences(text)) == 1
    for text in ("5km. The", "the mines. The", "a general. The"):
        assert len(sentences(text)) == 2


@pytest.mark.parametrize("word", ["12 mines, ", "12,"])
def test_what_has_no_end_is_read_in_pieces(word: str) -> None:
    """They are cut between words where there are several, and hold all of them."""
    text = word * 2_000
    found = [span.of(text) for span in sentences(text)]
    assert max(map(len, found)) <= LONGEST
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert " " not in word or all(piece.endswith(("mines,", "12")) for piece in found)
