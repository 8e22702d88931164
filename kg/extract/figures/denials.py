"""Words that take back what a verb of work says: "no mines were found on the 450 hectares".

So do those that say that the work only began or goes on ("work continues on 450 hectares"); others
say that it came to its end, so that it is no running total.
"""

from __future__ import annotations

from typing import Final

from kg.extract.text.lexicon import folded, listed
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Mark, Marks

__all__ = ["is_denied", "is_finished", "is_going_on"]

is_not: Final = listed("denials", "not")
DENYING: Final = frozenset((*folded("denials", "not"), *folded("denials", "no")))
"""The keys of words that deny: of a page without any nothing is asked."""
is_auxiliary: Final = listed("denials", "auxiliaries")
is_no: Final = listed("denials", "no")
is_said_to_go_on: Final = listed("denials", "going_on")
GOING_ON: Final = frozenset(folded("denials", "going_on"))
is_last: Final = listed("denials", "last")
is_end: Final = listed("denials", "finished")
SIGNS: Final = frozenset("'’")
ENDS: Final = frozenset(",:;")
NEAR: Final = 6
"""Most atoms between "no" or "not" and the verb."""
CLAUSE: Final = 14
"""Most atoms between land and the word that its clearance was finished."""
PHRASE: Final = 4
"""Most atoms of what is not found: "no unexploded ordnance item"."""


def is_denied(page: Page, marks: Marks, verb: Mark) -> bool:
    """Whether a verb of work is denied: "were not cleared", "no mine was found"."""
    if page.words.isdisjoint(DENYING):
        return False
    at = verb.first - 1
    while at > max(0, verb.first - NEAR) and _is_auxiliary(page.texts[at]):
        at -= 1
    if at >= 0 and is_not(page.texts[at]):
        return not _is_inside(marks, at)
    item = _item_ending(marks, at + 1)
    return item is not None and any(map(is_no, page.texts[max(0, item.first - 2) : item.first]))


def _is_auxiliary(word: str) -> bool:
    return word in SIGNS or is_auxiliary(word)


def _is_inside(marks: Marks, at: int) -> bool:
    """Whether an atom is part of a phrase, as "non" is of "engins non explosés"."""
    return any(mark.first < at < mark.end for mark in marks.within(at - PHRASE, at))


def _item_ending(marks: Marks, end: int) -> Mark | None:
    return marks.ending(end, "item") or marks.ending(end, "other")


def is_going_on(page: Page, marks: Marks, window: tuple[int, int], end: int) -> bool:
    """Whether work is said to begin or go on beside figures, in one clause with them.

    The figures end at the atom ``end``; what is said of them stands in the atoms ``window``.
    "Since the war began" tells of no work that goes on.
    """
    if page.words.isdisjoint(GOING_ON):
        return False
    low, high = window
    first = next((at + 1 for at in range(end - 1, low, -1) if page.texts[at] in ENDS), low)
    last = next((at for at in range(end, high) if page.texts[at] in ENDS), high)
    if not any(map(is_said_to_go_on, page.texts[first:last])):
        return False
    senses = [mark.senses for mark in marks.within(first, last)]
    return all(s.get("date") != "since" and s.get("when") != "since_start" for s in senses)


def is_finished(page: Page, first: int, end: int) -> bool:
    """Whether figures at some atoms are a task that came to its end.

    "The last 4.6 hectares have been cleared", "the clearance of 40 hectares has been completed".
    """
    stop = page.atoms_of(page.sentence_at(first)).stop
    last = any(map(is_last, page.texts[max(0, first - 1) : first]))
    return last or any(map(is_end, page.texts[end : min(stop, end + CLAUSE)]))
