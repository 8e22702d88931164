"""Which reports name which places: read once, then counted for any choice of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.days import day_of
from kg.moment import Moment
from kg.steps import Row, Rows, Steps, query
from kg.terms import DM, key_of

__all__ = ["Mentions", "Place", "Report", "Told", "mentions"]

PLACES: Final = ("district/", "place/")
LONGEST: Final = 366
"""Days."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place, its class, and the keys of what it lies in, the nearest first."""

    key: str
    label: str
    kind: str
    wholes: tuple[str, ...] = ()

    @property
    def country(self) -> str | None:
        """The key of its country, if that is known."""
        places = (self.key, *self.wholes)
        return next((key for key in reversed(places) if _is_country(key)), None)


@dataclass(frozen=True, slots=True)
class Report:
    """A report; ``origin`` is whose words it goes back to, as far as is known.

    ``spans`` are the days of the activities that it tells of, the first and the last of each.
    """

    iri: str
    title: str | None
    outlet: str | None
    origin: str
    published: date | None
    ingested: date | None
    spans: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """Which reports count.

    Those that came out from ``first`` to ``last`` or tell of work then, that were there at the
    moment ``until``, and that name one of some ``bodies`` (or a part of one); all where nothing is
    said. Work of more than :data:`LONGEST` days, such as that of a running total, is of no period.
    """

    first: date | None = None
    last: date | None = None
    until: Moment | None = None
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mentions:
    """All of one generation of a store. ``naming`` has the reports that name a thing or a part."""

    places: Mapping[str, Place]
    reports: Mapping[str, Report]
    naming: Mapping[str, frozenset[str]]

    def counted(self, told: Told) -> frozenset[str]:
        """The reports that count."""
        chosen: Iterable[str] = self.reports
        if told.bodies:
            chosen = frozenset().union(*(self.naming.get(key, ()) for key in told.bodies))
        return frozenset(iri for iri in chosen if _counts(self.reports[iri], told))

    def of(self, place: str, counted: Collection[str]) -> frozenset[str]:
        """Those of some reports that name a place, or a place in it."""
        return self.naming.get(place, frozenset()).intersection(counted)

    def origins(self, reports: Iterable[str]) -> int:
        """To how many bodies or outlets reports go back."""
        return len({self.reports[iri].origin for iri in reports})


def _counts(report: Report, told: Told) -> bool:
    day, until = report.published, told.until
    if until is not None and not until.holds(published=day, ingested=report.ingested):
        return False
    if told.first is None and told.last is None:
        return True
    first, last = told.first or date.min, told.last or date.max
    came_out = day is not None and first <= day <= last
    return came_out or any(start <= last and first <= end for start, end in report.spans)


def mentions() -> Steps[Mentions]:
    """Read which report names what."""
    reports = yield from query("atlas/reports")
    named = yield from query("atlas/mentions")
    places = yield from query("atlas/places")
    wholes = _wholes((yield from query("totals/wholes")))
    spans = _spans((yield from query("atlas/periods")))
    found = {row["report"]: _report(row, spans.get(row["report"], ())) for row in reports}
    naming: dict[str, set[str]] = defaultdict(set)
    for row in named:
        if row["report"] in found:
            thing = key_of(row["thing"])
            for key in (thing, *_chain(thing, wholes)):
                naming[key].add(row["report"])
    return Mentions(
        places=_places(places, wholes),
        reports=found,
        naming={key: frozenset(of) for key, of in naming.items()},
    )


def _spans(rows: Rows) -> Mapping[str, tuple[tuple[date, date], ...]]:
    """The days of activities, by report, of those that are not too long."""
    found: dict[str, dict[tuple[date, date], None]] = defaultdict(dict)
    for row in rows:
        start, end = day_of(row["start"]), day_of(row["end"])
        if start is not None and end is not None and (end - start).days <= LONGEST:
            found[row["report"]][start, end] = None
    return {report: tuple(of) for report, of in found.items()}


def _report(row: Row, spans: tuple[tuple[date, date], ...]) -> Report:
    return Report(
        iri=row["report"],
        title=row.get("title"),
        outlet=row.get("outlet"),
        origin=row["origin"],
        published=day_of(row.get("published")),
        ingested=day_of(row.get("ingested")),
        spans=spans,
    )


def _wholes(rows: Rows) -> Mapping[str, list[str]]:
    """What each thing lies in; a district that took land from another does not lie in it."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if "from" not in row:
            found[key_of(row["part"])].append(key_of(row["whole"]))
    return {part: sorted(of) for part, of in found.items()}


def _chain(key: str, wholes: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """All that a thing lies in or belongs to, the nearest first; circles do no harm."""
    found: dict[str, None] = {}
    left = [key]
    while left:
        fresh = [whole for part in left for whole in wholes.get(part, ()) if whole not in found]
        found.update(dict.fromkeys(fresh))
        left = fresh
    found.pop(key, None)
    return tuple(found)


def _places(rows: Rows, wholes: Mapping[str, Collection[str]]) -> dict[str, Place]:
    """Each by its known name or, where it has none, by that of a report."""
    found: dict[str, Place] = {}
    for row in sorted(rows, key=lambda row: ("known" not in row, row["class"], row["label"])):
        key = key_of(row["place"])
        if key not in found and key.startswith(PLACES):
            kind = row["class"].removeprefix(str(DM)).lower()
            found[key] = Place(key, row["label"], kind, _within(key, wholes))
    return found


def _within(key: str, wholes: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    return tuple(whole for whole in _chain(key, wholes) if whole.startswith(PLACES))


def _is_country(key: str) -> bool:
    kind, _, code = key.partition("/")
    return kind == "place" and len(code) == 2 and code.isupper()
