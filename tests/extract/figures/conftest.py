"""Events in one line, as the tables of cases write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from kg.extract.bodies.bodies import find_bodies
from kg.extract.figures.events import read_events
from kg.extract.text.page import Page
from kg.model import EventClaim, Measure

Told = Callable[[EventClaim], str]
SHORT = {
    Measure.AREA: "ha",
    Measure.ANTIPERSONNEL: "ap",
    Measure.ANTITANK: "at",
    Measure.UXO: "uxo",
    Measure.MINES: "mines",
}


def _told(event: EventClaim) -> str:
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


@pytest.fixture(scope="session")
def told() -> Told:
    """An event in one line."""
    return _told


@pytest.fixture(scope="session")
def is_counted() -> Callable[[EventClaim], bool]:
    """Whether an event has mines, ordnance or land."""
    return lambda event: any(figure.measure in SHORT for figure in event.figures)


@pytest.fixture
def events_of(page_of: Callable[..., Page]) -> Callable[[dict[str, Any]], Sequence[EventClaim]]:
    """The events of a case in the order of its text; the bodies of the page are known."""

    def events(case: dict[str, Any]) -> Sequence[EventClaim]:
        known = {key: case[key] for key in ("lang", "country", "published")}
        page = page_of(case["text"].strip(), **known)
        return read_events(page, [body.mention for body in find_bodies(page).found]).events

    return events
