"""Short English labels for events and figures, as people would say them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from kg.model import EventClaim, EventKind, Figure, Measure, Period, Qualifier

__all__ = ["amount_words", "event_words", "land_kind", "period_words"]

HEADS: Final = {
    EventKind.CLEARANCE: "Clearance",
    EventKind.RUNNING_TOTAL: "Clearance, running total",
    EventKind.SURVEY: "Survey",
    EventKind.INCIDENT: "Incident",
}
UNITS: Final = {
    Measure.ANTIPERSONNEL: "anti-personnel mines",
    Measure.ANTITANK: "anti-vehicle mines",
    Measure.UXO: "UXO",
    Measure.MINES: "mines, kind not stated",
    Measure.OTHER: "items, not divided by kind",
}
ONE: Final = {
    Measure.ANTIPERSONNEL: "anti-personnel mine",
    Measure.ANTITANK: "anti-vehicle mine",
    Measure.MINES: "mine, kind not stated",
    Measure.OTHER: "item, not divided by kind",
}
HEDGES: Final = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "about ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.AT_MOST: "at most ",
}
PLACES_NAMED: Final = 2


def event_words(claim: EventClaim) -> str:
    """Such as "Clearance, 1-31 August 2023, 8 districts"."""
    return ", ".join((HEADS[claim.kind], period_words(claim.period), _places(claim)))


def amount_words(figure: Figure, kind: EventKind) -> str:
    """Such as "5,264.14 ha cleared", "about 972 anti-personnel mines" or "1 anti-vehicle mine"."""
    done = "surveyed" if kind is EventKind.SURVEY else "cleared"
    unit = f"ha {done}" if figure.measure is Measure.AREA else UNITS[figure.measure]
    if figure.value == 1:
        unit = ONE.get(figure.measure, unit)
    return f"{HEDGES[figure.qualifier]}{_shown(figure):,f} {unit}"


def land_kind(claim: EventClaim) -> EventKind:
    """What was done to the land: a running total of land surveyed only is one of a survey."""
    return EventKind.SURVEY if claim.surveyed else claim.kind


def _shown(figure: Figure) -> Decimal:
    """The value as written; of a converted one ("9 sq km") only the digits that mean something."""
    if figure.stated == figure.value:
        return figure.value
    whole = figure.value.to_integral_value()
    return whole if whole == figure.value else figure.value.normalize()


def period_words(period: Period) -> str:
    """A period in words; what is not known is said to be so."""
    start, end = period.start, period.end
    if start is not None and end is not None:
        return _range(start, end)
    if end is not None:
        since = f"since {period.since} " if period.since else ""
        return f"{since}to {_day(end)}"
    if start is not None:
        return f"from {_day(start)}"
    return "period not stated"


def _range(start: date, end: date) -> str:
    if start == end:
        return _day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}\N{EN DASH}{_day(end)}"
    first = f"{start.day} {start:%B}" if start.year == end.year else _day(start)
    return f"{first} \N{EN DASH} {_day(end)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _places(claim: EventClaim) -> str:
    names = [place.text for place in (*claim.places, *claim.settlements)]
    if not names:
        return "place not stated"
    if len(names) <= PLACES_NAMED:
        return " and ".join(names)
    return f"{len(names)} places"
