"""A report is laid out as a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.text.atoms import cut
from kg.extract.text.page import Page, language, turn
from kg.model import Report, Span

PageOf = Callable[..., Page]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The teams of the agency cleared land in the district.", "en"),
        ("Agentlik ərazidə mina tapıb və zərərsizləşdirib.", "az"),
        ("Агентство нашло мины в районе.", "ru"),
        ("Сапери знешкодили міни у місті.", "uk"),
        ("Les équipes ont détruit des mines dans la région.", "fr"),
        ("El organismo destruyó las minas en la región.", "es"),
        ("Foram destruídas minas no município dos anos.", "pt"),
        ("Il ministro ha detto che gli ordigni della zona sono distrutti.", "it"),
        ("42", "en"),
    ],
)
def test_languages(text: str, lang: str) -> None:
    """A language is told from letters and small words; English where nothing tells."""
    assert language(cut(text)) == lang


def test_sentences_of_spans(page_of: PageOf) -> None:
    """The sentences of some spans come in order and once each."""
    page = page_of("One mine. Two mines. Three mines.")
    assert page.sentences_of(Span(10, 13), Span(0, 3), Span(14, 19)) == page.sentences[:2]


def test_a_country_is_the_one_most_named(page_of: PageOf) -> None:
    """Without a stated country the names of the text tell it."""
    assert page_of("In Aghdam and Fuzuli.", country=None).country == "AZ"
    assert page_of("Nowhere.", country=None).country is None
    assert page_of("Nowhere.", country="Ukraine").country == "UA"


@given(st.text(max_size=200))
def test_sentences_stand_in_the_text(text: str) -> None:
    """Whatever the text, its sentences are spans of it."""
    page = turn(Report("0" * 16, text, "test", lang="en"))
    assert all(0 <= span.start < span.end <= len(text) for span in page.sentences)


def test_atoms_by_their_offsets(page_of: PageOf) -> None:
    """An atom is found by where it begins, the atoms of a span by where it ends."""
    page = page_of("Two anti-tank mines.")
    assert page.texts == ("Two", "anti", "-", "tank", "mines", ".")
    assert page.heads == "Ta-tm."
    assert page.atom_at(4) == 1
    assert page.atom_at(5) is None
    assert page.atom_at(99) is None
    assert page.place(Span(4, 13)) == (1, 4)
    assert page.place(Span(14, 16)) == (4, 5)
