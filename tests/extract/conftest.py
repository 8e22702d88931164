"""Pages for the tests of the grammars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kg.extract.figures.events import read_events
from kg.extract.text.page import Page, turn
from kg.model import EventClaim, EventKind, Report

PageOf = Callable[..., Page]
LinesOf = Callable[..., list[str]]
SHORT = {"antipersonnel_mines": "ap", "antitank_mines": "at", "area_ha": "ha"}
KINDS = {
    EventKind.CLEARANCE: "period",
    EventKind.RUNNING_TOTAL: "total",
    EventKind.SURVEY: "survey",
    EventKind.INCIDENT: "incident",
}


@pytest.fixture(scope="session")
def page_of() -> PageOf:
    """Turns a text into a page; English, of Azerbaijan and without a date, if not said else."""

    def page(
        text: str,
        *,
        lang: str | None = "en",
        published: str | None = None,
        country: str | None = "Azerbaijan",
    ) -> Page:
        day = None if published is None else date.fromisoformat(published)
        return turn(Report("0" * 16, text, "test", lang=lang, published=day, country=country))

    return page


def line(event: EventClaim) -> str:
    """An event in one line: kind, first day..last day, figures."""
    period = event.period
    days = f"{period.start or ''}..{period.end or ''}"
    figures = [
        f"{SHORT.get(f.measure.value, f.measure.value)} {f.value.normalize():f}"
        for f in event.figures
    ]
    return f"{KINDS[event.kind]} {days} {', '.join(figures)}"


@pytest.fixture(scope="session")
def lines_of(page_of: PageOf) -> LinesOf:
    """Gives the events of a text, one line each."""

    def lines(text: str, published: str | None, lang: str) -> list[str]:
        page = page_of(text, lang=lang, published=published)
        return [line(event) for event in read_events(page).events]

    return lines
