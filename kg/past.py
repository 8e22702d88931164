"""What the graph would have answered on a day: the reports that were there by then.

They had appeared, or had come into this store, as the clock of the moment says. Reports without
such a day are left out: nobody knows whether they were there. Of what was derived from
all reports only what concerns these is seen, since the others are not there to be found.
"""

from __future__ import annotations

from typing import Final

from rdflib import Literal

from kg.moment import Clock, Moment
from kg.steps import Steps, query
from kg.store import Dataset
from kg.terms import ARRIVALS_GRAPH, DERIVED_GRAPH, ONTOLOGY_GRAPH, REFERENCE_GRAPH

__all__ = ["dataset_of"]

KNOWN: Final = (ONTOLOGY_GRAPH, REFERENCE_GRAPH, DERIVED_GRAPH, ARRIVALS_GRAPH)
"""The graphs that are no reports, seen whatever the moment."""


def dataset_of(moment: Moment) -> Steps[Dataset]:
    """The graphs to see as of a moment, the reports of its day included."""
    name = "past/appeared" if moment.clock is Clock.PUBLISHED else "past/arrived"
    rows = yield from query(name, day=Literal(moment.day))
    graphs = (*map(str, KNOWN), *(row["report"] for row in rows))
    return Dataset(default=graphs, named=graphs)
