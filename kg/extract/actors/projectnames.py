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
    LED,
    LONGEST,
    LONGEST_RUN,
    NOUN,
    PLURAL,
    Naming,
    phrase_of,
)
from kg.extract.actors.projectaims import aims, listed
from kg.extract.actors.projectkinds import kinds
from kg.extract.bodies.bodies import Bodies
from kg.extract.bodies.headless import is_number
from kg.extract.text.lexicon import nation, word_list
from kg.extract.text.tokens import MARK, Tokens

__all__ = ["namings"]

TITLED: Final = MARK["projects.titled"]
TASK: Final = MARK["projects.tasks"]
RUN_NOUNS: Final = NOUN | MARK["projects.run_nouns"]
KINDS: Final = MARK["projects.kinds"] | MARK["projects.built"]
QUOTED: Final = MARK["projects.quoted"]
CLEARING: Final = MARK["projects.clearing"]
ABROAD: Final = MARK["projects.things_abroad"]
CLEARED_ABROAD: Final = MARK["projects.clearing_before"]
QUOTABLE: Final = RUN_NOUNS | TITLED | TASK | KINDS | QUOTED | CLEARING | CLEARED_ABROAD
TASK_KINDS: Final = word_list("projects", "task_kinds")
NOT_NAMES: Final = word_list("projects", "not_names")
OPENING: Final = frozenset("\"“«„'‘")
CLOSING: Final = frozenset("\"”»“'’")
INNER: Final = ("of", "for", "on", "to", "in")
GENERIC: Final = word_list("projects", "generic")
NEAR: Final = 6
"""Words between the quotes and the word that makes them a project's name."""


def namings(bodies: Bodies) -> list[Naming]:
    """All projects named, in the order of the text, none overlapping."""
    found: list[Naming] = []
    taken: set[int] = set()
    marks = bodies.tokens.all_marks
    quoted = any(sign in bodies.tokens.text for sign in OPENING)
    for reading, needed in READINGS:
        if not marks & needed or (reading is _quoted and not quoted):
            continue
        for naming in reading(bodies):
            tokens = range(naming.first, naming.end)
            if taken.isdisjoint(tokens):
                taken.update(tokens)
                found.append(naming)
    return sorted(found, key=lambda naming: naming.first)


# --- in quotes -----------------------------------------------------------------------------------


def _quoted(bodies: Bodies) -> Iterator[Naming]:
    tokens = bodies.tokens
    past = 0
    for place, word in enumerate(tokens.words):
        if word not in OPENING or place < past:
            continue
        closing = _closing(tokens, place)
        if closing is None:
            continue
        noun = _noun_near(tokens, place, closing)
        body = bodies.at(place + 1)
        if body is not None and body.end == closing:
            noun = None
        elif noun is None and tokens.has(closing - 1, NOUN):
            noun = closing - 1
        if noun is None and (_announced(tokens, place) or _is_site(tokens, place, closing)):
            yield Naming(place + 1, closing, phrase_of(tokens, place))
        elif noun is not None:
            phrase = phrase_of(tokens, min(noun, place))
            yield Naming(place + 1, closing, phrase, noun)
        past = closing + 1


def _closing(tokens: Tokens, place: int) -> int | None:
    """The sign that closes the quotes opened here if any; a name begins with a capital."""
    told = tokens.has(place - 1, NOUN | TITLED | TASK)
    if not told and not tokens.is_capital(place + 1):
        return None
    for end in range(place + 2, min(place + LONGEST, len(tokens))):
        if not tokens.joined(end - 1):
            return None
        if tokens.words[end] in CLOSING:
            return end if end > place + 2 or tokens.is_capital(place + 1) else None
    return None


def _noun_near(tokens: Tokens, opening: int, closing: int) -> int | None:
    start = opening - 1 - tokens.is_word(opening - 1, ",")
    for place in range(start, max(-1, opening - NEAR - 1), -1):
        word = tokens.words[place]
        if not word[0].isalpha():
            break
        if tokens.marks[place] & (NOUN | TITLED | TASK):
            return place
    for place in range(closing + 1, min(closing + NEAR + 1, len(tokens))):
        if tokens.marks[place] & (RUN_NOUNS | KINDS):
            return place
        if tokens.words[place] in ".;:" or tokens.words[place] in OPENING:
            break
    return None


def _is_site(tokens: Tokens, opening: int, closing: int) -> bool:
    """As in "the 'Saryjali 008' site", "clearance of the "Zabukh Bridge"", "land for the "Park""."""
    before = opening - 1 - tokens.is_word(opening - 1, "the")
    cleared = tokens.has(before - 1, CLEARING) or tokens.is_word(before - 1, "that")
    land = tokens.is_word(before, "for") and tokens.is_word(before - 1, "land", "plot", "site")
    cleared = tokens.has(before, CLEARING) or (tokens.is_word(before, "of") and cleared)
    cleared |= tokens.has(before, ABROAD) and tokens.has(before - 1, CLEARED_ABROAD)
    return tokens.has(closing + 1, QUOTED) or cleared or land


def _announced(tokens: Tokens, opening: int) -> bool:
    """Whether several projects are announced before: "two projects: the demining of "X" …"."""
    place = opening - 1
    while place > 0 and opening - place < LONGEST and tokens.joined(place):
        if tokens.words[place] == ":":
            return tokens.keys[place - 1] in PLURAL
        place -= 1
    return False


# --- capitalised runs --------------------------------------------------------------------------


def _runs(bodies: Bodies) -> Iterator[Naming]:
    """As in "the Safe Field project", "Smart City and Smart Village projects"."""
    tokens = bodies.tokens
    for noun, mark in enumerate(tokens.marks):
        if not mark & RUN_NOUNS or bodies.at(noun) is not None:
            continue
        if (not mark & NOUN and tokens.capital[noun]) or tokens.has(noun + 1, MARK["roles"]):
            continue
        yield from _run(bodies, noun)


def _run(bodies: Bodies, noun: int) -> Iterator[Naming]:
    tokens = bodies.tokens
    several = tokens.keys[noun] in PLURAL
    end = noun
    first = _run_start(bodies, noun, inner=not several)
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
    names = [i for i in range(first, end) if _tells(tokens, i)]
    return first if names else end


def _tells(tokens: Tokens, place: int) -> bool:
    """Whether this word of a run makes it a name: not "the EU", not "Mine Action"."""
    key = tokens.keys[place]
    return tokens.capital[place] and nation(key) is None and key not in GENERIC


def _in_name(bodies: Bodies, place: int) -> bool:
    tokens = bodies.tokens
    function = tokens.keys[place] in NOT_NAMES or tokens.has(place, MARK["function"])
    return tokens.capital[place] and not function and bodies.at(place) is None


def _joins(bodies: Bodies, place: int) -> bool:
    """As in "Survey and Clearance Project", "Safe Ground for Schools programme"."""
    tokens = bodies.tokens
    linked = tokens.is_word(place, "and", *INNER)
    return linked and place > 0 and tokens.joined(place - 1) and _in_name(bodies, place - 1)


def _led(bodies: Bodies) -> Iterator[Naming]:
    """As in "Project Safe Harvest", "Operation Clean Field"."""
    tokens = bodies.tokens
    for noun, mark in enumerate(tokens.marks):
        if mark & LED and tokens.capital[noun] and bodies.at(noun) is None:
            end = _title_end(bodies, noun + 1)
            if any(_tells(tokens, i) for i in range(noun + 1, end)):
                yield Naming(noun, end, noun, noun)


def _title_end(bodies: Bodies, first: int) -> int:
    """The end of a title in capitals: "Clearing the Way for Grain"."""
    tokens, end = bodies.tokens, first
    while end < len(tokens) and end - first < LONGEST_RUN and tokens.joined(end - 1):
        if end > first and tokens.is_word(end, *INNER, "the", "and"):
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
    for noun, mark in enumerate(tokens.marks):
        if not mark & NOUN or not tokens.capital[noun] or bodies.at(noun) is not None:
            continue
        end = noun + 1
        while end < len(tokens) and end - noun < LONGEST_RUN and tokens.joined(end - 1):
            if not tokens.words[end][0].isalpha():
                break
            end += 1
        short = tokens.is_word(end, "(") and tokens.is_word(end + 2, ")")
        if short and end > noun + 2 and tokens.words[end + 1].isupper():
            yield Naming(noun, end + 3, noun, noun)


def _titles(bodies: Bodies) -> Iterator[Naming]:
    """As in "the project Clearing the Way for Grain"."""
    tokens = bodies.tokens
    for noun, mark in enumerate(tokens.marks):
        if mark & LED and not tokens.capital[noun] and not tokens.is_word(noun, *PLURAL):
            end = _title_end(bodies, noun + 1)
            if end > noun + 2 and any(_tells(tokens, i) for i in range(noun + 1, end)):
                yield Naming(noun + 1, end, phrase_of(tokens, noun), noun)


def _tasks(bodies: Bodies) -> Iterator[Naming]:
    """As in "land release task Kosmac", "the clearance tasks Ozren 1 and Ozren 2"."""
    tokens = bodies.tokens
    for place, mark in enumerate(tokens.marks):
        if mark & TASK and place > 1 and tokens.keys[place - 1] in TASK_KINDS:
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


READINGS: Final = (
    (_quoted, QUOTABLE),
    (_abbreviated, NOUN),
    (_titles, LED),
    (kinds, RUN_NOUNS),
    (aims, LED),
    (listed, NOUN),
    (_runs, RUN_NOUNS),
    (_led, LED),
    (_tasks, TASK),
)
"""What is read first takes the words; each with the marks without which it finds nothing."""
