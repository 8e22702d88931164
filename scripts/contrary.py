"""Measure totals over many invented figures that cannot all be true.

    python scripts/contrary.py [--figures 100 300 1000] [--kinds off noisy wide falling misprints]

A world is made up, amounts of land by place, body and day, and figures of it that overlap widely,
most of them true; then they are spoilt in one of these ways:

- off: every tenth is off by a factor;
- noisy: each is up to a fifth too low or too high;
- wide: each is so, and of 20 to 80 places in a row, wherever they begin;
- falling: running totals of one area, of which some fall;
- misprints: half restate another, of those every third with two digits exchanged or a lost mark.

Told are seconds of the processor: to find what contradicts what, and to answer three questions.
The same figures each time.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from kg.model import Qualifier
from kg.totals import Figures, Question, answers, clashing
from kg.totals.reading import LAND, Found
from kg.totals.scope import Box, Reported
from kg.totals.wholes import ELSE, Wholes

PLACES: Final = tuple(f"district/{number:02}" for number in range(80))
BODIES: Final = ("agency/a", "agency/b", "agency/c", ELSE)
YEARS: Final = 20
FIRST: Final = date(2004, 1, 1).toordinal()
DAYS: Final = YEARS * 365
DEEDS: Final = 4_000
MONTHS: Final = (1, 1, 3, 12, 12, 60, 120)
WIDTHS: Final = (1, 2, 8, 8, 11, 20, 80, 80)
FACTORS: Final = tuple(map(Decimal, ("0.1", "0.5", "1.3", "2", "10")))
ASKED: Final = (
    Question("area-cleared", places=PLACES[:8], first=date(2012, 1, 1), last=date(2012, 12, 31)),
    Question("area-cleared", places=PLACES[3:4], first=date(2010, 1, 1), last=date(2019, 12, 31)),
    Question("area-cleared"),
)


class World:
    """Who did how much where and when, in hundredths of a hectare, and figures that tell of it."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the same world each time, no secret
        self.deeds = [
            (
                self.chance.choice(PLACES),
                self.chance.choice(BODIES),
                FIRST + self.chance.randrange(DAYS),
                self.chance.randrange(1, 20_000),
            )
            for _ in range(DEEDS)
        ]

    def told(self, number: int, box: Box) -> Reported:
        """A true figure of a box."""
        amount = sum(
            amount
            for place, body, day, amount in self.deeds
            if place in box.places and body in box.bodies and box.first <= day < box.end
        )
        value = Decimal(amount) / 100
        return Reported(f"figure {number:05}", value, Qualifier.EXACT, box, box)

    def box(self) -> Box:
        """Places that lie beside each other, one body or all, some months or a week."""
        width, months = self.chance.choice(WIDTHS), self.chance.choice(MONTHS)
        begin = self.chance.randrange(len(PLACES)) // width * width
        places = frozenset(PLACES[begin : begin + width])
        start = self.chance.randrange(YEARS * 12) // months * months
        first, end = month(start), month(start + months)
        if months == 1 and self.chance.random() < 0.5:
            first += 7 * self.chance.randrange(3)
            end = first + 7
        bodies = frozenset([self.chance.choice(BODIES[:3])])
        is_of_all = self.chance.random() < 0.6
        return Box(places, frozenset(BODIES) if is_of_all else bodies, LAND, first, end)

    def figures(self, count: int) -> list[Reported]:
        """So many true figures."""
        return [self.told(number, self.box()) for number in range(count)]


class Wide(World):
    """A world of which figures tell over many places that overlap in part."""

    def box(self) -> Box:
        """From 20 to all places that lie beside each other, wherever they begin."""
        width = self.chance.randrange(20, len(PLACES) + 1)
        begin = self.chance.randrange(len(PLACES) - width + 1)
        return replace(super().box(), places=frozenset(PLACES[begin : begin + width]))


def month(number: int) -> int:
    """The first day of a month, counted from the first one."""
    return date(2004 + number // 12, number % 12 + 1, 1).toordinal()


def off(count: int) -> Iterator[Reported]:
    """Every tenth figure is off by a factor."""
    world = World()
    for number, figure in enumerate(world.figures(count)):
        factor = world.chance.choice(FACTORS) if number % 10 == 0 else Decimal(1)
        yield replace(figure, value=figure.value * factor)


def noisy(count: int, world: World | None = None) -> Iterator[Reported]:
    """Each figure is up to a fifth too low or too high."""
    world = world or World()
    for figure in world.figures(count):
        factor = Decimal(world.chance.randrange(80, 121)) / 100
        yield replace(figure, value=figure.value * factor)


def wide(count: int) -> Iterator[Reported]:
    """Each figure is up to a fifth too low or too high, and of 20 to 80 places in a row."""
    return noisy(count, Wide())


def falling(count: int) -> Iterator[Reported]:
    """Running totals of a few areas; every fifth tells of less than the one before."""
    world = World()
    areas = [frozenset(PLACES[begin : begin + 11]) for begin in range(0, 40, 7)]
    for number in range(count):
        end = FIRST + 30 + number * (DAYS - 60) // count
        box = Box(world.chance.choice(areas), frozenset(BODIES), LAND, FIRST, end)
        figure = world.told(number, box)
        factor = Decimal(world.chance.randrange(85, 99)) / 100 if number % 5 == 0 else Decimal(1)
        yield replace(figure, value=figure.value * factor)


def misprints(count: int) -> Iterator[Reported]:
    """Half of the figures restate another, every third of these with a misprint."""
    world = World()
    firsts = world.figures(count // 2)
    yield from firsts
    for number in range(count // 2, count):
        figure = replace(world.chance.choice(firsts), figure=f"figure {number:05}")
        yield replace(figure, value=misprinted(figure.value, world)) if number % 3 == 0 else figure


def misprinted(value: Decimal, world: World) -> Decimal:
    """Two digits exchanged, or the decimal mark lost."""
    text = str(value)
    digits = [place for place, sign in enumerate(text) if sign.isdigit()]
    if len(digits) < 3 or world.chance.random() < 0.3:
        return Decimal(text.replace(".", ""))
    one, other = world.chance.sample(digits, 2)
    signs = list(text)
    signs[one], signs[other] = signs[other], signs[one]
    return Decimal("".join(signs))


KINDS: Final[Mapping[str, Callable[[int], Iterator[Reported]]]] = {
    "off": off,
    "noisy": noisy,
    "wide": wide,
    "falling": falling,
    "misprints": misprints,
}


def main() -> None:
    """Print a line for each kind and number of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    options = parser.parse_args()
    for kind in options.kinds:
        for count in options.figures:
            measure(kind, count)


def measure(kind: str, count: int) -> None:
    """Find what contradicts what, and answer, with the seconds that each took."""
    reported = list(KINDS[kind](count))
    begin = time.process_time()
    found, uses = clashing(reported)
    middle = time.process_time()
    figures = Figures(
        tuple(Found(r, "area-cleared", r.figure, r.figure, None, frozenset()) for r in reported),
        Wholes(()),
        frozenset(PLACES),
        frozenset(BODIES),
    )
    bounds = [answers([question], figures, uses, found)[0] for question in ASKED]
    end = time.process_time()
    intervals = "; ".join(f"{each.at_least} to {each.at_most}" for each in bounds)
    print(
        f"{kind}, {count} figures: {len(found)} contradictions of {len(uses)} figures "
        f"in {middle - begin:.2f} s; answers in {end - middle:.2f} s: {intervals}",
        flush=True,
    )


if __name__ == "__main__":
    main()
