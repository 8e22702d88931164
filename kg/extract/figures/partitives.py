"""Parts told with their whole: "420 of the 1,204 hectares", "most of the 1,204 hectares".

A part with a number takes the place of its whole: what is said in the sentence is said of the
part. Where it has none the whole is counted, and where all of it lies is not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.figures.beside import Beside
from kg.extract.figures.quantities import Quantity
from kg.extract.text.lexicon import listed
from kg.extract.text.numbers import Number
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks

__all__ = ["is_divided", "is_parted", "parts"]

is_of: Final = listed("ellipses", "between_part_and_whole")
is_fraction: Final = listed("ellipses", "part_without_number")
is_smaller: Final = listed("ellipses", "smaller_part")
is_its: Final = listed("ellipses", "ending_of_a_part")
"""Azerbaijani endings of a number: "420-si"."""
FAR: Final = 12
"""Most atoms between a whole and "a quarter of them" behind it."""
MOST: Final = 3
"""Most atoms between a part and its whole, "out of the"."""


def parts(
    beside: Beside, told: Sequence[Quantity], numbers: Sequence[Number]
) -> Iterator[tuple[Number, Quantity]]:
    """The numbers that are parts of a figure, each with that whole."""
    starts = {_start(beside.page, whole): whole for whole in told}
    wholes = {start: whole for start, whole in starts.items() if start < whole.first}
    behind = {whole.end: whole for whole in told}
    for number in numbers:
        following = beside.page.texts[number.end : number.end + 2]
        if beside.page.lang == "az" and following[:1] == ("-",):
            whole = behind.get(number.first) if any(map(is_its, following[1:])) else None
        else:
            whole = wholes.get(number.end)
        if whole is not None and number.value < whole.figure.stated:
            yield number, whole


def is_divided(page: Page, whole: Quantity) -> bool:
    """Whether a part without number is told of a figure: "two thirds of the 1,204 hectares"."""
    start = _start(page, whole)
    if start < whole.first:
        return start > 0 and is_fraction(page.texts[start - 1])
    following = page.texts[whole.end : whole.end + MOST]
    return page.lang == "az" and any(map(is_fraction, following))


def is_parted(page: Page, marks: Marks, end: int) -> bool:
    """Whether "a quarter of them" follows a figure in its sentence, no other number before it."""
    stop = page.atoms_of(page.sentence_at(end - 1)).stop
    for at in range(end, min(end + FAR, stop - 1)):
        if page.heads[at].isdigit():
            return False
        if is_smaller(page.texts[at]) and _is_of_them(page, marks, at + 1):
            return True
    return False


def _is_of_them(page: Page, marks: Marks, at: int) -> bool:
    """Whether "of them" or its like stands at an atom, though a name could begin with "of"."""
    return marks.sense(at, "cue") == "subset" or (
        is_of(page.texts[at]) and page.texts[at + 1 : at + 2] in (("them",), ("it",))
    )


def _start(page: Page, whole: Quantity) -> int:
    """The first atom of "of the" before a figure, else its own."""
    at = whole.first
    while at > max(0, whole.first - MOST) and is_of(page.texts[at - 1]):
        at -= 1
    return at
