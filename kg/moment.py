"""A moment as of which the graph is asked: a day, by one of two clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ["Clock", "Moment"]


class Clock(StrEnum):
    """What a report's day is: when it was published, or when it came into this store."""

    PUBLISHED = "published"
    INGESTED = "ingested"


@dataclass(frozen=True, slots=True)
class Moment:
    """The end of a day, by a clock; written "2023-08-31" or "ingested:2023-08-31"."""

    day: date
    clock: Clock = Clock.PUBLISHED

    def __str__(self) -> str:
        return f"{self.day}" if self.clock is Clock.PUBLISHED else f"{self.clock}:{self.day}"

    def holds(self, *, published: date | None, ingested: date | None) -> bool:
        """Whether a report was there by then; one without a day on this clock was not."""
        day = published if self.clock is Clock.PUBLISHED else ingested
        return day is not None and day <= self.day
