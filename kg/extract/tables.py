"""Claims of a table: what its cells state, with the names in them known or left their own.

A name in a cell is the whole cell, so nothing is searched for: it is a known name from its first
to its last character, or a name that only this table holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

from kg.extract.bodies.bodies import find_bodies
from kg.extract.text.page import turn
from kg.model import (
    Claim,
    Doubt,
    EntityKind,
    EventClaim,
    Mention,
    Named,
    PartOf,
    Report,
    Table,
)
from kg.reference import entities

__all__ = ["table_claims"]

PLACES: Final = frozenset({EntityKind.DISTRICT, EntityKind.PLACE})
CODED: Final = frozenset({"District", "Province"})


def table_claims(table: Table) -> Iterator[Claim]:
    """The claims of a table in the order of its rows, each name first where it first stands."""
    country = table.report.country
    seen: set[tuple[EntityKind, str]] = set()
    placed: set[str] = set()
    claims = [c if isinstance(c, Doubt) else _known(c, country) for c in table.claims]
    provinces = _provinces(claim for claim in claims if isinstance(claim, EventClaim))
    for claim in claims:
        if isinstance(claim, Doubt):
            yield claim
            continue
        for mention in _mentions(claim):
            if (mention.kind, mention.text) not in seen:
                seen.add((mention.kind, mention.text))
                yield Named(mention, claim.evidence)
        for place in claim.places:
            known = claim.within and len(provinces.get(place.text, ())) == 1
            if known and place.text not in placed:
                placed.add(place.text)
                yield PartOf(place, claim.within[0], claim.evidence)
        yield _in_known_places(claim, provinces)


def _mentions(event: EventClaim) -> Iterator[Mention]:
    yield from (*event.places, *event.within, *event.settlements, *event.performers)
    if event.reported_by is not None:
        yield event.reported_by


def _known(event: EventClaim, country: str | None) -> EventClaim:
    reporter = event.reported_by
    return replace(
        event,
        places=_all(event.places, country),
        settlements=_all(event.settlements, country),
        within=_all(event.within, country),
        performers=_all(event.performers, country),
        reported_by=None if reporter is None else _meant(reporter, country),
    )


def _provinces(events: Iterable[EventClaim]) -> Mapping[str, set[tuple[str, ...]]]:
    """The names of districts that only this table knows, with what their rows say they lie in.

    A row with several provinces says of none of its districts in which it lies, and a name that
    stands beside several provinces is that of several districts.
    """
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for event in events:
        for place in event.places:
            if event.within and not place.candidates:
                known = {whole.candidates or (whole.text,) for whole in event.within}
                found[place.text] |= known
    return found


def _in_known_places(
    event: EventClaim, provinces: Mapping[str, set[tuple[str, ...]]]
) -> EventClaim:
    """The event in its districts; in their province, as a part of it, if one may be several.

    What was done there was done in the province, and is no limit to what was done in all of it.
    """
    if event.within and any(len(provinces.get(place.text, ())) > 1 for place in event.places):
        return replace(event, places=event.within, within=(), portion=True)
    return replace(event, within=())


def _all(mentions: Iterable[Mention], country: str | None) -> tuple[Mention, ...]:
    return tuple(_meant(mention, country) for mention in mentions)


def _meant(mention: Mention, country: str | None) -> Mention:
    """The mention with the things of the reference data that it may mean."""
    is_place = mention.kind in PLACES
    for known in _names(mention.text, country):
        if (known.kind in PLACES) is is_place:
            return replace(mention, kind=known.kind, candidates=known.candidates)
    keys = _by_code(mention.text) if is_place else ()
    return replace(mention, candidates=keys) if keys else mention


@lru_cache(maxsize=4096)
def _names(name: str, country: str | None) -> tuple[Mention, ...]:
    """The known names that are the whole of a cell."""
    page = turn(Report(id="cell", text=name, source="cell", country=country))
    bodies = (body.mention for body in find_bodies(page).found)
    return tuple(m for m in (*page.names, *bodies) if m.text == name and m.candidates)


def _by_code(code: str) -> tuple[str, ...]:
    """The district or province with an official code ("AZ-FUZ")."""
    return tuple(k for k, e in entities().items() if e.type in CODED and e.code == code)
