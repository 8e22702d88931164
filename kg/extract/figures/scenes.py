"""Which figures belong together: one scene for each period, place and doer.

A text is walked sentence by sentence. A figure takes the period of its own sentence, else that
of the scene being told, else one named just before or just after. The same period named again
is the same scene; what is told twice is kept in its more exact form.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from kg.extract.figures.belonging import Belonging, is_anothers
from kg.extract.figures.scene import Scene, is_done_before, is_perfect
from kg.extract.figures.scenetimes import (
    ended,
    is_of_figures_before,
    is_since,
)
from kg.extract.figures.sentence import Sentence
from kg.extract.figures.shares import is_allotted, is_part_of, is_share
from kg.extract.figures.standing import Group
from kg.extract.figures.timeties import is_bracketed, nearest, owned
from kg.extract.places.place import Place
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK
from kg.extract.times.times import Grain, Role, Time
from kg.model import Measure

__all__ = ["tell"]


def tell(
    page: Page, sentences: Sequence[Sentence], parts: Set[int] = frozenset()
) -> tuple[Scene, ...]:
    """The scenes of a page; figures at the first atoms ``parts`` divide what is told before."""
    teller = _Teller(page, parts)
    for sentence in sentences:
        teller.hear(sentence)
    teller.refer_back()
    return tuple(teller.scenes)


class _Teller(Belonging):
    """A memory that makes the scenes of figures told."""

    def __init__(self, page: Page, parts: Set[int]) -> None:
        super().__init__(page)
        self.parts = parts

    def hear(self, sentence: Sentence) -> None:
        """Take in the next sentence."""
        if sentence.number > self.waiting_until:
            self.waiting = None
        if self.opens_paragraph(sentence):
            self.refer_back()
            self.leave_compared()
        if sentence.number > self.held_until:
            self.leave_held()
        if sentence.results:
            self._figures(sentence)
        elif not sentence.groups or sentence.opens_with_land:
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
        live = [self.begun(ended(time, sentence), sentence.number) for time in sentence.live]
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
        beside = self.survey_beside(scene, group)
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
        scene = self.land_meant(sentence, group, time) or self.scene_for(group, time, sentence)
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
        if (own or _is_plain(scene, sentence, group)) and is_anothers(scene, sentence):
            return True
        if not scene.has_districts:
            return bool(own) and scene.doer is not None
        heads_row = any(self.page.texts[p.end : p.end + 1] == (":",) for p in own)
        return not heads_row and scene.lies_apart(own) and not scene.is_refined_by(own)

    def _meant(self, sentence: Sentence, told: Sequence[Scene]) -> Sequence[Place]:
        """The places named before that a sentence without places of its own means."""
        if sentence.says_region and not sentence.places and self.region:
            return self.region
        if sentence.says_there and not any(place.is_district for place in sentence.places):
            return self.places
        return self._same_places(told) if sentence.same_places else ()

    def _same_places(self, told: Sequence[Scene]) -> Sequence[Place]:
        before = (s for s in self.recent() if s.has_districts and s not in told)
        return next((scene.places for scene in before), ())


def _is_plain(scene: Scene, sentence: Sentence, group: Group) -> bool:
    """Whether it is said who worked in a scene and who found other items than it has.

    "MAG cleared 21 hectares in Herat. OMAR destroyed 300 mines": who "has destroyed" them may be
    summed up.
    """
    both = bool(scene.doers and sentence.doers)
    return both and scene.lacks(group) and "perfect" not in group.cues


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
