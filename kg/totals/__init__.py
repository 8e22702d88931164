"""Totals that reports prove: how much was cleared, where, when, by whom.

Reports overlap, so their figures must not be summed. Each figure is a constraint on the amounts in
the cells that all scopes cut the world into (places × bodies × kinds × days); the answer is the
least and the greatest amount that all constraints allow, with the figures that prove it::

    figures = run(store, read)                    # what the reports say, and of what scope
    clashes, uses = clashing(figures.of("area-cleared"))
    answers([Question("area-cleared", places=("district/AZ-FUZ",), …)], figures, uses)

Nothing is ever divided pro rata, and what no report limits has no most.
"""

from __future__ import annotations

from kg.totals.answer import Assumption, Bounds, Ground, Question, Why, answers
from kg.totals.consistent import Use, Uses
from kg.totals.consistent import contradictions as clashing
from kg.totals.gaps import Gap
from kg.totals.programme import Sense
from kg.totals.reading import AREAS, ITEMS, Figures, read

__all__ = [
    "MEASURES",
    "Assumption",
    "Bounds",
    "Figures",
    "Gap",
    "Ground",
    "Question",
    "Sense",
    "Use",
    "Uses",
    "Why",
    "answers",
    "clashing",
    "read",
]

MEASURES = (*AREAS, ITEMS)
"""What can be asked for; items by kind of device."""
