"""Each event has its own places: of its sentence, of a list elsewhere, of no other event."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.extract.figures.events import read_events
from kg.extract.text.page import Page

PageOf = Callable[..., Page]
CASES = Path(__file__).with_name("whereabouts.jsonl").read_text("utf-8").splitlines()


@pytest.mark.parametrize("case", [json.loads(line) for line in CASES])
def test_places_of_events(page_of: PageOf, case: dict[str, Any]) -> None:
    """The events of a text, in its order, have exactly the places that it names for them."""
    page = page_of(
        case["text"],
        lang=case["lang"],
        country=case["country"],
        published=case["published"],
    )
    found = [[place.text for place in event.places] for event in read_events(page).events]
    assert found == case["places"]


def test_a_sentence_of_many_figures(page_of: PageOf) -> None:
    """A sentence without end is read without trouble."""
    text = "In May 2024 " + "12 hectares in Basra and " * 3000 + "30 hectares in Ninewa."
    assert read_events(page_of(text, country="Iraq")).events
