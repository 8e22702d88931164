"""The dateline: a first line that is nothing but a date, such as news agencies print.

``1 September 2023 17:10 (UTC+04:00)`` is one; a sentence that mentions a date is not.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

__all__ = ["day"]

MONTHS: Final = (
    "january jan yanvar января",
    "february feb fevral февраля",
    "march mar mart марта",
    "april apr aprel апреля",
    "may may мая",
    "june jun iyun июня",
    "july jul iyul июля",
    "august aug avqust августа",
    "september sep sept sentyabr сентября",
    "october oct oktyabr октября",
    "november nov noyabr ноября",
    "december dec dekabr декабря",
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
