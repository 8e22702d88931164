"""The grammar of names of projects.

A project is named in quotes beside the word ("project of "Yanshak Residential Plot""), by a
capitalised run before it ("the Safe Field project"), or as a task ("land release task Kosmac").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.extract.bodies import Bodies
from kg.extract.lexicon import nation, word_list
from kg.extract.tokens import MARK, Tokens
from kg.model import ProjectStatus

__all__ = ["Naming", "namings"]

NOUN: Final = MARK["projects.nouns"]
TITLED: Final = MARK["projects.titled"]
TASK: Final = MARK["projects.tasks"]
TASK_KINDS: Final = word_list("projects", "task_kinds")
NOT_NAMES: Final = word_list("projects", "not_names")
OPENING: Final = frozenset("\"“«„'‘")
CLOSING: Final = frozenset("\"”»“'’")
NEAR: Final = 6
"""Words between the quotes and the word that makes them a project's name."""
LONGEST: Final = 40
LONGEST_RUN: Final = 8


@dataclass(frozen=True, slots=True)
class Naming:
    """A project in the text: its name's tokens ``first`` to ``end`` and where its phrase begins.

    ``noun`` is the word "project" itself; ``text`` describes work that has no name.
    """

    first: int
    end: int
    phrase: int
    noun: int | None = None
    text: str | None = None
    status: ProjectStatus | None = None

    def shares(self, other: Naming) -> bool:
        """Whether both hang on one word: "the Smart City and Smart Village projects"."""
        return self.noun is not None and self.noun == other.noun


def namings(bodies: Bodies) -> list[Naming]:
    """All projects named, in the order of the text, none overlapping."""
    found: list[Naming] = []
    taken: set[int] = set()
    for reading in (_quoted, _runs, _tasks):
        for naming in reading(bodies):
            tokens = range(naming.first, naming.end)
            if taken.isdisjoint(tokens):
                taken.update(tokens)
                found.append(naming)
    return sorted(found, key=lambda naming: naming.first)


# --- in quotes -----------------------------------------------------------------------------------


def _quoted(bodies: Bodies) -> Iterator[Naming]:
    tokens = bodies.tokens
    if not tokens.all_marks & (NOUN | TITLED):
        return
    past = 0
    for place, word in enumerate(tokens.words):
        if word not in OPENING or place < past:
            continue
        closing = _closing(tokens, place)
        if closing is None:
            continue
        noun = _noun_near(tokens, place, closing)
        if noun is not None:
            phrase = _phrase(tokens, min(noun, place))
            yield Naming(place + 1, closing, phrase, noun)
        past = closing + 1


def _closing(tokens: Tokens, place: int) -> int | None:
    """The sign that closes the quotes opened here if any."""
    if not tokens.is_capital(place + 1):
        return None
    for end in range(place + 2, min(place + LONGEST, len(tokens))):
        if not tokens.joined(end - 1):
            return None
        if tokens.words[end] in CLOSING:
            return end
    return None


def _noun_near(tokens: Tokens, opening: int, closing: int) -> int | None:
    for place in range(opening - 1, max(-1, opening - NEAR - 1), -1):
        word = tokens.words[place]
        if not word[0].isalpha():
            break
        if tokens.marks[place] & (NOUN | TITLED):
            return place
    for place in range(closing + 1, min(closing + NEAR + 1, len(tokens))):
        if tokens.marks[place] & NOUN:
            return place
        if tokens.words[place] in ".;:":
            break
    return None


def _phrase(tokens: Tokens, place: int) -> int:
    """Where the noun phrase around a name begins: "the completed project of …"."""
    first = place
    while first > 0 and place - first < LONGEST_RUN and tokens.joined(first - 1):
        word = tokens.words[first - 1]
        if not word[0].isalpha() or tokens.is_word(
            first - 1, "and", "of", "by", "about", "in", "for", "to"
        ):
            break
        first -= 1
    return first


# --- capitalised runs --------------------------------------------------------------------------


def _runs(bodies: Bodies) -> Iterator[Naming]:
    """As in "the Safe Field project", "Smart City and Smart Village projects"."""
    tokens = bodies.tokens
    if not tokens.all_marks & NOUN:
        return
    for noun, mark in enumerate(tokens.marks):
        if not mark & NOUN or bodies.at(noun) is not None or tokens.has(noun + 1, MARK["roles"]):
            continue
        end = noun
        first = _run_start(bodies, noun)
        with_noun = tokens.capital[noun]
        while first < end:
            phrase = _phrase(tokens, first)
            yield Naming(first, end + 1 if with_noun and end == noun else end, phrase, noun)
            if not tokens.is_word(first - 1, "and", ","):
                break
            end = first - 1
            first = _run_start(bodies, end)


def _run_start(bodies: Bodies, end: int) -> int:
    tokens = bodies.tokens
    first = end
    while first > 0 and end - first < LONGEST_RUN and tokens.joined(first - 1):
        before = first - 1
        function = tokens.keys[before] in NOT_NAMES or tokens.has(before, MARK["function"])
        if not tokens.capital[before] or function or bodies.at(before) is not None:
            break
        first = before
    names = [i for i in range(first, end) if nation(tokens.keys[i]) is None]
    return first if names else end


def _tasks(bodies: Bodies) -> Iterator[Naming]:
    """As in "land release task Kosmac"."""
    tokens = bodies.tokens
    if not tokens.all_marks & TASK:
        return
    for place, mark in enumerate(tokens.marks):
        if mark & TASK and place > 1 and tokens.keys[place - 1] in TASK_KINDS:
            end = place + 1
            while tokens.is_capital(end) and end - place < LONGEST_RUN and tokens.joined(end - 1):
                end += 1
            if end > place + 1:
                first = place - 2 if tokens.is_word(place - 2, "land") else place - 1
                yield Naming(first, end, first, place)
