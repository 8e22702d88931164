"""Where work was done whose places are named apart: in a sentence before or after the figures.

A list of places that no figures have taken belongs to the work told without places: the nearest
of its period and of those who did it. Work of one period and of nobody else is done in the same
places.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from itertools import takewhile
from typing import Final

from kg.extract.figures.quantities import Quantity
from kg.extract.figures.scene import Scene
from kg.extract.figures.sentence import APART, LYING, OTHER, Sentence
from kg.extract.figures.timeties import is_same_time
from kg.extract.places.place import Place
from kg.extract.text.vocabulary import WORK
from kg.extract.times.times import Role, Time
from kg.model import Measure

__all__ = ["settle"]

NEAR: Final = 3
"""Sentences between figures and a list of places that speaks of them, if there is other work."""
MOST: Final = 30
"""Scenes and lists looked at; it bounds the work that a text without end can cause."""
SEVERAL: Final = 2
"""Sentences that tell of the parts of a whole."""
OPENING: Final = 2
"""Sentences with which a text begins, one of them perhaps its dateline."""
ROUNDED: Final = Decimal("0.02")
"""How far the sum of parts may miss a rounded whole."""
PERIODS: Final = (Role.STATED, Role.RELATIVE)


def settle(sentences: Sequence[Sentence], scenes: Sequence[Scene]) -> None:
    """Give places to the scenes told without any, as far as the text names them apart."""
    told = [scene for scene in scenes if scene.quantities][:MOST]
    _gather(sentences, told)
    _settle(sentences, told)
    for scene in told:
        if scene.whole is not None and not scene.has_districts:
            scene.locate(_of_part(scene, scene.whole))


def _of_part(part: Scene, whole: Scene) -> Sequence[Place]:
    """The places that a part of some work has by that: the one of the whole.

    Of several it may have any, unless one sentence tells both.
    """
    named = sum(place.is_district for place in whole.places)
    together = any(map(whole.is_in, part.sentences))
    return whole.places if named == 1 or together else ()


def _gather(sentences: Sequence[Sentence], told: Sequence[Scene]) -> None:
    """Give a whole the places of the parts told behind it of several bodies, if they make it up.

    What has "the rest" may be told without a figure: "the army dealt with the rest in Chiredzi".
    """
    for number, whole in enumerate(told):
        area = whole.has(Measure.AREA)
        if area is None or whole.is_placed or whole.total:
            continue
        parts = list(takewhile(partial(_is_body_part, whole), told[number + 1 :]))
        if len({part.sentences[0] for part in parts}) < SEVERAL:
            continue
        behind = parts[-1].sentences[-1] + 1
        rest = next((s for s in sentences if s.number == behind and s.has_rest and s.places), None)
        missing = area.value - sum(_area(part) for part in parts)
        if rest is not None or abs(missing) <= ROUNDED * area.value:
            places = [place for part in parts for place in part.places]
            whole.place([*places, *(() if rest is None else rest.places)])


def _is_body_part(whole: Scene, part: Scene) -> bool:
    """Whether some land is a body's part of the land told before, and told with its places."""
    same = part.time is whole.time or _is_same(whole, part)
    return same and part.is_placed and bool(part.doers) and 0 < _area(part) < _area(whole)


def _area(scene: Scene) -> Decimal:
    held = scene.has(Measure.AREA)
    return Decimal(0) if held is None else held.value


def _settle(sentences: Sequence[Sentence], told: Sequence[Scene]) -> None:
    _share(sentences, told)
    _spread(sentences, told)
    bare = [scene for scene in told if not (scene.has_districts or scene.is_apart)]
    alone = len(told) == 1
    bare = [scene for scene in bare if alone or not scene.total]
    if not bare:
        return
    used = {span for scene in told for span in scene.evidence if scene.has_districts}
    lists = [s for s in sentences if s.districts and s.span not in used and _is_of_work(s)][:MOST]
    for scene in bare:
        fitting = [s for s in lists if _fits(s, scene, alone=len(bare) == 1)]
        if fitting:
            nearest = min(fitting, key=lambda s: (_distance(s, scene), -s.number))
            scene.locate(nearest.places)
            scene.evidence.append(nearest.span)
    _lead(sentences, told)
    _share(sentences, told)


def _spread(sentences: Sequence[Sentence], told: Sequence[Scene]) -> None:
    """Let the parts of work have the places of a summary that opens the text without a period."""
    if not told or not told[0].has_districts or told[0].total:
        return
    opening = next((s for s in sentences if s.number == told[0].sentences[0]), None)
    if opening is None or opening.live or not opening.places:
        return
    summary = [q for group in opening.results for q in group.quantities]
    for scene in told[1:]:
        apart = scene.has_districts or scene.total or scene.national or scene.is_apart
        if not apart and _sums_up(summary, scene.quantities):
            scene.locate(told[0].places)


def _sums_up(summary: Sequence[Quantity], parts: Sequence[Quantity]) -> bool:
    """Whether the items or hectares of a summary are as many as those of a part or more."""
    sums, largest = _largest(summary), _largest(parts)
    both = sums.keys() & largest.keys()
    return bool(both) and all(largest[kind] <= sums[kind] for kind in both)


def _largest(quantities: Sequence[Quantity]) -> dict[bool, Decimal]:
    """The largest number of items (``False``) and the largest area (``True``)."""
    found: dict[bool, Decimal] = {}
    for quantity in quantities:
        kind = quantity.measure is Measure.AREA
        found[kind] = max(quantity.value, found.get(kind, quantity.value))
    return found


def _lead(sentences: Sequence[Sentence], told: Sequence[Scene]) -> None:
    """If no figures have places, those of the one sentence before them that names any."""
    if any(scene.has_districts for scene in told) or not told:
        return
    first = min((scene.sentences[0] for scene in told if scene.sentences), default=0)
    dated = any(s.live for s in sentences if s.number == first)
    named = [s for s in sentences if s.districts and (_leads(s) or _opens(s, dated=dated))]
    if len(named) == 1 and named[0].number < first:
        for scene in told:
            if not (scene.total or scene.national or scene.is_apart):
                scene.locate(named[0].places)
                scene.evidence.append(named[0].span)


def _leads(sentence: Sentence) -> bool:
    """Whether a sentence may tell of work and where it is."""
    tells = bool(sentence.groups or sentence.names_work or sentence.times)
    return tells and not (sentence.is_aside or sentence.cues & OTHER)


def _opens(sentence: Sentence, *, dated: bool) -> bool:
    """Whether a sentence opens a text about a place: "Farmers of Pek can plough again".

    Figures behind it that are ``dated`` by their own sentence may be of elsewhere: "In July 218
    hectares were cleared".
    """
    apart = sentence.cues & (OTHER - LYING - {"danger"}) or sentence.kinds & APART
    return sentence.number < OPENING and not (dated or sentence.is_aside or apart)


def _share(sentences: Sequence[Sentence], told: Sequence[Scene]) -> None:
    """Let a scene without places have those of one told before it of its own period.

    A part of a period is told in the places of the whole, unless it names others or is another's.
    """
    for number, scene in enumerate(told):
        if scene.has_districts or scene.national or scene.is_apart or scene.time is None:
            continue
        following = (
            other
            for other in told[number + 1 : number + 2]
            if not (other.total or _is_same(scene, other))
        )
        for other in (*told[:number], *following):
            placed = other.has_districts and not (other.share or scene.is_of_others(other.doers))
            if placed and _is_within(scene, other) and _goes_on(sentences, scene, other):
                for each in _told_with(other, told[:number]):
                    scene.locate(each.places)
                break


def _told_with(scene: Scene, told: Sequence[Scene]) -> Sequence[Scene]:
    """A scene and those of its period that its sentence tells too: "in Goranboy 2, in Gazakh 1"."""
    own = set(scene.sentences)
    beside = [each for each in told if _is_same(scene, each) and not own.isdisjoint(each.sentences)]
    return [scene, *beside]


def _is_same(scene: Scene, other: Scene) -> bool:
    """Whether two scenes are of one period."""
    if scene.time is None or other.time is None:
        return False
    return is_same_time(scene.time, other.time)


def _is_within(scene: Scene, other: Scene) -> bool:
    """Whether a scene is of the period of another or of a part of it."""
    if scene.time is None or other.time is None:
        return False
    if _is_same(scene, other):
        near = not scene.surveyed or scene.sentences[0] - other.sentences[-1] == 1
        return near and not (scene.total or other.total or _counts_alike(scene, other))
    part, whole = scene.time.period, other.time.period
    if part.start is None or part.end is None or whole.start is None or whole.end is None:
        return False
    within = whole.start <= part.start and part.end <= whole.end
    return within and not _is_anothers(scene, other)


def _goes_on(sentences: Sequence[Sentence], scene: Scene, other: Scene) -> bool:
    """Whether some work is told like other work: with several figures, or right behind its places.

    "March gave 40 hectares" behind a quarter, whose places are told later, is told of no place.
    """
    if len(scene.quantities) > 1 or _is_same(scene, other):
        return True
    last = other.sentences[-1]
    placed = any(place.is_district for place in sentences[last].places)
    return placed and scene.sentences[0] - last == 1


def _is_anothers(scene: Scene, other: Scene) -> bool:
    """Whether other bodies are named where some work is told than where other work is."""
    return bool(scene.bodies and other.bodies) and scene.bodies.isdisjoint(other.bodies)


def _counts_alike(scene: Scene, other: Scene) -> bool:
    """Whether two scenes give one measure: then one is another's work or a part told apart."""
    surveys = scene.surveyed != other.surveyed
    kinds = {q.measure for q in scene.quantities} & {q.measure for q in other.quantities}
    return bool(kinds - {Measure.OTHER, *([Measure.AREA] if surveys else [])})


def _is_of_work(sentence: Sentence) -> bool:
    """Whether a sentence without figures names places of work, not of plans or accidents."""
    if sentence.groups or sentence.is_aside:
        return False
    return not sentence.cues & OTHER


def _fits(sentence: Sentence, scene: Scene, *, alone: bool) -> bool:
    """Whether a list of places may be that of a scene."""
    if scene.national and sentence.number < scene.sentences[0]:
        return False
    if scene.is_of_others(sentence.doers) or (sentence.says_now and scene.is_over):
        return False
    periods = [time for time in sentence.times if time.role in PERIODS]
    if periods and not any(_is_of(time, scene) for time in periods):
        return False
    if any(time.role not in PERIODS for time in sentence.times):
        return False
    if sentence.lists_work or sentence.cues & WORK:
        return (alone and sentence.lists_work) or _distance(sentence, scene) <= NEAR
    near = 0 < sentence.number - scene.sentences[-1] <= (NEAR if periods else 1)
    return near and sentence.names_work and sentence.goes_on


def _is_of(time: Time, scene: Scene) -> bool:
    return scene.time is None or is_same_time(time, scene.time)


def _distance(sentence: Sentence, scene: Scene) -> int:
    return min((abs(sentence.number - n) for n in scene.sentences[:MOST]), default=0)
