"""Numbers that leave out what they count are read only in a row with a figure."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.extract.figures.events import read_events
from kg.extract.text.page import Page
from kg.model import EventClaim

PageOf = Callable[..., Page]
Told = Callable[[EventClaim], str]
IsCounted = Callable[[EventClaim], bool]
CASES = tomllib.loads(Path(__file__).with_name("ellipses.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:50])
def test_a_row(page_of: PageOf, told: Told, is_counted: IsCounted, case: dict[str, Any]) -> None:
    """Each number has the place beside it, and counts what the figure of its row counts."""
    page = page_of(
        case["text"].strip(),
        lang=case["lang"],
        country=case["country"],
        published=case["published"],
    )
    events = read_events(page).events
    assert [told(event) for event in filter(is_counted, events)] == case["told"]


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
