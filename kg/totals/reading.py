"""Figures of the graph as what totals reckon with: scopes with all that is left open in them."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, TypeVar

from rdflib.term import Node

from kg.days import day_of
from kg.model import Qualifier
from kg.moment import Moment
from kg.steps import Row, Steps, bind_each, query, text_of
from kg.terms import DMV, ID
from kg.totals.scope import ALWAYS, NEVER, Atoms, Box, Reported
from kg.totals.wholes import ELSE, Cession, Wholes

__all__ = ["AREAS", "ITEMS", "LAND", "ORDNANCE", "Figures", "Found", "read"]

AREAS: Final = ("area-cleared", "area-surveyed")
"""Measures in hectares."""
ITEMS: Final = "items-found-and-destroyed"
TARGET: Final = "target"

MINE: Final = "mine"
KINDS_OF_MINE: Final = frozenset({"anti-personnel-mine", "anti-vehicle-mine"})
OPEN_KIND: Final = "mine-kind-not-stated"
MIXED: Final = "ordnance-not-divided"
ORDNANCE: Final = "explosive-ordnance"
PLACES: Final = ("place/", "district/")
LAND: Final = frozenset({"land"})
QUALIFIERS: Final = {f"{DMV}{str(q).replace(' ', '-')}": q for q in Qualifier}

Days = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """A figure as reckoned with, and what is told of it: its event, report, words and voices."""

    reported: Reported
    measure: str
    event: str
    report: str
    published: date | None
    voices: frozenset[str]
    ingested: date | None = None
    """The first day on which the store held the report, where known."""


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures, with the wholes that their scopes are made of."""

    found: tuple[Found, ...]
    wholes: Wholes
    all_places: Atoms
    all_bodies: Atoms

    def of(self, measure: str, *, until: Moment | None = None) -> tuple[Reported, ...]:
        """The figures of a measure; ``until`` leaves out reports that came later."""
        return tuple(
            found.reported
            for found in self.found
            if found.measure == measure
            if until is None or until.holds(published=found.published, ingested=found.ingested)
        )


def read(parts: Iterable[Collection[Node]] | None = None) -> Steps[Figures]:
    """Read all figures: at once, or those of some ``parts`` of the reports after each other."""
    wholes = yield from query("totals/wholes")
    scopes = yield from query("totals/scopes")
    reader = _reader(wholes, scopes)
    text = text_of("totals/figures")
    found: list[Found] = []
    for asked in [text] if parts is None else (bind_each(text, "report", p) for p in parts):
        rows = yield asked
        found += reader.read(rows)
    found.sort(key=lambda each: each.reported.figure)  # the engine would take long for this
    return Figures(tuple(found), reader.tree, reader.all_places, reader.all_bodies)


def _reader(wholes: Iterable[Row], scopes: Iterable[Row]) -> _Reader:
    pairs: list[tuple[str, str]] = []
    home: dict[str, str] = {}
    cessions: list[Cession] = []
    for row in wholes:
        part, whole = _key(row["part"]), _key(row["whole"])
        if "from" in row:
            cessions.append(Cession(part, whole, date.fromisoformat(row["from"])))
        elif whole.startswith(PLACES) and not part.startswith(PLACES):
            home[part] = whole
        else:
            pairs.append((part, whole))
    things: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in scopes:
        things[row["event"]][row["role"]].add(_key(row["thing"]))
    tree = Wholes(pairs, cessions)
    every = {
        role: {k for of in things.values() for k in of[role]} for role in ("place", "performer")
    }
    return _Reader(
        tree=tree,
        things=things,
        home=home,
        all_places=frozenset(
            atom
            for atom in tree.everything(every["place"])
            if atom.startswith(PLACES) or atom == ELSE
        ),
        all_bodies=frozenset().union(*map(tree.within, every["performer"])) | {ELSE},
    )


@lru_cache(maxsize=10_000)
def _key(iri: str) -> str:
    return iri.removeprefix(str(ID)).removeprefix(str(DMV))


@dataclass(frozen=True, slots=True)
class _Reader:
    tree: Wholes
    things: Mapping[str, Mapping[str, Collection[str]]]
    home: Mapping[str, str]
    all_places: Atoms
    all_bodies: Atoms
    known: dict[Any, Any] = field(default_factory=dict)
    """What figures have said: of very many, most speak of the same scopes as others."""

    def read(self, rows: Collection[Row]) -> tuple[Found, ...]:
        beside: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            beside[row["event"]].append(row)
        return tuple(
            self._found(row, beside[row["event"]]) for row in rows if _key(row["kind"]) != TARGET
        )

    def _found(self, row: Row, beside: Collection[Row]) -> Found:
        of = self.things.get(row["event"], {})
        published = day_of(row.get("published"))
        possible, sure = _days(row, published)
        if row.get("part") == "true":
            sure = None  # one project's work is no limit to all work
        places = self._places(of, possible, published)
        bodies = self._bodies(of)
        categories = {_key(other.get("category", "")) for other in beside}
        kinds = self._kinds(_key(row.get("category", "")), categories)
        outer = self._box(places[0], bodies[0], kinds[0], possible)
        inner = None if sure is None else self._box(places[1], bodies[1], kinds[1], sure)
        reported = Reported(
            figure=row["figure"],
            value=_number(row["value"]),
            qualifier=QUALIFIERS[row["qualifier"]],
            outer=outer,
            inner=None if inner is None or inner.is_empty else inner,
            names_no_body=not of.get("performer"),
            names_no_place=not of.get("place"),
            beside=frozenset(_number(other["value"]) for other in beside if other is not row),
            counts_parts=bool(of.get("performer")) and not bodies[0] <= set(of["performer"]),
        )
        voices = frozenset(of.get("voice", ()))
        return Found(
            reported,
            measure=self._same(_key(row["measure"])),
            event=row["event"],
            report=row["report"],
            published=self._same(published),
            voices=self._same(voices),
            ingested=day_of(row.get("ingested")),
        )

    def _box(self, places: Atoms, bodies: Atoms, kinds: Atoms, days: Days) -> Box:
        return self._same(Box(self._same(places), self._same(bodies), self._same(kinds), *days))

    def _same(self, value: T) -> T:
        """The value like this that came first, so that those that are alike are one."""
        kept: T = self.known.setdefault(value, value)
        return kept

    def _places(
        self, of: Mapping[str, Collection[str]], days: Days, published: date | None
    ) -> tuple[Atoms, Atoms]:
        """Where at the most and where for certain: with the boundaries of any day it may mean."""
        named = of.get("place", ())
        if not named:
            countries = self._countries_of(of)
            if len(countries) != 1:
                return self.all_places, frozenset()
            whole = self.tree.atoms(countries)
            return whole, whole
        first = date.max if days[1] == NEVER else date.fromordinal(days[1] - 1)
        last = published or first
        finest = self._finest(named)
        sure = self.tree.atoms(finest, first) & self.tree.atoms(finest, last)
        return self.tree.atoms(named, first) | self.tree.atoms(named, last), sure

    def _countries_of(self, of: Mapping[str, Collection[str]]) -> set[str]:
        """Where the bodies work that did it, or whose word it is."""
        bodies = (body for role in ("performer", "voice") for body in of.get(role, ()))
        return {self.home[body] for body in bodies if body in self.home}

    def _finest(self, named: Collection[str]) -> list[str]:
        """The places that no other of those named lies in: villages rather than their district."""
        return [
            place
            for place in named
            if not any(other != place and other in self.tree.within(place) for other in named)
        ]

    def _bodies(self, of: Mapping[str, Collection[str]]) -> tuple[Atoms, Atoms]:
        named = of.get("performer", ())
        if not named:
            return self.all_bodies, self.all_bodies
        atoms = frozenset().union(*map(self.tree.within, named))
        return atoms, atoms

    def _kinds(self, category: str, beside: Collection[str]) -> tuple[Atoms, Atoms]:
        """What kinds are counted at the most and for certain.

        "Mines" beside anti-personnel mines may be all mines or the rest; a count of mixed things
        may be of any of them.
        """
        if not category:
            return LAND, LAND
        if category == OPEN_KIND:
            mines = self.tree.within(MINE)
            return mines, (mines - KINDS_OF_MINE if KINDS_OF_MINE & set(beside) else mines)
        if category == MIXED:
            return self.tree.within(ORDNANCE), frozenset()
        within = self.tree.within(category)
        return within, within


@lru_cache(maxsize=10_000)
def _number(text: str) -> Decimal:
    return Decimal(text)


def _days(row: Row, published: date | None) -> tuple[Days, Days | None]:
    """The days that a figure speaks of at the most, and those for certain."""
    start, end = day_of(row.get("start")), day_of(row.get("end"))
    earliest, latest = (start, start) if start else _since(row.get("since"))
    first = ALWAYS if earliest is None else earliest.toordinal()
    told = end or published
    last = NEVER if told is None else told.toordinal() + 1
    possible = (first, last if first < last else NEVER)
    if latest is None or end is None or latest > end:
        return possible, None
    return possible, (latest.toordinal(), end.toordinal() + 1)


def _since(text: str | None) -> tuple[date | None, date | None]:
    """The first and the last day on which something began ("2020-11", "2004")."""
    if text is None:
        return None, None
    try:
        match [int(part) for part in text.split("-")]:
            case [year]:
                return date(year, 1, 1), date(year, 12, 31)
            case [year, month]:
                return date(year, month, 1), date(year, month, monthrange(year, month)[1])
            case _:
                return date.fromisoformat(text), date.fromisoformat(text)
    except ValueError:
        return None, None
