"""Parts told with their whole: "420 of the 1,204 hectares", "of 1,204 hectares, 420 are cleared".

A part with a number takes the place of its whole: what is said in the sentence is said of the
part. Where it has none the whole is counted, and where all of it lies is not said.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.figures.beside import Beside
from kg.extract.figures.quantities import Quantity
from kg.extract.text.lexicon import listed
from kg.extract.text.numbers import Number
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Marks
from kg.model import Measure

__all__ = ["is_divided", "is_parted", "is_whole", "is_worked_part", "parts", "worked_parts"]

is_of: Final = listed("ellipses", "between_part_and_whole")
is_fraction: Final = listed("ellipses", "part_without_number")
is_smaller: Final = listed("ellipses", "smaller_part")
is_from: Final = listed("ellipses", "before_whole")
is_of_land: Final = listed("ellipses", "whole_in_ablative")
is_its: Final = listed("ellipses", "ending_of_a_part")
"""Azerbaijani endings of a number: "420-si"."""
FAR: Final = 12
"""Most atoms between a whole and "a quarter of them" behind it."""
BREAKS: Final = frozenset(",;:–—")
OUT_OF: Final = frozenset({"ru", "uk"})
"""Languages whose word for "out of" is no word for "of"."""
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


def worked_parts(
    beside: Beside, told: Sequence[Quantity], numbers: Sequence[Number]
) -> Iterator[tuple[Number, Quantity]]:
    """The numbers behind a whole of which they are the part worked on, each with that whole."""
    firsts = sorted(quantity.first for quantity in told)
    for whole in told:
        after = bisect_right(firsts, whole.first)
        stop = firsts[after] if after < len(firsts) else len(beside.atoms)
        for number in [each for each in numbers if whole.end <= each.first < stop][:1]:
            smaller = number.value < whole.figure.stated
            if smaller and is_worked_part(beside.page, beside.marks, whole, number):
                yield number, whole


def is_worked_part(page: Page, marks: Marks, whole: Quantity, part: Quantity | Number) -> bool:
    """Whether of a whole a part is what was worked on: "of the 1,204 hectares, 420 are clear".

    "Of the 1,204 hectares cleared, 420 lie in Lachin" tells of work on the whole; so do items,
    but those that were laid.
    """
    stop = page.atoms_of(page.sentence_at(whole.first)).stop
    if part.first >= stop or not _opens(page, whole):
        return False
    comma = next((at for at in range(whole.end, part.first) if page.texts[at] == ","), whole.end)
    said = {mark.senses.get("cue") for mark in marks.within(whole.end, comma)}
    if WORK & said or (whole.measure is not Measure.AREA and "laid" not in said):
        return False
    return any(mark.senses.get("cue") in WORK for mark in marks.within(comma, stop))


def _opens(page: Page, whole: Quantity) -> bool:
    """Whether a figure opens a clause as a whole: "Of the 1,204 hectares", "1204 hektardan"."""
    if page.lang == "az":
        return any(map(is_of_land, page.texts[whole.end - 1 : whole.end + 2]))
    start = _start(page, whole)
    begins = page.lang in OUT_OF or start in page.firsts or page.texts[start - 1] in BREAKS
    return start < whole.first and begins and is_from(page.texts[start])


def is_whole(page: Page, first: Quantity, second: Quantity) -> bool:
    """Whether the second of two areas is a part of the first: "900 hektardan 340 hektarı"."""
    return page.lang == "az" and first.item == second.item == "area" and _opens(page, first)


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
