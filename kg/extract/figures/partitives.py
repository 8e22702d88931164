"""Parts told with their whole: "420 of the 1,204 hectares", "1 340 hektarın 420-si".

The part counts what the whole counts, and takes its place: what is said in the sentence is said
of the part. Where the part has no number ("most of the 1,204 hectares lie in Jabrayil"), the whole
is counted, and where all of it lies is not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.figures.alike import counted_alike
from kg.extract.figures.quantities import Quantity
from kg.extract.text.lexicon import listed
from kg.extract.text.numbers import Number, read_number
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks

__all__ = ["is_divided", "with_partitives"]

is_of: Final = listed("ellipses", "between_part_and_whole")
is_fraction: Final = listed("ellipses", "part_without_number")
is_its: Final = listed("ellipses", "ending_of_a_part")
"""Azerbaijani endings of a number: "420-si"."""
MOST: Final = 3
"""Most atoms between a part and its whole, "out of the"."""


def with_partitives(page: Page, marks: Marks, quantities: Sequence[Quantity]) -> Sequence[Quantity]:
    """The figures of a page, in order; of a part and its whole the part, if its number is told."""
    return list(_told(page, marks, quantities))


def _told(page: Page, marks: Marks, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    low = 0
    for quantity in quantities:
        start = _start(page, quantity, low)
        number = _before(page, marks, start, low) or _behind(page, marks, quantity)
        part = None if number is None else counted_alike(page, marks, quantity, number)
        yield quantity if part is None or part.value >= quantity.value else part
        low = quantity.end


def _start(page: Page, whole: Quantity, low: int) -> int:
    """The first atom of "of the" before a figure, else its own."""
    at = whole.first
    while at > max(low, whole.first - MOST) and is_of(page.texts[at - 1]):
        at -= 1
    return at


def is_divided(page: Page, whole: Quantity) -> bool:
    """Whether a part without number is told of a figure: "two thirds of the 1,204 hectares"."""
    start = _start(page, whole, 0)
    if start < whole.first:
        return start > 0 and is_fraction(page.texts[start - 1])
    following = page.texts[whole.end : whole.end + MOST]
    return page.lang == "az" and any(map(is_fraction, following))


def _before(page: Page, marks: Marks, end: int, low: int) -> Number | None:
    """The number that ends where "of the" begins."""
    first = end
    while first > low and page.heads[first - 1].isdigit():
        first -= 1
    of = is_of(page.texts[end]) if end < len(page.texts) else False
    number = read_number(page.atoms, marks, first, page.lang) if of and first < end else None
    return number if number is not None and number.end == end else None


def _behind(page: Page, marks: Marks, whole: Quantity) -> Number | None:
    """The number right behind the whole, with the ending of a part."""
    if page.lang != "az" or not page.heads[whole.end : whole.end + 1].isdigit():
        return None
    number = read_number(page.atoms, marks, whole.end, page.lang)
    if number is None or page.texts[number.end : number.end + 1] != ("-",):
        return None
    return number if any(map(is_its, page.texts[number.end + 1 : number.end + 2])) else None
