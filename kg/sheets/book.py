"""What a workbook holds: sheets of rows, and what is said of them on one more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.questions import Column
from kg.results import Value

__all__ = ["Book", "Sheet"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under their columns, behind a tab of this name.

    The columns are called by words of the field or, where they are variables of somebody's own
    query, by their names.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Value]]
    has_variables: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """Sheets and, for the one called "About", words with what they say of these."""

    sheets: Sequence[Sheet]
    about: Sequence[tuple[str, Value]]
