"""Which figures belong together: one scene for each period, place and doer.

A text is walked sentence by sentence. A figure takes the period of its own sentence, else that
of the scene being told, else one named just before or just after. The same period named again
is the same scene; what is told twice is kept in its more exact form.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kg.extract.page import Page
from kg.extract.places import Place
from kg.extract.quantities import Quantity
from kg.extract.standing import Group, Standing
from kg.extract.times import Grain, Role, Time
from kg.extract.vocabulary import Marks
from kg.model import Measure, Qualifier, Span

__all__ = ["Scene", "Telling", "tell"]

LIVE = (Role.STATED, Role.RELATIVE, Role.TOTAL, Role.TARGET)
LIKE_WEEKS = frozenset({Grain.WEEK, Grain.OTHER})
NEAR = Decimal("0.03")
"""Two numbers that differ by no more than this share may be one number, rounded."""
HELD = 2
"""Sentences for which places wait for the figures that belong to them."""
MANY = 3
"""A sentence without figures that names so many districts says where the work was done."""


@dataclass(slots=True)
class Scene:
    """One event while it is put together."""

    time: Time | None
    total: bool = False
    surveyed: bool = False
    quantities: list[Quantity] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    evidence: list[Span] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    doubts: list[tuple[str, Quantity, Quantity]] = field(default_factory=list)
    spoiled: set[Measure] = field(default_factory=set)
    parted: bool = False

    def has(self, measure: Measure) -> Quantity | None:
        """The figure of a measure, if the scene has one."""
        return next((q for q in self.quantities if q.measure is measure), None)

    @property
    def has_districts(self) -> bool:
        """Whether a district of the scene is known."""
        return any(place.is_district for place in self.places)

    def fits(self, group: Group) -> bool:
        """Whether no figure of the group differs from one of the scene."""
        for quantity in group.quantities:
            held = self.has(quantity.measure)
            if held is not None and quantity.measure is not Measure.OTHER:
                if "weak" in (held.item, quantity.item) and held.item != quantity.item:
                    continue
                if not is_same(held, quantity):
                    return False
        return True


@dataclass(slots=True)
class Telling:
    """The scenes of a text in the order in which they are told."""

    scenes: list[Scene] = field(default_factory=list)


def tell(
    page: Page,
    marks: Marks,
    times: Sequence[Time],
    groups: Sequence[Group],
    places: Sequence[Place],
) -> tuple[Scene, ...]:
    """The scenes of a page."""
    teller = _Teller(page, marks, times, groups, places)
    for sentence in range(len(page.sentences)):
        teller.hear(sentence)
    return tuple(teller.scenes)


class _Teller:
    def __init__(
        self,
        page: Page,
        marks: Marks,
        times: Sequence[Time],
        groups: Sequence[Group],
        places: Sequence[Place],
    ) -> None:
        self.page, self.marks = page, marks
        self.times = _by_sentence(page, ((t.span.start, t) for t in times))
        self.groups = _by_sentence(page, ((page.atoms[g.first].start, g) for g in groups))
        self.places = _by_sentence(page, ((p.mention.span.start, p) for p in places if not p.aside))
        self.cues = _by_sentence(
            page,
            (
                (page.atoms[m.first].start, m.senses["cue"])
                for m in marks.at
                if m is not None and "cue" in m.senses
            ),
        )
        self.wheres = _sentences_with(page, marks, "where")
        self.starts = _sentences_with(page, marks, "start")
        self.semicolons = [i for i, atom in enumerate(page.atoms) if atom.text == ";"]
        self.scenes: list[Scene] = []
        self.current: Scene | None = None
        self.waiting: Time | None = None
        self.waiting_until = 0
        """The last sentence in which the waiting period may be taken."""
        self.held: list[Place] = []
        self.held_until = 0
        self.held_evidence: list[Span] = []

    # --- one sentence

    def hear(self, sentence: int) -> None:
        groups = self.groups.get(sentence, [])
        results = [g for g in groups if g.standing is not Standing.NO_RESULT]
        if sentence > self.waiting_until:
            self.waiting = None
        if sentence > self.held_until:
            self.held = []
        times = _without_doubles(self.times.get(sentence, []))
        if results:
            live = [t for t in times if t.role in LIVE]
            if live:
                live += [t for t in times if t.role is Role.ANAPHOR and t.grain is Grain.OTHER]
            self._figures(sentence, results, live, times)
        elif not groups:
            self._no_figures(sentence, times)
        elif not self.scenes:
            stated = [t for t in times if t.role is Role.STATED]
            if stated:
                self.waiting, self.waiting_until = stated[0], sentence + 1

    def _figures(
        self, sentence: int, groups: Sequence[Group], live: Sequence[Time], times: Sequence[Time]
    ) -> None:
        told: list[Scene] = []
        heard: list[Group] = []
        live = [self._opened(time) for time in live]
        for group in groups:
            time = _nearest(self.page, group, live, groups) if live else None
            if time is not None and time.role is Role.TARGET:
                continue
            if time is not None and time.role is Role.ANAPHOR:
                scene = self._scene_without_time(group, [time])
            elif time is not None:
                scene = self._scene_of(time, group)
            else:
                scene = self._scene_without_time(group, times)
            if scene is None:
                if (
                    self.current is not None
                    and not self.current.total
                    and self._in_parts(self.current)
                ):
                    _place(self.current, self.places.get(sentence, []))
                continue
            beside = self._survey_beside(scene, group)
            self._add(beside, group, sentence)
            told.append(beside)
            heard.append(group)
            self.current = scene
            self.waiting = None
        where = self.places.get(sentence, [])
        same = [] if where or "same" not in self.cues.get(sentence, []) else self._same_places(told)
        for scene, group in zip(told, heard, strict=True):
            _place(scene, same or self._beside(where, group, groups))
            if self.held and not scene.has_districts and not scene.total:
                _place(scene, self.held)
                scene.evidence += self.held_evidence
                self.held, self.held_evidence = [], []

    def _in_parts(self, scene: Scene) -> bool:
        """Whether a scene's places are those of its parts ("Aden: 2,372; Hodeidah: 3")."""
        scene.parted = scene.parted or not scene.has_districts
        return scene.parted

    def _beside(
        self, where: Sequence[Place], group: Group, groups: Sequence[Group]
    ) -> Sequence[Place]:
        """The places of a group: those of its sentence, or of its part if semicolons part it."""
        if len(groups) < 2 or not where:
            return where
        parts = [self._part(place.first) for place in where]
        own = self._part(group.first)
        others = {self._part(other.first) for other in groups}
        return [
            p for p, part in zip(where, parts, strict=True) if part == own or part not in others
        ]

    def _part(self, place: int) -> int:
        """The number of the part between semicolons that holds an atom."""
        return bisect_left(self.semicolons, place)

    def _no_figures(self, sentence: int, times: Sequence[Time]) -> None:
        cues = self.cues.get(sentence, [])
        where = [p for p in self.places.get(sentence, []) if p.is_district or p.is_settlement]
        live = [t for t in times if t.role in (Role.STATED, Role.RELATIVE)]
        if "victim" in cues:
            return
        if "plan" in cues or "aim" in cues:
            return
        for time in live:
            single = time.role is Role.STATED and time.grain in (Grain.DAY, Grain.MONTH, Grain.YEAR)
            if single and sentence in self.starts:
                continue
            if time.grain in (Grain.DAY, Grain.YEAR) and "done" not in cues:
                continue
            if not single and self._awaited(time):
                continue
            self.waiting, self.waiting_until = time, len(self.page.sentences)
            break
        since = [t for t in times if t.role is Role.TOTAL and t.period.start is not None]
        if since and not self.scenes and self.waiting is None:
            self.waiting, self.waiting_until = since[0], len(self.page.sentences)
        districts = [p for p in where if p.is_district and not self._is_counted(p)]
        if any(t.role is Role.TOTAL for t in times):
            return
        if self.waiting is not None and self.waiting in live and districts:
            self._hold(sentence, where)
        elif len(districts) >= MANY or (districts and sentence in self.wheres and "done" in cues):
            self._where(sentence, where)

    def _is_counted(self, place: Place) -> bool:
        """ "Kharkiv region 35,815": a table, no list of where the work was."""
        atoms = self.page.atoms
        return place.end < len(atoms) and atoms[place.end].text[0].isdigit()

    def _awaited(self, time: Time) -> bool:
        """Give a period to the scene just told without one; whether it was so."""
        scene = self.current
        if scene is None or scene.total or scene.time is not None:
            return False
        scene.time = time
        scene.evidence.append(self.page.sentence(time.span))
        return True

    def _where(self, sentence: int, where: Sequence[Place]) -> None:
        """A sentence of places only: they belong to the last work told without places."""
        scene = next(
            (s for s in reversed(self.scenes) if not s.total and not s.has_districts), None
        )
        if scene is None and self.scenes and sentence in self.wheres:
            scene = self.scenes[-1] if not self.scenes[-1].has_districts else None
        if not self.scenes:
            self._hold(sentence, where)
        elif scene is not None:
            _place(scene, where)
            scene.evidence.append(self.page.sentences[sentence])

    def _hold(self, sentence: int, where: Sequence[Place]) -> None:
        """Keep places for the work that is told next."""
        self.held, self.held_until = list(where), sentence + HELD
        self.held_evidence = [self.page.sentences[sentence]]

    def _same_places(self, told: Sequence[Scene]) -> list[Place]:
        before = [s for s in self.scenes if s.has_districts and s not in told]
        return list(before[-1].places) if before else []

    # --- scenes

    def _opened(self, time: Time) -> Time:
        """ "Since January 4 … To date 25 mines": the second ends what the first began."""
        waiting = self.waiting
        if time.role is Role.TOTAL and time.period.since is None and waiting is not None:
            if waiting.grain is Grain.OTHER and waiting.period.end == time.period.end:
                return waiting
        return time

    def _survey_beside(self, scene: Scene, group: Group) -> Scene:
        """The scene itself, or one of the same period for land that was only surveyed."""
        apart = group.standing is Standing.SURVEYED and scene.quantities and not scene.surveyed
        if not apart or group.sentence in scene.sentences or scene.total:
            return scene
        for other in self.scenes:
            if other.surveyed and other.time is scene.time:
                return other
        return self._new(scene.time, total=False)

    def _scene_of(self, time: Time, group: Group) -> Scene | None:
        for scene in reversed(self.scenes):
            if scene.time is not None and _is_same_time(scene.time, time):
                if scene.fits(group):
                    scene.time = _better(scene.time, time)
                    return scene
                if scene.total == (time.role is Role.TOTAL):
                    return self._in_conflict(scene, group, time)
        pending = self.current
        if pending is not None and pending.time is None and not pending.total:
            vague = all(q.measure is Measure.OTHER for q in group.quantities)
            if time.role is not Role.TOTAL and pending.fits(group) and not vague:
                pending.time = time
                pending.evidence.append(self.page.sentence(time.span))
                return pending
        return self._new(time, total=time.role is Role.TOTAL)

    def _scene_without_time(self, group: Group, times: Sequence[Time]) -> Scene | None:
        anaphor = next((t for t in times if t.role is Role.ANAPHOR), None)
        if "total" in group.cues and anaphor is None:
            return self._new(None, total=True)
        if self.waiting is not None:
            waiting, self.waiting = self.waiting, None
            scene = self._scene_of(waiting, group)
            if scene is not None and self.page.sentence(waiting.span) not in scene.evidence:
                scene.evidence.append(self.page.sentence(waiting.span))
            return scene
        if anaphor is not None:
            for scene in reversed(self.scenes):
                if (
                    scene.time is not None
                    and scene.time.grain is anaphor.grain
                    and scene.fits(group)
                ):
                    return scene
        if self.current is None:
            return self._new(anaphor, total=anaphor is None and self._is_perfect(group))
        if self.current.fits(group):
            return self.current
        return self._in_conflict(self.current, group, None)

    def _is_perfect(self, group: Group) -> bool:
        """ "has reclaimed 1,500 sq km": without a period it is a total up to the day."""
        if "perfect" not in group.cues or len(group.quantities) > 1:
            return False
        return group.quantities[0].item == "area"

    def _in_conflict(self, scene: Scene, group: Group, time: Time | None) -> Scene | None:
        """Figures that differ from those told: more exact ones, parts, or another's work."""
        if all(_is_told(scene, q) for q in group.quantities):
            return None
        own = "done" in group.cues or "survey" in group.cues
        smaller = all(
            (held := scene.has(q.measure)) is not None and q.value < held.value
            for q in group.quantities
            if q.measure is not Measure.OTHER
        )
        if self._is_perfect(group) and time is None and not smaller:
            return self._new(None, total=True)
        whole = time is None and "sum" in group.cues and not smaller
        if whole:
            return self._new(None, total=True)
        if smaller and _is_report(group) and group.sentence not in scene.sentences:
            return self._new(time or scene.time, total=scene.total)
        if "subset" in group.cues or (smaller and (not own or self._in_one_clause(scene, group))):
            return None
        return self._new(time or (scene.time if not scene.total else None), total=scene.total)

    def _in_one_clause(self, scene: Scene, group: Group) -> bool:
        """Whether the last figures of a scene stand before a list, no semicolon between."""
        if group.sentence not in scene.sentences:
            return False
        low = max((q.end for q in scene.quantities if q.end <= group.first), default=group.first)
        return all(atom.text != ";" for atom in self.page.atoms[low : group.first])

    def _new(self, time: Time | None, *, total: bool) -> Scene:
        scene = Scene(time, total)
        if time is not None:
            scene.evidence.append(self.page.sentence(time.span))
        self.scenes.append(scene)
        return scene

    def _add(self, scene: Scene, group: Group, sentence: int) -> None:
        scene.evidence.append(self.page.sentences[sentence])
        scene.sentences.append(sentence)
        if not scene.quantities:
            scene.surveyed = group.standing is Standing.SURVEYED
        elif group.standing is Standing.SURVEYED:
            scene.surveyed = scene.surveyed or any(q.item == "area" for q in group.quantities)
        before: Quantity | None = None
        for quantity in group.quantities:
            _join(scene, quantity, group, before)
            before = quantity


def _by_sentence(page: Page, found: Iterable[tuple[int, object]]) -> dict[int, list]:
    index: dict[int, list] = {}
    for start, thing in found:
        index.setdefault(page.sentence_index(start), []).append(thing)
    return index


def _is_report(group: Group) -> bool:
    """A list with area and items, as a report of its own would give it."""
    return len(group.quantities) > 2 and any(q.item == "area" for q in group.quantities)


def _sentences_with(page: Page, marks: Marks, kind: str) -> set[int]:
    return {
        page.sentence_index(page.atoms[mark.first].start)
        for mark in marks.at
        if mark is not None and kind in mark.senses
    }


def _place(scene: Scene, where: Sequence[Place]) -> None:
    have = {place.name for place in scene.places}
    for place in where:
        if place.name not in have:
            have.add(place.name)
            scene.places.append(place)


# --- figures told twice -------------------------------------------------------------------------


def is_same(a: Quantity, b: Quantity) -> bool:
    """Whether two figures of one measure are one number, perhaps rounded or hedged."""
    if a.value == b.value:
        return True
    if abs(a.value - b.value) > NEAR * max(a.value, b.value):
        return False
    rough = min(_digits(a.value), _digits(b.value))
    return (
        rough <= 2
        or Qualifier.EXACT not in (a.figure.qualifier, b.figure.qualifier)
        or (_digits(a.value) != _digits(b.value))
    )


def as_other(quantity: Quantity) -> Quantity:
    """The same figure, counted as other items."""
    return replace(quantity, figure=replace(quantity.figure, measure=Measure.OTHER))


def _digits(value: Decimal) -> int:
    """How many digits of a number say something: 5,500 has two."""
    return max(1, len(value.normalize().as_tuple().digits))


def _is_told(scene: Scene, quantity: Quantity) -> bool:
    held = scene.has(quantity.measure)
    return held is not None and held.value == quantity.value


def _join(scene: Scene, quantity: Quantity, group: Group, before: Quantity | None) -> None:
    measure = quantity.measure
    if measure in scene.spoiled:
        return
    held = scene.has(measure)
    if measure is Measure.OTHER and held is not None:
        held = next((q for q in scene.quantities if q.item == quantity.item == "vague"), None)
        if held is not None and not is_same(held, quantity):
            held = None
    if held is None:
        scene.quantities.append(quantity)
    elif held.value == quantity.value:
        return
    elif "weak" in (held.item, quantity.item) and held.item != quantity.item:
        # Munitions beside unexploded ordnance are another matter, whichever comes first.
        weak, sure = (quantity, held) if quantity.item == "weak" else (held, quantity)
        scene.quantities.remove(held)
        scene.quantities += [sure, as_other(weak)]
    elif is_same(held, quantity):
        if _digits(quantity.value) > _digits(held.value):
            scene.quantities[scene.quantities.index(held)] = quantity
    elif held in group.quantities:
        if measure is Measure.AREA:
            return
        scene.doubts.append(("category-twice", held, quantity))
        if before is not None and before.value == quantity.value:
            return  # the slip repeats the number before it
        scene.quantities.remove(held)
        scene.spoiled.add(measure)


# --- periods ------------------------------------------------------------------------------------


def _without_doubles(times: Sequence[Time]) -> list[Time]:
    """A sentence's periods; a word such as "last week" beside its dates is left out."""
    stated = {time.grain for time in times if time.role is Role.STATED}
    kept = []
    for time in times:
        if time.role in (Role.RELATIVE, Role.ANAPHOR):
            if time.grain in stated or (time.grain is Grain.WEEK and stated & LIKE_WEEKS):
                continue
        kept.append(time)
    return kept


def _is_same_time(a: Time, b: Time) -> bool:
    if a is b:
        return True
    if a.period.start is not None or b.period.start is not None:
        if (a.period.start, a.period.end) == (b.period.start, b.period.end):
            return (a.role is Role.TOTAL) == (b.role is Role.TOTAL)
    if Role.TOTAL in (a.role, b.role):
        return a.role is b.role and all(
            one == other or None in (one, other)
            for one, other in (
                (a.period.since, b.period.since),
                (a.period.end, b.period.end),
            )
        )
    if a.stamp is not None and a.stamp == b.stamp:
        return True
    relative = Role.RELATIVE in (a.role, b.role) and a.grain is not Grain.DAY
    return relative and a.grain is b.grain and None in (a.period.start, b.period.start)


def _better(a: Time, b: Time) -> Time:
    """Of two words for one period the one that fixes more."""
    if a.period.start is None and b.period.start is not None:
        return b
    if a.role is not Role.STATED and b.role is Role.STATED:
        return b
    return b if a.period.since is None and b.period.since is not None else a


def _nearest(page: Page, group: Group, live: Sequence[Time], groups: Sequence[Group]) -> Time:
    return min(live, key=lambda time: (_distance(page, group, time, groups), time.first))


def _distance(page: Page, group: Group, time: Time, groups: Sequence[Group]) -> float:
    """How far a period is from figures: signs and other figures between count more than words."""
    low, high = (time.end, group.first) if time.first < group.first else (group.end, time.first)
    words = [atom.text for atom in page.atoms[low:high]]
    crossed = sum(low <= other.first < high for other in groups if other is not group)
    cost = 100 * words.count(";") + 3 * crossed + len(words) / 100
    after = time.first > group.first
    return cost + (0.9 * words.count(",") + 0.2 if after else 0.3 * words.count(","))
