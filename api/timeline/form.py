"""What is asked of the timeline, by the names that all pages share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Final, Literal

from fastapi import Depends, Query

from api.parameters import Fault
from api.totals.form import Asked, Given, Name, given_of
from kg.questions.names import Names
from kg.terms import ID
from kg.timeline import Everything, Lane, Origins, Step, step_of

__all__ = [
    "INTERVALS",
    "LANES",
    "REPORTS",
    "State",
    "Window",
    "selected",
    "state_of",
    "window_of",
]

INTERVALS: Final = "intervals"
REPORTS: Final = "reports"
LANES: Final = (INTERVALS, *(lane.value for lane in Lane), REPORTS)
"""What a timeline shows, in its order."""


@dataclass(frozen=True, slots=True)
class State:
    """The fields as they were filled in; ``carried`` are those of other pages, passed on."""

    given: Given
    origins: Origins = "all"
    sel: str | None = None
    step: Step | None = None
    lanes: frozenset[str] = frozenset(LANES)
    carried: tuple[tuple[str, str], ...] = ()

    def query(self, **more: str) -> str:
        """The fields as the query of an address, with the names that all pages share."""
        others = {"origins": None if self.origins == "all" else self.origins, "sel": self.sel}
        given = {name: value for name, value in others.items() if value is not None}
        return self.given.query(**given, **dict(self.carried), **more)

    def corrected(self, fault: Fault, name: str) -> State:
        """With another name in place of the one that is wrong."""
        return replace(self, given=self.given.corrected(fault, name))

    @property
    def unselected(self) -> State:
        """The same with nothing selected."""
        return replace(self, sel=None)


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are shown, and how they are cut."""

    first: date
    last: date
    step: Step


def state_of(
    *,
    given: Annotated[Given, Depends(given_of)],
    origins: Annotated[
        Literal["all", "confirmed", "single"],
        Query(description="Things told by any number of origins, by two or more, or by one."),
    ] = "all",
    sel: Annotated[Name | None, Query(description="The key of the selected entity.")] = None,
    types: Annotated[Name | None, Query(description="Kept for other pages.")] = None,
    step: Annotated[
        Step | None, Query(description="Weeks, months or years; by default what is legible.")
    ] = None,
    lanes: Annotated[
        str | None,
        Query(max_length=200, description=f"Of {', '.join(LANES)}, with commas between."),
    ] = None,
) -> State:
    """The fields, as parameters of a request."""
    chosen = frozenset(filter(None, (lanes or "").split(","))) & frozenset(LANES)
    carried = tuple((name, value) for name, value in (("types", types),) if value)
    return State(
        given, origins, (sel or "").strip() or None, step, chosen or frozenset(LANES), carried
    )


def window_of(everything: Everything, asked: Asked, step: Step | None) -> Window | None:
    """The days asked for; of an open end, that of the reports. ``None`` if nothing has a day."""
    days = [report.published for report in everything.reports if report.published]
    known = (min(days).replace(day=1), Step.MONTH.end(max(days))) if days else everything.span
    first, last = asked.question.first, asked.question.last
    if known is None and (first is None or last is None):
        return None
    begin, end = known or (date.min, date.max)
    first = first or min(begin, last or begin)
    last = last or max(end, first)
    return Window(first, last, step or step_of(first, last))


def selected(names: Names, everything: Everything, sel: str | None) -> tuple[str, str] | None:
    """The key and the name of the selected entity; ``None`` for one that is not known."""
    if sel is None:
        return None
    label = names.label(ID + sel)
    if label != ID + sel:
        return sel, label
    return next(((sel, item.label) for item in everything.items if item.key == sel), None)
