"""What a cell of a table says: numbers, days, lists of names. What is doubtful is refused.

Each function raises :class:`ValueError` with a reason that fits after "column …: ".
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal
from typing import Final

from kg.model import Qualifier
from kg.read import dateline
from kg.read.dayorder import FORMS, Order, numbered

__all__ = ["NOTHING", "amount", "first_day", "items", "last_day", "since", "split"]

NOTHING: Final = frozenset({"", "-", "–", "—", "n/a", "na", "null", "?"})
"""What stands in a cell that says nothing (in small letters)."""

HEDGES: Final = {
    Qualifier.AT_LEAST: (">", "≥", ">=", "over", "more than", "at least", "min"),
    Qualifier.AT_MOST: ("<", "≤", "<=", "up to", "at most", "nearly", "almost", "max"),
    Qualifier.ABOUT: ("~", "≈", "about", "around", "approx", "approx.", "approximately", "c."),
}
SIGNS: Final = {sign: qualifier for qualifier, signs in HEDGES.items() for sign in signs}
NUMBER: Final = re.compile(r"(?P<hedge>[^\d+-]*?)\s*(?P<digits>[+-]?\d[\d.,'’\s\u00a0\u202f]*)")
SPACES: Final = re.compile(r"(?<=\d)['’\s\u00a0\u202f](?=\d{3}(?!\d))")
MONTH: Final = re.compile(r"(\d{4})(?:-(\d{2}))?")
SINCE: Final = re.compile(r"\d{4}(?:-\d{2}){0,2}")
MOST_DIGITS: Final = 15
ITEMS: Final = re.compile(r"([^\d;]*\d[\d.,'’ \u00a0\u202f]*?)(?:\s+([^\d;]+))?")
UNITS: Final = frozenset(
    {
        *(
            "thousand",
            "million",
            "mln",
            "kg",
            "g",
            "t",
            "ton",
            "tons",
            "tonne",
            "tonnes",
            "km",
            "m",
        ),
        *("sq", "ha", "hectares", "metres", "meters", "road", "roads", "building", "buildings"),
        *("house", "houses", "кг", "т", "км", "м", "тыс", "млн", "min", "milyon"),
    }
)
"""Words after a number that make it a measure of something else than items."""
PARTS: Final = re.compile(r"[;|\n]")


def amount(text: str, *, whole: bool) -> tuple[Decimal, Qualifier]:
    """A number not below zero, and how firmly it is stated ("over 120", "~9.5").

    ``whole`` is for counts: a comma or a point in them can only part thousands.
    """
    written = NUMBER.fullmatch(text.strip())
    if written is None:
        raise ValueError(f"{text!r} is no number")
    hedge = written["hedge"].strip().casefold()
    if hedge and hedge not in SIGNS:
        raise ValueError(f"{text!r} is no number")
    value = _decimal(SPACES.sub("", written["digits"].strip()), text, whole=whole)
    if value < 0:
        raise ValueError(f"{text!r} is below zero")
    if whole and value != value.to_integral_value():
        raise ValueError(f"{text!r} is no whole number")
    return value, SIGNS.get(hedge, Qualifier.EXACT)


def _decimal(digits: str, text: str, *, whole: bool) -> Decimal:
    points, commas = digits.count("."), digits.count(",")
    if commas and points:
        mark = max(digits.rfind("."), digits.rfind(","))
        thousands = "," if digits[mark] == "." else "."
        head, tail = digits[:mark], digits[mark + 1 :]
        digits = _grouped(head, thousands, text) + "." + tail
    elif commas > 1 or points > 1 or (whole and commas + points):
        sign = "," if commas else "."
        digits = _whole_point(digits, sign, text)
    elif commas:
        if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", digits):
            read = f"{digits.replace(',', '')} or {digits.replace(',', '.')}"
            raise ValueError(f"{text!r} may be {read}; write it without a comma")
        digits = digits.replace(",", ".")
    if not re.fullmatch(r"[+-]?\d+(?:\.\d+)?", digits) or len(digits) > MOST_DIGITS + 2:
        raise ValueError(f"{text!r} is no number")
    return Decimal(digits)


def _whole_point(digits: str, sign: str, text: str) -> str:
    """A number whose signs part thousands; "972.0", as spreadsheets write a count, is one."""
    if re.fullmatch(r"[+-]?\d+\.0+", digits):
        return digits.partition(".")[0]
    return _grouped(digits, sign, text)


def _grouped(digits: str, sign: str, text: str) -> str:
    if sign in digits and not re.fullmatch(rf"[+-]?\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+", digits):
        raise ValueError(f"{text!r} is no number")
    return digits.replace(sign, "")


def items(text: str) -> str | None:
    """The number in "24,925 mines and munitions together"; ``None`` if it is not just one."""
    written = ITEMS.fullmatch(text.strip())
    if written is None or UNITS & set((written[2] or "").casefold().split()):
        return None
    return written[1].strip()


def first_day(text: str, order: Order | None = None) -> date:
    """The day; of a month or year alone its first. ``order`` is that of dates in numbers."""
    return _day(text, order, last=False)


def last_day(text: str, order: Order | None = None) -> date:
    """The day; of a month or year alone its last. ``order`` is that of dates in numbers."""
    return _day(text, order, last=True)


def _day(text: str, order: Order | None, *, last: bool) -> date:
    found = dateline.day(text) or numbered(text, order)
    if found is not None:
        return found
    year, number = dateline.month(text) or _month(text, last=last)
    if year == 0 or not 1 <= number <= 12:
        raise ValueError(f"{text!r} is no date; write it as {FORMS}")
    return date(year, number, calendar.monthrange(year, number)[1] if last else 1)


def _month(text: str, *, last: bool) -> tuple[int, int]:
    """Year and month of "2025-06"; of "2025" its first or last; 0 and 0 for anything else."""
    written = MONTH.fullmatch(text.strip())
    if written is None:
        return 0, 0
    return int(written[1]), int(written[2] or (12 if last else 1))


def since(text: str, order: Order | None = None) -> str | None:
    """The year, month or day a running total counts from; ``None`` where words say it."""
    try:
        day = dateline.day(text) or numbered(text, order)
    except ValueError:
        return None
    if day is not None:
        return day.isoformat()
    if SINCE.fullmatch(text):
        try:
            first_day(text)
        except ValueError:
            return None
        return text
    return None


def split(text: str) -> list[tuple[int, str]]:
    """The names of a list parted by ``;`` or ``|``, each with where it begins in the text."""
    found, place = [], 0
    for part in PARTS.split(text):
        name = part.strip()
        if name.casefold() not in NOTHING:
            found.append((place + part.index(name), name))
        place += len(part) + 1
    return found
