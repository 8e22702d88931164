"""A total as people ask for it: names in any spelling, days, months or years."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from kg.errors import PeriodError, UnknownNameError
from kg.moment import Clock, Moment
from kg.questions.names import Names
from kg.terms import DMV, ID
from kg.totals import AREAS, ITEMS, Question

__all__ = [
    "DEVICES",
    "MEASURES",
    "Days",
    "ends",
    "first_day",
    "last_day",
    "moment",
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
Days = str | date | tuple[str | date | None, str | date | None]
"""A day, month ("2023-08") or year, or two of them: from the first to the last."""
MOST_MONTHS: Final = 600
BY_INGESTION: Final = f"{Clock.INGESTED}:"
EXPECTED: Final = "expected a day, month or year: 2023-08-31, 2023-08, 2023"


def question_of(
    names: Names,
    measure: str,
    *,
    places: Iterable[str] = (),
    by: Iterable[str] = (),
    first: date | None = None,
    last: date | None = None,
    strict: bool = False,
) -> Question:
    """The question that names mean.

    Raises:
        UnknownNameError: a measure, place or body that means nothing, or several things.
        PeriodError: the last day lies before the first.
    """
    if first is not None and last is not None and last < first:
        raise PeriodError(f"{first}..{last}", "the last day lies before the first")
    concept = _concept(names, measure)
    return Question(
        measure=concept if concept in AREAS else ITEMS,
        kind=concept if concept in DEVICES else None,
        places=_keys(names, "entity:district", places),
        bodies=_keys(names, "entity:body", by),
        first=first,
        last=last,
        strict=strict,
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
    found = {names.find(kind, name).removeprefix(str(ID)) for name in wanted}
    return tuple(sorted(found))


def ends(period: Days | None) -> tuple[date | None, date | None]:
    """The first and the last day of a period; ``None`` for an open end."""
    first, last = period if isinstance(period, tuple) else (period, period)
    return first_day(first), last_day(last)


def first_day(text: str | date | None) -> date | None:
    """The first day of a day, month ("2023-08") or year; :class:`PeriodError` if it is none."""
    return None if text is None else _days(text)[0]


def last_day(text: str | date | None) -> date | None:
    """The last day of a day, month or year."""
    return None if text is None else _days(text)[1]


def moment(text: str | date | None) -> Moment | None:
    """The end of a day, month or year; "ingested:2023-08" by the days of this store.

    >>> str(moment("ingested:2023-08"))
    'ingested:2023-08-31'
    """
    if isinstance(text, str) and text.strip().startswith(BY_INGESTION):
        day = last_day(text.strip().removeprefix(BY_INGESTION))
        return None if day is None else Moment(day, Clock.INGESTED)
    day = last_day(text)
    return None if day is None else Moment(day)


def _days(text: str | date) -> tuple[date, date]:
    if isinstance(text, datetime):
        text = text.date()
    if isinstance(text, date):
        return text, text
    parts = text.strip().split("-")
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise PeriodError(text, EXPECTED)
    try:
        if len(parts) == 1 and len(parts[0]) == 4:
            year = int(parts[0])
            return date(year, 1, 1), date(year, 12, 31)
        if len(parts) == 2:
            year, month = map(int, parts)
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise PeriodError(text, EXPECTED) from None
    return day, day


def months(question: Question, *, most: int = MOST_MONTHS) -> Iterator[Question]:
    """The same question for each month of its period.

    Raises:
        PeriodError: an open period, or one of more than ``most`` months.
    """
    first, last = question.first, question.last
    if first is None or last is None:
        given = f"{first or ''}..{last or ''}"
        raise PeriodError(given, "a series by month needs a first and a last day")
    if (last.year - first.year) * 12 + last.month - first.month >= most:
        raise PeriodError(f"{first}..{last}", f"more than {most} months")
    begin = first
    while True:
        end = date(begin.year, begin.month, monthrange(begin.year, begin.month)[1])
        yield replace(question, first=begin, last=min(end, last))
        if end >= last:
            return
        begin = date.fromordinal(end.toordinal() + 1)
