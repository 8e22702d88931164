"""The intervals of many places at once, each alone: one linear model for all of them.

Places of which all figures speak in the same way (Azerbaijan's districts that no report tells
apart) have the same bounds, so one of each sort is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kg.atlas.mentions import Place
from kg.moment import Moment
from kg.totals import Figures, Known, Question, series
from kg.totals.answer import box_of
from kg.totals.scope import Atoms

__all__ = ["Bound", "bounds"]


@dataclass(frozen=True, slots=True)
class Bound:
    """What reports prove of one place: at least, at most; ``None`` is unknown.

    ``told`` is how many figures speak of it. It is not told of ``apart`` if those that may speak
    of it are all of the whole country, so that they limit it as they limit any other place there.
    """

    at_least: Decimal | None
    at_most: Decimal | None
    told: int
    apart: bool


def bounds(
    question: Question, places: Sequence[Place], known: Known, *, until: Moment | None = None
) -> Mapping[str, Bound]:
    """The bounds of each place, by its key; the question says what is asked, when and by whom."""
    day = question.last or date.max
    scopes = _scopes(question, known.figures, until)
    alike: dict[Hashable, list[str]] = defaultdict(list)
    apart: dict[str, bool] = {}
    for place in dict.fromkeys(places):
        atoms = known.figures.wholes.atoms((place.key,), day)
        meeting = [scope for scope in scopes if not atoms.isdisjoint(scope)]
        alike[_sort(place, atoms, meeting)].append(place.key)
        apart[place.key] = _is_apart(place, meeting, known.figures, day)
    asked = [replace(question, places=(group[0],)) for group in alike.values()]
    points = series(asked, known, until=until)
    return {
        key: Bound(point.at_least, point.at_most, point.told, apart[key])
        for group, point in zip(alike.values(), points, strict=True)
        for key in group
    }


def _scopes(question: Question, figures: Figures, until: Moment | None) -> Sequence[Atoms]:
    """The sets of places of which figures speak that may tell of the period, each once."""
    asked = box_of(replace(question, places=()), figures)
    boxes = (
        box
        for figure in figures.of(question.measure, until=until)
        if figure.outer.first < asked.end and asked.first < figure.outer.end
        for box in (figure.outer, figure.inner)
        if box is not None
    )
    return tuple(dict.fromkeys(box.places for box in boxes))


def _sort(place: Place, atoms: Atoms, meeting: Sequence[Atoms]) -> Hashable:
    """The scopes that hold the place as a whole; its key if one tells parts of it apart."""
    if all(atoms < scope for scope in meeting):
        return frozenset(meeting)
    return place.key


def _is_apart(place: Place, meeting: Sequence[Atoms], figures: Figures, day: date) -> bool:
    country = place.country
    if country in (None, place.key):
        return True
    whole = figures.wholes.atoms((country,), day)
    return any(not whole <= scope for scope in meeting)
