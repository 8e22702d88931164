"""Totals since something began: "since the ceasefire", "since it was set up in 2011"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.extract.text.atoms import Atom
from kg.extract.text.lexicon import folded
from kg.extract.text.vocabulary import WORK, Marks

__all__ = ["UNITS", "beginning_after", "is_of_idleness", "slavic_beginning"]

REACH: Final = 8
"""Atoms after "since" in which the word for a beginning may stand."""
BEGINNINGS: Final = frozenset(folded("dates", "beginnings"))

WARS: Final = frozenset(folded("dates", "wars"))
"""What land is cleared after."""
UNITS: Final = frozenset(folded("dates", "after_wars"))
"""Words for the time after a war that is not the time up to the report."""


FROM: Final = frozenset(folded("dates", "from"))
"""Russian and Ukrainian for "from", folded."""
START: Final = frozenset(folded("dates", "start"))
"""Russian and Ukrainian for "the beginning", behind such a word."""
BEGUN: Final = folded("dates", "begun")
"""How the words for a war begin, folded."""


CLAUSE: Final = 10
"""Atoms before "since" that may say what has been so since then."""
RELATIVE: Final = frozenset(folded("dates", "relative"))
HAS: Final = frozenset(folded("dates", "has"))
IDLE: Final = folded("dates", "idle")
"""How words for land that nobody works begin, folded."""


def is_of_idleness(atoms: Sequence[Atom], marks: Marks, place: int) -> bool:
    """Whether a "since" at an atom tells of no work: "fields that had lain fallow since the war".

    So it is behind "had", in a clause of "which has", behind a word for land that nobody works,
    if no work is named between.
    """
    has = False
    for at in range(place - 1, max(-1, place - CLAUSE), -1):
        key = atoms[at].key
        if atoms[at].text in ".,;:" or marks.sense(at, "cue") in WORK:
            return False
        if key == "had" or key.startswith(IDLE) or (has and key in RELATIVE):
            return True
        has = has or key in HAS
    return False


def slavic_beginning(atoms: Sequence[Atom], marks: Marks, place: int) -> int | None:
    """Where the words for a war end: «с начала широкомасштабного военного вторжения».

    So end those for any beginning with its date: «с момента прибытия в мае 2018 года».
    """
    if atoms[place].key not in FROM or place + 1 >= len(atoms):
        return None
    if atoms[place + 1].key not in START:
        return None
    for at in range(place + 2, min(place + 2 + REACH, len(atoms))):
        if not atoms[at].text[0].isalpha():
            return None
        if atoms[at].key.startswith(BEGUN):
            return _of_whom(atoms, at + 1)
        if _dates_beginning(atoms, marks, at):
            return at
    return None


def _of_whom(atoms: Sequence[Atom], end: int) -> int:
    """Past who began the war: «вторжения рф», «вторгнення російської федерації»."""
    while end < len(atoms) and atoms[end].key.startswith(("rf", "ross", "rosiy", "federats")):
        end += 1
    return end


def beginning_after(atoms: Sequence[Atom], marks: Marks, place: int) -> int | None:
    """Where the words end that say, after a "since", what began; ``None`` if none do."""
    word = marks.sense(place, "date")
    if word == "after":
        return _war_after(atoms, place)
    if word != "since":
        return None
    for at in range(place + 1, min(place + 1 + REACH, len(atoms))):
        if atoms[at].text in ".,;:" or marks.sense(at, "cue") in WORK:
            return None
        if atoms[at].key in BEGINNINGS:
            end = at + 1 + (atoms[at].key == "set" and at + 1 < len(atoms))
            return _up_to_date(atoms, marks, end)
        if at > place + 1 and _dates_beginning(atoms, marks, at):
            return at  # "since its arrival in May 2018"
    return None


def _war_after(atoms: Sequence[Atom], place: int) -> int | None:
    """Where the words for a war end, after an "after": "after the 44-Day Patriotic War"."""
    if place and atoms[place - 1].key in UNITS:
        return None  # "in the year after the war"
    for at in range(place + 1, min(place + 1 + REACH, len(atoms))):
        if atoms[at].text in ".,;:":
            return None
        if atoms[at].key in WARS:
            return at + 1
    return None


def _up_to_date(atoms: Sequence[Atom], marks: Marks, end: int) -> int:
    """Where the date of a beginning begins: "since it started in Ukraine in 2015"."""
    for at in range(end, min(end + REACH, len(atoms) - 1)):
        if atoms[at].text in ".,;:":
            break
        if _dates_beginning(atoms, marks, at):
            return at
    return end


def _dates_beginning(atoms: Sequence[Atom], marks: Marks, at: int) -> bool:
    """Whether an "in" with a month or a year stands at an atom: "in May 2018"."""
    place = min(marks.end(at), len(atoms) - 1)  # "en el año 2016"
    following = atoms[place].text
    dated = (len(following) == 4 and following.isdigit()) or (
        marks.sense(place, "month") is not None
    )
    return dated and marks.sense(at, "date") == "in"
