"""To which scene some figures belong: one told before, one of their period, or a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.extract.figures.parts import Parts
from kg.extract.figures.scene import Scene, is_open, is_perfect, is_report
from kg.extract.figures.scenetimes import begin_apart, is_of_figures_before
from kg.extract.figures.sentence import Sentence
from kg.extract.figures.standing import Group, Standing
from kg.extract.figures.timeties import better, is_same_time
from kg.extract.text.lexicon import folded
from kg.extract.text.vocabulary import WORK
from kg.extract.times.times import Grain, Role, Time
from kg.model import Measure

__all__ = ["Belonging", "is_anothers"]

PARTING: Final = frozenset({";", *folded("figures", "parting")})
"""Words and signs after which a sentence tells of another's work."""


class Belonging(Parts):
    """A memory that finds or makes the scene of some figures."""

    def scene_for(self, group: Group, time: Time | None, sentence: Sentence) -> Scene | None:
        """The scene of figures that have a period, or none; ``None`` for parts of what was told."""
        if time is None:
            return self._scene_without_time(group, sentence, sentence.times)
        if time.role is Role.ANAPHOR:
            return self._scene_without_time(group, sentence, [time])
        return self._scene_of(time, group, sentence)

    def land_meant(self, sentence: Sentence, group: Group, time: Time | None) -> Scene | None:
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

    def begun(self, time: Time, number: int) -> Time:
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

    def survey_beside(self, scene: Scene, group: Group) -> Scene:
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
            may_wait = not (pending.lies_apart(own) or (own and is_anothers(pending, sentence)))
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
        return self._beside(_gone_on(self.current, sentence), group)

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


def _gone_on(scene: Scene, sentence: Sentence) -> Scene:
    """The work with which a sentence goes on that names nobody: behind a body's part, the whole.

    "MAG cleared 120 of the 400 hectares. 93 mines were found."
    """
    return scene if scene.is_in(sentence.number) or sentence.doers else scene.root


def is_anothers(scene: Scene, sentence: Sentence) -> bool:
    """Whether a later sentence tells of another body's work than a scene.

    As long as the scene has no places, those that are but named count where it is not clear who
    works.
    """
    if scene.is_in(sentence.number):
        return False
    if scene.has_districts:
        return scene.is_of_others(sentence.doers)
    doers, others = sentence.doers or sentence.named_bodies, scene.doers or scene.bodies
    return bool(doers and others) and others.isdisjoint(doers)
