"""A map in words: what its colours say, and what they do not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from kg.atlas.bounds import Bound
from kg.atlas.layer import Choice, Origins, Row, Show
from kg.atlas.mentions import Place
from kg.atlas.shapes import drawn_with, shapes
from kg.moment import Clock
from kg.totals import AREAS, Question
from kg.totals.words import MEASURED, amount, listed, written

__all__ = [
    "SHOWN",
    "UNKNOWN",
    "WIDE",
    "bounds_in_words",
    "explained",
    "heading",
    "nothing",
    "shown_amount",
    "together",
    "unit_of",
]

SHOWN: Final = {
    Show.REPORTS: "Number of reports",
    Show.AT_LEAST: "At least",
    Show.AT_MOST: "At most",
}
UNKNOWN: Final = {
    Show.REPORTS: "no report",
    Show.AT_LEAST: "unknown: no figure tells of it",
    Show.AT_MOST: "unknown: no report limits it",
}
"""What a place without a colour has."""
WIDE: Final = "told of with the whole country only"
"""What no figure tells of apart."""
NUMBER: Final = re.compile(r"^(?:\d{3}|[A-Z]{2}\.[A-Z]{2}) ")
"""The id of a feature before its name."""


def heading(choice: Choice, question: Question, names: Mapping[str, str]) -> str:
    """What the colours say: "Reports that name each place, August 2023"."""
    first, last = choice.told.first, choice.told.last
    period = "" if first is None and last is None else written(first, last)
    bodies = [names.get(key, key) for key in choice.told.bodies]
    if choice.show is Show.REPORTS:
        who = f" together with {listed(bodies)}" if bodies else ""
        return f"Reports that name each place{who}" + (f", {period}" if period else "")
    who = f" by {listed(bodies)}" if bodies else ""
    what = MEASURED[question.kind or question.measure]
    return f"{what}{who}, {period or 'at any time'}: {SHOWN[choice.show].lower()}"


def explained(choice: Choice) -> tuple[str, ...]:
    """What the colours mean, and what is left out."""
    said = {
        Show.REPORTS: "A report counts once for each place that it names, and for what that lies "
        "in. Many reports are no measure of land cleared.",
        Show.AT_LEAST: "What reports prove of each place alone. A figure told of several places "
        "together proves nothing of one of them, and is never divided among them.",
        Show.AT_MOST: "What reports leave room for in each place alone. A figure told of several "
        "places together limits each of them, and is never divided among them.",
    }
    found = [said[choice.show]]
    if choice.told.first is not None or choice.told.last is not None:
        found.append("Reports of a period came out then, or tell of work then.")
    if choice.origins is not Origins.ALL:
        several = choice.origins is Origins.CONFIRMED
        many = "more than one body or outlet" if several else "a single body or outlet"
        found.append(f"Shown are places of which {many} tells.")
    until = choice.told.until
    if until is not None:
        was = "appeared" if until.clock is Clock.PUBLISHED else "come into this store"
        found.append(f"From reports that had {was} by {written(until.day, until.day)}.")
    return tuple(found)


def unit_of(question: Question) -> str:
    """Hectares, or items."""
    return "ha" if question.measure in AREAS else "items"


def shown_amount(row: Row, show: Show, unit: str) -> str:
    """What a place is coloured by: "70 reports", "at most 5,264.14 ha"."""
    value = row.amount(show)
    if show is Show.REPORTS:
        return f"{row.reports:,} {'report' if row.reports == 1 else 'reports'}"
    if value is None:
        return UNKNOWN[show]
    said = f"{SHOWN[show].lower()} {amount(Decimal(value), unit)}"
    return said if row.is_apart(show) else f"{said}; {WIDE}"


def nothing(show: Show) -> str:
    """What the colour of nothing means, in a legend."""
    said = "told of, nothing proven of it alone" if show is Show.AT_LEAST else "there was none"
    return f"0: {said}"


def bounds_in_words(bound: Bound, unit: str) -> str:
    """An interval: "at least 0 ha, at most 5,264.14 ha"."""
    least, most = bound.at_least, bound.at_most
    if least is None and most is None:
        return "nothing known"
    if least is not None and least == most:
        return f"exactly {amount(least, unit)}"
    low = "nothing known" if least is None else amount(least, unit)
    high = "unknown" if most is None else amount(most, unit)
    return f"at least {low}, at most {high}"


def together(key: str, places: Mapping[str, Place]) -> tuple[str, ...]:
    """What is drawn together in a shape, or with which a place without a shape is drawn."""
    home = drawn_with().get(key)
    if home is not None:
        where = _label(home, places)
        return (f"It has no shape of its own here: most of it lies in that of {where}.",)
    guests: Sequence[str] = [_label(k, places) for k, shape in drawn_with().items() if shape == key]
    said = [f"Its shape also holds {listed(guests)}."] if guests else []
    shape = shapes().get(key)
    if shape is not None and len(shape.sources) > 1:
        pieces = [_name(source) for source in shape.sources]
        if len(set(pieces)) > 1:
            said.append(f"Drawn together here: {listed(pieces)}.")
        else:
            said.append("Its land and its town are drawn together here.")
    return tuple(said)


def _label(key: str, places: Mapping[str, Place]) -> str:
    return places[key].label if key in places else key


def _name(source: str) -> str:
    """The name of a feature, without its id where it has one."""
    return NUMBER.sub("", source)
