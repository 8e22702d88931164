"""The columns of an answer as a page shows them: fewer than its data have, and none said twice.

First and last day are told as days, a value with its unit, leading to its figure; how many names
there are, and their codes, need no column beside the names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from api.render import long_date, sentence
from api.things import address_of
from kg.questions import Column
from kg.results import Value
from kg.sheets import heading
from kg.terms import ID, key_of
from kg.totals.words import amount, written

__all__ = ["Cell", "Heading", "Shown", "columns_of"]

Row = Mapping[str, Value]

DAYS: Final = {
    "first_day": ("last_day", "days", "from the first to the last day, where they are stated"),
    "other_first_day": ("other_last_day", "days of the other", "from its first to its last day"),
}
"""First days, each with the last day it is told with, and what both are called."""
AMOUNTS: Final = ("number", "integer")
BESIDE: Final = {
    "place_count": "places",
    "place_codes": "places",
    "figure_count": "figures",
    "missing_count": "missing",
    "last_day": "first_day",
    "other_last_day": "other_first_day",
    "since": "first_day",
    "unit": "value",
    "what": "activity",
}
"""Columns that tell nothing more where another stands."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column as shown; ``about`` explains it."""

    name: str
    about: str
    type: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows: ``parts`` are one text or the names of a list."""

    parts: tuple[str, ...]
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A column, and what of a row stands in it."""

    heading: Heading
    cell: Callable[[Row], Cell]


def columns_of(columns: Sequence[Column], rows: Sequence[Row]) -> list[Shown]:
    """The columns that are shown of those that there are; none that is empty in all rows."""
    names = {c.name for c in columns if c.name != "value" or c.type in AMOUNTS}
    shown = [_shown(column, names) for column in columns if not _is_told(column.name, names)]
    return [each for each in shown if any(any(each.cell(row).parts) for row in rows)]


def _is_told(name: str, names: Collection[str]) -> bool:
    """Whether another column tells what this one does."""
    labelled = f"{name}_label" in names or (name == "figure" and "value" in names)
    return labelled or BESIDE.get(name) in names


def _shown(column: Column, names: Collection[str]) -> Shown:
    if column.name in DAYS and DAYS[column.name][0] in names:
        last, words, about = DAYS[column.name]
        found = Heading(sentence(words), about, "days")
        return Shown(found, lambda row: _days(row.get(column.name), row.get(last), row))
    found = Heading(sentence(heading(column)), column.about, column.type)
    if column.name == "value" and column.type in AMOUNTS:
        return Shown(found, _amount)
    return Shown(found, lambda row: _cell(column, row))


def _days(first: Value, last: Value, row: Row) -> Cell:
    begin, end = _day(first), _day(last)
    if begin is None and (since := row.get("since")):
        return Cell((f"since {since}" + (f", to {long_date(end)}" if end else ""),))
    return Cell(("" if begin is end is None else written(begin, end, short=True),))


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None


def _amount(row: Row) -> Cell:
    value, figure = row.get("value"), row.get("figure")
    if value is None:
        return Cell(("",))
    text = amount(Decimal(str(value)), str(row.get("unit") or "")).strip()
    return Cell((text,), None if figure is None else address_of(str(figure)))


def _cell(column: Column, row: Row) -> Cell:
    value = row.get(column.name)
    if isinstance(value, tuple):
        return Cell(value)
    if column.type == "iri" and value is not None:
        return Cell(("details",), address_of(str(value)))
    if str(value).startswith(ID):
        return Cell((key_of(value),), address_of(str(value)))
    beside = column.name.removesuffix("_label")
    iri = row.get(beside) if beside != column.name else None
    return Cell((_written(value),), None if iri is None else address_of(str(iri)))


def _written(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    if isinstance(value, date):
        return long_date(value)
    return str(value)
