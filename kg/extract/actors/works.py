"""Works without a project's name: named things made clear, land that is to be, what is built.

Words that tell their state are looked for by :mod:`kg.extract.actors.projects`; a work whose
state nothing tells is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Final

from kg.extract.actors.amounts import PLANNING, Amounts
from kg.extract.actors.amountsabroad import PLAN as PLANNED_ABROAD
from kg.extract.actors.amountsabroad import AmountsAbroad
from kg.extract.actors.building import Building
from kg.extract.actors.centres import CENTRE, Centres
from kg.extract.actors.clearing import Clearing
from kg.extract.actors.clearingabroad import ABROAD, ClearingAbroad
from kg.extract.actors.grants import MONEY, Grants
from kg.extract.actors.naming import Naming
from kg.extract.actors.plansabroad import PLANNED_ABROAD as TO_COME_ABROAD
from kg.extract.actors.plansabroad import PlansAbroad
from kg.extract.actors.things import Things
from kg.extract.actors.training import SENT, TAUGHT, Training
from kg.extract.actors.undertakings import UNDERTAKEN, Undertakings
from kg.extract.bodies.bodies import Bodies
from kg.extract.text.page import Page
from kg.extract.text.tokens import MARK

__all__ = ["works"]

TEAM: Final = MARK["projects.teams"]
BUILT: Final = MARK["projects.built"] | MARK["projects.built_many"] | TEAM
UNIT: Final = MARK["projects.units"] | MARK["projects.units_abroad"]
CLEAR: Final = MARK["projects.clearing"]
SOIL: Final = MARK["projects.soils"]
PLANS: Final = PLANNING | PLANNED_ABROAD
Reading = Callable[[int], Naming | None]
TRIGGER: Final = (
    CENTRE
    | BUILT
    | UNIT
    | SENT
    | TAUGHT
    | CLEAR
    | SOIL
    | ABROAD
    | UNDERTAKEN
    | TO_COME_ABROAD
    | MONEY
)
_TWO: Final = re.compile(r"(\S+[-–]\S+) and (\S+[-–]\S+) ([a-z].*)")


def works(page: Page, bodies: Bodies, *, named: bool) -> Iterator[Naming]:
    """Each work that the text tells of, in the order of the text, none overlapping.

    ``named`` says that the text names projects: what is planned without a name is part of these.
    """
    tokens = bodies.tokens
    if not tokens.all_marks & TRIGGER:
        return
    reader = _Reader(Things(page, bodies), named=named)
    readings = reader.readings()
    trigger = reduce(or_, (mark for mark, _ in readings), 0)
    past = 0
    for place in tokens.marked(trigger):
        if place < past or (bodies.at(place) is not None and not tokens.has(place, CENTRE)):
            continue
        for naming in reader.read(place, readings):
            if naming.first >= past:
                reader.told = True
                yield from _each(naming)
                past = naming.end


class _Reader:
    """One text, asked what its words tell of; ``told`` when it told of a work already."""

    def __init__(self, things: Things, *, named: bool) -> None:
        self.clearing = Clearing(things)
        self.amounts = Amounts(things)
        self.abroad = AmountsAbroad(things) if things.page.lang != "en" else None
        self.things = things
        self.named = self.told = named

    def readings(self) -> Sequence[tuple[int, Reading]]:
        """How each kind of word is read, of those that the text has.

        Not kept by the reader, which is one of them: the text would outlive its reading.
        """
        things, named = self.things, self.named
        training, marks = Training(things), things.tokens.all_marks
        readings: tuple[tuple[int, Reading], ...] = (
            (0 if named else SENT, training.sent),
            (0 if named else TAUGHT, training.course),
            (BUILT, Building(things).read),
            (UNIT if marks & PLANS else 0, self._amount),
            (CLEAR, self.clearing.read),
            (SOIL, self.clearing.land),
            (ABROAD, ClearingAbroad(things).read),
            (CENTRE, Centres(things).read),
            (UNDERTAKEN, Undertakings(things).read),
            (TO_COME_ABROAD, PlansAbroad(things).read),
            (MONEY, Grants(things).read),
        )
        return [(mark, reading) for mark, reading in readings if mark & marks]

    def read(self, place: int, readings: Sequence[tuple[int, Reading]]) -> Iterator[Naming]:
        """The works that a word tells of, by what kind of word it is."""
        mark = self.things.tokens.marks[place]
        for kind, reading in readings:
            if mark & kind:
                naming = reading(place)
                if naming is not None:
                    yield naming
                    if kind == CLEAR:
                        yield from self.clearing.others(naming)
                    return

    def _amount(self, unit: int) -> Naming | None:
        if self.abroad is not None:
            return self.abroad.read(unit)
        return self.amounts.read(unit, alone=not self.told)


def _each(naming: Naming) -> Iterator[Naming]:
    """Two works told as one: "the A-B and C-D railway sections"."""
    two = _TWO.fullmatch(naming.text or "")
    names = [naming.text] if two is None else [f"{two[1]} {two[3]}", f"{two[2]} {two[3]}"]
    return (replace(naming, text=name) for name in names)
