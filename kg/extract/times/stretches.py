"""Stretches that end with a day or month named: "the five months to the end of May"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from kg.extract.text.atoms import Atom
from kg.extract.text.keys import folded_key
from kg.extract.text.lexicon import folded
from kg.extract.text.numbers import read_number
from kg.extract.text.vocabulary import Marks
from kg.extract.text.wordlists import word_file

__all__ = ["ended_unit", "stretch_start"]

WORDS: Final = word_file("stretches")
ENDING: Final = frozenset({"ending", "ended", "end", "up"})
"""Words between a stretch and the day that it goes to."""
ENDED: Final = frozenset(folded("stretches", "ended"))
BETWEEN: Final = frozenset(folded("stretches", "between"))
ONE: Final = frozenset(folded("stretches", "one"))
"""Words before a single month, quarter, week or year."""
YEAR: Final = 12
MONTHS: Final = {folded_key(w): int(n) for n, words in WORDS["months"].items() for w in words}
"""Months of units."""
DAYS: Final = {folded_key(w): int(n) for n, words in WORDS["days"].items() for w in words}
"""Days of other units."""
MOST: Final = 24
"""Months, or weeks, of the longest stretch."""
BACK: Final = 4
"""Atoms before the unit in which its number may stand."""


def ended_unit(atoms: Sequence[Atom], place: int) -> int | None:
    """The atom of the stretch that is said to end with a date: "the quarter ended 30 June"."""
    place = _past_small(atoms, place)
    if place < 1 or atoms[place - 1].key not in ENDED:
        return None
    place = _past_small(atoms, place - 1)
    unit = atoms[place - 1].key if place else ""
    return place - 1 if unit in MONTHS or unit in DAYS else None


def _past_small(atoms: Sequence[Atom], place: int) -> int:
    """Back over the small words that end before an atom."""
    first = place
    while first and place - first < BACK and atoms[first - 1].key in BETWEEN:
        first -= 1
    return first


def stretch_start(
    atoms: Sequence[Atom], marks: Marks, place: int, end: date | None, lang: str
) -> date | None:
    """The first day of a stretch whose last day is told from an atom on."""
    unit = ended_unit(atoms, place)
    ended = unit is not None
    if unit is None:
        while place and atoms[place - 1].key in ENDING:
            place -= 1
        unit = place - 1
    if end is None or unit < 1:
        return None
    word = atoms[unit].key
    count = _number(atoms, marks, unit, lang) or ended
    if word in DAYS:
        return end - timedelta(days=count * DAYS[word] - 1) if 0 < count <= MOST else None
    months = MONTHS.get(word, 0)
    if months == YEAR:
        months *= not _is_part_of_year(atoms, unit) and (ended or atoms[unit - 1].key in ONE)
    else:
        months *= count
    return _months_back(end, months) if 0 < months <= MOST else None


def _months_back(end: date, months: int) -> date | None:
    """The first day of so many months that end with a day."""
    following = end + timedelta(days=1)
    count = following.year * 12 + following.month - 1 - months
    try:
        return date(count // 12, count % 12 + 1, following.day)
    except ValueError:
        return None


def _is_part_of_year(atoms: Sequence[Atom], unit: int) -> bool:
    """Whether it is "the start of the year to the end of May", which is no year to then."""
    return unit > 1 and atoms[unit - 2].key == "of"


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
