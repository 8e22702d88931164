"""What figures told in an order belong to: "A and B cleared 12 and 8 hectares, respectively".

As many bodies, places or periods as figures, in one list, have a figure each: the list right
before the figures and one between them and the word for the order; else the first behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kg.extract.figures.standing import Group
from kg.extract.places.place import Place
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks
from kg.extract.times.times import Time
from kg.model import Mention

__all__ = ["NO_ORDER", "Order", "order_of"]

GAP: Final = 5
"""Most atoms between two names of one list, and between two figures of one."""


class Order(NamedTuple):
    """The figures of a sentence by their first atoms, numbered, and what each number has."""

    numbers: Mapping[int, int]
    places: Sequence[Place] = ()
    doers: Sequence[Mention] = ()
    times: Sequence[Time] = ()


NO_ORDER: Final = Order({})


class _Named(NamedTuple):
    """A place, a body or a period at the atoms ``first`` to ``end``."""

    first: int
    end: int
    what: Place | Mention | Time


def order_of(
    page: Page,
    marks: Marks,
    word: int,
    groups: Sequence[Group],
    named: Sequence[Place | Mention | Time],
) -> Order:
    """The order of a sentence that has a word for it at an atom, among what it names."""
    series = [found for found in _series(groups) if len(found) > 1]
    if not series:
        return NO_ORDER
    many = len(series[0])
    series = [found for found in series if len(found) == many]
    numbers = {group.first: at for found in series for at, group in enumerate(found)}
    first, end = series[0][0].first, series[-1][-1].end
    placed = sorted(_Named(*_atoms(page, what), what) for what in named)
    lists = [found for found in _lists(page, marks, placed) if len(found) == many]
    before = [found for found in lists if found[-1].end <= first][-1:]
    between = [found for found in lists if end <= found[0].first and found[-1].end <= word]
    behind = [found for found in lists if end <= found[0].first][:1]
    things = [named.what for found in before + between or behind for named in found]
    return Order(
        numbers,
        [what for what in things if isinstance(what, Place)],
        [what for what in things if isinstance(what, Mention)],
        [what for what in things if isinstance(what, Time)],
    )


def _atoms(page: Page, what: Place | Mention | Time) -> tuple[int, int]:
    return page.place(what.span) if isinstance(what, Mention) else (what.first, what.end)


def _series(groups: Sequence[Group]) -> Iterator[Sequence[Group]]:
    """The figures of one kind that follow each other."""
    held: list[Group] = []
    for group in groups:
        near = bool(held) and group.first - held[-1].end <= GAP
        if held and not (near and group.quantities[0].item == held[-1].quantities[0].item):
            yield held
            held = []
        held.append(group)
    yield held


def _lists(page: Page, marks: Marks, placed: Sequence[_Named]) -> Iterator[Sequence[_Named]]:
    """The things of one kind with nothing but signs and small words between them."""
    held: list[_Named] = []
    for named in placed:
        if held and not _are_listed(page, marks, held[-1], named):
            yield held
            held = []
        held.append(named)
    if held:
        yield held


def _are_listed(page: Page, marks: Marks, before: _Named, named: _Named) -> bool:
    if type(before.what) is not type(named.what) or not 0 < named.first - before.end <= GAP:
        return False
    between = range(before.end, named.first)
    return any(_is_joint(page, marks, at) for at in between) and all(
        _is_joint(page, marks, at) or _is_small(page, marks, at) for at in between
    )


def _is_joint(page: Page, marks: Marks, at: int) -> bool:
    return page.heads[at] == "," or marks.sense(at, "date") == "and"


def _is_small(page: Page, marks: Marks, at: int) -> bool:
    """Whether a word may stand before a name of a list or behind it: "in", "the", "districts"."""
    word = page.atoms[at].text
    return word.isalpha() and word.islower() and marks.sense(at, "cue") is None
