"""Which figures belong together: one scene for each period, place and doer.

A text is walked sentence by sentence. A figure takes the period of its own sentence, else that
of the scene being told, else one named just before or just after. The same period named again
is the same scene; what is told twice is kept in its more exact form.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final

from kg.extract.figures.parts import Parts
from kg.extract.figures.scene import Scene, is_done_before, is_open, is_perfect, is_report
from kg.extract.figures.scenetimes import (
    begin_apart,
    ended,
    is_of_figures_before,
    is_since,
)
from kg.extract.figures.sentence import Sentence
from kg.extract.figures.shares import is_allotted, is_part_of, is_share
from kg.extract.figures.standing import Group, Standing
from kg.extract.figures.timeties import better, is_bracketed, is_same_time, nearest, owned
from kg.extract.places.place import Place
from kg.extract.text.lexicon import folded
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK
from kg.extract.times.times import Grain, Role, Time
from kg.model import Measure

__all__ = ["tell"]

PARTING: Final = frozenset({";", *folded("figures", "parting")})
"""Words and signs after which a sentence tells of another's work."""


def tell(
    page: Page, sentences: Sequence[Sentence], parts: Set[int] = frozenset()
) -> tuple[Scene, ...]:
    """The scenes of a page; figures at the first atoms ``parts`` divide what is told before."""
    teller = _Teller(page, parts)
    for sentence in sentences:
        teller.hear(sentence)
    return tuple(teller.scenes)


class _Teller(Parts):
    """A memory that makes the scenes of figures told."""

    def __init__(self, page: Page, parts: Set[int]) -> None:
        super().__init__(page)
        self.parts = parts

    def hear(self, sentence: Sentence) -> None:
        """Take in the next sentence."""
        if sentence.number > self.waiting_until:
            self.waiting = None
        if sentence.number > self.held_until:
            self.leave_held()
        if sentence.results:
            self._figures(sentence)
        elif not sentence.groups:
            self.no_figures(sentence)
        elif not self.scenes:
            stated = [time for time in sentence.times if time.role is Role.STATED]
            if stated:
                self.wait(stated[0], sentence.number + 1)
        if not sentence.results:
            since = next((time for time in sentence.times if is_since(time)), None)
            self.since = None if since is None else (since, sentence.number)
        self.remember(sentence)

    # --- a sentence with figures

    def _figures(self, sentence: Sentence) -> None:
        told: list[tuple[Scene, Group]] = []
        live = [self._opened(ended(time, sentence), sentence.number) for time in sentence.live]
        whole = self.current
        for group in sentence.results:
            if self._is_told(whole, sentence, group):
                continue
            time = sentence.time_of(group)
            own = owned(self.page, live, group, sentence.results)
            if time is None and own:
                time = nearest(self.page, group, own, sentence.results)
            if time is not None and is_of_figures_before(time, group, sentence):
                time = None
            if time is not None and time.grain is Grain.YEARS and is_perfect(group):
                time = time._replace(role=Role.TOTAL)  # "over the past four years … have been"
            if time is not None and time.role is Role.TARGET:
                if not is_done_before(group, time):
                    continue
                time = None
            scene = self._told_in(sentence, group, time, told)
            if scene is None:
                self._part(sentence, group)
                continue
            beside = self._beside_in(sentence, scene, group)
            beside.add(group, sentence.span)
            beside.bodies |= sentence.named_bodies or (set() if beside.bodies else self.bodies)
            beside.doers |= sentence.doers
            beside.national = beside.national or sentence.is_national
            if not (told and self._is_compared(group, time)):
                self.current = scene  # what others are compared with is not told on
            told.append((beside, group))
            self.waiting = None
        self._locate(sentence, told)

    def _part(self, sentence: Sentence, group: Group) -> None:
        """Tell some figures as a part: apart, if it is said to lie in places of its own."""
        whole = self.current
        if whole is not None and is_part_of(whole, sentence, group):
            self.tell_share(whole, sentence, group)
        else:
            self.part(sentence)

    def _is_compared(self, group: Group, time: Time | None) -> bool:
        """Whether some figures are what others are compared with: nothing of them is told on."""
        return "versus" in group.cues or (time is not None and is_bracketed(self.page, time, group))

    def _locate(self, sentence: Sentence, told: Sequence[tuple[Scene, Group]]) -> None:
        """Give the scenes of a sentence the places that it names or means."""
        same = self._meant(sentence, [scene for scene, _ in told])
        for scene, group in told:
            if "fraction" not in group.cues and not _is_of_others(scene, sentence, group):
                scene.locate(same or self.unshared(sentence.places_of(group)))
            self.take_held(scene)

    def _beside_in(self, sentence: Sentence, scene: Scene, group: Group) -> Scene:
        """The scene itself, or one for land only surveyed, whose places may be those of both."""
        beside = self._survey_beside(scene, group)
        if beside is not scene and sentence.says_where and not scene.has_districts:
            scene.locate(sentence.places_of(group))  # "They came from …; 73 ha were inspected"
        return beside

    def _is_told(self, whole: Scene | None, sentence: Sentence, group: Group) -> bool:
        """Tell figures as a part of what was told before; whether they are one."""
        if group.first in self.parts or self._is_allotted(sentence, group):
            self.part(sentence)
            return True
        if whole is not None and is_share(whole, sentence, group):
            self.tell_share(whole, sentence, group)
            return True
        return False

    def _is_allotted(self, sentence: Sentence, group: Group) -> bool:
        """Whether a place is said to have some figures of what was told: "Aghdam took 40 ha"."""
        whole = self.current
        if whole is None or not whole.exceeds(group) or not sentence.places:
            return False
        return is_allotted(self.page.keys, sentence, group)

    def _told_in(
        self,
        sentence: Sentence,
        group: Group,
        time: Time | None,
        told: Sequence[tuple[Scene, Group]],
    ) -> Scene | None:
        """The scene of some figures; ``None`` for parts of what was told."""
        if group.first in sentence.order.numbers:
            return self.in_order(sentence, group, time, told)
        scene = self._land_meant(sentence, group, time) or self._scene(group, time, sentence)
        apart = scene is None and self.is_apart(sentence, group, told)
        if apart or _is_elsewhere(sentence, group, scene, told):
            scene = self.new(time or told[-1][0].time, total=told[-1][0].total)
        if scene is not None and self._goes_elsewhere(scene, sentence, group):
            scene = self.new(scene.time, total=scene.total)
        scene = scene or self.share_of(sentence, group) or self.row(sentence, group)
        if scene is not None and not scene.quantities:
            if len(sentence.results) > 1:
                scene.doer = scene.doer or sentence.doer_of(group)
            scene.whole = scene.whole or self.whole_of(scene, sentence, group)
        return scene

    def _land_meant(self, sentence: Sentence, group: Group, time: Time | None) -> Scene | None:
        """The land just told of, if a sentence says when it was cleared: "cleared it from May"."""
        told = self.current
        if not sentence.says_it or told is None or told.total or told.has(Measure.AREA) is None:
            return None
        if time is None or time.role is not Role.STATED or not told.fits(group):
            return None
        if sentence.number - told.sentences[-1] > 1 or told.is_in(sentence.number):
            return None
        told.time = time
        return told

    def _goes_elsewhere(self, scene: Scene, sentence: Sentence, group: Group) -> bool:
        """Whether a later sentence tells of other items in other places than those of a scene."""
        own = [place for place in sentence.places_of(group) if place.is_district]
        more = scene.has_districts and scene.lacks(group)
        if scene.is_in(sentence.number) or (scene.total and not more):
            return False
        if scene.has_part_in(own) and scene.lacks(group):
            return True  # "cleared in Aghdam and Lachin. In Lachin 12 mines were found"
        if group.cues.isdisjoint(WORK):
            return False
        if own and _is_anothers(scene, sentence):
            return True
        if not scene.has_districts:
            return bool(own) and scene.doer is not None
        heads_row = any(self.page.texts[p.end : p.end + 1] == (":",) for p in own)
        return not heads_row and scene.lies_apart(own) and not scene.is_refined_by(own)

    def _scene(self, group: Group, time: Time | None, sentence: Sentence) -> Scene | None:
        if time is None:
            return self._scene_without_time(group, sentence, sentence.times)
        if time.role is Role.ANAPHOR:
            return self._scene_without_time(group, sentence, [time])
        return self._scene_of(time, group, sentence)

    def _opened(self, time: Time, number: int) -> Time:
        """What "to date" ends, if a period since a day was just named: "Since January 4 …"."""
        waiting = self.waiting
        if time.role is Role.RELATIVE and waiting is not None and waiting.role is Role.STATED:
            months = time.grain is waiting.grain is Grain.MONTH
            return waiting if months else time  # "the bulletin for May … over the past month"
        if time.role is not Role.TOTAL or time.period.since is not None:
            return time
        if self.since is not None and self.since[1] == number - 1 and time.period.end is None:
            return self.since[0]
        if waiting is None:
            return time
        same_end = waiting.grain is Grain.OTHER and waiting.period.end == time.period.end
        return waiting if same_end else time

    def _survey_beside(self, scene: Scene, group: Group) -> Scene:
        """The scene itself, or one of the same period for land that was only surveyed."""
        apart = group.standing is Standing.SURVEYED and scene.quantities and not scene.surveyed
        if group.standing is Standing.DONE and scene.surveyed and "done" in group.cues:
            apart = all(quantity.item != "area" for quantity in group.quantities)
        if not apart or scene.is_in(group.sentence) or scene.total:
            return scene
        for other in self.recent():
            if other.surveyed != scene.surveyed and other.time is scene.time:
                return other
        return self.new(scene.time, total=False)

    def _meant(self, sentence: Sentence, told: Sequence[Scene]) -> Sequence[Place]:
        """The places named before that a sentence without places of its own means."""
        if sentence.says_region and not sentence.places and self.region:
            return self.region
        if sentence.says_there and not sentence.places:
            return self.places
        return self._same_places(told) if sentence.same_places else ()

    def _same_places(self, told: Sequence[Scene]) -> Sequence[Place]:
        before = (s for s in self.recent() if s.has_districts and s not in told)
        return next((scene.places for scene in before), ())

    # --- scenes

    def _scene_of(self, time: Time, group: Group, sentence: Sentence) -> Scene | None:
        for scene in self.recent():
            if scene.time is not None and is_same_time(scene.time, time):
                if scene.fits(group):
                    scene.time = better(scene.time, time)
                    return scene
                if scene.differs_in_work(group):
                    other = self._other_work(scene)
                    return other if other.fits(group) else self._in_conflict(other, group, time)
                if scene.total == (time.role is Role.TOTAL):
                    return self._in_conflict(scene, group, time)
        vague = all(q.measure is Measure.OTHER for q in group.quantities)
        pending = self.current
        may_wait = pending is not None and time.role is not Role.TOTAL and not vague
        may_wait = may_wait and pending is not None and not pending.is_aside
        if pending is not None and may_wait:
            own = [place for place in sentence.places_of(group) if place.is_district]
            may_wait = not (pending.lies_apart(own) or (own and _is_anothers(pending, sentence)))
        fits = pending is not None and all(map(pending.fits, sentence.results))
        if may_wait and fits and self.awaited(time):
            return pending
        return self.new(time, total=time.role is Role.TOTAL)

    def _scene_without_time(
        self, group: Group, sentence: Sentence, times: Sequence[Time]
    ) -> Scene | None:
        own = (time for time in times if not is_of_figures_before(time, group, sentence))
        anaphor = next((time for time in own if time.role is Role.ANAPHOR), None)
        if "total" in group.cues and anaphor is None:
            scene = self.new(None, total=True)
            scene.stands = True
            return scene
        if self.waiting is not None:
            return self._scene_that_waits(self.waiting, group, sentence)
        if self.since is not None and "perfect" in group.cues and anaphor is None:
            since, number = self.since
            if number == sentence.number - 1:  # "at work since 1994. It has destroyed …"
                return self._scene_that_waits(since, group, sentence)
        if anaphor is not None:
            for scene in self.recent():
                same = scene.time is not None and scene.time.grain is anaphor.grain
                if same and scene.fits(group):
                    return scene
            if self._is_longer(anaphor):
                self.current = None  # "over the year" beside what was told of a month
        if self.current is None:
            area = any(quantity.item == "area" for quantity in group.quantities)
            summed = is_perfect(group) or (
                "sum" in group.cues and (area or "perfect" in group.cues)
            )
            summed = summed and not sentence.is_of_site
            return self.new(anaphor, total=anaphor is None and summed)
        return self._beside(self.current, group)

    def _is_longer(self, anaphor: Time) -> bool:
        """Whether "over the year" goes beyond the month or the week just told of."""
        told = None if self.current is None else self.current.time
        short = told is not None and told.grain in (Grain.DAY, Grain.WEEK, Grain.MONTH)
        return short and anaphor.grain is Grain.YEAR

    def _scene_that_waits(self, time: Time, group: Group, sentence: Sentence) -> Scene | None:
        self.waiting = None
        scene = self._scene_of(time, group, sentence)
        if scene is not None:
            scene.evidence.append(self.page.sentence(time.span))
        return scene

    def _in_conflict(self, scene: Scene, group: Group, time: Time | None) -> Scene | None:
        """Figures that differ from those told: a total, a part, or another's work."""
        if scene.tells(group):
            return None
        if scene.is_in(group.sentence) and scene.weighs_area(group):
            return scene if scene.has(Measure.AREA) is None else None
        smaller = scene.exceeds(group)
        summed = "sum" in group.cues and (time is None or scene.is_in(group.sentence))
        if not smaller and (summed or (time is None and is_perfect(group))):
            return self.new(None, total=True)  # "… in 2024; in total it is 180,000 hectares"
        if smaller and is_report(group) and not scene.is_in(group.sentence):
            return self.new(time or scene.time, total=scene.total)
        own = bool(group.cues & WORK) and not self._in_one_clause(scene, group)
        own = own or begin_apart(scene.time, time)
        if "subset" in group.cues or (smaller and not own):
            return None
        return self.new(time or (None if is_open(scene) else scene.time), total=scene.total)

    def _beside(self, scene: Scene, group: Group) -> Scene | None:
        """The scene of figures that name no period, beside those told last."""
        summed = {"perfect", "sum"} <= group.cues and not scene.is_in(group.sentence)
        if summed and not scene.total and not scene.tells(group):
            return self.new(None, total=True)
        if "sum" in group.cues and self.ends_row(scene) and not scene.is_in(group.sentence):
            return self.sum_of(scene)
        if scene.fits(group):
            return scene
        if scene.differs_in_work(group):
            other = self._other_work(scene)
            return other if other.fits(group) else self._in_conflict(other, group, None)
        return self._in_conflict(scene, group, None)

    def _other_work(self, scene: Scene) -> Scene:
        """The scene of one period for land surveyed beside land cleared, or the other way."""
        for other in self.recent():
            if other.time is scene.time and other.surveyed != scene.surveyed:
                return other
        return self.new(scene.time, total=scene.total)

    def _in_one_clause(self, scene: Scene, group: Group) -> bool:
        """Whether the last figures of a scene stand before a list, no semicolon between."""
        if not scene.is_in(group.sentence):
            return False
        low = max((q.end for q in scene.quantities if q.end <= group.first), default=group.first)
        return all(atom.key not in PARTING for atom in self.page.atoms[low : group.first])


def _is_anothers(scene: Scene, sentence: Sentence) -> bool:
    """Whether a later sentence tells of another body's work than a scene.

    Where it is not clear who works, those named count, as long as the scene has no places.
    """
    if scene.is_in(sentence.number):
        return False
    doers = sentence.doers or (() if scene.has_districts else sentence.named_bodies)
    others = scene.doers or scene.bodies
    return bool(doers and others) and others.isdisjoint(doers)


def _is_of_others(scene: Scene, sentence: Sentence, group: Group) -> bool:
    """Whether items told later were seized by the police or reported by callers."""
    later = sentence.number != scene.sentences[0]
    vague = all(quantity.measure is Measure.OTHER for quantity in group.quantities)
    return later and vague and sentence.tells_else


def _is_elsewhere(
    sentence: Sentence, group: Group, scene: Scene | None, told: Sequence[tuple[Scene, Group]]
) -> bool:
    """Whether figures behind a semicolon have other places than those of their scene before it."""
    if scene is None or not told:
        return False
    before = [
        other for known, other in told if known is scene and sentence.are_parted(other, group)
    ]
    if not before or not sentence.deals(group):
        return False
    here = {place.first for place in sentence.places_of(group)}
    there = {place.first for other in before for place in sentence.places_of(other)}
    return bool(there) and here.isdisjoint(there)
