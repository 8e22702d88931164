"""When each report came into the store: a graph of its own, in which a day once told stays.

The day is the first on which the store held the report, whatever was read from it since. A report
that is removed loses it. Where the environment sets ``SOURCE_DATE_EPOCH``, as those do who build
the same bytes again, its day is taken for today.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from kg.errors import SettingError
from kg.mapping import to_ntriples
from kg.steps import query, run_on
from kg.store import Writer
from kg.terms import ARRIVALS_GRAPH

__all__ = ["note_arrivals", "today"]

EPOCH: Final = "SOURCE_DATE_EPOCH"


def note_arrivals(writer: Writer, reports: Iterable[str], day: date) -> None:
    """Write the day beside each report that has none yet; ``reports`` are all in the store."""
    told = {row["report"]: row["day"] for row in run_on(writer.query, query("past/arrivals"))}
    graph = Graph(identifier=ARRIVALS_GRAPH)
    for report in reports:
        since = date.fromisoformat(told[report]) if report in told else day
        graph.add((URIRef(report), DCTERMS.dateSubmitted, Literal(since)))
    if len(graph):
        writer.replace(str(ARRIVALS_GRAPH), to_ntriples(graph))
    else:
        writer.remove(str(ARRIVALS_GRAPH))


def today(environ: Mapping[str, str] = os.environ) -> date:
    """The day of now, in UTC; :class:`~kg.errors.SettingError` for an epoch that is no number."""
    if EPOCH not in environ:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(environ[EPOCH]), UTC).date()
    except (ValueError, OverflowError, OSError):
        expected = "seconds since 1970, a whole number"
        raise SettingError(EPOCH, environ[EPOCH], expected) from None
