"""Totals in sentences: what was asked, what is assumed, what no report limits, what clashes."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from kg.assessment import Discrepancy
from kg.totals.answer import Assumption, Question
from kg.totals.reading import ITEMS
from kg.totals.record import number
from kg.totals.total import Total, Unlimited

__all__ = [
    "DIFFER",
    "EXACT",
    "MEASURED",
    "amount",
    "assumed",
    "doubted",
    "headline",
    "interval",
    "listed",
    "not_limited",
    "parted",
    "period",
    "written",
]

MEASURED: Final = {
    "area-cleared": "Land cleared",
    "area-surveyed": "Land surveyed",
    "anti-personnel-mine": "Anti-personnel mines found",
    "anti-vehicle-mine": "Anti-vehicle mines found",
    "mine": "Mines of any kind found",
    "unexploded-ordnance": "Unexploded ordnance found",
    "explosive-ordnance": "Explosive ordnance of any kind found",
    ITEMS: "Explosive ordnance of any kind found",
}
"""What is measured, as the beginning of a sentence. Reports do not tell found from destroyed."""

DIFFER: Final = {
    Discrepancy.VALUE: "The numbers differ.",
    Discrepancy.SCOPE: "Places, days or bodies differ.",
    Discrepancy.PERIOD: "One number is told of different days.",
    Discrepancy.ATTRIBUTION: "The numbers are given to different things.",
    Discrepancy.MISPRINT: "One is a misprint.",
    Discrepancy.ROUNDING: "The numbers agree as far as they are written.",
    Discrepancy.TOO_MANY: "They cannot all be true, but are too many to tell which are wrong.",
}


EXACT: Final = "exact number"
DOUBTED: Final = {
    "least": "may be too high: not used for the least",
    "most": "may be too low: not used for the most",
    EXACT: "taken to be rounded",
}
"""What is held against a figure of which a side is not relied on."""
NAMED: Final = 12
"""How many places or bodies a heading names."""
PLURAL: Final = {"names": "name", "is": "are"}


def headline(question: Question, names: Mapping[str, str]) -> str:
    """What was asked, with the names of things: "Land cleared in Fuzuli, August 2023"."""
    places = _first(sorted(names.get(key, key) for key in question.places), "places")
    bodies = _first(sorted(names.get(key, key) for key in question.bodies), "bodies")
    what = MEASURED[question.kind or question.measure]
    who = f" by {listed(bodies)}" if bodies else ""
    where = f" in {listed(places)}" if places else " everywhere"
    return f"{what}{who}{where}, {written(question.first, question.last)}"


def _first(names: list[str], what: str) -> list[str]:
    """The names or, of many, the first of them and how many more there are."""
    if len(names) <= NAMED:
        return names
    return [*names[: NAMED - 2], f"{len(names) - NAMED + 2} more {what}"]


def listed(names: Sequence[str]) -> str:
    """Names in a row: "Fuzuli, Lachin and Shusha"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def written(first: date | None, last: date | None, *, short: bool = False) -> str:
    """The days as written: "August 2023", "2021 to 2023", "1 August 2023 to 15 May 2024".

    If ``short``, with the first letters of months.
    """
    month = "%b %Y" if short else "%B %Y"
    if first is None:
        return "at any time" if last is None else f"until {last.day} {last:{month}}"
    if last is None:
        return f"from {first.day} {first:{month}} on"
    begin, end = f"{first.day} {first:{month}}", f"{last.day} {last:{month}}"
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        form = "%Y" if first.month == 1 and last.month == 12 else month
        begin, end = format(first, form), format(last, form)
    if begin == end:
        return end
    return f"{begin.removesuffix(f' {last.year}')} to {end}"


def interval(total: Total) -> str:
    """The interval: "at least 0 ha, at most 5,264.14 ha"."""
    if total.at_least is None and total.at_most is None:
        return "nothing known"
    if total.at_least is not None and total.at_least == total.at_most:
        return f"exactly {amount(total.at_least, total.unit)}"
    least = "nothing known" if total.at_least is None else amount(total.at_least, total.unit)
    most = "unknown" if total.at_most is None else amount(total.at_most, total.unit)
    return f"at least {least}, at most {most}"


def amount(value: Decimal, unit: str) -> str:
    """A number with its unit, thousands parted: "5,264.14 ha", "1 item"."""
    if value == 1 and unit == "items":
        unit = "item"
    return f"{parted(value)} {unit}"


def parted(value: Decimal) -> str:
    """A number as written, thousands parted: "5,264.14"."""
    whole, mark, part = str(number(value)).partition(".")
    return f"{int(whole):,}{mark}{part}"


def period(first: date | None, last: date | None) -> str:
    """The days in words."""
    if first is None and last is None:
        return "at any time"
    if first is None:
        return f"until {last}"
    if last is None:
        return f"from {first} on"
    return f"on {first}" if first == last else f"from {first} to {last}"


def assumed(assumption: Assumption) -> str:
    """An assumption: "2 figures name no body: taken to count the work of all"."""
    count = len(assumption.figures)
    if not count:
        return assumption.why.value
    if count == 1:
        return f"1 figure {assumption.why.value}"
    verb, _, rest = assumption.why.value.partition(" ")
    return f"{count} figures {PLURAL[verb]} {rest}"


def doubted(sides: Sequence[str]) -> str:
    """What is held against a figure, by what of it is not relied on: "may be too high"."""
    if "least" in sides and "most" in sides:
        return "may be wrong: not used"
    return ", ".join(DOUBTED[side] for side in sides)


def not_limited(part: Unlimited) -> str:
    """A part that no report limits: "29 to 31 December 2023, everywhere, by any body".

    Of most of the places that were asked for their number is told: a few of them as they come in
    the alphabet would say where to look, and be beside the point.
    """
    where = _some(part.places, part.place_count)
    if part.everywhere:
        where = "everywhere"
    elif part.place_count > max(NAMED, part.of_places / 2):
        where = f"in {part.place_count:,} of {part.of_places:,} places"
    bodies = _some(part.bodies, len(part.bodies))
    who = bodies
    if part.all_others:
        who = f"bodies other than {bodies}" if bodies else "any body"
    return f"{written(part.first, part.last)}, {where}, by {who}"


def _some(names: tuple[str, ...], count: int) -> str:
    more = count - len(names)
    listed = ", ".join(names)
    return f"{listed} and {more} more" if more > 0 else listed
