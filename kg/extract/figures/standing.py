"""Where the figures of a text stand: in lists, and as done, surveyed, planned, or beside the point.

Figures that only commas and small words part are one list; the words around the list (cues)
say for all of it whether the land was cleared, surveyed or only ordered, whether the mines were
found or laid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from kg.extract.figures.differences import is_difference
from kg.extract.figures.hedges import with_hedges
from kg.extract.figures.quantities import Quantity
from kg.extract.text.ordered import ordered_sentences
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Mark, Marks

__all__ = ["Group", "Standing", "find_groups"]


FAR = 40
"""Atoms between figures and a word of victims after which it is not about the figures."""


LENGTHS: Final = frozenset(
    {"km", "kilometers", "kilometres", "kilometrov", "kilometriv"}
    | {"meters", "metres", "metrov", "metriv"}
)
"""Units of roads, rails, pipes and lines."""
CLEARED = frozenset({"cleared", "demined", "released", "freed", "clear", "clearing"})
"""Words of work after which dangerous land is dangerous no more."""
RELATIVE: Final = frozenset({"that", "which", "who", "where"})
"""Words that begin a clause about what stands before them."""
BARE: Final = frozenset({"perfect", "versus"})
"""Cues that say nothing of work."""
MINED = 9
"""Atoms behind land in which it is said to be mined."""
FINDING: Final = frozenset(
    {"found", "identified", "located", "discovered", "detected", "uncovered", "confirmed"}
    | {"survey", "surveys"}
)
"""Verbs of finding: land that was found is not cleared."""
LAND: Final = frozenset({"contaminated", "polluted", "mined", "infested"})
"""Words for land that is dangerous, not cleared."""
NEAR = 4
"""Atoms between such a word and the land."""
CONTRAST: Final = frozenset(
    {"while", "whereas", "mientras", "enquanto", "mentre", "togda", "todi", "tandis", "alors"}
)
"""Words, folded, behind which a sentence tells of other land: "while 147 sq km are mined"."""
AFTERWARDS = ("plan", "aim")
"""Cues that are of another clause behind a comma, if it is said before that work was done."""


class Standing(StrEnum):
    """What is said of some figures."""

    DONE = "done"
    SURVEYED = "surveyed"
    NO_RESULT = "no result"
    """planned, contaminated, laid, handed back, a rate, another matter"""


class Group(NamedTuple):
    """A list of figures at the atoms ``first`` to ``end``, in one sentence.

    ``cues`` are the kinds of cue words around it.
    """

    quantities: tuple[Quantity, ...]
    first: int
    end: int
    sentence: int
    standing: Standing
    cues: frozenset[str]


def find_groups(page: Page, marks: Marks, quantities: Sequence[Quantity]) -> tuple[Group, ...]:
    """All lists of figures of a page in order."""
    lists = [list(with_hedges(found)) for found in _lists(page, marks, quantities)]
    bounds = [(found[0].first, found[-1].end) for found in lists]
    groups: list[Group] = []
    ordered = ordered_sentences(page)
    surveying = False
    for index, found in enumerate(lists):
        first, end = bounds[index]
        sentence = page.sentence_index(page.atoms[first].start)
        low = bounds[index - 1][1] if index else 0
        high = bounds[index + 1][0] if index + 1 < len(bounds) else len(page.atoms)
        cues = _cues(page, marks, _Reach(first, end, low, high))
        alike = index > 0 and lists[index - 1][-1].item == "area" == found[0].item
        alike = alike or (index > 0 and "area" not in (lists[index - 1][-1].item, found[0].item))
        whole = alike and _is_whole(page, low, first)
        before = groups[-1] if groups and groups[-1].sentence == sentence else None
        if "back" in cues and before is not None and before.standing is Standing.SURVEYED:
            cues.append("survey")
        if before is not None and before.standing is Standing.NO_RESULT and "subset" in cues:
            cues.remove("subset")  # "a settlement on 50 hectares, of which 42 are clear"
        standing = _standing(cues, found, whole)
        if not whole and not cues and groups and _goes_on(page, low, first):
            standing = groups[-1].standing
        if before is not None and set(cues) <= BARE and _is_no_work(page, marks, before):
            standing = Standing.NO_RESULT  # "the goal falls from 10,000 hectares to 7,000 hectares"
        if is_difference(page.atoms, first, end):
            standing = Standing.NO_RESULT
        area = any(quantity.item == "area" for quantity in found)
        if area and surveying and standing is Standing.DONE and not {"done", "survey"} & set(cues):
            standing = Standing.SURVEYED  # "… were surveyed. Over the last day it was 112 hectares"
        surveying = standing is Standing.SURVEYED if area else surveying
        group = Group(tuple(found), first, end, sentence, standing, frozenset(cues))
        groups += _apart(group) if sentence in ordered else [group]
    return tuple(_without_parts(page, groups))


def _apart(group: Group) -> Sequence[Group]:
    """The figures of a list, each a list of its own, if all are of kinds that stand in it as often.

    In a sentence that tells them in an order such are "12 and 8 hectares".
    """
    items = [quantity.item for quantity in group.quantities]
    if len({items.count(item) for item in items}) > 1 or len(set(items)) == len(items):
        return [group]
    return [
        group._replace(quantities=(quantity,), first=quantity.first, end=quantity.end)
        for quantity in group.quantities
    ]


def _is_no_work(page: Page, marks: Marks, before: Group) -> bool:
    """Whether figures are no result of work, and nothing in their sentence is said to be done."""
    atoms = page.atoms_of(before.sentence)
    return before.standing is Standing.NO_RESULT and not _has_verb(marks, atoms.start, atoms.stop)


# --- parts of areas -----------------------------------------------------------------------------


def _without_parts(page: Page, groups: Sequence[Group]) -> Iterator[Group]:
    """The lists, those left out that give one area again: by kind of land, by way of release."""
    largest = Decimal(0)
    for _, found in groupby(groups, key=lambda group: group.sentence):
        told = list(found)
        areas = [group for group in told if _area(group) is not None]
        several = len(areas) > 1
        parts = _kinds_of_land(page, areas, largest) | _released(page, areas) if several else set()
        for group in told:
            out = group.first in parts
            yield group._replace(standing=Standing.NO_RESULT) if out else group
        done = [_area(g) for g in areas if g.standing is not Standing.NO_RESULT]
        largest = max([largest, *filter(None, done)])


def _area(group: Group) -> Decimal | None:
    """The area of a list that gives nothing else."""
    item, *others = group.quantities
    return item.value if item.item == "area" and not others else None


def _kinds_of_land(page: Page, areas: Sequence[Group], largest: Decimal) -> set[int]:
    """Areas among lengths of roads and pipes: they are kinds of the land told before.

    "… 25.51 hectares of water area, 2,611.94 km of railways, 374.29 hectares of residential areas".
    """
    between = [atom.key for a, b in pairwise(areas) for atom in page.atoms[a.end : b.first]]
    if LENGTHS.isdisjoint(between):
        return set()
    return {group.first for group in areas if (_area(group) or 0) < largest}


def _released(page: Page, areas: Sequence[Group]) -> set[int]:
    """Land released, of which a part was cleared: "5.2 km2: 0.3 km2 cleared, 2.4 km2 reduced"."""
    for whole, part in pairwise(areas):
        if ":" not in [atom.text for atom in page.atoms[whole.end : part.first]]:
            continue
        struck = any("struck_off" in group.cues for group in areas if group.first > part.first)
        if struck and (_area(part) or 0) < (_area(whole) or 0):
            return {whole.first}
    return set()


# --- lists --------------------------------------------------------------------------------------


def _lists(page: Page, marks: Marks, quantities: Sequence[Quantity]) -> list[list[Quantity]]:
    lists: list[list[Quantity]] = []
    for quantity in quantities:
        if lists and _is_listed(page, marks, lists[-1][-1], quantity):
            lists[-1].append(quantity)
        else:
            lists.append([quantity])
    return lists


def _is_listed(page: Page, marks: Marks, a: Quantity, b: Quantity) -> bool:
    place = a.end
    if b.first - place > 12:
        return False
    while place < b.first:
        atom, mark = page.atoms[place], marks.at[place]
        if mark is not None and _is_link(mark.senses):
            place = mark.end
        elif atom.text in ",&()/" or atom.key in ("a", "total"):
            place += 1
        else:
            return False
    return page.sentence_index(page.offsets[a.first]) == page.sentence_index(page.offsets[b.first])


def _is_link(senses: object) -> bool:
    if not isinstance(senses, dict):
        return False
    kinds = {"link", "filler", "hedge", "item", "spoiler", "other"}
    return (bool(kinds & senses.keys()) and "cue" not in senses) or senses.get("date") == "and"


# --- cues ---------------------------------------------------------------------------------------


class _Reach(NamedTuple):
    """A list at the atoms ``first`` to ``end``, between the ends of its neighbours."""

    first: int
    end: int
    low: int
    high: int

    def holds_off(self, page: Page, place: int) -> bool:
        """Whether a comma, or many words, stand between a word and the list."""
        low, high = (place, self.first) if place < self.first else (self.end, place)
        return high - low > FAR or "," in [atom.text for atom in page.atoms[low:high]]

    def touches(self, place: int) -> bool:
        """Whether a word stands right before or right after the list."""
        return place < self.first <= place + 4 or place <= self.end <= place + 2


def _window(page: Page, marks: Marks, reach: _Reach) -> tuple[int, int]:
    """The atoms whose words are said of a list: its clause, up to the comma before the next."""
    atoms = page.atoms_of(page.sentence_index(page.offsets[reach.first]))
    left = max(reach.low, atoms.start)
    left = page.heads.rfind(";", left, reach.first) + 1 or left
    if left == reach.low and reach.low > 0 and left > atoms.start:
        left = _parted(page, marks, reach.low, reach.first)[1]
    right = max(reach.end, min(reach.high, atoms.stop))
    sign = page.heads.find(";", reach.end, right)
    right = right if sign < 0 else sign
    if right == reach.high and right < len(page.atoms):
        right = _parted(page, marks, reach.end, right)[0]
    return left, right


def _parted(page: Page, marks: Marks, low: int, high: int) -> tuple[int, int]:
    """Where the words between two lists part: at the last comma or semicolon, if there is one.

    Gives the end of the words of the first list and the beginning of those of the second;
    without a comma they part at an "and" that has a verb on one side only ("cleared and",
    "and surveyed"), else all words are said of both.
    """
    joint = None
    for place in range(high - 1, low - 1, -1):
        if page.atoms[place].key in CONTRAST and joint is None:
            return place, place
        if page.atoms[place].text in ",;:":
            own = joint is not None and _has_verb(marks, place, joint)
            if joint is not None and own and not _has_verb(marks, joint, high):
                return joint, joint  # "27 million m², as printed, were cleared and 23 devices …"
            return place, place
        if joint is None and marks.sense(place, "date") == "and":
            joint = place
    if joint is not None and _has_verb(marks, low, joint) != _has_verb(marks, joint, high):
        return joint, joint
    return high, low


def _has_verb(marks: Marks, low: int, high: int) -> bool:
    return any(mark.senses.get("cue") in ("done", "survey") for mark in marks.within(low, high))


def _cues(page: Page, marks: Marks, reach: _Reach) -> list[str]:
    found: list[str] = []
    left, right = _window(page, marks, reach)
    start = page.firsts[page.sentence_index(page.offsets[reach.first])]
    parted = any(m.senses.get("cue") == "subset" for m in marks.within(start, reach.first))
    for mark in marks.within(left, right):
        cue, place = mark.senses.get("cue"), mark.first
        if cue is None:
            continue
        if cue == "danger" and _is_no_danger(page, mark, reach, parted=parted):
            continue
        if cue == "perfect" and _is_of_another(page, marks, place):
            continue
        if cue == "alien" and _is_no_alien(page, mark, reach):
            continue
        if cue == "struck_off" and place != reach.end:
            continue  # "0.6 km2 reduced", but "has confirmed that"
        if cue == "victim" and reach.holds_off(page, place):
            continue
        later = cue in AFTERWARDS and "done" in found and place > reach.end
        if later and reach.holds_off(page, place):
            continue  # "has cleared 33 hectares, plans to open offices"
        if cue == "subset" and not reach.touches(place):
            continue
        found.append(cue)
    return [*found, "mined"] if _is_mined(page, marks, reach, (left, right)) else found


def _is_of_another(page: Page, marks: Marks, place: int) -> bool:
    """Whether "has" is of a clause without work: "fields that had lain fallow"."""
    if RELATIVE.isdisjoint(page.keys[max(0, place - 2) : place]):
        return False
    return not _has_verb(marks, place, place + NEAR)


def _is_no_danger(page: Page, mark: Mark, reach: _Reach, *, parted: bool) -> bool:
    """Whether a word for danger is said of something else than a list of figures.

    Of parts, "the remaining 322 hectares" are the last; right before the next list it is said of
    that; and so it is right behind another number: "2,056,657 square metres in 68 minefields".
    """
    if mark.end == reach.first and parted:
        return True
    if mark.end == reach.high and mark.first > reach.end:
        return True
    return mark.first != reach.end and page.atoms[mark.first - 1].text[0].isdigit()


def _is_no_alien(page: Page, mark: Mark, reach: _Reach) -> bool:
    """Whether a word for other matters is a name ("PeaceTrees"), or its land was cleared."""
    named = mark.end == mark.first + 1 and page.atoms[mark.first].text[0].isupper()
    return named or _is_cleared_land(page, mark, reach)


def _is_mined(page: Page, marks: Marks, reach: _Reach, window: tuple[int, int]) -> bool:
    """Whether land is told to be dangerous right behind it, and nothing is said to be done."""
    behind = page.keys[reach.end : min(reach.end + MINED, window[1])]
    if LAND.isdisjoint(behind):
        return False
    words = [m.first for m in marks.within(*window) if m.senses.get("cue") in ("done", "survey")]
    return all(page.keys[place] in FINDING for place in words)


def _is_cleared_land(page: Page, mark: Mark, reach: _Reach) -> bool:
    """Whether it is "5 hectares of suspected hazardous area were cleared", or "cleared" before."""
    atoms = page.atoms
    if mark.first != reach.end + 1 or atoms[reach.end].key != "of":
        return False
    beside = (
        *atoms[max(reach.low, reach.first - NEAR) : reach.first],
        *atoms[mark.end : mark.end + NEAR],
    )
    return any(atom.key in CLEARED for atom in beside)


def _goes_on(page: Page, low: int, first: int) -> bool:
    """Whether a list is so close to the one before that the same is said of it."""
    words = [atom.text for atom in page.atoms[low:first]]
    return len(words) <= 4 and not any(word in ".,;:" for word in words)


def _is_whole(page: Page, low: int, first: int) -> bool:
    """Whether a number is the whole of the one before: "886 sq km out of 1,316 sq km"."""
    words = [atom.key for atom in page.atoms[low:first]]
    return 0 < len(words) <= 3 and words[0] in ("of", "out", "von", "sur", "de", "iz", "su")


REJECTING = frozenset({"alien", "rate", "plan", "struck_off"})
DOUBTFUL = frozenset({"laid", "danger", "back", "aim", "victim"})


def _standing(cues: Sequence[str], quantities: Sequence[Quantity], whole: bool) -> Standing:
    if whole or not REJECTING.isdisjoint(cues):
        return Standing.NO_RESULT
    # Land that was surveyed and given back is released land.
    done = "done" in cues or {"survey", "back"} <= set(cues)
    done = done and "by_survey" not in cues  # "released 317,600 m² through survey"
    surveyed = ("survey" in cues or "by_survey" in cues) and any(
        q.item == "area" for q in quantities
    )
    if "mined" in cues and {q.item for q in quantities} == {"area"}:
        return Standing.NO_RESULT  # "found 29 km2 of land contaminated by mines"
    if not done and not surveyed and not DOUBTFUL.isdisjoint(cues):
        return Standing.NO_RESULT
    return Standing.SURVEYED if surveyed and not done else Standing.DONE
