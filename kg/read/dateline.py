"""The dateline: a first line that is nothing but a date, such as news agencies print.

``1 September 2023 17:10 (UTC+04:00)`` is one; a sentence that mentions a date is not.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

__all__ = ["day", "month"]

MONTHS: Final = (
    "january jan yanvar января январь",
    "february feb fevral февраля февраль",
    "march mar mart марта март",
    "april apr aprel апреля апрель",
    "may may мая май",
    "june jun iyun июня июнь",
    "july jul iyul июля июль",
    "august aug avqust августа август",
    "september sep sept sentyabr сентября сентябрь",
    "october oct oktyabr октября октябрь",
    "november nov noyabr ноября ноябрь",
    "december dec dekabr декабря декабрь",
)
MONTH: Final = {name: n for n, names in enumerate(MONTHS, 1) for name in names.split()}

CLOCK: Final = (
    r"(?:(?:[,\s]+(?:at\s+)?|(?<=\d)T)\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?)?"
    r"(?:\s*\(?(?:UTC|GMT)(?:\s*[+−-]\d{1,2}(?::?\d{2})?)?\)?)?"
)
DAYS: Final = (
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}}){CLOCK}"),
    re.compile(rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}){CLOCK}"),
    re.compile(
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>[^\W\d_]+)\.?,?\s+"
        rf"(?P<year>\d{{4}}){CLOCK}"
    ),
    re.compile(
        rf"(?P<month>[^\W\d_]+)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+"
        rf"(?P<year>\d{{4}}){CLOCK}"
    ),
)

MONTH_OF_YEAR: Final = re.compile(r"(?P<month>[^\W\d_]+)\.?,?\s+(?P<year>\d{4})")


def month(text: str) -> tuple[int, int] | None:
    """Year and month of "May 2024", in English, Azerbaijani or Russian, else ``None``."""
    written = MONTH_OF_YEAR.fullmatch(text.strip())
    number = MONTH.get(written["month"].lower()) if written else None
    return (int(written["year"]), number) if written and number else None


def day(text: str) -> date | None:
    """The day that the first line names if it is a dateline, else ``None``."""
    line = text.lstrip().partition("\n")[0].strip()
    for pattern in DAYS:
        written = pattern.fullmatch(line)
        if written is not None:
            return _date(written["year"], written["month"], written["day"])
    return None


def _date(year: str, month: str, day_of_month: str) -> date | None:
    number = int(month) if month.isdecimal() else MONTH.get(month.lower(), 0)
    try:
        return date(int(year), number, int(day_of_month))
    except ValueError:
        return None
