"""Parts told with their whole: "420 of the 1,204 hectares", "1 340 hektarın 420-si".

The part counts what the whole counts, and takes its place: what is said in the sentence is said
of the part.
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

__all__ = ["with_partitives"]

is_of: Final = listed("ellipses", "between_part_and_whole")
is_its: Final = listed("ellipses", "ending_of_a_part")
"""Azerbaijani endings of a number: "420-si"."""
MOST: Final = 3
"""Most atoms between a part and its whole, "out of the"."""


def with_partitives(page: Page, marks: Marks, quantities: Sequence[Quantity]) -> Sequence[Quantity]:
    """The figures of a page, in order; of a part and its whole the part."""
    parts = dict(_parts(page, marks, quantities))
    return (
        [parts.get(at, quantity) for at, quantity in enumerate(quantities)] if parts else quantities
    )


def _parts(
    page: Page, marks: Marks, quantities: Sequence[Quantity]
) -> Iterator[tuple[int, Quantity]]:
    """Each part, by the place of its whole among the figures."""
    ends = [0, *(quantity.end for quantity in quantities)]
    for index, whole in enumerate(quantities):
        number = _before(page, marks, whole, ends[index]) or _behind(page, marks, whole)
        part = None if number is None else counted_alike(page, marks, whole, number)
        if part is not None and part.value < whole.value:
            yield index, part


def _before(page: Page, marks: Marks, whole: Quantity, low: int) -> Number | None:
    """The number before "of the" and the whole."""
    at = whole.first
    while at > max(low, whole.first - MOST) and is_of(page.texts[at - 1]):
        at -= 1
    if at == whole.first or at <= low or not page.heads[at - 1].isdigit():
        return None
    first = at - 1
    while first > low and page.heads[first - 1].isdigit():
        first -= 1
    number = read_number(page.atoms, marks, first, page.lang)
    return number if number is not None and number.end == at else None


def _behind(page: Page, marks: Marks, whole: Quantity) -> Number | None:
    """The number right behind the whole, with the ending of a part."""
    if page.lang != "az" or not page.heads[whole.end : whole.end + 1].isdigit():
        return None
    number = read_number(page.atoms, marks, whole.end, page.lang)
    if number is None or page.texts[number.end : number.end + 1] != ("-",):
        return None
    return number if is_its(page.texts[number.end + 1]) else None
