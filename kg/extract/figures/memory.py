"""What a text has told so far, and what waits for figures to come: periods and lists of places."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import islice
from typing import Final

from kg.extract.figures.scene import Scene
from kg.extract.figures.scenetimes import (
    as_period,
    is_history,
    is_part_in_time,
    is_since,
    up_to,
)
from kg.extract.figures.sentence import Sentence
from kg.extract.figures.timeties import is_same_time
from kg.extract.places.place import Place
from kg.extract.places.wholes import is_called_province
from kg.extract.text.page import Page
from kg.extract.times.times import Grain, Role, Time
from kg.model import Span

__all__ = ["Memory"]

HELD: Final = 2
"""Sentences for which places wait for the figures that belong to them."""
ANSWERED: Final = 2
"""Sentences within which it is told what was found when calls were answered."""
MANY: Final = 3
"""A sentence without figures that names so many districts says where the work was done."""
REGIONS: Final = ("region", "oblast", "oblasti", "province", "governorate")
"""How the names of regions end, folded."""
BACK: Final = 30
"""Scenes looked back at; it bounds the work that a text without end can cause."""


class Memory:
    """The scenes told, the one being told, and what sentences without figures have said."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.scenes: list[Scene] = []
        self.current: Scene | None = None
        self.waiting: Time | None = None
        self.waiting_until = 0
        """The last sentence in which the waiting period may be taken."""
        self.since: tuple[Time, int] | None = None
        """The last beginning told in a sentence without figures, and that sentence."""
        self.places: Sequence[Place] = ()
        """The places named last, for what was done "there"."""
        self.shared: set[int] = set()
        """The first atoms of the places in which a part lies of what was told."""
        self.region: Sequence[Place] = ()
        """The region named last, if it was named alone, for what was done "in the region"."""
        self.bodies: Set[str] = frozenset()
        """The bodies that the sentence before names."""
        self.located = -1
        """The last sentence that did nothing but say where the work told last was."""
        self.about = 0
        """The last sentence about the work told last: its figures, or a part of them."""
        self.held: Sequence[Place] = ()
        self.held_until = 0
        self.held_evidence: list[Span] = []
        self.held_doers: Set[str] = frozenset()
        self.held_in_passing = False
        """Whether the places held may be but those where something else of the work was."""
        self.refers: Sequence[Scene] = ()
        """The scenes told before whose places those held are, if no figures behind take them."""
        self.is_headed = False
        """Whether the places held head a paragraph, and so hold to its end."""
        self.opened = 0
        """How many scenes were told before that paragraph."""

    def recent(self) -> Sequence[Scene]:
        """The scenes told last, the latest first; under a heading those told under it."""
        told = len(self.scenes) - self.opened
        return list(islice(reversed(self.scenes), min(BACK, told)))

    def remember(self, sentence: Sentence) -> None:
        """Keep whom and what a sentence names for those that say "they", "there", "the region"."""
        goes_on = sentence.shares == "of" or (sentence.is_of_land and sentence.goes_on)
        goes_on = goes_on and self.about == sentence.number - 1
        if sentence.results or goes_on:
            self.about = sentence.number
        self.bodies = sentence.named_bodies
        if sentence.districts:
            self.places = sentence.places
        regions = [place for place in sentence.places if place.is_district and _is_region(place)]
        if regions:
            self.region = regions if len(regions) == 1 else ()

    def wait(self, time: Time, until: int) -> None:
        """Keep a period for the figures of the sentences up to one."""
        self.waiting, self.waiting_until = time, until

    def no_figures(self, sentence: Sentence) -> None:
        """Take in a sentence without figures: its period, or its places."""
        if sentence.heads is not None:
            self._head(sentence, sentence.heads)
            return
        if _is_beside_work(sentence):
            return
        more = self._with_more(sentence)
        if more is not None:
            self._lay([more], sentence.places, sentence.span, sentence.number)
            return
        self._hold_meant(sentence)
        waits = not is_history(sentence) and self._period_waits(sentence)
        if waits and sentence.districts:
            self._hold(sentence)
            return
        total = next((time for time in sentence.times if time.role is Role.TOTAL), None)
        if total is not None:
            if "total" in sentence.cues and self.current is not None:
                self.wait(total, sentence.number + 1)
            if sentence.districts:
                self._hold(sentence)
            return
        if sentence.places and not sentence.is_table:
            self._only_places(sentence)

    def _only_places(self, sentence: Sentence) -> None:
        """Take in a sentence of places without figures and periods."""
        mined = sentence.cues & {"danger", "laid"}
        listed = (sentence.districts >= MANY and not mined) or sentence.lists_work
        if listed or self._is_about_last(sentence):
            self._where(sentence)
        elif sentence.districts and sentence.names_work:
            self._hold(sentence)
            self.held_in_passing = not sentence.says_where

    def _period_waits(self, sentence: Sentence) -> bool:
        """Let the period of a sentence wait for figures, or give it to those just told."""
        since = [t for t in sentence.times if t.role is Role.TOTAL and t.period.start is not None]
        for time in sentence.times:
            if time.role not in (Role.STATED, Role.RELATIVE):
                continue
            if time.period.start is None and since:
                continue  # "in its report for the past year … 1,800 visits from September 27"
            single = time.role is Role.STATED and time.grain not in (Grain.WEEK, Grain.OTHER)
            if single and sentence.says_start:
                continue
            tells = "done" in sentence.cues or sentence.says_results or sentence.lists_work
            if time.grain in (Grain.DAY, Grain.YEAR) and not tells:
                relative = time.role is Role.RELATIVE and "decoy" in sentence.kinds
                if relative or (time.grain is Grain.DAY and sentence.tells_sorties):
                    self.wait(time, sentence.number + ANSWERED)
                    return True  # "Over the past day they went out 12 times"
                continue
            if not single and (tells or not sentence.tells_else) and self.awaited(time):
                continue
            ends = sentence.says_end and time.grain is Grain.DAY
            self.wait(up_to(time) if ends else time, len(self.page.sentences))
            return True
        if since and not self.scenes and self.waiting is None:
            self.wait(as_period(since[0]), len(self.page.sentences))
            return True
        return False

    def awaited(self, time: Time) -> bool:
        """Give a period to the scene just told without one; whether it was so."""
        scene = self.current
        if scene is None or scene.total:
            return False
        if scene.time is not None and scene.time.role is not Role.ANAPHOR:
            return False
        for other in self.scenes[-BACK:]:
            if other is scene or (other.time is None and not other.total and other.has_districts):
                other.time = time
                other.evidence.append(self.page.sentence(time.span))
        return True

    def _is_about_last(self, sentence: Sentence) -> bool:
        """Whether a sentence goes on about the work just told, and so says where it was.

        Whatever its verb is: it stands right behind the figures and has no other matter.
        """
        told = sentence.number - 1 in (self.about, self.located)
        if not (self.scenes and sentence.goes_on and told):
            return False
        last = self._told_last()
        whole = last.total or (last.national and not sentence.opens_with_land)
        if whole or last.is_of_others(sentence.doers) or (sentence.says_now and last.is_over):
            return False
        if any(last.time is None or not is_same_time(time, last.time) for time in sentence.times):
            return False
        if last.is_placed:
            more = self.located == sentence.number - 1 and sentence.names_work
            more = more and not self.opens_paragraph(sentence)
            return "done" not in sentence.cues and (more or last.is_refined_by(sentence.places))
        return bool(sentence.districts) and (
            sentence.names_work or sentence.opens_with_land or sentence.shares == "largest"
        )

    def _told_last(self) -> Scene:
        """The work told last, not what it is compared with, nor what a month of it gave."""
        last, current = self.scenes[-1], self.current
        if current is not None and last.compared and current.sentences == last.sentences:
            return current
        before = self.scenes[-2] if len(self.scenes) > 1 else last
        near = before.sentences[-1:] and last.sentences[0] - before.sentences[-1] <= 1
        return before if near and is_part_in_time(last, before) else last

    def opens_paragraph(self, sentence: Sentence) -> bool:
        """Whether a line begins with a sentence."""
        text, start = self.page.report.text, sentence.span.start
        return "\n" in text[max(0, start - 2) : start]

    def _where(self, sentence: Sentence) -> None:
        """A sentence of places only: they belong to the last work told without places."""
        if not self.scenes:
            self._hold(sentence)
            return
        bare = [s for s in self.recent() if not (s.is_placed or s.is_apart)]
        if self._told_last() is not self.scenes[-1]:
            bare = [s for s in bare if s is not self.scenes[-1]]
        if sentence.says_now:
            bare = [s for s in bare if not s.is_over]
        scene = next((scene for scene in bare if not scene.total), None)
        last = self._told_last()
        near = sentence.number - self.about == 1 and last.is_refined_by(sentence.places)
        if near or self.located == sentence.number - 1:
            scene = last
        if scene is not last and not (sentence.lists_work or sentence.districts >= MANY):
            scene = None
        if scene is None and sentence.lists_work and bare[:1] == [last]:
            scene = bare[0]
        told = () if scene is None else (scene, *_surveyed_with(scene, bare))
        if told and self.opens_paragraph(sentence):
            self._hold(sentence)
            self.refers = told
            return
        self._lay(told, sentence.places, sentence.span, sentence.number)

    def _with_more(self, sentence: Sentence) -> Scene | None:
        """The work told with places of which a sentence says more: "They also searched in Lachin".

        It is that told last, or that of the period which the sentence names.
        """
        near = sentence.number - 1 in (self.about, self.located) and sentence.names_work
        if not (sentence.says_more and (near or sentence.lists_work)):
            return None
        for scene in self.recent():
            times = [time for time in sentence.times if scene.time is not None]
            same = all(is_same_time(time, scene.time) for time in times if scene.time is not None)
            if same and scene.is_placed and not (scene.total or scene.compared):
                return scene
        return None

    def _lay(self, told: Sequence[Scene], places: Sequence[Place], span: Span, number: int) -> None:
        """Give the places of a sentence to what was told before it."""
        for scene in told:
            self.located = number
            scene.place(places)
            scene.evidence.append(span)

    def leave_compared(self) -> None:
        """Go on, in another paragraph, about the work that was compared with what was told last."""
        current = self.current
        if current is not None and current.compared and not current.total:
            self.current = next((s for s in self.recent() if not s.compared), current)

    def refer_back(self) -> None:
        """Give the places that open a paragraph to what stands before it: no figures took them."""
        if self.refers:
            refers, number = self.refers, self.held_until - HELD
            self.refers = ()
            self._lay(refers, self.held, self.held_evidence[0], number)
            self.held = ()

    def take_held(self, scene: Scene) -> None:
        """Give a scene the places that wait, if it has none or finer ones of their province."""
        apart = scene.compared or scene.is_of_others(self.held_doers)
        if self._is_running(scene) or not self.held or apart:
            return
        finer = any(place.is_district and not place.is_province for place in scene.places)
        named = [place for place in self.held if place.is_district]
        provinces = all(p.is_province and is_called_province(self.page, p) for p in named)
        if not scene.has_districts or (finer and provinces):
            scene.is_guessed = self.held_in_passing and not scene.has_districts
            scene.locate(self.held)
            scene.evidence += self.held_evidence
            self.refers = ()
            if not (finer or self.is_headed):
                self.held = ()

    def _is_running(self, scene: Scene) -> bool:
        """Whether it is a total of more than the work just told of: "since 2020", "in Laos"."""
        if not scene.total or scene.national or scene.time is None:
            return scene.national or (scene.total and self.scenes != [scene])
        years = scene.time.grain is Grain.YEAR or scene.time.period.start is None
        return years or not is_since(scene.time) or self.scenes != [scene]

    def _head(self, sentence: Sentence, until: int) -> None:
        """Begin a paragraph of a place: what is told up to its end was done there."""
        self.leave_held()
        self._hold(sentence, until - sentence.number)
        self.is_headed, self.opened, self.current = True, len(self.scenes), None

    def leave_held(self) -> None:
        """Forget the places held; with them, the paragraph that they head."""
        self.refer_back()
        self.held, self.is_headed, self.opened = (), False, 0

    def _hold_meant(self, sentence: Sentence) -> None:
        """Keep the places named before for the work told next: "They worked there from May on"."""
        if sentence.says_there and sentence.names_work and not sentence.places:
            self._hold(sentence, places=self.places)

    def _hold(
        self, sentence: Sentence, reach: int = HELD, places: Sequence[Place] | None = None
    ) -> None:
        """Keep the places of a sentence, or those that it means, for the work that is told next."""
        self.refer_back()
        self.held = sentence.places if places is None else places
        self.held_until = sentence.number + reach
        self.held_evidence, self.held_doers = [sentence.span], sentence.doers
        self.held_in_passing = False


def _is_beside_work(sentence: Sentence) -> bool:
    """Whether a sentence tells of accidents, plans, land given back or another matter."""
    listed = sentence.districts >= MANY and sentence.says_where
    says_where = listed or sentence.lists_work or sentence.opens_with_land
    returned = "back" in sentence.cues and "done" not in sentence.cues and not says_where
    return returned or bool(sentence.cues & {"victim", "plan", "aim"}) or sentence.is_aside


def _surveyed_with(scene: Scene, others: Sequence[Scene]) -> Sequence[Scene]:
    """What was surveyed where a scene was cleared in the same period, or the other way round."""
    return [
        other
        for other in others
        if other.surveyed != scene.surveyed
        and scene.time is not None
        and other.time is not None
        and is_same_time(scene.time, other.time)
    ]


def _is_region(place: Place) -> bool:
    """Whether a place is a region by its name, or a province."""
    return place.is_province or place.name.endswith(REGIONS)
