"""Parts of what was told, each in its place: "By district: Aghdam 120 hectares, Tartar 74".

A part has figures smaller than those of the whole, told in an earlier sentence, and places in
its own clause. What is listed behind the whole in its own sentence is no part told apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from kg.extract.figures.quantities import Quantity
from kg.extract.figures.scene import Scene
from kg.extract.figures.standing import Group
from kg.extract.figures.timeties import is_same_time
from kg.extract.places.place import Place
from kg.extract.text.atoms import Atom
from kg.extract.text.lexicon import folded
from kg.extract.text.pieces import remembered
from kg.extract.text.vocabulary import Mark
from kg.extract.times.times import Role, Time

if TYPE_CHECKING:
    from kg.extract.figures.sentence import Sentence

__all__ = [
    "is_allotted",
    "is_part_of",
    "is_rest",
    "is_share",
    "places_of_share",
    "rests",
    "sharing",
]

REST: Final = folded("shares", "rest")
TOOK: Final = frozenset(folded("shares", "took"))
"""Verbs of places that have a part of what was told."""
REACH: Final = 3
"""Atoms between such a verb and its place or its figures."""
OPENING: Final = 3
"""Atoms of a sentence in which "of these" begins it."""


def sharing(words: Sequence[Mark], start: int) -> str | None:
    """How a sentence that begins at an atom tells of parts, as the word lists call it."""
    for word in words:
        how = word.senses.get("share")
        if how is not None and (how != "of" or word.first - start < OPENING):
            return how
    return None


def is_share(whole: Scene | None, sentence: Sentence, group: Group) -> bool:
    """Whether figures are a part of a whole told before, in a place of their own."""
    if whole is None or sentence.shares is None or whole.is_in(sentence.number):
        return False
    if any(time.role is Role.STATED and not _is_of(whole, time) for time in sentence.live):
        return False  # "In May our deminers cleared 31 hectares there, mainly ahead of building"
    pairs = [(whole.has(q.measure), q.value) for q in group.quantities]
    both = [(held.value, value) for held, value in pairs if held is not None]
    within = all(value <= held for held, value in both) and any(v < held for held, v in both)
    return within and bool(places_of_share(sentence, group))


def _is_of(whole: Scene, time: Time) -> bool:
    """Whether a period is that of a whole."""
    return whole.time is not None and is_same_time(whole.time, time)


def is_part_of(whole: Scene, sentence: Sentence, group: Group) -> bool:
    """Whether figures are said to be a part of those of their sentence, in a place of their own.

    "31,200 hectares were cleared, including 4,100 hectares in Jabrayil." So it is where no place
    stands before them: "31,200 hectares were cleared, 4,100 in Jabrayil".
    """
    if not whole.is_in(sentence.number):
        return False
    apart = all(map(_is_bare, group.quantities)) and sentence.places[:1]
    part = next((other for other in sentence.results if "subset" in other.cues), group)
    low = min(part.end, group.end)  # "of which 412 in Basra and 310 in Sinjar"
    if "subset" not in group.cues and not (apart and sentence.places[0].first >= low):
        return False
    return whole.exceeds(group) and bool(places_of_share(sentence, group))


def _is_bare(quantity: Quantity) -> bool:
    """Whether a number leaves out what it counts."""
    return not any(map(str.isalpha, quantity.figure.written))


def is_allotted(keys: Sequence[str], sentence: Sentence, group: Group) -> bool:
    """Whether a place took some figures, or the figures before them in its row."""
    ends = {place.end for place in sentence.places}
    first = group.first
    before = [other for other in sentence.groups if other.end < first]
    if first in ends and before:
        return is_allotted(keys, sentence, before[-1])
    took = next((at for at in range(first - REACH, first) if keys[at] in TOOK), None)
    if took is None:
        return False
    subject = range(took, took - REACH - 1, -1)
    within = takewhile(lambda at: keys[at] != ",", subject)
    return any(at in ends for at in within)


def places_of_share(sentence: Sentence, group: Group) -> Sequence[Place]:
    """The places in the clause of some figures; commas and semicolons part the clauses."""
    bounds = sentence.signs.bounds(sentence.results, semicolons=True)
    own = bisect_right(bounds, group.first)
    return [
        place
        for place in sentence.places
        if bisect_right(bounds, place.first) == own and place.first not in sentence.rests
    ]


def rests(atoms: Sequence[Atom], places: Iterable[Place]) -> frozenset[int]:
    """The first atoms of the places that have "the rest": "and Jabrayil the rest"."""
    return frozenset(
        place.first for place in places if any(is_rest(atom.key) for atom in _beside(atoms, place))
    )


@remembered
def is_rest(key: str) -> bool:
    """Whether a folded word means what is left of a whole."""
    return key.startswith(REST)


def _beside(atoms: Sequence[Atom], place: Place) -> Sequence[Atom]:
    return (*atoms[max(0, place.first - 3) : place.first], *atoms[place.end : place.end + 2])
