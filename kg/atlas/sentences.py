"""A place closely: its names, and the latest sentences that name it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from rdflib import URIRef

from kg.atlas.mentions import Mentions, Report
from kg.steps import Steps, bind_each, query, text_of
from kg.terms import ID

__all__ = ["Sentence", "names", "sentences"]

LATEST: Final = 5
"""Of how many reports."""
LOOKED_AT: Final = 3 * LATEST
"""Of how many reports sentences are fetched, as some name a place without one."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its report; ``evidence`` is its address in there."""

    quote: str
    evidence: str
    report: Report


def names(place: str) -> Steps[tuple[tuple[str, str], ...]]:
    """The usual name of a place in each language, with that language."""
    rows = yield from query("atlas/named", place=ID[place])
    return tuple((row["name"], row["language"]) for row in rows)


def sentences(
    mentions: Mentions, place: str, counted: Collection[str]
) -> Steps[tuple[Sentence, ...]]:
    """One sentence of each of the latest reports, of those that count, that name a place."""
    latest = _latest(mentions, mentions.of(place, counted))
    if not latest:
        return ()
    within = [key for key, other in mentions.places.items() if place in (key, *other.wholes)]
    text = bind_each(text_of("atlas/sentences"), "report", [URIRef(r.iri) for r in latest])
    rows = yield bind_each(text, "place", [ID[key] for key in within if key in mentions.naming])
    first = {row["report"]: row for row in reversed(rows)}
    found = (
        Sentence(first[report.iri]["quote"], first[report.iri]["evidence"], report)
        for report in latest
        if report.iri in first
    )
    return tuple(found)[:LATEST]


def _latest(mentions: Mentions, reports: Iterable[str]) -> list[Report]:
    """The latest first; those of no known day last."""
    found = [mentions.reports[iri] for iri in sorted(reports)]
    found.sort(key=lambda report: report.published or date.min, reverse=True)
    return found[:LOOKED_AT]
