"""What the graph would have answered on a day: the reports that had appeared by then.

Reports without a day are left out: nobody knows whether they were there. Of what was derived from
all reports only what concerns these is seen, since the others are not there to be found.
"""

from __future__ import annotations

from datetime import date

from rdflib import Literal

from kg.steps import Steps, query
from kg.store import Dataset
from kg.terms import DERIVED_GRAPH, ONTOLOGY_GRAPH, REFERENCE_GRAPH

__all__ = ["dataset_of"]


def dataset_of(day: date) -> Steps[Dataset]:
    """The graphs to see as of a day, its reports included."""
    rows = yield from query("past/appeared", day=Literal(day))
    known = (str(graph) for graph in (ONTOLOGY_GRAPH, REFERENCE_GRAPH, DERIVED_GRAPH))
    graphs = (*known, *(row["report"] for row in rows))
    return Dataset(default=graphs, named=graphs)
