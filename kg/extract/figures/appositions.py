"""What stands between a body and its verb: dates, what the body is, how it worked."""

from __future__ import annotations

from collections.abc import Set

from kg.extract.text.lexicon import folded
from kg.extract.text.page import Page

__all__ = ["past_apposition", "past_dates"]

SMALL = frozenset({",", *folded("agents", "around_dates")})
"""Words and signs around a date."""
APPOSED = frozenset(folded("agents", "apposed"))
"""Words with which it is told what a body is."""
HELPED = frozenset(folded("agents", "helped"))
"""Words with which it is told how a body worked, and with whom."""
APPOSITION = 20
"""Atoms of the longest word for what a body is."""


def past_dates(page: Page, end: int, dates: Set[int]) -> int:
    """Past a date in commas: "the engineers, from May 1 to May 23, 2021, cleared"."""
    place = end + (end < len(page.atoms) and page.atoms[end].text != ",")
    if place >= len(page.atoms) or page.atoms[place].text != ",":
        return end
    if place + 1 >= len(page.atoms) or not {place + 1, place + 2} & dates:
        return end
    while place < len(page.atoms) and (place in dates or page.atoms[place].key in SMALL):
        place += 1
    return place


def past_apposition(page: Page, end: int, bodies: Set[int]) -> int:
    """Past what a body is: "MAG, the largest clearance agency in the country, has removed"."""
    atoms = page.atoms
    if end + 1 >= len(atoms) or atoms[end].text != ",":
        return end
    helped = atoms[end + 1].key in HELPED
    if not helped and atoms[end + 1].key not in APPOSED:
        return end
    for place in range(end + 1, min(end + APPOSITION, len(atoms) - 1)):
        if atoms[place].text in ".;:" or (atoms[place].start in bodies and not helped):
            return end
        if atoms[place].text == ",":
            return place + 1
    return end
