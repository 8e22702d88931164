"""Time expressions: what they do in a text, how long they are, what period they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kg.model import Period, Span

__all__ = ["Grain", "Role", "Time", "Times"]


class Role(StrEnum):
    """What a time expression does in a text."""

    STATED = "stated"
    """a period with dates"""
    RELATIVE = "relative"
    """a period told by the day of the report: "last week" """
    ANAPHOR = "anaphor"
    """a word for a period named elsewhere: "those days", "the week's area" """
    TOTAL = "total"
    """a running total: "since November 2020", "to date" """
    TARGET = "target"
    """a day to come: "by the end of 2028" """
    BACKGROUND = "background"
    """no period of work: datelines, foundings, "after the war" """


class Grain(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    YEARS = "years"
    OTHER = "other"


class Time(NamedTuple):
    """A time expression at the atoms ``first`` to ``end`` (excluded)."""

    first: int
    end: int
    role: Role
    grain: Grain
    period: Period
    stamp: tuple[int | None, ...] | None = None
    """Months and days as written, to tell the same period named twice without its year."""

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        assert self.period.span is not None  # noqa: S101
        return self.period.span


@dataclass(frozen=True, slots=True)
class Times:
    """The time expressions of a text in order, and the atoms they take.

    ``published`` is the day of the report; ``told`` gives, by the number of a sentence, the day
    on which the source of what stands there spoke, if another one is named.
    """

    found: tuple[Time, ...]
    taken: frozenset[int]
    published: date | None
    told: Mapping[int, date]

    @property
    def atoms(self) -> frozenset[int]:
        """The atoms of dates and time expressions."""
        return self.taken.union(*(range(time.first, time.end) for time in self.found))

    def day_of(self, sentence: int) -> date | None:
        """The day up to which what a sentence tells "to date" goes."""
        return self.told.get(sentence, self.published)
