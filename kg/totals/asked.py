"""A total as people ask for it: names in any spelling, month by month if they like."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from kg import given
from kg.errors import PeriodError, UnknownNameError
from kg.questions.names import Names
from kg.terms import DMV, key_of
from kg.totals import AREAS, ITEMS, Question

__all__ = [
    "DEVICES",
    "MEASURES",
    "months",
    "question_of",
]

DEVICES: Final = (
    "anti-personnel-mine",
    "anti-vehicle-mine",
    "mine",
    "unexploded-ordnance",
    "explosive-ordnance",
)
MEASURES: Final = (*AREAS, *DEVICES)
"""What can be asked for, by these or other names."""
MOST_MONTHS: Final = 600


def question_of(
    names: Names,
    measure: str,
    *,
    places: str | Iterable[str] = (),
    by: str | Iterable[str] = (),
    first: date | None = None,
    last: date | None = None,
    strict: bool = False,
) -> Question:
    """The question that names mean: one place or body, or several together.

    Raises:
        UnknownNameError: a measure, place or body that means nothing, or several things.
        PeriodError: the last day lies before the first.
        TypeError: something is of a wrong type.
    """
    if first is not None and last is not None and last < first:
        raise PeriodError(f"{first}..{last}", "the last day lies before the first")
    concept = _concept(names, measure)
    return Question(
        measure=concept if concept in AREAS else ITEMS,
        kind=concept if concept in DEVICES else None,
        places=_keys(names, "entity:district", given.texts("places", places)),
        bodies=_keys(names, "entity:body", given.texts("by", by)),
        first=first,
        last=last,
        strict=given.flag("strict", strict),
    )


def _concept(names: Names, measure: str) -> str:
    """The measure or category that a name means ("antitank mine", "area cleared")."""
    if measure in MEASURES:
        return measure
    try:
        concept = names.find("measure", measure).removeprefix(str(DMV))
    except UnknownNameError:
        concept = ""
    if concept not in (*MEASURES, ITEMS):
        raise UnknownNameError("measure", measure, MEASURES)
    return concept


def _keys(names: Names, kind: str, wanted: Iterable[str]) -> tuple[str, ...]:
    found = {key_of(names.find(kind, name)) for name in wanted}
    return tuple(sorted(found))


def months(question: Question, *, most: int = MOST_MONTHS) -> Iterator[Question]:
    """The same question for each month of its period.

    Raises:
        PeriodError: an open period, or one of more than ``most`` months.
    """
    first, last = question.first, question.last
    if first is None or last is None:
        days = f"{first or 'any day'} to {last or 'any day'}"
        raise PeriodError(days, "a series by month needs a first and a last day")
    if (last.year - first.year) * 12 + last.month - first.month >= most:
        raise PeriodError(f"{first}..{last}", f"more than {most} months")
    begin = first
    while True:
        end = date(begin.year, begin.month, monthrange(begin.year, begin.month)[1])
        yield replace(question, first=begin, last=min(end, last))
        if end >= last:
            return
        begin = date.fromordinal(end.toordinal() + 1)
