"""Where the figures of a text stand: in lists, and as done, surveyed, planned, or beside the point.

Figures that only commas and small words part are one list; the words around the list (cues)
say for all of it whether the land was cleared, surveyed or only ordered, whether the mines were
found or laid.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from kg.extract.figures.cues import Reach, cues_of, has_verb
from kg.extract.figures.differences import is_difference
from kg.extract.figures.hedges import with_hedges
from kg.extract.figures.partitives import is_divided, is_parted, is_whole, is_worked_part
from kg.extract.figures.quantities import Quantity
from kg.extract.figures.repeated import is_left
from kg.extract.text.lexicon import folded
from kg.extract.text.ordered import ordered_sentences
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Marks

__all__ = ["Group", "Standing", "find_groups"]


LENGTHS: Final = frozenset(folded("figures", "lengths"))
"""Units of roads, rails, pipes and lines."""
BARE: Final = frozenset({"perfect", "versus"})
"""Cues that say nothing of work."""


PARTS: Final = 6
"""Lists before "the remaining 15 hectares" that may be the whole and its other parts."""
TIMED: Final = frozenset({"month", "when", "part_of_year", "months_of_year", "day_back"})
"""Kinds of words for times."""


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
        cues = cues_of(page, marks, Reach(first, end, low, high))
        alike = index > 0 and lists[index - 1][-1].item == "area" == found[0].item
        alike = alike or (index > 0 and "area" not in (lists[index - 1][-1].item, found[0].item))
        whole = alike and _is_whole(page, low, first)
        before = groups[-1] if groups and groups[-1].sentence == sentence else None
        if "back" in cues and before is not None and before.standing is Standing.SURVEYED:
            cues.append("survey")
        if before is not None and before.standing is Standing.NO_RESULT and "subset" in cues:
            cues.remove("subset")  # "a settlement on 50 hectares, of which 42 are clear"
        if "danger" in cues and _is_rest_of_work(groups, found):
            cues = [cue for cue in cues if cue != "danger"]
        fraction = is_divided(page, found[0])
        cues += ["fraction"] if fraction or is_parted(page, marks, end) else []
        unfinished = fraction and _is_done_in_part(marks, Reach(first, end, low, high))
        part = lists[index + 1][0] if index + 1 < len(lists) else None
        unfinished = unfinished or (part is not None and _is_whole_of(page, marks, found, part))
        standing = _standing(cues, found, whole or unfinished)
        on = not whole and not cues and bool(groups) and _goes_on(page, low, first)
        if on and not is_difference(page.atoms, groups[-1].first, groups[-1].end):
            standing = groups[-1].standing
        if before is not None and set(cues) <= BARE and _is_no_work(page, marks, before):
            standing = Standing.NO_RESULT  # "the goal falls from 10,000 hectares to 7,000 hectares"
        if is_difference(page.atoms, first, end) or (
            not cues and bool(groups) and _is_in_danger(marks, page, groups[-1], found, sentence)
        ):
            standing = Standing.NO_RESULT
        area = any(quantity.item == "area" for quantity in found)
        if area and surveying and standing is Standing.DONE and not WORK & set(cues):
            standing = Standing.SURVEYED  # "… were surveyed. Over the last day it was 112 hectares"
        surveying = standing is Standing.SURVEYED if area else surveying
        group = Group(tuple(found), first, end, sentence, standing, frozenset(cues))
        groups += _apart(group) if sentence in ordered else [group]
    return tuple(_without_parts(page, groups))


def _is_rest_of_work(groups: Sequence[Group], found: Sequence[Quantity]) -> bool:
    """Whether "the remaining 15 hectares" are left of work told before, not of what is to be done.

    "60 hectares were cleared. ANAMA cleared 45 hectares, the army the remaining 15 hectares."
    """
    done = [group for group in groups[-PARTS:] if group.standing is Standing.DONE]
    told = [quantity for group in done for quantity in group.quantities]
    return len(found) == 1 and is_left(told, found[0].item, found[0].figure.stated)


def _apart(group: Group) -> Sequence[Group]:
    """The figures of a list, each a list of its own, if all are of kinds that stand in it as often.

    In a sentence that tells them in an order such are "12 and 8 hectares".
    """
    items = [quantity.item for quantity in group.quantities]
    often = Counter(items)
    if len(set(often.values())) > 1 or len(often) == len(items):
        return [group]
    return [
        group._replace(quantities=(quantity,), first=quantity.first, end=quantity.end)
        for quantity in group.quantities
    ]


def _is_done_in_part(marks: Marks, reach: Reach) -> bool:
    """Whether nobody says how much of "two thirds of the 1,204 hectares" was work.

    "Two thirds of the 1,204 hectares cleared lie in Lachin" tells of work on all of it.
    """
    before = has_verb(marks, reach.low, reach.first)
    behind = has_verb(marks, reach.end + 1, reach.high)
    return before != behind and not has_verb(marks, reach.end, reach.end + 1)


def _is_whole_of(page: Page, marks: Marks, found: Sequence[Quantity], part: Quantity) -> bool:
    """Whether work is told of a part behind a list, which has but its whole."""
    smaller = part.measure is found[0].measure and part.value < found[0].value
    return smaller and is_worked_part(page, marks, found[0], part)


def _is_no_work(page: Page, marks: Marks, before: Group) -> bool:
    """Whether figures are no result of work, and nothing in their sentence is said to be done."""
    atoms = page.atoms_of(before.sentence)
    return before.standing is Standing.NO_RESULT and not has_verb(marks, atoms.start, atoms.stop)


def _is_in_danger(
    marks: Marks, page: Page, before: Group, found: Sequence[Quantity], sentence: int
) -> bool:
    """Whether land is told of, with no word of work and no time, behind land that is dangerous."""
    land = {q.item for q in (*before.quantities, *found)} == {"area"}
    land = land and before.standing is Standing.NO_RESULT
    if not land or before.cues.isdisjoint({"danger", "alien"}) or sentence - before.sentence != 1:
        return False
    atoms = page.atoms_of(sentence)
    kinds = set().union(*(mark.senses for mark in marks.within(atoms.start, atoms.stop)))
    return TIMED.isdisjoint(kinds) and not has_verb(marks, atoms.start, atoms.stop)


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
    between = [key for a, b in pairwise(areas) for key in page.keys[a.end : b.first]]
    if LENGTHS.isdisjoint(between):
        return set()
    return {group.first for group in areas if (_area(group) or 0) < largest}


def _released(page: Page, areas: Sequence[Group]) -> set[int]:
    """Land released, of which a part was cleared: "5.2 km2: 0.3 km2 cleared, 2.4 km2 reduced"."""
    for whole, part in pairwise(areas):
        if ":" not in page.texts[whole.end : part.first]:
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
    if b.first - place > 12 or (a.item == b.item and _is_bare(page, b)) or is_whole(page, a, b):
        return False
    while place < b.first:
        atom, mark = page.atoms[place], marks.at[place]
        if mark is not None and _is_link(mark.senses):
            place = mark.end
        elif atom.text in ",&()/" or atom.key in ("a", "total"):
            place += 1
        else:
            return False
    return page.sentence_at(a.first) == page.sentence_at(b.first)


def _is_bare(page: Page, quantity: Quantity) -> bool:
    """Whether a number leaves out what it counts: "8,410 items (458,714 since 2022)"."""
    return quantity.end == quantity.first + 1 and page.heads[quantity.first].isdigit()


def _is_link(senses: object) -> bool:
    if not isinstance(senses, dict):
        return False
    kinds = {"link", "filler", "hedge", "item", "spoiler", "other"}
    return (bool(kinds & senses.keys()) and "cue" not in senses) or senses.get("date") == "and"


# --- standing ---------------------------------------------------------------------------------


def _goes_on(page: Page, low: int, first: int) -> bool:
    """Whether a list is so close to the one before that the same is said of it."""
    words = page.texts[low:first]
    return len(words) <= 4 and not any(word in ".,;:" for word in words)


def _is_whole(page: Page, low: int, first: int) -> bool:
    """Whether a number is the whole of the one before: "886 sq km out of 1,316 sq km"."""
    words = page.keys[low:first]
    return 0 < len(words) <= 3 and words[0] in ("of", "out", "von", "sur", "de", "iz", "su")


REJECTING = frozenset({"alien", "rate", "plan", "struck_off"})
DOUBTFUL = frozenset({"laid", "danger", "back", "aim", "victim", "denied", "begun"})


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
