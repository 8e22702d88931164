"""Numbers told of the number of something: "the number of mines destroyed has reached 319,431"."""

from __future__ import annotations

from typing import Final, NamedTuple

from kg.extract.figures.items import Items
from kg.extract.text.lexicon import folded
from kg.extract.text.numbers import plain
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks

__all__ = ["Count", "item_counted"]

NUMBER: Final = frozenset(folded("figures", "number_of"))
"""Words, folded, for the number of something."""
SAYI: Final = frozenset(folded("figures", "behind_items"))
"""Azerbaijani words for it, which stand right behind what is counted."""
IS: Final = frozenset(folded("figures", "is"))
"""Words, folded, between it and the number itself."""
ROMANCE: Final = frozenset({"es", "fr", "it", "pt"})
ARE: Final = frozenset(folded("figures", "are"))
"""Words, folded, of what is so many in these languages."""
COMES: Final = folded("figures", "comes_to")
"""How Russian and Ukrainian verbs for it begin, folded."""
REACH: Final = 16
"""Atoms from the word for the number to the number itself."""


class Count(NamedTuple):
    """What a number counts, as the word lists call it, and the first atom of its words."""

    item: str
    first: int


def item_counted(page: Page, marks: Marks, items: Items, number: int) -> Count | None:
    """What the number at an atom is said to be the number of, if a sentence tells it so."""
    atoms = page.atoms
    said = number - 1 - (number > 1 and atoms[number - 1].key == "ise")
    if page.lang == "az" and number and atoms[said].key in SAYI:
        return _before(marks, items, said)
    subject = _subject(page, marks, items, number) if page.lang in ROMANCE else None
    if subject is not None or NUMBER.isdisjoint(page.words):
        return subject
    place = number
    while place and (atoms[place - 1].key in IS or atoms[place - 1].key.startswith(COMES)):
        place -= 1
    if place == number:
        return None
    for at in range(place - 1, max(-1, number - REACH), -1):
        text = atoms[at].text
        if text in ".;:" or (text[0].isdigit() and not _is_year(text)):
            return None
        if atoms[at].key in NUMBER:
            return _behind(marks, items, at + 1, place)
    return None


def _subject(page: Page, marks: Marks, items: Items, number: int) -> Count | None:
    """What is said to be so many: "gli ordigni neutralizzati erano stati 1.932"."""
    place = number
    while place and page.keys[place - 1] in ARE:
        place -= 1
    if place == number:
        return None
    for end in (place, place - 1):
        first = _item_to(marks, end)
        item = None if first is None else items.read(first)[0]
        if item is not None and first is not None:
            return Count(item, first)
        if marks.sense(place - 1, "cue") != "done":
            return None  # but "neutralizzati"
    return None


def _is_year(text: str) -> bool:
    year = plain(text)
    return year is not None and 1900 < year < 2100


def _behind(marks: Marks, items: Items, first: int, stop: int) -> Count | None:
    """The first item behind the word for its number, if nothing else is counted before it."""
    for mark in marks.within(first, stop):
        if "decoy" in mark.senses or mark.senses.get("cue") == "victim":
            return None
        if "item" in mark.senses:
            item = items.read(mark.first)[0]
            return None if item is None else Count(item, first - 1)
    return None


def _before(marks: Marks, items: Items, end: int) -> Count | None:
    """The items that end right before an atom, all of one list; "PHS-lərin" is one too."""
    if marks.ending(end - 2, "item") is not None:
        end -= 2
    first = _item_to(marks, end)
    while first is not None and marks.sense(first - 1, "date") == "and":
        earlier = _item_to(marks, first - 1)
        if earlier is None:
            break
        first = earlier
    item = None if first is None else items.read(first)[0]
    return None if item is None or first is None else Count(item, first)


def _item_to(marks: Marks, end: int) -> int | None:
    """The first atom of the item that ends right before an atom."""
    item = marks.ending(end, "item")
    return None if item is None else item.first
