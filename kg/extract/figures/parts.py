"""Parts of what was told: of a body, of a place, of each in an order; and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.extract.figures.memory import Memory
from kg.extract.figures.scene import Scene
from kg.extract.figures.scenetimes import is_before
from kg.extract.figures.sentence import Sentence
from kg.extract.figures.shares import places_of_share
from kg.extract.figures.standing import Group
from kg.extract.places.place import Place
from kg.extract.text.lexicon import folded
from kg.extract.times.times import Role, Time

__all__ = ["Parts"]

OF: Final = frozenset(folded("figures", "of_whole"))


class Parts(Memory):
    """A memory that makes the scenes of parts."""

    def new(self, time: Time | None, *, total: bool) -> Scene:
        """A scene of a period."""
        scene = Scene(time, total)
        last = self.scenes[-1].time if self.scenes else None
        scene.compared = not total and is_before(time, last)
        if time is not None:
            scene.evidence.append(self.page.sentence(time.span))
        self.scenes.append(scene)
        return scene

    def ends_row(self, part: Scene) -> bool:
        """Whether works of several bodies were told in one sentence, the last of them a part."""
        doers = {s.doer.text for s in self.recent() if s.doer and s.sentences == part.sentences}
        return part.doer is not None and len(doers) > 1

    def sum_of(self, part: Scene) -> Scene:
        """What bodies did together, told behind the parts of each: "In total 412 mines"."""
        scene = self.new(part.time, total=part.total)
        scene.compared = True
        return scene

    def in_order(
        self,
        sentence: Sentence,
        group: Group,
        time: Time | None,
        told: Sequence[tuple[Scene, Group]],
    ) -> Scene:
        """The scene of a figure that is told in the order of what it belongs to."""
        numbers, number = sentence.order.numbers, sentence.order.numbers[group.first]
        for scene, other in told:
            if numbers.get(other.first) == number:
                return scene
        whole = self.current
        time = time or self.waiting or (None if whole is None else whole.time)
        for scene in self.recent():
            if scene.tells(group) and scene.time is time:
                return scene
        total = time is not None and time.role is Role.TOTAL
        scene = self.new(time, total=total)
        scene.doer = sentence.doer_of(group)
        return scene

    def share_of(self, sentence: Sentence, group: Group) -> Scene | None:
        """The part of one body in what was told, where each body has a part of its own.

        The last part may be that of bodies without a name: "… and 400 ha by private companies".
        """
        told, doer = self.current, sentence.doer_of(group)
        apart = told is not None and not told.is_in(sentence.number)
        if doer is None and apart and "subset" in group.cues:
            doer = sentence.sole_doer(group)
        if doer is None and sentence.shares == "largest":
            doer = sentence.only_body or sentence.body_behind(group)
        if told is None or not (doer is not None or sentence.closes_row(group)):
            return None
        scene = self.new(told.time, total=told.total)
        scene.doer, scene.whole, scene.is_nameless = doer, told, doer is None
        return scene

    def whole_of(self, scene: Scene, sentence: Sentence, group: Group) -> Scene | None:
        """The work told before, of the same period, that a body's smaller figures are a part of."""
        whole = self.current
        while whole is not None and not whole.exceeds(group):
            whole = whole.whole
        if whole is None or whole is scene or whole.time is not scene.time or sentence.places:
            return None
        doer = sentence.doer_of(group) or sentence.sole_doer(group)
        return whole if doer is not None and doer is not whole.doer else None

    def is_apart(
        self, sentence: Sentence, group: Group, told: Sequence[tuple[Scene, Group]]
    ) -> bool:
        """Whether smaller figures are of other places: "40 ha in Basra and 30 ha in Ninewa"."""
        if not told or "subset" in group.cues or not sentence.deals(group):
            return False
        dealt = any(sentence.deals(before) for _, before in told)
        return told[-1][0].sentences == [sentence.number] and dealt

    def row(self, sentence: Sentence, group: Group) -> Scene | None:
        """What was done in another place, told in a sentence of its own like the one before."""
        told = self.current
        if told is None or told.parted or not told.has_districts:
            return None
        ends = [other.end for other in sentence.results]
        if any(self.page.atoms[end].key in OF for end in ends if end < len(self.page.atoms)):
            return None  # "Erbil has 40 hectares of it, Duhok 31 hectares"
        named = {place.name for place in told.places}
        own = [place for place in sentence.places_of(group) if place.is_district]
        apart = bool(own) and named.isdisjoint([place.name for place in own])
        if not apart or told.is_in(sentence.number) or told.is_refined_by(own):
            return None
        return self.new(told.time, total=told.total)

    def tell_share(self, whole: Scene, sentence: Sentence, group: Group) -> None:
        """Tell a part of what was told, in the places of its clause."""
        part = self.new(whole.time, total=whole.total)
        part.surveyed, part.share = whole.surveyed, True
        part.add(group, sentence.span)
        places = places_of_share(sentence, group)
        part.locate(places)
        self.shared.update(place.first for place in places)
        whole_told = sentence.shares == "each" or bool(sentence.rests)
        if whole_told and (whole.parted or not whole.has_districts):
            whole.parted = True
            whole.locate(sentence.places)

    def unshared(self, places: Sequence[Place]) -> Sequence[Place]:
        """The places that are not told of a part alone."""
        return [place for place in places if place.first not in self.shared]

    def part(self, sentence: Sentence) -> None:
        """The figures are parts of what was told: "Aden: 2,372; Hodeidah: 3"."""
        scene = self.current
        if scene is not None and (not scene.total or scene.is_in(sentence.number)):
            scene.parted = scene.parted or not scene.has_districts
            if scene.parted or scene.is_refined_by(sentence.places):
                scene.locate(sentence.places)
