"""Rows of numbers: "112 mines in Fuzuli, 98 in Aghdam and 40 in Jabrayil".

From comma to comma each number of a row has its own place or body, behind it or before it; or
what they belong to is told in their order. A row counts what its figures count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from operator import attrgetter
from typing import Final

from kg.extract.figures.beside import GAP, IN, Beside
from kg.extract.figures.quantities import Quantity
from kg.extract.text.lexicon import listed
from kg.extract.text.numbers import Number

__all__ = ["in_rows"]

is_rest: Final = listed("shares", "rest")
SUM: Final = Decimal("0.05")
"""By how much the parts of bodies may miss the whole that they divide."""
WITH: Final = "with"
"""The word before a part in its place: "120 hectares were cleared, with 98 in Aghdam"."""
Cell = Number | Quantity
"""What stands in a row: a figure, or a number that may leave out what it counts."""
_FIRST: Final = attrgetter("first")
_END: Final = attrgetter("end")


def in_rows(
    beside: Beside, figures: Sequence[Quantity], numbers: Sequence[Number]
) -> Iterator[tuple[Number, Quantity]]:
    """The numbers in rows with a figure, each with the figure before it, else the first."""
    for row in _rows(beside, [*figures, *filter(partial(_may_stand, beside), numbers)]):
        told = [cell for cell in row if isinstance(cell, Quantity)] or _whole(beside, figures, row)
        if not told or beside.is_listed(told[0], figures) or _is_divided(beside, row):
            continue
        like = told[0]
        for cell in row:
            if isinstance(cell, Quantity):
                like = cell
            else:
                yield cell, like


def _may_stand(beside: Beside, number: Number) -> bool:
    """Whether a number has a place or a body right beside it, or is told in an order."""
    first, end = number.first, number.end
    return (
        beside.after(end) is not None
        or beside.before(first) is not None
        or beside.doer_after(end) is not None
        or beside.clause_doer(first) is not None
        or _is_ordered(beside, number)
    )


def _is_ordered(beside: Beside, number: Number) -> bool:
    ordered = beside.ordered and beside.page.sentence_at(number.first) in beside.ordered
    return bool(ordered) and beside.ends_number(number.end)


def _rows(beside: Beside, cells: Iterable[Cell]) -> Iterator[Sequence[Cell]]:
    row: list[Cell] = []
    for cell in sorted(cells, key=_FIRST):
        if row and not any(tied(beside, row[-1], cell) for tied in TIES):
            yield row
            row = []
        row.append(cell)
    yield row


# --- what ties two neighbours


def _places_behind(beside: Beside, before: Cell, cell: Cell) -> bool:
    """Whether both have their places behind them: "112 in Fuzuli, 98 in Aghdam".

    A body may stand before the second ("112 in Fuzuli, MAG 98 in Aghdam"), a time behind the place
    of the first ("112 in Fuzuli in May, 98 in Aghdam").
    """
    figure = isinstance(cell, Quantity)
    if not figure and beside.after(cell.end) is None:
        return False
    opening = beside.doer_before(cell.first) or beside.opening(cell.first)
    joint = beside.joint(before.end, opening)
    if joint is None:
        return False
    end = joint if isinstance(before, Number) else beside.before_time(joint)
    if not beside.ends_place(before.end, end):
        return False
    closed = figure and beside.page.heads[opening - 1] == ";"
    return not closed or beside.has_place(cell.end, cell.end + GAP)


def _places_before(beside: Beside, before: Cell, cell: Cell) -> bool:
    """Whether both have their places before them: "Füzulidə 112, Ağdamda 98".

    The first may have its place behind it: "112 mines in Fuzuli, in Aghdam about 98".
    """
    figure = isinstance(before, Quantity)
    place = beside.before(cell.first)
    own = beside.clause_place(before.first) if figure else beside.before(before.first)
    if place is None or (own is None and not figure):
        return False
    place -= beside.atoms[place - 1].text in IN
    joint = beside.joint(before.end, place)
    if joint is None:
        return False
    if own is None:
        return beside.ends_place(before.end, joint)
    return not beside.has_place(before.end, joint)


def _bodies_behind(beside: Beside, before: Cell, cell: Cell) -> bool:
    """Whether both have their bodies behind them: "140 hectares by A, 98 by B"."""
    end = beside.doer_after(before.end)
    if end is None or beside.doer_after(cell.end) is None:
        return False
    return beside.joint(before.end, beside.opening(cell.first)) == end


def _bodies_before(beside: Beside, before: Cell, cell: Cell) -> bool:
    """Whether both have their bodies before them: "HALO cleared 12 hectares, MAG 4".

    Places may stand behind them ("HALO cleared 12 hectares in Mudzi, MAG 4 in Rushinga"), or a
    time or "of it" behind the first.
    """
    place = beside.doer_before(cell.first)
    if isinstance(before, Number) and beside.clause_doer(before.first) is None:
        return False
    if place is None or (isinstance(cell, Number) and not beside.ends_number(cell.end)):
        return False
    low = _past_time(beside, before.end)
    joint = beside.joint(low, place)
    return joint is not None and (joint == low or beside.ends_place(low, joint))


def _past_time(beside: Beside, end: int) -> int:
    """One past a time or "of it" behind a figure, else where the figure ends."""
    is_of_it = beside.marks.sense(end, "share") == "of"
    return beside.timed.get(end, beside.marks.end(end) if is_of_it else end)


def _ordered(beside: Beside, before: Cell, cell: Cell) -> bool:
    """Whether they are told in an order, nothing but signs between: "12 and 4 hectares"."""
    if isinstance(before, Quantity) or not _is_ordered(beside, before):
        return False
    return beside.joint(before.end, beside.opening(cell.first)) == before.end


def _part(beside: Beside, before: Cell, cell: Cell) -> bool:
    """Whether the second is a part in a place: "120 hectares, of which 98 in Aghdam".

    So is "120 hectares, 98 of them in Aghdam", and "120 hectares were cleared, 98 in Aghdam".
    """
    if isinstance(cell, Quantity) or isinstance(before, Number) or not beside.after(cell.end):
        return False
    if beside.page.sentence_at(before.first) != beside.page.sentence_at(cell.first):
        return False
    opening = beside.opening(cell.first)
    word = beside.marks.ending(opening, "cue")
    if word is not None and word.first >= before.end and word.senses["cue"] == "subset":
        return True
    opening -= beside.page.texts[opening - 1] == WITH
    joint = beside.joint(before.end, opening)
    of_them = beside.marks.sense(cell.end, "cue") == "subset"
    signs = ",;" if of_them else ","
    if joint is None or beside.page.heads[joint] not in signs or cell.value >= before.figure.stated:
        return False
    placed = beside.after(before.end) is not None or beside.ends_place(before.end, joint)
    return not (placed or beside.has_place(before.end, opening))


TIES: Final = (_places_behind, _places_before, _bodies_behind, _bodies_before, _ordered, _part)


def _is_divided(beside: Beside, row: Sequence[Cell]) -> bool:
    """Whether the parts in places come to the whole before them: they say where all of it lies.

    So they do with "and the rest in Aghdam".
    """
    whole, *parts = row
    if not parts or isinstance(whole, Number) or not _part(beside, whole, parts[0]):
        return False
    numbers = [part.value for part in parts if isinstance(part, Number)]
    stop = beside.page.atoms_of(beside.page.sentence_at(whole.first)).stop
    if any(map(is_rest, beside.page.texts[parts[-1].end : stop])):
        return True
    return len(numbers) == len(parts) and sum(numbers) >= (1 - SUM) * whole.figure.stated


def _whole(beside: Beside, figures: Sequence[Quantity], row: Sequence[Cell]) -> list[Quantity]:
    """The figure before a row of numbers that divide it among bodies: "… MAG 120, HALO 70"."""
    first = row[0].first
    doers = [c for c in row if beside.doer_after(c.end) or beside.doer_before(c.first) is not None]
    before = bisect_right(figures, first, key=_END)
    if not before or len(doers) < max(2, len(row)):
        return []
    whole = figures[before - 1]
    near = beside.page.sentence_at(first) - beside.page.sentence_at(whole.first) <= 1
    miss = abs(sum(cell.value for cell in row) - whole.figure.stated)
    return [whole] if near and miss <= SUM * whole.figure.stated else []
