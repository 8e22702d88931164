"""Events in one line, as the tables of cases write them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
