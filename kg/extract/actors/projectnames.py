"""The grammar of names of projects.

A project is named in quotes beside the word ("project of "Yanshak Residential Plot""), by a
capitalised run before or after it ("the Safe Field project", "Operation Clean Field"), or as a
task ("land release task Kosmac").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.actors.naming import (
    DASHES,
    KINDS,
    LED,
    LONGEST_RUN,
    NOUN,
    PLURAL,
    RUN_NOUNS,
    TASK,
    TITLED,
    Naming,
    phrase_of,
)
from kg.extract.actors.projectaims import aims, listed
from kg.extract.actors.projectkinds import kinds
from kg.extract.actors.quotednames import QUOTABLE, quoted
from kg.extract.actors.tasknames import tasks
from kg.extract.bodies.acronyms import looks_like_acronym
from kg.extract.bodies.bodies import Bodies
from kg.extract.text.lexicon import nation, word_list
from kg.extract.text.tokens import MARK, Tokens
from kg.extract.text.wordlists import word_file

__all__ = ["namings"]

RUN_PLAN: Final = MARK["projects.run_plans"]
LINKS: Final = MARK["connectors"] | MARK["contracted"] | MARK["articles"]
LONGEST_NAME: Final = 16
"""Words of a name with a short one in brackets."""
LONG: Final = 3
"""Words that tell in a name beside "plan": many things have a plan."""
NOT_NAMES: Final = word_list("projects", "not_names")
INNER: Final = word_list("projects", "inner")
CALLED: Final = MARK["projects.called"]
TOLD_OF: Final = tuple(word_file("projects")["told_of"])
GENERIC: Final = word_list("projects", "generic")


def namings(bodies: Bodies) -> list[Naming]:
    """All projects named, in the order of the text, none overlapping."""
    found: list[Naming] = []
    taken: set[int] = set()
    marks = bodies.tokens.all_marks
    for reading, needed in READINGS:
        if not marks & needed:
            continue
        for naming in reading(bodies):
            tokens = range(naming.first, naming.end)
            if taken.isdisjoint(tokens):
                taken.update(tokens)
                found.append(naming)
    return sorted(found, key=lambda naming: naming.first)


def _runs(bodies: Bodies) -> Iterator[Naming]:
    """As in "the Safe Field project", "Smart City and Smart Village projects"."""
    tokens = bodies.tokens
    for noun in tokens.marked(RUN_NOUNS | RUN_PLAN):
        if bodies.at(noun) is not None:
            continue
        if (not tokens.marks[noun] & NOUN and tokens.capital[noun]) or tokens.has(
            noun + 1, MARK["roles"]
        ):
            continue
        yield from _run(bodies, noun)


def _run(bodies: Bodies, noun: int) -> Iterator[Naming]:
    tokens = bodies.tokens
    several = tokens.keys[noun] in PLURAL
    end = noun
    first = _run_start(bodies, noun, inner=not several)
    if tokens.has(noun, RUN_PLAN) and sum(_tells(tokens, i) for i in range(first, noun)) < LONG:
        return
    while first < end:
        single = end - first == 1 and end == noun and not several
        last = noun + 1 if single else _run_end(tokens, noun) if end == noun else end
        yield Naming(first, last, phrase_of(tokens, first), noun)
        if not several or not tokens.is_word(first - 1, "and", ","):
            return
        end = first - 1
        first = _run_start(bodies, end, inner=False)


def _run_end(tokens: Tokens, noun: int) -> int:
    """A capitalised "Project" belongs to the name, and so does "Phase II" after it."""
    if not tokens.capital[noun]:
        return noun
    return noun + 3 if tokens.is_word(noun + 1, "phase") else noun + 1


def _run_start(bodies: Bodies, end: int, *, inner: bool) -> int:
    tokens = bodies.tokens
    first = end
    while first > 0 and end - first < LONGEST_RUN and tokens.joined(first - 1):
        dashed = tokens.words[first - 1] in DASHES and first < end and tokens.is_capital(first - 2)
        if _in_name(bodies, first - 1):
            first -= 1
        elif dashed or (inner and first < end and _joins(bodies, first - 1)):
            first -= 2
        elif tokens.has(first - 1, KINDS) and not any(tokens.capital[first:end]):
            first -= 1
        else:
            break
    titled = tokens.is_word(end, "project") and tokens.capital[end] and end - first >= LONG
    return first if titled or any(_tells(tokens, i) for i in range(first, end)) else end


def _tells(tokens: Tokens, place: int) -> bool:
    """Whether this word of a run makes it a name: not "the EU", not "Mine Action"."""
    key = tokens.keys[place]
    own = nation(key) is None and key not in GENERIC and not key.endswith(TOLD_OF)
    return tokens.capital[place] and own


def _in_name(bodies: Bodies, place: int) -> bool:
    tokens = bodies.tokens
    function = tokens.keys[place] in NOT_NAMES or tokens.has(place, MARK["function"])
    function |= tokens.keys[place].endswith(TOLD_OF)
    return tokens.capital[place] and not function and bodies.at(place) is None


def _joins(bodies: Bodies, place: int) -> bool:
    """As in "Survey and Clearance Project", "Safe Ground for Schools programme"."""
    tokens = bodies.tokens
    linked = tokens.is_word(place, "and") or tokens.keys[place] in INNER
    return linked and place > 0 and tokens.joined(place - 1) and _in_name(bodies, place - 1)


def _led(bodies: Bodies) -> Iterator[Naming]:
    """As in "Project Safe Harvest", "Operation Clean Field"."""
    tokens = bodies.tokens
    for noun in tokens.marked(LED):
        if tokens.capital[noun] and bodies.at(noun) is None:
            end = _title_end(bodies, noun + 1)
            if any(_tells(tokens, i) for i in range(noun + 1, end)):
                yield Naming(noun, end, noun, noun)


def _title_end(bodies: Bodies, first: int) -> int:
    """The end of a title in capitals: "Clearing the Way for Grain"."""
    tokens, end = bodies.tokens, first
    while end < len(tokens) and end - first < LONGEST_RUN and tokens.joined(end - 1):
        if end > first and (tokens.keys[end] in INNER or tokens.is_word(end, "the", "and")):
            after = end + 1 + tokens.is_word(end + 1, "the")
            if not (after < len(tokens) and _in_name(bodies, after)):
                break
            end = after
        elif not _in_name(bodies, end) or tokens.has(end, MARK["roles"]):
            break
        end += 1
    return end - (end > first and nation(tokens.keys[end - 1]) is not None)


def _abbreviated(bodies: Bodies) -> Iterator[Naming]:
    """As in "Projet d'appui au déminage (PRODECO)": a name in small letters with a short one."""
    tokens = bodies.tokens
    for noun in tokens.marked(NOUN):
        if not tokens.capital[noun] or bodies.at(noun) is not None:
            continue
        end = noun + 1
        while end < len(tokens) and end - noun < LONGEST_NAME and tokens.joined(end - 1):
            listed = tokens.words[end] == "," and tokens.has(end + 1, LINKS)
            if not (listed or tokens.words[end][0].isalpha()) or bodies.at(end) is not None:
                break
            end += 1
        short = tokens.is_word(end, "(") and tokens.is_word(end + 2, ")")
        if short and end > noun + 2 and tokens.words[end + 1].isupper():
            yield Naming(noun, end + 3, noun, noun)


def _titles(bodies: Bodies) -> Iterator[Naming]:
    """As in "the project Clearing the Way for Grain", "le projet PRODECO"."""
    tokens = bodies.tokens
    for noun in tokens.marked(LED):
        if not tokens.capital[noun] and not tokens.is_word(noun, *PLURAL):
            end = _title_end(bodies, noun + 1)
            short = end == noun + 2 and looks_like_acronym(tokens, noun + 1)
            told = end > noun + 2 or short
            if told and any(_tells(tokens, i) for i in range(noun + 1, end)):
                yield Naming(noun + 1, end, phrase_of(tokens, noun), noun)


def _called(bodies: Bodies) -> Iterator[Naming]:
    """As in "a project called Hope Fields"."""
    tokens = bodies.tokens
    for noun in tokens.marked(NOUN | TITLED):
        comma = tokens.is_word(noun + 1, ",")
        first = noun + 1 + comma
        while tokens.has(first, CALLED):
            first += 1
        end = _title_end(bodies, first)
        if first > noun + 1 + comma and any(_tells(tokens, i) for i in range(first, end)):
            yield Naming(first, end, phrase_of(tokens, noun), noun)


READINGS: Final = (
    (quoted, QUOTABLE),
    (_called, CALLED),
    (_abbreviated, NOUN),
    (_titles, LED),
    (kinds, RUN_NOUNS),
    (aims, LED),
    (listed, NOUN),
    (_runs, RUN_NOUNS | RUN_PLAN),
    (_led, LED),
    (tasks, TASK),
)
"""What is read first takes the words; each with the marks without which it finds nothing."""
