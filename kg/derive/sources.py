"""What the rules compare: the reports and their sets of figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

__all__ = ["Amount", "FigureSet", "Sources", "Text"]

DELAY: Final = timedelta(days=14)
"""Within which news of a period appears: a report with a date comes before one without."""


@dataclass(frozen=True, slots=True)
class Text:
    """A report without its words.

    ``printer`` and ``source`` (whom it was copied from) are addresses of outlets, ``outlet`` is
    what the printer is called.
    ``outlets`` are all outlets that it names, ``also`` other addresses at which it was printed,
    ``told_until`` is the last day of any period of its figures.
    """

    report: str
    title: str | None = None
    published: date | None = None
    printer: str | None = None
    outlet: str | None = None
    source: str | None = None
    address: str | None = None
    also: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()
    has_issuer: bool = False
    told_until: date | None = None

    @property
    def order(self) -> tuple[date, bool, bool, bool, str]:
        """Earlier first; on one day the original before the copy.

        A report without a date is taken to have appeared soon after the last day that its
        figures tell of (:data:`DELAY`); without such a day it comes last.
        """
        told = date.max if self.told_until is None else self.told_until + DELAY
        day = self.published or told
        undated = self.published is None
        return day, undated, self.source is not None, not self.has_issuer, self.report


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure: its address, what it counts, how much, whether hedged, as written."""

    figure: str
    measure: str
    value: Decimal
    is_hedged: bool
    written: str


@dataclass(frozen=True, slots=True)
class FigureSet:
    """The figures that a report states of one scope.

    ``voices`` are the known bodies whose word they are: one that the reference data do not know
    may be any of these under another name, and proves no second origin.
    """

    event: str
    report: str
    kind: str
    start: date | None
    end: date | None
    since: str | None
    places: frozenset[str]
    voices: frozenset[str]
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """All reports, the original before what may repeat it, and the sets of each in its order."""

    texts: tuple[Text, ...]
    sets: Mapping[str, tuple[FigureSet, ...]]

    @property
    def reports(self) -> tuple[str, ...]:
        """The addresses of all reports in their order."""
        return tuple(text.report for text in self.texts)
