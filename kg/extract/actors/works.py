"""Works without a project's name: named things made clear, land that is to be, what is built.

Words that tell their state are looked for by :mod:`kg.extract.actors.projects`; a work whose
state nothing tells is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.extract.actors.building import Building
from kg.extract.actors.clearing import Clearing
from kg.extract.actors.naming import Naming
from kg.extract.actors.things import Things
from kg.extract.bodies.bodies import Bodies
from kg.extract.text.page import Page
from kg.extract.text.tokens import MARK

__all__ = ["works"]

BUILT: Final = MARK["projects.built"] | MARK["projects.teams"]
TRIGGER: Final = BUILT | MARK["projects.clearing"]
_TWO: Final = re.compile(r"(\S+[-–]\S+) and (\S+[-–]\S+) ([a-z].*)")


def works(page: Page, bodies: Bodies) -> Iterator[Naming]:
    """Each work that the text tells of, in the order of the text, none overlapping."""
    tokens = bodies.tokens
    if not tokens.all_marks & TRIGGER:
        return
    things = Things(page, bodies)
    clearing, building = Clearing(things), Building(things)
    past = 0
    for place, mark in enumerate(tokens.marks):
        if not mark & TRIGGER or place < past or bodies.at(place) is not None:
            continue
        naming = building.read(place) if mark & BUILT else clearing.read(place)
        if naming is not None and naming.first >= past:
            yield from _each(naming)
            past = naming.end


def _each(naming: Naming) -> Iterator[Naming]:
    """Two works told as one: "the A-B and C-D railway sections"."""
    two = _TWO.fullmatch(naming.text or "")
    names = [naming.text] if two is None else [f"{two[1]} {two[3]}", f"{two[2]} {two[3]}"]
    return (replace(naming, text=name) for name in names)
