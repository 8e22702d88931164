"""Tasks and their names: "land release task Kosmac", "the Trebava task", "six new tasks"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.actors.naming import LONGEST_RUN, PLURAL, TASK, Naming
from kg.extract.bodies.bodies import Bodies
from kg.extract.bodies.headless import is_number
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK, Tokens
from kg.model import ProjectStatus

__all__ = ["tasks"]

TASK_KINDS: Final = word_list("projects", "task_kinds")
NO_NAME: Final = MARK["function"] | MARK["heads"] | MARK["fields"]
NEW: Final = ("new", "further", "additional", "more")
PAYS: Final = word_list("projects", "pays")
PAID_BY: Final = word_list("projects", "paid_by")
PAID_BEFORE: Final = 6
"""Words between the verb of who pays and what for."""


def tasks(bodies: Bodies) -> Iterator[Naming]:
    """As in "land release task Kosmac", "the clearance tasks Ozren 1 and Ozren 2"."""
    tokens = bodies.tokens
    for place in tokens.marked(TASK):
        before = _before(bodies, place)
        if before is not None:
            yield before
            continue
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


def _before(bodies: Bodies, task: int) -> Naming | None:
    """As in "the Trebava task", which a name leads, and "would pay for six new tasks"."""
    tokens, first = bodies.tokens, task
    if tokens.is_word(task, *PLURAL):
        counted = is_number(tokens, task - 2) or tokens.has(task - 2, MARK["several"])
        new = tokens.is_word(task - 1, *NEW) and counted
        verbs = tokens.keys[max(0, task - PAID_BEFORE) : task - 2]
        paid = any(verb in PAYS or verb in PAID_BY for verb in verbs)
        if not (new and paid):
            return None
        text = tokens.written(task - 2, task + 1)
        return Naming(task - 2, task + 1, task - 2, None, text, ProjectStatus.PLANNED)
    while task - first < LONGEST_RUN and tokens.joined(first - 1) and _names(bodies, first - 1):
        first -= 1
    named = first < task and tokens.is_capital(first) and tokens.is_word(first - 1, "the")
    return Naming(first, task + 1, first, task) if named and not tokens.capital[task] else None


def _names(bodies: Bodies, place: int) -> bool:
    """Whether a word may be one of a task's own name: "Ozren", "2", and nobody's."""
    tokens = bodies.tokens
    word = tokens.is_capital(place) and not tokens.has(place, NO_NAME)
    return bodies.at(place) is None and (word or is_number(tokens, place))


def _task_end(tokens: Tokens, first: int) -> int:
    """The end of "Kosmac", "Ozren 2"."""
    end = first
    while end - first < LONGEST_RUN and (tokens.is_capital(end) or is_number(tokens, end)):
        if end > first and not tokens.joined(end - 1):
            break
        end += 1
    return end if tokens.is_capital(first) else first
