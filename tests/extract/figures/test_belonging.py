"""A figure belongs to the period and the places that the text tells of it, and to no others."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.extract.figures.events import read_events
from kg.extract.text.page import Page
from kg.model import EventClaim, Measure

PageOf = Callable[..., Page]
CASES = tomllib.loads(Path(__file__).with_name("belonging.toml").read_text("utf-8"))["case"]
SHORT = {
    Measure.AREA: "ha",
    Measure.ANTIPERSONNEL: "ap",
    Measure.ANTITANK: "at",
    Measure.UXO: "uxo",
    Measure.MINES: "mines",
}


def told(event: EventClaim) -> str:
    """An event in one line: kind, first and last day | places | figures."""
    period = event.period
    days = (period.since or period.start, period.end)
    places = ", ".join(place.text for place in event.places)
    figures = ", ".join(
        f"{SHORT[figure.measure]} {figure.value.normalize():f}"
        for figure in event.figures
        if figure.measure in SHORT
    )
    return f"{event.kind.value} {' '.join(str(day or '-') for day in days)} | {places} | {figures}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:50])
def test_a_report(page_of: PageOf, case: dict[str, Any]) -> None:
    """The events with mines, ordnance or land, in the order of the text."""
    page = page_of(
        case["text"].strip(),
        lang=case["lang"],
        country=case["country"],
        published=case["published"],
    )
    events = read_events(page).events
    counted = [e for e in events if any(figure.measure in SHORT for figure in e.figures)]
    assert [told(event) for event in counted] == case["told"]
