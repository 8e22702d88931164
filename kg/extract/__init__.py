"""From a report to what it claims, by grammar: no trained model, nothing guessed.

The order: page → places, events; bodies → posts, projects, meetings, origin. Of a table the
cells are taken as they are; only the names in them are looked up.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.actors.actors import actor_claims
from kg.extract.bodies.bodies import find_bodies
from kg.extract.figures.events import read_events
from kg.extract.tables import table_claims
from kg.extract.text.page import Page, turn
from kg.model import Claim, Named, Report, Table

__all__ = ["extract"]


def extract(report: Report | Table) -> tuple[Claim, ...]:
    """What a report claims, each claim with the sentences behind it; never fails on a text."""
    if isinstance(report, Table):
        return tuple(table_claims(report))
    if not report.text.strip():
        return ()
    return tuple(_claims(turn(report)))


def _claims(page: Page) -> Iterator[Claim]:
    bodies = find_bodies(page)
    reading = read_events(page, [body.mention for body in bodies.found])
    for name in reading.names:
        yield Named(name, (page.sentence(name.span),))
    yield from reading.events
    yield from actor_claims(page, bodies)
    yield from reading.doubts
