"""A project in a text: where its name stands and what else is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.extract.text.tokens import MARK, Tokens
from kg.extract.text.wordlists import word_file
from kg.model import ProjectStatus

__all__ = [
    "DASHES",
    "KINDS",
    "LED",
    "LONGEST",
    "LONGEST_RUN",
    "NOUN",
    "PLURAL",
    "RUN_NOUNS",
    "TASK",
    "TITLED",
    "TOLD_OF",
    "Naming",
    "phrase_of",
]

NOUN: Final = MARK["projects.nouns"]
LED: Final = MARK["projects.led"]
TITLED: Final = MARK["projects.titled"]
TASK: Final = MARK["projects.tasks"]
RUN_NOUNS: Final = NOUN | MARK["projects.run_nouns"]
KINDS: Final = MARK["projects.kinds"] | MARK["projects.built"]
TOLD_OF: Final = tuple(word_file("projects")["told_of"])
"""Endings of words on who pays for a project or leads it, which are none of its name."""
PLURAL: Final = ("projects", "tasks", "initiatives", "programmes", "programs")
DASHES: Final = ("-", "\N{EN DASH}", "\N{EM DASH}")
LONGEST: Final = 40
LONGEST_RUN: Final = 8


@dataclass(frozen=True, slots=True)
class Naming:
    """A project in the text: its name's tokens ``first`` to ``end`` and where its phrase begins.

    ``noun`` is the word "project" itself; ``text`` describes work that has no name; ``facility``
    says that the name is that of a road, a plant, an airport.
    """

    first: int
    end: int
    phrase: int
    noun: int | None = None
    text: str | None = None
    status: ProjectStatus | None = None
    facility: bool = False

    def shares(self, other: Naming) -> bool:
        """Whether both hang on one word: "the Smart City and Smart Village projects"."""
        return self.noun is not None and self.noun == other.noun


def phrase_of(tokens: Tokens, place: int) -> int:
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
