"""Figures have the places that a report tells of their work in other sentences, and no others."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.extract.figures.events import read_events
from kg.extract.text.page import Page
from kg.model import EventClaim

PageOf = Callable[..., Page]
Told = Callable[[EventClaim], str]
IsCounted = Callable[[EventClaim], bool]
EventsOf = Callable[[dict[str, Any]], Sequence[EventClaim]]
CASES = tomllib.loads(Path(__file__).with_name("carried.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:50])
def test_a_report(
    events_of: EventsOf, told: Told, is_counted: IsCounted, case: dict[str, Any]
) -> None:
    """The events with mines, ordnance or land, in the order of the text."""
    assert [told(event) for event in filter(is_counted, events_of(case))] == case["told"]


def test_names_without_end(page_of: PageOf) -> None:
    """A text of many names that stand again and again is read without trouble."""
    text = (
        "In May 2024 teams cleared 12 hectares in Alder and Birch districts. " + "In Alder. " * 3000
    )
    assert read_events(page_of(text, country="Iraq")).events
