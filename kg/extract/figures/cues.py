"""Cues: the words around a list of figures that say what was done with what it counts."""

from __future__ import annotations

from typing import Final, NamedTuple

from kg.extract.figures.denials import is_denied, is_finished, is_going_on
from kg.extract.text.lexicon import folded
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Mark, Marks

__all__ = ["CONTRAST", "Reach", "cues_of", "has_verb"]

FAR = 40
"""Atoms between figures and a word of victims after which it is not about the figures."""
CLEARED: Final = frozenset(folded("figures", "cleared"))
"""Words of work after which dangerous land is dangerous no more."""
RELATIVE: Final = frozenset(folded("figures", "relative"))
"""Words that begin a clause about what stands before them."""
MINED = 9
"""Atoms behind land in which it is said to be mined."""
FINDING: Final = frozenset(folded("figures", "finding"))
"""Verbs of finding: land that was found is not cleared."""
LAND: Final = frozenset(folded("figures", "dangerous"))
"""Words for land that is dangerous, not cleared."""
FIELDS: Final = frozenset(folded("figures", "minefields"))
"""Words for land that is no other than dangerous: "a minefield of 300 hectares was found"."""
FIELD = 2
"""Atoms from such a word to its area."""
NEAR = 4
"""Atoms between such a word and the land."""
MANAGED: Final = frozenset(folded("figures", "managed"))
"""Words, folded, behind which what would be a plan was done: "managed to clear 40 hectares"."""
FEW: Final = 10
"""Atoms between such a word and the verb."""
CONTRAST: Final = frozenset(folded("figures", "contrast"))
"""Words, folded, behind which a sentence tells of other land: "while 147 sq km are mined"."""
AFTERWARDS = ("plan", "aim")
"""Cues that are of another clause behind a comma, if it is said before that work was done."""


CALLS = frozenset(folded("figures", "calls"))
"""Plans by which those are chosen who then do the work."""


class Reach(NamedTuple):
    """A list at the atoms ``first`` to ``end``, between the ends of its neighbours."""

    first: int
    end: int
    low: int
    high: int

    def holds_off(self, page: Page, place: int) -> bool:
        """Whether a comma, or many words, stand between a word and the list."""
        low, high = (place, self.first) if place < self.first else (self.end, place)
        return high - low > FAR or "," in page.texts[low:high]

    def touches(self, place: int) -> bool:
        """Whether a word stands right before or right after the list."""
        return place < self.first <= place + 4 or place <= self.end <= place + 2


def _window(page: Page, marks: Marks, reach: Reach) -> tuple[int, int]:
    """The atoms whose words are said of a list: its clause, up to the comma before the next."""
    atoms = page.atoms_of(page.sentence_at(reach.first))
    left = max(reach.low, atoms.start)
    left = page.heads.rfind(";", left, reach.first) + 1 or left
    if left == reach.low and reach.low > 0 and left > atoms.start:
        left = _parted(page, marks, reach.low, reach.first)[1]
    right = max(reach.end, min(reach.high, atoms.stop))
    sign = page.heads.find(";", reach.end, right)
    right = right if sign < 0 else sign
    if right == reach.high and right < len(page.atoms):
        right = _parted(page, marks, reach.end, right)[0]
    return left, _before_part(page, marks, reach.end, right)


def _before_part(page: Page, marks: Marks, low: int, high: int) -> int:
    """Where words stop to be said of a list: at a number of what it counts too, that was worked on.

    "212 minefields on 1,340 hectares, 34 of them were cleared" clears no 1,340 hectares.
    """
    for mark in marks.within(low + 1, high):
        counted = mark.senses.get("cue") == "subset" and page.heads[mark.first - 1].isdigit()
        if counted and has_verb(marks, mark.end, min(mark.end + NEAR, high)):
            return mark.first - 1
    return high


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
            own = joint is not None and has_verb(marks, place, joint)
            if joint is not None and own and not has_verb(marks, joint, high):
                return joint, joint  # "27 million m², as printed, were cleared and 23 devices …"
            return place, place
        if joint is None and marks.sense(place, "date") == "and":
            joint = place
    if joint is not None and has_verb(marks, low, joint) != has_verb(marks, joint, high):
        return joint, joint
    return high, low


def has_verb(marks: Marks, low: int, high: int) -> bool:
    """Whether a word of work stands at some atoms."""
    return any(mark.senses.get("cue") in WORK for mark in marks.within(low, high))


def cues_of(page: Page, marks: Marks, reach: Reach) -> list[str]:
    """The kinds of cue words that are said of a list, in the order of the text."""
    found: list[str] = []
    left, right = _window(page, marks, reach)
    start = page.firsts[page.sentence_at(reach.first)]
    parted = any(m.senses.get("cue") == "subset" for m in marks.within(start, reach.first))
    for mark in marks.within(left, right):
        cue, place = mark.senses.get("cue"), mark.first
        if cue is None or _is_of_else(page, marks, mark, reach) or _is_in_name(page, mark):
            continue
        if cue == "danger" and _is_no_danger(page, mark, reach, parted=parted):
            continue
        later = cue in AFTERWARDS and "done" in found and place > reach.end
        if later and reach.holds_off(page, place):
            continue  # "has cleared 33 hectares, plans to open offices"
        if cue in WORK and is_denied(page, marks, mark):
            cue = "denied"  # "no mines were found on the 450 hectares"
        managed = cue == "plan" and not MANAGED.isdisjoint(
            page.keys[max(start, place - FEW) : place]
        )
        found.append("done" if managed else cue)
    if WORK.isdisjoint(found) and is_going_on(page, marks, (left, right), reach.end):
        found.append("begun")
    return [*found, "mined"] if _is_mined(page, marks, reach, (left, right)) else found


def _is_of_else(page: Page, marks: Marks, mark: Mark, reach: Reach) -> bool:
    """Whether a cue near a list is said of something else."""
    cue, place = mark.senses["cue"], mark.first
    if cue == "perfect":
        return _is_of_another(page, marks, place) or is_finished(page, reach.first, reach.end)
    if cue == "alien":
        return _is_no_alien(page, mark, reach)
    if cue == "struck_off":
        return place != reach.end  # "0.6 km2 reduced", but "has confirmed that"
    if cue == "victim":
        return reach.holds_off(page, place)
    if cue == "plan":  # "operators picked through tenders cleared 12 hectares"
        return page.keys[place] in CALLS and marks.sense(mark.end, "cue") == "done"
    return cue == "subset" and not reach.touches(place)


def _is_in_name(page: Page, mark: Mark) -> bool:
    """Whether a word is the first of a name: "to extend the Safe Harvest project"."""
    first = mark.first
    if mark.end > first + 1 or first in page.firsts or first + 1 >= len(page.atoms):
        return False
    before, word, behind = page.texts[first - 1 : first + 2]
    return before.islower() and word.istitle() and behind.istitle()


def _is_of_another(page: Page, marks: Marks, place: int) -> bool:
    """Whether "has" is of a clause without work: "fields that had lain fallow"."""
    if RELATIVE.isdisjoint(page.keys[max(0, place - 2) : place]):
        return False
    return not has_verb(marks, place, place + NEAR)


def _is_no_danger(page: Page, mark: Mark, reach: Reach, *, parted: bool) -> bool:
    """Whether a word for danger is said of something else than a list of figures.

    Of parts, "the remaining 322 hectares" are the last; right before the next list it is said of
    that; and so it is right behind another number: "2,056,657 square metres in 68 minefields".
    """
    if mark.end == reach.first and parted:
        return True
    if mark.end == reach.high and mark.first > reach.end:
        return True
    return mark.first > reach.end and page.atoms[mark.first - 1].text[0].isdigit()


def _is_no_alien(page: Page, mark: Mark, reach: Reach) -> bool:
    """Whether a word for other matters is a name ("PeaceTrees"), or its land was cleared."""
    named = mark.end == mark.first + 1 and page.atoms[mark.first].text[0].isupper()
    return named or _is_cleared_land(page, mark, reach)


def _is_mined(page: Page, marks: Marks, reach: Reach, window: tuple[int, int]) -> bool:
    """Whether land is told to be dangerous right beside it, and nothing is said to be done."""
    behind = page.keys[reach.end : min(reach.end + MINED, window[1])]
    before = page.keys[max(window[0], reach.first - FIELD) : reach.first]
    if LAND.isdisjoint(behind) and FIELDS.isdisjoint(before):
        return False
    words = [m.first for m in marks.within(*window) if m.senses.get("cue") in WORK]
    return all(page.keys[place] in FINDING for place in words)


def _is_cleared_land(page: Page, mark: Mark, reach: Reach) -> bool:
    """Whether it is "5 hectares of suspected hazardous area were cleared", or "cleared" before."""
    atoms = page.atoms
    if mark.first != reach.end + 1 or atoms[reach.end].key != "of":
        return False
    beside = (
        *atoms[max(reach.low, reach.first - NEAR) : reach.first],
        *atoms[mark.end : mark.end + NEAR],
    )
    return any(atom.key in CLEARED for atom in beside)
