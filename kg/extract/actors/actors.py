"""All that a text says of its actors: bodies, officials, projects, the meeting, the origin."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.actors.meetings import meetings
from kg.extract.actors.origin import origin
from kg.extract.actors.people import posts
from kg.extract.actors.projects import projects
from kg.extract.bodies.bodies import Bodies, named_bodies, part_chains
from kg.extract.bodies.foundings import foundings
from kg.extract.text.page import Page
from kg.model import Claim

__all__ = ["actor_claims"]


def actor_claims(page: Page, bodies: Bodies) -> Iterator[Claim]:
    """The claims on actors, kind by kind; ``bodies`` are those of this page."""
    held = posts(page, bodies)
    issued = origin(page, bodies, held)
    if issued is not None:
        yield issued
    yield from named_bodies(page, bodies)
    yield from part_chains(page, bodies)
    yield from foundings(page, bodies)
    yield from held
    yield from projects(page, bodies)
    yield from meetings(page, bodies, held)
