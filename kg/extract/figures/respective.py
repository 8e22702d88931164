"""Numbers apart from what they count: "mines and ordnance came to 53 and 21, respectively"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.text.atoms import Atom
from kg.extract.text.numbers import Number, read_number
from kg.extract.text.ordered import ordered_sentences
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks

__all__ = ["respective"]

REACH: Final = 60
"""Atoms before the word in which items and numbers stand."""


def respective(page: Page, marks: Marks) -> Iterator[tuple[str, Number]]:
    """Each item, as the word lists call it, with its number.

    As many numbers as items must stand before the word, first the items, then the numbers.
    """
    for place in ordered_sentences(page).values():
        yield from _pairs(page.atoms, marks, page.lang, max(0, place - REACH), place)


def _pairs(
    atoms: Sequence[Atom], marks: Marks, lang: str, low: int, high: int
) -> Iterator[tuple[str, Number]]:
    numbers = _numbers(atoms, marks, lang, low, high)
    if len(numbers) < 2:
        return
    items: list[str] = []
    for place in range(numbers[0].first - 1, low - 1, -1):
        if atoms[place].text in ".;:" or atoms[place].text[0].isdigit():
            break
        item = marks.sense(place, "item")
        if item is not None:
            items.append(item)
    items.reverse()
    if len(items) == len(numbers):
        yield from zip(items, numbers, strict=True)


def _numbers(atoms: Sequence[Atom], marks: Marks, lang: str, low: int, high: int) -> list[Number]:
    """The last numbers before an atom with nothing but signs and "and" between them."""
    numbers: list[Number] = []
    place = low
    while place < high:
        number = read_number(atoms, marks, place, lang) if atoms[place].text[0].isdigit() else None
        if number is not None:
            numbers.append(number)
            place = number.end
            continue
        joint = atoms[place].text == "," or marks.sense(place, "date") == "and"
        if not joint:
            numbers.clear()
        place += 1
    return numbers
