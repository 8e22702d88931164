"""Doubts: what a reader should check. Figures stay as printed; a doubt only says why to look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from kg.extract.figures.divisions import Division
from kg.extract.figures.quantities import Quantity
from kg.extract.figures.scene import Scene
from kg.extract.text.page import Page
from kg.model import Doubt, Measure, Qualifier

__all__ = ["find_doubts"]

LARGEST_AREA: Final = Decimal(100_000)
"""Hectares: no country clears more in a week or a month (Azerbaijan's whole year 2024: 62,024)."""
LARGEST_COUNT: Final = Decimal(1_000_000)
SHORT: Final = 40
"""Days of a period for which such figures are out of the question."""
COUNTS: Final = (Measure.ANTIPERSONNEL, Measure.ANTITANK, Measure.UXO)


def find_doubts(
    page: Page,
    scenes: Sequence[Scene],
    published: date | None,
    divisions: Sequence[Division] = (),
) -> tuple[Doubt, ...]:
    """All doubts on a page, in the order of the rules."""
    found = [
        *_categories(page, scenes),
        *_periods(page, scenes, published),
        *_sizes(page, scenes),
        *_sums(page, scenes),
        *_divided(page, divisions),
    ]
    return tuple(dict.fromkeys(found))


def _categories(page: Page, scenes: Sequence[Scene]) -> Iterator[Doubt]:
    for scene in scenes:
        for code, a, b in scene.doubts:
            text = f"{a.figure.written!r} and {b.figure.written!r} are one kind in one list"
            yield Doubt(code, text, page.sentences_of(a.figure.span, b.figure.span))


def _periods(page: Page, scenes: Sequence[Scene], published: date | None) -> Iterator[Doubt]:
    for scene in scenes:
        if scene.time is None:
            continue
        period = scene.time.period
        if "reversed" in period.rules:
            text = f"{period.text!r} ends before it begins; the days were put in order"
            yield Doubt("period-reversed", text, page.sentences_of(scene.time.span))
        if published is not None and period.end is not None and period.end > published:
            text = f"{period.text!r} ends on {period.end}, after the report of {published}"
            yield Doubt("period-after-publication", text, page.sentences_of(scene.time.span))


def _sizes(page: Page, scenes: Sequence[Scene]) -> Iterator[Doubt]:
    """Numbers that a dot or comma read wrongly may have made a thousand times too large."""
    for scene in scenes:
        if scene.total or not _is_short(scene):
            continue
        for quantity in scene.quantities:
            limit = LARGEST_AREA if quantity.measure is Measure.AREA else LARGEST_COUNT
            if quantity.value > limit:
                text = f"{quantity.figure.written!r} in so short a time: a thousandfold slip?"
                yield Doubt("thousandfold", text, page.sentences_of(quantity.figure.span))


def _is_short(scene: Scene) -> bool:
    period = None if scene.time is None else scene.time.period
    if period is None or period.start is None or period.end is None:
        return scene.time is not None
    return (period.end - period.start).days <= SHORT


def _sums(page: Page, scenes: Sequence[Scene]) -> Iterator[Doubt]:
    """A total given beside all its parts that is not their sum."""
    for scene in scenes:
        parts = {q.measure: q for q in scene.quantities if q.measure in COUNTS}
        if len(parts) < 2:
            continue
        mines = [q for m, q in parts.items() if m is not Measure.UXO]
        for total in scene.quantities:
            if total.measure is Measure.MINES and len(mines) == 2:
                yield from _sum(page, total, mines)
            elif total.item in ("undivided", "vague") and len(parts) == 3:
                yield from _sum(page, total, [*parts.values(), *_others(scene, total)])


def _others(scene: Scene, total: Quantity) -> list[Quantity]:
    return [q for q in scene.quantities if q.item == "other" and q is not total]


def _sum(page: Page, total: Quantity, parts: Sequence[Quantity]) -> Iterator[Doubt]:
    known = sum((part.value for part in parts), Decimal(0))
    if _agrees(total, known) or total.value < max(part.value for part in parts):
        return
    numbers = " + ".join(f"{part.value}" for part in parts)
    text = f"{total.figure.written!r}, but {numbers} = {known}"
    spans = [total.figure.span, *(part.figure.span for part in parts)]
    yield Doubt("sum-fails", text, page.sentences_of(*spans))


def _agrees(total: Quantity, known: Decimal) -> bool:
    """Whether a total may be this sum: "over 1,400" may not be 1,395, "about 1,400" may."""
    match total.figure.qualifier:
        case Qualifier.EXACT:
            return known == total.value
        case Qualifier.AT_LEAST:
            return known >= total.value
        case Qualifier.AT_MOST:
            return known <= total.value
        case Qualifier.ABOUT:
            return True


def _divided(page: Page, divisions: Sequence[Division]) -> Iterator[Doubt]:
    """A figure whose parts by place do not add up to it."""
    for division in divisions:
        whole = division.whole
        if not division.is_slip or _agrees(whole, division.total):
            continue
        numbers = " + ".join(f"{value.normalize():f}" for value in division.parts)
        text = f"{whole.figure.written!r}, but its parts by place {numbers} = {division.total}"
        yield Doubt("sum-fails", text, page.sentences_of(whole.figure.span))
