"""The line of time: what happened when, as far as reports tell, and by whose word.

Figures, meetings, posts and projects with the days that are stated or attested; none is invented.
Beside them stand the intervals of :mod:`kg.totals` for each week, month or year, and how many
reports were published::

    everything = run(store, read)
    items = chosen(everything, Wanted("area-cleared", places=("district/AZ-FUZ",)))

What has no day is an item too; it is only not drawn.
"""

from __future__ import annotations

from kg.timeline.choosing import Origins, Wanted, chosen, reports_of, wanted_of, within
from kg.timeline.evidence import Quoted, evidence, report_titles
from kg.timeline.items import Days, Everything, Item, Lane, ReportDay, Telling
from kg.timeline.reading import read
from kg.timeline.stretches import MOST, Step, Stretch, counted, cut, questions, step_of
from kg.timeline.told import Timeline, told

__all__ = [
    "MOST",
    "Days",
    "Everything",
    "Item",
    "Lane",
    "Origins",
    "Quoted",
    "ReportDay",
    "Step",
    "Stretch",
    "Telling",
    "Timeline",
    "Wanted",
    "chosen",
    "counted",
    "cut",
    "evidence",
    "questions",
    "read",
    "report_titles",
    "reports_of",
    "step_of",
    "told",
    "wanted_of",
    "within",
]
