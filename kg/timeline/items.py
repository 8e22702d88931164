"""What stands on a line of time: figures, meetings, posts and projects, with who tells of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kg.moment import Moment
from kg.totals.wholes import Wholes

__all__ = ["Days", "Everything", "Item", "Lane", "ReportDay", "Telling"]


class Lane(StrEnum):
    """The lanes of things; intervals and counts of reports have lanes beside them."""

    FIGURES = "figures"
    RUNNING = "running-totals"
    MEETINGS = "meetings"
    POSTS = "posts"
    PROJECTS = "projects"


class Days(StrEnum):
    """How the first and the last day of a thing are known."""

    STATED = "its days are stated"
    ROUGH = "it begins in the month or year that is stated"
    UNTIL = "only its last day is stated"
    FROM = "only its first day is stated"
    NOT_AFTER = "no day is stated: not after its report"
    ATTESTED = "attested on the days of reports; what held between them is not claimed"
    TOLD = "no period is stated: the days are those of reports"
    NONE = "no day is known"


@dataclass(frozen=True, slots=True)
class ReportDay:
    """A report: when it was published, when it came in, whose word it is, what it mentions."""

    report: str
    published: date | None
    ingested: date | None
    origin: str
    outlet: str | None
    mentions: frozenset[str]

    def is_there(self, until: Moment | None) -> bool:
        """Whether it was there by then."""
        return until is None or until.holds(published=self.published, ingested=self.ingested)


@dataclass(frozen=True, slots=True)
class Telling:
    """What one report says of an item, in short.

    ``thing`` is what it tells of, by key (a figure, a meeting, a project, that a post is held).
    ``day`` is the day on which that is attested, for posts and projects; ``state`` the state of a
    project, a concept of the vocabulary.
    """

    thing: str
    report: ReportDay
    words: str
    evidence: str | None
    day: date | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A thing with its days, the first to the last, each ``None`` where it is not known.

    ``places``, ``bodies`` and ``people`` are keys; ``bodies`` are those that did it or took part.
    ``doubts`` are the sides, "least" or "most", of a figure that other figures contradict and that
    totals therefore leave out.
    """

    lane: Lane
    key: str
    label: str
    about: str
    first: date | None
    last: date | None
    days: Days
    tellings: tuple[Telling, ...]
    places: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    measure: str | None = None
    category: str | None = None
    value: Decimal | None = None
    doubts: tuple[str, ...] = ()

    @property
    def is_drawn(self) -> bool:
        """Whether it has a day to stand at; a running total stands at its last."""
        return self.last is not None or (self.first is not None and self.lane is not Lane.RUNNING)

    @property
    def span(self) -> tuple[date, date] | None:
        """The days that it is drawn on; ``None`` where it is only listed."""
        begin, end = self.first or self.last, self.last or self.first
        if begin is None or end is None or not self.is_drawn:
            return None
        return (end, end) if self.lane is Lane.RUNNING else (begin, end)

    @property
    def origins(self) -> int:
        """To how many bodies or outlets those go back who tell of it."""
        return len({telling.report.origin for telling in self.tellings})


@dataclass(frozen=True, slots=True)
class Everything:
    """All items and reports of one generation, with the names of what they are of, by key."""

    items: tuple[Item, ...]
    reports: tuple[ReportDay, ...]
    wholes: Wholes
    labels: Mapping[str, str]

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and the last day on which anything is drawn."""
        days = [day for item in self.items if item.span for day in item.span]
        days += [report.published for report in self.reports if report.published]
        return (min(days), max(days)) if days else None
