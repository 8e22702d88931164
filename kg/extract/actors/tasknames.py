"""Tasks and their names: "land release task Kosmac"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.actors.naming import LONGEST_RUN, PLURAL, TASK, Naming
from kg.extract.bodies.bodies import Bodies
from kg.extract.bodies.headless import is_number
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import Tokens

__all__ = ["tasks"]

TASK_KINDS: Final = word_list("projects", "task_kinds")


def tasks(bodies: Bodies) -> Iterator[Naming]:
    """As in "land release task Kosmac", "the clearance tasks Ozren 1 and Ozren 2"."""
    tokens = bodies.tokens
    for place in tokens.marked(TASK):
        if place > 1 and tokens.keys[place - 1] in TASK_KINDS:
            first = place - 2 if tokens.is_word(place - 2, "land") else place - 1
            end = _task_end(tokens, place + 1)
            if end > place + 1 and not tokens.is_word(place, *PLURAL):
                yield Naming(first, end, first, place)
            opening = place + 1
            while tokens.is_word(place, *PLURAL) and end > opening:
                yield Naming(opening, end, first, place)
                opening = end + 1
                end = _task_end(tokens, opening) if tokens.is_word(end, "and", ",") else opening


def _task_end(tokens: Tokens, first: int) -> int:
    """The end of "Kosmac", "Ozren 2"."""
    end = first
    while end - first < LONGEST_RUN and (tokens.is_capital(end) or is_number(tokens, end)):
        if end > first and not tokens.joined(end - 1):
            break
        end += 1
    return end if tokens.is_capital(first) else first
