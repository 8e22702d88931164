"""Numbers that leave out what they count are read only in a row with a figure."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.figures.events import read_events
from kg.extract.text.page import Page

PageOf = Callable[..., Page]


def test_its_words(page_of: PageOf) -> None:
    """The span is that of the number alone, and a hedge before it is kept."""
    page = page_of("In May 2024 12 hectares were cleared in Fuzuli and over 30 in Aghdam.")
    _, second = [figure for event in read_events(page).events for figure in event.figures]
    assert (second.written, second.qualifier, second.stated_unit) == ("30", "at least", "ha")
    assert second.span.of(page.report.text) == "30"


def test_a_row_without_end(page_of: PageOf) -> None:
    """A sentence of very many numbers and places is read without trouble."""
    text = "In May 2024 12 hectares were cleared in Fuzuli" + ", 30 in Aghdam" * 3000 + "."
    assert read_events(page_of(text)).events
