"""The rows of the questions about sources: what facts rest on, who vouches, what is lacking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

__all__ = [
    "ContradictionRow",
    "EvidenceRow",
    "FactRow",
    "GapRow",
    "InferenceRow",
    "OverlapRow",
    "RestatementRow",
]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A sentence that a figure rests on, with its place in the report."""

    figure: str
    figure_label: str
    verbatim: str
    quote: str
    start: int
    end: int
    holds_figure: bool
    report: str
    origin: tuple[str, ...]
    reported_by: tuple[str, ...]
    outlet: str | None
    relays: tuple[str, ...]
    published: date | None


@dataclass(frozen=True, slots=True)
class FactRow:
    """A figure that one body or release vouches for, in the report that said it first."""

    figure: str
    figure_label: str
    first_day: date | None
    last_day: date | None
    places: tuple[str, ...]
    origin: tuple[str, ...]
    reports: int
    outlets: tuple[str, ...]
    quote: str
    report: str
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class RestatementRow:
    """A report that says again what the first report of a release said."""

    release: str
    release_label: str
    release_outlet: str | None
    release_published: date | None
    report: str
    title: str
    rules: tuple[str, ...]
    likeness: Decimal | int | None
    figures: tuple[str, ...]
    figure_count: int
    release_quote: str | None
    quote: str | None
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class GapRow:
    """The minimum data that a report lacks on one event."""

    report: str
    title: str
    event: str | None
    event_label: str | None
    missing: tuple[str, ...]
    missing_count: int
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class ContradictionRow:
    """A figure of a contradiction, and as what totals do not rely on it."""

    contradiction: str
    discrepancy: str
    rule: str
    figure: str
    figure_label: str
    verbatim: str
    not_relied_on: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    places: tuple[str, ...]
    origin: tuple[str, ...]
    quote: str | None
    report: str
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class OverlapRow:
    """Two figures that share places, days and bodies."""

    figure: str
    figure_label: str
    how: str
    other: str
    other_label: str
    first_day: date | None
    last_day: date | None
    other_first_day: date | None
    other_last_day: date | None
    quote: str | None
    other_quote: str | None
    report: str
    other_report: str


@dataclass(frozen=True, slots=True)
class InferenceRow:
    """A link or date that a report states, or that follows from it by a rule."""

    report: str
    subject: str
    subject_label: str
    property: str
    value: str
    how: str
    quote: str | None
    outlet: str | None
    published: date | None
