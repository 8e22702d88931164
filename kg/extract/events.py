"""Events: what was cleared, found, surveyed; with period, places, doers and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.page import Page
from kg.extract.periods import Role, Time, find_times
from kg.extract.places import find_places
from kg.extract.quantities import Quantity, find_quantities
from kg.extract.scenes import Scene, tell
from kg.extract.standing import find_groups
from kg.extract.vocabulary import mark
from kg.model import EventClaim, EventKind, Figure, Measure, Mention, Period

__all__ = ["find_events"]


def find_events(page: Page, bodies: Sequence[Mention] = ()) -> tuple[EventClaim, ...]:
    """The events of a page in the order in which they are told."""
    marks = mark(page.atoms, page.lang)
    times = find_times(page, marks)
    quantities = find_quantities(page, marks, times.taken)
    groups = find_groups(page, marks, quantities)
    places = find_places(page, marks, times.found)
    scenes = tell(page, marks, times.found, groups, places)
    return tuple(_event(page, scene) for scene in scenes if scene.quantities)


def _event(page: Page, scene: Scene) -> EventClaim:
    figures = _figures(scene.quantities)
    places = tuple(p.mention for p in scene.places if p.is_district)
    settlements = tuple(p.mention for p in scene.places if p.is_settlement)
    return EventClaim(
        kind=_kind(scene),
        period=_period(scene.time),
        places=places,
        performers=(),
        reported_by=None,
        figures=figures,
        evidence=tuple(sorted(set(scene.evidence))),
        settlements=settlements,
    )


def _kind(scene: Scene) -> EventKind:
    if scene.total or (scene.time is not None and scene.time.role is Role.TOTAL):
        return EventKind.RUNNING_TOTAL
    return EventKind.SURVEY if scene.surveyed else EventKind.CLEARANCE


def _period(time: Time | None) -> Period:
    return Period() if time is None else time.period


def _figures(quantities: Sequence[Quantity]) -> tuple[Figure, ...]:
    """The figures that stand: totals give way to their parts, vague items to exact ones."""
    measures = {quantity.measure for quantity in quantities}
    kept = []
    for quantity in quantities:
        if quantity.measure is Measure.MINES and {
            Measure.ANTIPERSONNEL,
            Measure.ANTITANK,
        } <= measures:
            continue
        kept.append(quantity)
    return tuple(_one_each(kept))


def _one_each(quantities: Sequence[Quantity]) -> list[Figure]:
    return [replace(quantity.figure) for quantity in quantities]
