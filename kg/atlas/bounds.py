"""The intervals of many places at once, each alone: one linear model for all of them.

Places of which all figures speak in the same way (Azerbaijan's districts that no report tells
apart) have the same bounds, so one of each sort is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kg.moment import Moment
from kg.totals import Figures, Known, Point, Question, series
from kg.totals.scope import Atoms

__all__ = ["bounds"]


def bounds(
    question: Question, places: Sequence[str], known: Known, *, until: Moment | None = None
) -> Mapping[str, Point]:
    """The interval of each place; the question says what is asked, when and by whom."""
    alike: dict[Hashable, list[str]] = defaultdict(list)
    scopes = _scopes(question, known.figures, until)
    day = question.last or date.max
    for place in dict.fromkeys(places):
        atoms = known.figures.wholes.atoms((place,), day)
        alike[_sort(place, atoms, scopes)].append(place)
    asked = [replace(question, places=(group[0],)) for group in alike.values()]
    points = series(asked, known, until=until)
    return {
        place: point for group, point in zip(alike.values(), points, strict=True) for place in group
    }


def _scopes(question: Question, figures: Figures, until: Moment | None) -> Sequence[Atoms]:
    """The sets of places that figures speak of, each once."""
    boxes = (
        box
        for figure in figures.of(question.measure, until=until)
        for box in (figure.outer, figure.inner)
        if box is not None
    )
    return tuple(dict.fromkeys(box.places for box in boxes))


def _sort(place: str, atoms: Atoms, scopes: Sequence[Atoms]) -> Hashable:
    """What figures hold the place as a whole; the place itself if one tells parts of it apart."""
    holding = 0
    for number, scope in enumerate(scopes):
        if atoms < scope:
            holding |= 1 << number
        elif not atoms.isdisjoint(scope):
            return place
    return holding, frozenset()
