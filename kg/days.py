"""Days, months and years as people write them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from kg.errors import PeriodError
from kg.moment import Clock, Moment

__all__ = ["Day", "Days", "day_of", "ends", "first_day", "last_day", "moment"]

Day = str | int | date
"""A day, a month ("2023-08") or a year."""
Days = Day | Sequence[Day | None]
"""A day, month or year, or two of them: from the first to the last."""
BY_INGESTION: Final = f"{Clock.INGESTED}:"
EXPECTED: Final = "expected a day, month or year: 2023-08-31, 2023-08, 2023"


def ends(period: Days | None) -> tuple[date | None, date | None]:
    """The first and the last day of a period; ``None`` for an open end.

    :class:`PeriodError` for what is no day, month or year, or not two of them.
    """
    if period is None or isinstance(period, Day):
        return first_day(period), last_day(period)
    if not isinstance(period, Sequence) or len(period) != 2:
        raise PeriodError(repr(period), "expected a first and a last day, month or year")
    return first_day(period[0]), last_day(period[1])


def first_day(text: Day | None) -> date | None:
    """The first day of a day, month ("2023-08") or year; :class:`PeriodError` if it is none."""
    return None if text is None else _days(text)[0]


def last_day(text: Day | None) -> date | None:
    """The last day of a day, month or year."""
    return None if text is None else _days(text)[1]


def day_of(text: str | None) -> date | None:
    """A day as graphs write it; ``None`` for none, and for what is no day.

    >>> day_of("2023-08-31"), day_of("2023-08-32")
    (datetime.date(2023, 8, 31), None)
    """
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None


def moment(text: Day | None) -> Moment | None:
    """The end of a day, month or year; "ingested:2023-08" by the days of this store.

    >>> str(moment("ingested:2023-08"))
    'ingested:2023-08-31'
    """
    if isinstance(text, str) and text.strip().startswith(BY_INGESTION):
        day = last_day(text.strip().removeprefix(BY_INGESTION))
        return None if day is None else Moment(day, Clock.INGESTED)
    day = last_day(text)
    return None if day is None else Moment(day)


def _days(text: Day) -> tuple[date, date]:
    if text != text:  # noqa: PLR0124 - pandas' NaT is no day, yet a datetime
        raise PeriodError(repr(text), EXPECTED)
    if isinstance(text, datetime):
        text = text.date()
    if isinstance(text, date):
        return text, text
    text = str(text).strip()
    parts = text.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise PeriodError(text, EXPECTED)
    try:
        if len(parts) == 1 and len(parts[0]) == 4:
            year = int(parts[0])
            return date(year, 1, 1), date(year, 12, 31)
        if len(parts) == 2:
            year, month = map(int, parts)
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        day = date.fromisoformat(text)
    except ValueError:
        raise PeriodError(text, EXPECTED) from None
    return day, day
