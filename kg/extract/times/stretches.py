"""Stretches that end with a day or month named: "the five months to the end of May"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from kg.extract.text.atoms import Atom
from kg.extract.text.numbers import read_number
from kg.extract.text.vocabulary import Marks

__all__ = ["ends_stretch", "stretch_start"]

ENDING: Final = frozenset({"ending", "ended", "end", "up"})
"""Words between a stretch and the day that it goes to."""
ENDED: Final = frozenset({"ending", "ended"})
ONE: Final = frozenset({"the", "a", "one"})
"""Words before a single month, quarter, week or year."""
MONTHS: Final = {"month": 1, "months": 1, "quarter": 3, "quarters": 3}
"""Months of units."""
MOST: Final = 24
"""Months, or weeks, of the longest stretch."""
DAYS: Final = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14}
"""Days of other units."""
BACK: Final = 4
"""Atoms before the unit in which its number may stand."""


def ends_stretch(atoms: Sequence[Atom], place: int) -> bool:
    """Whether a stretch is said to end with the date at an atom: "the quarter ended 30 June"."""
    place -= place > 1 and atoms[place - 1].key == "on"
    if place < 2 or atoms[place - 1].key not in ENDED:
        return False
    unit = atoms[place - 2].key
    return unit in MONTHS or unit in DAYS or unit == "year"


def stretch_start(
    atoms: Sequence[Atom], marks: Marks, place: int, end: date | None, lang: str
) -> date | None:
    """The first day of a stretch whose last day is told from an atom on."""
    while place and atoms[place - 1].key in ENDING:
        place -= 1
    if end is None or place < 2:
        return None
    if (unit := atoms[place - 1].key) in DAYS:
        count = _number(atoms, marks, place - 1, lang)
        days = count * DAYS[unit]
        return end - timedelta(days=days - 1) if 0 < count <= MOST else None
    months = 0
    if unit in MONTHS:
        months = _number(atoms, marks, place - 1, lang) * MONTHS[unit]
    elif unit == "year" and not _is_part_of_year(atoms, place):
        months = 12 * (atoms[place - 2].key in ONE)
    if not 0 < months <= MOST:
        return None
    following = end + timedelta(days=1)
    count = following.year * 12 + following.month - 1 - months
    try:
        return date(count // 12, count % 12 + 1, following.day)
    except ValueError:
        return None


def _is_part_of_year(atoms: Sequence[Atom], place: int) -> bool:
    """Whether it is "the start of the year to the end of May", which is no year to then."""
    return place > 2 and atoms[place - 3].key == "of"


def _number(atoms: Sequence[Atom], marks: Marks, unit: int, lang: str) -> int:
    """The number that ends before a unit."""
    for first in range(unit - 1, max(-1, unit - BACK), -1):
        counted = marks.sense(first, "months_of_year")  # "six months" is one phrase
        if counted is not None and marks.end(first) == unit + 1:
            begun, ended = map(int, counted.split("-"))
            return ended - begun + 1
        number = read_number(atoms, marks, first, lang)
        if number is not None and number.end == unit:
            return int(number.value) if number.value == number.value.to_integral_value() else 0
    return int(unit > 0 and atoms[unit - 1].key in ONE)
