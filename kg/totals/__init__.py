"""Totals that reports prove: how much was cleared, where, when, by whom.

Reports overlap, so their figures must not be summed. Each figure is a constraint on the amounts in
the cells that all scopes cut the world into (places × bodies × kinds × days); the answer is the
least and the greatest amount that all constraints allow, with the figures that prove it::

    basis = run(store, known)            # what the reports say, and what of it is contradicted
    run(store, lambda: total(Question("area-cleared", places=("district/AZ-FUZ",)), basis))

Nothing is ever divided pro rata, and what no report limits has no most.

However many figures there are, the work is bounded. Figures that share no cell are worlds apart
(``parts``). What contradicts what in a world is found as smallest sets (``consistent``), beyond
some work as heaps of which none is relied on (``heaps``); a world too large for one programme is
looked at in parts, and ``Agreement.divided`` says so. A total over too many figures rests on those
that tell most of what is asked for: it is proven as any other, and ``Why.LEFT_OUT`` says so.
"""

from __future__ import annotations

from kg.totals.answer import Assumption, Bounds, Ground, Question, Why, answers
from kg.totals.consistent import Agreement, agree
from kg.totals.consistent import contradictions as clashing
from kg.totals.fits import Fit, fits
from kg.totals.gaps import Gap
from kg.totals.programme import Sense
from kg.totals.reading import AREAS, ITEMS, Figures, read
from kg.totals.scope import Reported
from kg.totals.total import (
    Cited,
    Clash,
    GoneError,
    Known,
    Point,
    Support,
    Total,
    known,
    series,
    total,
)
from kg.totals.world import Use, Uses

__all__ = [
    "AREAS",
    "ITEMS",
    "MEASURES",
    "Agreement",
    "Assumption",
    "Bounds",
    "Cited",
    "Clash",
    "Figures",
    "Fit",
    "Gap",
    "GoneError",
    "Ground",
    "Known",
    "Point",
    "Question",
    "Reported",
    "Sense",
    "Support",
    "Total",
    "Use",
    "Uses",
    "Why",
    "agree",
    "answers",
    "clashing",
    "fits",
    "known",
    "read",
    "series",
    "total",
]

MEASURES = (*AREAS, ITEMS)
"""What can be asked for; items by kind of device."""
