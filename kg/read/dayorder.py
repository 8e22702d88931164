"""Dates in numbers alone, 01/06/2025: whether the day or the month stands first.

One such date may mean two days. The dates of one table are written one way, so that a single
31/05/2025 among them tells all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Final

__all__ = ["FORMS", "Order", "numbered", "order_of"]

FORMS: Final = "2025-06-01, 01.06.2025, 1 June 2025, 2025-06 or 2025"
"""How a date is written so that it can mean one day, month or year only."""
WRITTEN: Final = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", re.ASCII)


class Order(Enum):
    """What the first two numbers of a date are."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


def order_of(texts: Iterable[str]) -> Order | None:
    """The one order in which all of these are dates; ``None`` if both are possible, or neither."""
    readings = [found for text in texts if (found := _readings(text))]
    possible = [order for order in Order if all(order in each for each in readings)]
    return possible[0] if readings and len(possible) == 1 else None


def numbered(text: str, order: Order | None) -> date | None:
    """The day, in this order or where only one is possible; ``None`` for no date in numbers.

    Raises:
        ValueError: it may be two days.
    """
    readings = _readings(text)
    if order is not None:
        return readings.get(order)
    days = sorted(set(readings.values()))
    if len(days) > 1:
        raise ValueError(
            f"{text!r} may be {days[0]} or {days[1]}, and no other date of the table tells "
            f"which: write {FORMS}"
        )
    return days[0] if days else None


def _readings(text: str) -> dict[Order, date]:
    found: dict[Order, date] = {}
    written = WRITTEN.fullmatch(text.strip())
    if written is None:
        return found
    first, second, year = map(int, written.groups())
    for order, day, month in (
        (Order.DAY_FIRST, first, second),
        (Order.MONTH_FIRST, second, first),
    ):
        try:
            found[order] = date(year, month, day)
        except ValueError:
            continue
    return found
