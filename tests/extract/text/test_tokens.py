"""A text is cut into words and signs that the name grammars can use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.text.sentences import sentences
from kg.extract.text.tokens import tokenize
from kg.model import Span


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Azerbaijan's Prosecutor-General", ["Azerbaijan", "'s", "Prosecutor-General"]),
        ("l'Agence d’Angola", ["l'", "Agence", "d’", "Angola"]),
        ("ANAMA-nın UNDP-led", ["ANAMA", "-", "nın", "UNDP", "-", "led"]),
        ("CoordinationHeadquarters", ["Coordination", "Headquarters"]),
        ("Sana'a U.S. 5,264.14 2nd", ["Sana'a", "U.S.", "5,264.14", "2nd"]),
        ("(PM/WRA)", ["(", "PM/WRA", ")"]),
        ("", []),
    ],
)
def test_words_and_signs(text: str, words: list[str]) -> None:
    """Possessives, elisions, case endings of acronyms and glued words are words of their own."""
    assert list(tokenize(text, ()).words) == words


@given(st.text(max_size=200))
def test_tokens_stand_in_the_text(text: str) -> None:
    """Each token is what stands at its place; none overlap; only white space lies between."""
    tokens = tokenize(text, sentences(text))
    end = 0
    for start, stop, word in zip(tokens.starts, tokens.ends, tokens.words, strict=True):
        assert text[start:stop] == word
        assert not text[end:start].strip()
        end = stop
    assert not text[end:].strip()


def test_a_sentence_breaks_a_name() -> None:
    """Two words are joined within a sentence, also over the end of a line."""
    text = "The Ministry\nof Defense. The end"
    tokens = tokenize(text, (Span(0, 24), Span(25, 32)))
    assert tokens.joined(1)
    assert not tokens.joined(4)


def test_the_tokens_of_a_span() -> None:
    """A span of characters gives the tokens that it touches."""
    tokens = tokenize("one two three", ())
    assert tokens.place(Span(4, 7)) == (1, 2)
    assert tokens.span(1, 3) == Span(4, 13)


def test_words_as_written() -> None:
    """Tokens are found by their words, capitals and all."""
    tokens = tokenize("the (NRA) and The (DMA)", ())
    assert list(tokens.places_of({"(", "the"})) == [0, 1, 6]
