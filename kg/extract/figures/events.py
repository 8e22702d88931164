"""Events: what was cleared, found, surveyed; with period, places, doers and evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.figures.agents import Agents, find_agents
from kg.extract.figures.bare import with_bare
from kg.extract.figures.divisions import find_divisions
from kg.extract.figures.doubts import find_doubts
from kg.extract.figures.labour import opens_with_land, tells_of_labour
from kg.extract.figures.portions import is_portion, portions
from kg.extract.figures.quantities import Quantity, find_quantities
from kg.extract.figures.scene import Scene
from kg.extract.figures.scenes import tell
from kg.extract.figures.shares import is_rest
from kg.extract.figures.standing import Group, Standing, find_groups
from kg.extract.figures.statements import sentences_of
from kg.extract.figures.whereabouts import settle
from kg.extract.places.place import Place
from kg.extract.places.places import find_places
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks, mark
from kg.extract.times.periods import find_times
from kg.extract.times.times import Role, Times
from kg.model import (
    Doubt,
    EntityKind,
    EventClaim,
    EventKind,
    Figure,
    Measure,
    Mention,
    Period,
    Span,
)

__all__ = ["Reading", "read_events"]

LISTED = 2
"""Atoms between two figures of one list."""

ROUNDED = Decimal("0.02")
"""How far the sum of parts may miss a rounded whole."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page tells of events: the places it names, the events, what to check."""

    names: tuple[Mention, ...]
    events: tuple[EventClaim, ...]
    doubts: tuple[Doubt, ...]


def read_events(page: Page, bodies: Sequence[Mention] = ()) -> Reading:
    """The events of a page in the order in which they are told, and its places."""
    marks = mark(page.keys, page.lang)
    times = find_times(page, marks)
    counted = find_quantities(page, marks, times.taken)
    quantities = with_bare(page, marks, counted, times, bodies)
    groups = find_groups(page, marks, quantities)
    ends = frozenset(q.end for group in groups for q in group.quantities) - {len(page.atoms)}
    places = find_places(page, marks, times.found, bodies, _telling(page, groups), behind=ends)
    agents = find_agents(page, marks, bodies, times.taken)
    sentences = sentences_of(
        page, marks, times.found, groups, places, bodies=bodies, working=agents.doers_in
    )
    divisions = find_divisions(page, marks, sentences)
    told = tell(page, sentences, {first for division in divisions for first in division.groups})
    settle(sentences, told)
    scenes = tuple(scene for scene in told if scene.quantities)
    loose = any(_is_divided(scene) for scene in scenes)
    for scene in scenes:
        if loose and scene.total:
            _generalise(scene)
    parts, sharers = portions(page, marks, groups), _sharers(scenes)
    numbers = frozenset(number for s in scenes if not s.compared for number in s.sentences)
    events = tuple(
        _event(
            marks,
            scene,
            agents,
            times,
            agents.performers_of(
                scene, alone=len(scenes) == 1, told=numbers, others=_others(scene, scenes)
            )
            or sharers.get(scene, ()),
            portion=is_portion(page, scene, parts),
        )
        for scene in scenes
    )
    doubts = find_doubts(page, told, times.published, divisions)
    return Reading(tuple(map(_named, places)), events, doubts)


def _telling(page: Page, groups: Sequence[Group]) -> Iterator[int]:
    """The sentences that tell of work done, and those beside them that say where it went on."""
    counted = {group.sentence for group in groups}
    told = {group.sentence for group in groups if group.standing is not Standing.NO_RESULT}
    yield from told
    for number in sorted({near for at in told for near in (at - 1, at + 1)} - counted):
        if 0 <= number < len(page.sentences):
            atoms = page.atoms_of(number)
            words, keys = page.texts[atoms.start : atoms.stop], page.keys[atoms.start : atoms.stop]
            goes_on = opens_with_land(words) or any(map(is_rest, keys))
            if tells_of_labour(words) or (number - 1 in told and goes_on):
                yield number


def _named(place: Place) -> Mention:
    """A district in a dateline is a place of the text, no district of work."""
    name = place.mention
    if not place.dateline:
        return name
    return Mention(EntityKind.PLACE, name.text, name.span, name.candidates)


def _sharers(scenes: Sequence[Scene]) -> Mapping[Scene, tuple[Mention, ...]]:
    """The works that several bodies have done by parts, with these bodies."""
    parts: dict[Scene, list[Scene]] = defaultdict(list)
    for scene in scenes:
        if scene.whole is not None:
            parts[scene.root].append(scene)
    return {
        whole: tuple(part.doer for part in told if part.doer is not None)
        for whole, told in parts.items()
        if all(part.doer is not None for part in told) and _make_up(whole, told)
    }


def _others(scene: Scene, scenes: Sequence[Scene]) -> Set[Span]:
    """The names of the bodies that did but the parts told beside a scene."""
    return {other.doer.span for other in scenes if other is not scene and other.doer is not None}


def _make_up(whole: Scene, parts: Sequence[Scene]) -> bool:
    """Whether parts come to their whole: "190 hectares … MAG cleared 120 and HALO 70"."""
    for quantity in whole.quantities:
        found = [part.has(quantity.figure.measure) for part in parts]
        if None not in found:
            total = sum(part.figure.value for part in found if part is not None)
            return abs(total - quantity.figure.value) <= ROUNDED * quantity.figure.value
    return False


def _event(
    marks: Marks,
    scene: Scene,
    agents: Agents,
    times: Times,
    performers: tuple[Mention, ...],
    *,
    portion: bool,
) -> EventClaim:
    figures = _figures(marks, scene.quantities)
    places = tuple(p.mention for p in scene.places if p.is_district)
    settlements = tuple(p.mention for p in scene.places if p.is_settlement)
    return EventClaim(
        kind=_kind(scene),
        period=_period(scene, times),
        places=places,
        performers=performers,
        reported_by=agents.reporter_of(scene),
        figures=figures,
        evidence=tuple(sorted(set(scene.evidence))),
        settlements=settlements,
        surveyed=scene.surveyed,
        portion=portion,
    )


def _is_divided(scene: Scene) -> bool:
    """Whether a scene tells mines from other ordnance."""
    mines = scene.has(Measure.ANTIPERSONNEL) or scene.has(Measure.ANTITANK)
    return mines is not None and scene.has(Measure.UXO) is not None


def _generalise(scene: Scene) -> None:
    """A total of "mines" beside figures that are divided stands for ordnance of all kinds.

    "51 anti-tank mines, 1,047 unexploded ordnances … 514,193 mines since the project began".
    """
    if {q.measure for q in scene.quantities} <= {Measure.MINES, Measure.OTHER}:
        scene.quantities = [
            q._replace(figure=replace(q.figure, measure=Measure.OTHER)) for q in scene.quantities
        ]


def _kind(scene: Scene) -> EventKind:
    if scene.time is not None and scene.time.role is Role.TOTAL and not _is_search(scene):
        return EventKind.RUNNING_TOTAL
    if scene.surveyed:
        return EventKind.SURVEY
    return EventKind.RUNNING_TOTAL if scene.total else EventKind.CLEARANCE


def _is_search(scene: Scene) -> bool:
    """Whether only land surveyed is told, from no day on: "1,502 hectares inspected so far"."""
    alone = all(quantity.measure is Measure.AREA for quantity in scene.quantities)
    return scene.surveyed and alone and scene.time is not None and scene.time.period.start is None


def _period(scene: Scene, times: Times) -> Period:
    if scene.time is not None:
        return scene.time.period
    number = scene.sentences[0]
    day = times.day_of(number) if scene.stands else times.told.get(number)
    if day is not None and scene.total:
        return Period(end=day, rules=("from-publication",))
    return Period()


def _figures(marks: Marks, quantities: Sequence[Quantity]) -> tuple[Figure, ...]:
    """The figures that stand: totals give way to their parts, vague items to exact ones."""
    kept = []
    counted = any(q.item in ("ap", "at", "mine", "uxo", "weak") for q in quantities)
    for quantity in quantities:
        if quantity.item == "vague" and (not counted or _is_third_kind(quantity, quantities)):
            figure = replace(quantity.figure, measure=Measure.UXO)
            kept.append(quantity._replace(figure=figure))
            counted = True
            continue
        if quantity.measure is Measure.MINES and _is_sum(marks, quantity, quantities):
            continue
        kept.append(quantity)
    return tuple(quantity.figure for quantity in kept)


def _is_third_kind(vague: Quantity, quantities: Sequence[Quantity]) -> bool:
    """Whether devices close a list of mines: "15 anti-tank mines, 127 explosive devices"."""
    if any(q.item in ("uxo", "weak") for q in quantities):
        return False
    return any(q.item in ("ap", "at") and 0 <= vague.first - q.end <= LISTED for q in quantities)


def _is_sum(marks: Marks, total: Quantity, quantities: Sequence[Quantity]) -> bool:
    """Whether mines of no stated kind are those whose kinds are given beside them.

    Of "45 mines, 12 of them anti-tank" the 45 says more than the 12 do, and stays.
    """
    parts = [q for q in quantities if q.measure in (Measure.ANTIPERSONNEL, Measure.ANTITANK)]
    if len(parts) != 1:
        return bool(parts)
    part, *_ = parts
    within = marks.within(total.end, part.end) if total.end <= part.first else ()
    some = any(mark.senses.get("cue") == "subset" for mark in within)
    return total.value == part.value or (total.value > part.value and not some)
