"""A scene: the figures of one period, place and doer while they are gathered from a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Final

from kg.extract.figures.quantities import Quantity
from kg.extract.figures.standing import Group, Standing
from kg.extract.places.place import Place
from kg.extract.text.vocabulary import WORK
from kg.extract.times.times import Role, Time
from kg.model import Measure, Mention, Qualifier, Span

__all__ = ["Scene", "is_done_before", "is_open", "is_perfect", "is_report", "is_same"]

NEAR: Final = Decimal("0.03")
"""Two numbers that differ by no more than this share may be one number, rounded."""
ROUND: Final = 2
"""A number of so few digits that say something (5,500 has two) is round."""
ROUNDINGS: Final = {
    Qualifier.AT_LEAST: ROUND_FLOOR,
    Qualifier.AT_MOST: ROUND_CEILING,
    Qualifier.ABOUT: ROUND_HALF_EVEN,
}
"""How a number is rounded that is said to be "over", "nearly", "about" so much."""
MOST_OTHER: Final = 40
"""Other items kept of one scene; it bounds the work that a list without end can cause."""


@dataclass(slots=True, eq=False)
class Scene:
    """One event while it is put together.

    ``sentences`` are the numbers of those with figures, in the order of the text.
    """

    time: Time | None
    total: bool = False
    surveyed: bool = False
    quantities: list[Quantity] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    evidence: list[Span] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    doubts: list[tuple[str, Quantity, Quantity]] = field(default_factory=list)
    dropped: set[Measure] = field(default_factory=set)
    """Measures that the text gives twice, so that neither number stands."""
    doer: Mention | None = None
    """The body whose part of the work it is, if each has its own."""
    is_nameless: bool = False
    """Whether it is the part of bodies that bear no name, beside those of others."""
    bodies: set[str] = field(default_factory=set)
    """The bodies named in its sentences."""
    doers: set[str] = field(default_factory=set)
    """Those of them that work."""
    whole: Scene | None = None
    """The work of all of which it is that body's part."""
    national: bool = False
    """Whether its figures are said to be those of the whole country."""
    stands: bool = False
    """Whether it is a total that is said to stand so on the day of the report."""
    share: bool = False
    """Whether it is a part of what was told, in a place of its own."""
    parted: bool = False
    """Whether its places are those of its parts."""

    is_guessed: bool = False
    """Whether its places are but those of a sentence before it that tells of something else."""

    compared: bool = False
    """Whether it is of a period before that just told ("In July … In June it was 2,410 ha"), or
    the sum of what was told of several bodies."""

    @property
    def root(self) -> Scene:
        """The work of all of which it is a part; itself if of none."""
        return self if self.whole is None else self.whole.root

    def is_in(self, number: int) -> bool:
        """Whether figures of it stand in the sentence of a number."""
        at = bisect_left(self.sentences, number)
        return self.sentences[at : at + 1] == [number]

    def has(self, measure: Measure) -> Quantity | None:
        """The figure of a measure, if the scene has one."""
        for quantity in self.quantities:
            if quantity.figure.measure is measure:
                return quantity
        return None

    @property
    def is_over(self) -> bool:
        """Whether it is of a period that is told with its end: work now is none of it."""
        time = self.time
        return time is not None and time.role is not Role.TOTAL and time.period.end is not None

    @property
    def has_districts(self) -> bool:
        """Whether a district of the scene is known."""
        return any(place.is_district for place in self.places)

    @property
    def is_apart(self) -> bool:
        """Whether it has but the places told with it: a body's part, what work is compared with."""
        return self.whole is not None or self.compared

    @property
    def is_aside(self) -> bool:
        """Whether it has but grenades, cartridges and the like: perhaps a find of the police."""
        return bool(self.quantities) and all(q.item == "other" for q in self.quantities)

    def fits(self, group: Group) -> bool:
        """Whether no figure of the group differs from one of the scene."""
        if "subset" in group.cues and _is_vague(group) and self.exceeds(group):
            return False
        for quantity in group.quantities:
            if quantity.measure is not Measure.OTHER:
                held = self.has(quantity.measure)
                if held is not None and not (
                    _differ_in_kind(held, quantity) or is_same(held, quantity)
                ):
                    return False
        return True

    def tells(self, group: Group) -> bool:
        """Whether all figures of the group are told already."""
        return all(
            (held := self.has(q.measure)) is not None and held.value == q.value
            for q in group.quantities
        )

    def exceeds(self, group: Group) -> bool:
        """Whether no figure of the group is larger than that of the scene, and one is smaller."""
        vague = _is_vague(group)
        pairs = [
            (self.has(q.measure), q.value)
            for q in group.quantities
            if vague or q.measure is not Measure.OTHER
        ]
        within = all(held is not None and value <= held.value for held, value in pairs)
        return within and any(held is not None and value < held.value for held, value in pairs)

    def weighs_area(self, group: Group) -> bool:
        """Let land that was released stand for land surveyed beside it; whether it was so.

        The surveyed area of the scene is given up; one of the group is to be left out.
        """
        held = self.has(Measure.AREA)
        if held is None or [quantity.item for quantity in group.quantities] != ["area"]:
            return False
        if not self.total and ("back" not in group.cues or "subset" in group.cues):
            return False
        if self.surveyed and group.standing is Standing.DONE:
            self.quantities.remove(held)
            self.surveyed = False
            return True
        return not self.surveyed and group.standing is Standing.SURVEYED

    def differs_in_work(self, group: Group) -> bool:
        """Whether one tells of land surveyed and the other of land cleared, in words of its own."""
        if self.total or "back" in group.cues or self.has(Measure.AREA) is None:
            return False
        if all(quantity.item != "area" for quantity in group.quantities):
            return False
        surveyed = group.standing is Standing.SURVEYED
        return surveyed != self.surveyed and bool(group.cues & WORK)

    def is_refined_by(self, places: Sequence[Place]) -> bool:
        """Whether of a scene that knows but provinces some places name districts, of no others."""
        known = [place for place in self.places if place.is_district]
        finer = any(place.is_district and not place.is_province for place in places)
        provinces = {place.name for place in places if place.is_province}
        within = provinces <= {place.name for place in known}
        return bool(known) and finer and within and all(place.is_province for place in known)

    def lies_apart(self, places: Sequence[Place]) -> bool:
        """Whether its districts and those of some places are others."""
        own = {place.name for place in places if place.is_district}
        named = {place.name for place in self.places if place.is_district}
        return bool(own) and bool(named) and named.isdisjoint(own)

    def has_part_in(self, places: Sequence[Place]) -> bool:
        """Whether some of its districts, not all, are those of some places."""
        own = {place.name for place in places if place.is_district}
        named = {place.name for place in self.places if place.is_district}
        return bool(own) and own < named

    def lacks(self, group: Group) -> bool:
        """Whether all figures of a group are of measures that it has not; "pieces" may be any."""
        measures = {quantity.measure for quantity in group.quantities}
        return Measure.OTHER not in measures and not any(map(self.has, measures))

    def is_of_others(self, doers: Set[str]) -> bool:
        """Whether it is the work of other bodies than some, so far as both are named."""
        return bool(doers and self.doers) and self.doers.isdisjoint(doers)

    @property
    def is_placed(self) -> bool:
        """Whether it is told where it was."""
        return self.has_districts and not self.is_guessed

    def place(self, places: Sequence[Place]) -> None:
        """Add places that it is told of; guessed ones give way to them."""
        if self.is_guessed and any(place.is_district for place in places):
            self.places.clear()
            self.is_guessed = False
        self.locate(places)

    def locate(self, places: Sequence[Place]) -> None:
        """Add places, each name once."""
        have = {place.name for place in self.places}
        for place in places:
            if place.name not in have:
                have.add(place.name)
                self.places.append(place)

    def add(self, group: Group, sentence: Span) -> None:
        """Add the figures of a group that stands in a sentence."""
        self.evidence.append(sentence)
        if group.sentence not in self.sentences[-1:]:
            self.sentences.append(group.sentence)
        if group.standing is Standing.SURVEYED:
            area = any(q.item == "area" for q in group.quantities)
            self.surveyed = not self.quantities or self.surveyed or area
        before: Quantity | None = None
        for quantity in group.quantities:
            self._join(quantity, group, before)
            before = quantity

    def _join(self, quantity: Quantity, group: Group, before: Quantity | None) -> None:
        measure = quantity.measure
        held = self._vague(quantity) if measure is Measure.OTHER else self.has(measure)
        if measure in self.dropped or (held is not None and held.value == quantity.value):
            return
        if held is None:
            if measure is not Measure.OTHER or len(self.quantities) < MOST_OTHER:
                self.quantities.append(quantity)
        elif _differ_in_kind(held, quantity):
            # Munitions beside unexploded ordnance are another matter, whichever comes first.
            weak, sure = (quantity, held) if quantity.item == "weak" else (held, quantity)
            self.quantities.remove(held)
            self.quantities += [sure, _as_other(weak)]
        elif is_same(held, quantity):
            if _digits(quantity.value) > _digits(held.value):
                self.quantities[self.quantities.index(held)] = quantity
        elif held in group.quantities and measure is not Measure.AREA:
            self._doubt(held, quantity, before)

    def _doubt(self, held: Quantity, quantity: Quantity, before: Quantity | None) -> None:
        """One kind twice in one list: a slip that repeats its neighbour, else neither stands."""
        self.doubts.append(("category-twice", held, quantity))
        if before is None or before.value != quantity.value:
            self.quantities.remove(held)
            self.dropped.add(quantity.measure)

    def _vague(self, quantity: Quantity) -> Quantity | None:
        """A number of "devices" that this one makes more exact."""
        if quantity.item != "vague":
            return None
        return next(
            (q for q in self.quantities if q.item == "vague" and is_same(q, quantity)), None
        )


def _is_vague(group: Group) -> bool:
    """Whether it tells of "items" and the like only."""
    return all(quantity.item == "other" for quantity in group.quantities)


def is_same(a: Quantity, b: Quantity) -> bool:
    """Whether two figures of one measure are one number, perhaps rounded or hedged."""
    if a.value == b.value or _rounds(a, b) or _rounds(b, a):
        return True
    if abs(a.value - b.value) > NEAR * max(a.value, b.value):
        return False
    if _digits(a.value) != _digits(b.value) or _digits(a.value) <= ROUND:
        return True
    return Qualifier.EXACT not in (a.figure.qualifier, b.figure.qualifier)


def _rounds(rough: Quantity, exact: Quantity) -> bool:
    """Whether a hedged number is the other one in round: "over 18,000" for 18,805."""
    if rough.figure.qualifier not in ROUNDINGS or _digits(rough.value) >= _digits(exact.value):
        return False
    unit = Decimal(10) ** (rough.value.adjusted() - max(_digits(rough.value), 2) + 1)
    rounding = ROUNDINGS[rough.figure.qualifier]
    return (exact.value / unit).to_integral_value(rounding) * unit == rough.value


def _digits(value: Decimal) -> int:
    """How many digits of a number say something: 5,500 has two."""
    return max(1, len(value.normalize().as_tuple().digits))


def _differ_in_kind(a: Quantity, b: Quantity) -> bool:
    return a.item != b.item and "weak" in (a.item, b.item)


def _as_other(quantity: Quantity) -> Quantity:
    return quantity._replace(figure=replace(quantity.figure, measure=Measure.OTHER))


def is_done_before(group: Group, target: Time) -> bool:
    """Whether a day to come is of another clause: "have been cleared, but few hope for 2026"."""
    return {"done", "perfect"} <= group.cues and target.first > group.first


def is_perfect(group: Group) -> bool:
    """Whether it is "has reclaimed 1,500 sq km": without a period a total up to the day."""
    return "perfect" in group.cues and any(q.item == "area" for q in group.quantities)


def is_report(group: Group) -> bool:
    """Whether it is a list with area and items, as a report of its own would give it."""
    return len(group.quantities) > 2 and any(q.item == "area" for q in group.quantities)


def is_open(scene: Scene) -> bool:
    """Whether it is a running total whose beginning is not known."""
    return scene.total and (scene.time is None or scene.time.period.start is None)
