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
    TOLD_OF,
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

__all__ = ["namings"]

RUN_PLAN: Final = MARK["projects.run_plans"]
LINKS: Final = MARK["connectors"] | MARK["contracted"] | MARK["articles"]
APPOSING: Final = frozenset({",", ":", *DASHES})
CLOSES_APPOSITION: Final = frozenset({",", ".", ";", *DASHES})
OF: Final = word_list("projects", "of")
ARTICLE: Final = MARK["projects.indefinite"]
LONGEST_NAME: Final = 16
"""Words of a name with a short one in brackets."""
LONG: Final = 3
"""Words that tell in a name beside "plan": many things have a plan."""
NOT_NAMES: Final = word_list("projects", "not_names")
NEWLY: Final = 3
"""Words from an article to a project: "a large new project"."""
NEAR_CALLED: Final = 6
"""Words from a project to the comma before "called"."""
INNER: Final = word_list("projects", "inner")
CALLED: Final = MARK["projects.called"]
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
        if not tokens.has(noun + 1, MARK["roles"]):
            yield from _run(bodies, noun)


def _run(bodies: Bodies, noun: int) -> Iterator[Naming]:
    tokens = bodies.tokens
    several = tokens.keys[noun] in PLURAL
    end = noun
    first = _run_start(bodies, noun, inner=not several)
    if not _suffices(tokens, first, noun):
        return
    while first < end:
        single = end - first == 1 and end == noun and not several
        last = noun + 1 if single else _run_end(tokens, noun) if end == noun else end
        yield Naming(first, last, phrase_of(tokens, first), noun)
        if not several or not tokens.is_word(first - 1, "and", ","):
            return
        end = first - 1
        first = _run_start(bodies, end, inner=False)


def _suffices(tokens: Tokens, first: int, noun: int) -> bool:
    """Whether enough of a name stands before a noun that more than projects have."""
    telling = sum(_tells(tokens, i) for i in range(first, noun))
    if tokens.has(noun, RUN_PLAN):
        return noun - first >= LONG and telling >= LONG - 1
    return tokens.has(noun, NOUN) or not tokens.capital[noun] or telling >= LONG - 1


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
        if _in_name(bodies, first - 1) or _closes(bodies, first - 1):
            first -= 1
        elif dashed or (inner and first < end and _joins(bodies, first - 1)):
            first -= 2
        elif tokens.has(first - 1, KINDS) and not any(tokens.capital[first:end]):
            first -= 1
        else:
            break
    while first < end and tokens.keys[first] in NOT_NAMES:
        first += 1
    if inner and first < end and _is_numbered(tokens, first):
        first -= 1
    titled = tokens.is_word(end, "project") and tokens.capital[end] and end - first >= LONG
    return first if titled or any(_tells(tokens, i) for i in range(first, end)) else end


def _is_numbered(tokens: Tokens, first: int) -> bool:
    """As in "the 100 Women in Demining project": a number behind an article opens the name."""
    number = tokens.words[first - 1].isdigit() and tokens.joined(first - 1)
    return number and tokens.has(first - 2, MARK["articles"])


def _tells(tokens: Tokens, place: int) -> bool:
    """Whether this word of a run makes it a name: not "the EU", not "Mine Action"."""
    key = tokens.keys[place]
    own = nation(key) is None and key not in GENERIC and not key.endswith(TOLD_OF)
    return tokens.capital[place] and own


def _in_name(bodies: Bodies, place: int) -> bool:
    tokens = bodies.tokens
    function = tokens.keys[place] in NOT_NAMES or tokens.has(place, MARK["function"])
    return not function and _is_written(bodies, place)


def _is_written(bodies: Bodies, place: int) -> bool:
    """Whether a word may stand within a name: "First" in "Farmland First"."""
    told_of = bodies.tokens.keys[place].endswith(TOLD_OF)
    return bodies.tokens.capital[place] and not told_of and bodies.at(place) is None


def _closes(bodies: Bodies, place: int) -> bool:
    """As in "the Farmland First programme", where a name would not begin with the word."""
    tokens = bodies.tokens
    written = tokens.keys[place] in NOT_NAMES and _is_written(bodies, place)
    return written and place > 0 and tokens.joined(place - 1) and _in_name(bodies, place - 1)


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
        if end > first and _links(tokens, end):
            after = end + 1 + tokens.is_word(end + 1, "the")
            if not (after < len(tokens) and _in_name(bodies, after)):
                break
            end = after
        elif tokens.has(end, MARK["roles"]) or not (
            _in_name(bodies, end) or (end == first and _begins(bodies, end))
        ):
            break
        end += 1
    return end - (end > first and nation(tokens.keys[end - 1]) is not None)


def _links(tokens: Tokens, place: int) -> bool:
    """Whether a word joins those of a title: "Return With Confidence", "Fields Not Fear"."""
    small = tokens.is_word(place, "the", "and")
    return tokens.keys[place] in INNER or small or tokens.is_word(place, "with", "not")


def _begins(bodies: Bodies, place: int) -> bool:
    """As in "called New Wells", with which no name before the noun would begin."""
    new = bodies.tokens.keys[place] in NOT_NAMES and not bodies.tokens.has(place, MARK["function"])
    return new and _is_written(bodies, place) and _in_name(bodies, place + 1)


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
    """As in "the project Clearing the Way for Grain", "Its project, Roots of Return, trains"."""
    tokens = bodies.tokens
    for noun in tokens.marked(LED | RUN_NOUNS):
        if tokens.capital[noun] or tokens.is_word(noun, *PLURAL):
            continue
        first = noun + 1 + _opens_apposition(tokens, noun + 1)
        end = _title_end(bodies, first)
        short = end == first + 1 and looks_like_acronym(tokens, first)
        told = short or (end > first + 1 and not _is_of_post(tokens, noun))
        told = told and (first == noun + 1 or _is_apposed(tokens, noun, first, end))
        if told and any(_tells(tokens, i) for i in range(first, end)):
            yield Naming(first, end, phrase_of(tokens, noun), noun)


def _is_of_post(tokens: Tokens, noun: int) -> bool:
    """As in "the chief of programme Ann Lee", "the head of the project, Ann Lee, said"."""
    of = noun - 1 - tokens.has(noun - 1, MARK["articles"])
    return tokens.keys[of] in OF and tokens.has(of - 1, MARK["roles"])


def _opens_apposition(tokens: Tokens, place: int) -> bool:
    return place < len(tokens) and tokens.words[place] in APPOSING and tokens.joined(place - 1)


def _is_apposed(tokens: Tokens, noun: int, first: int, end: int) -> bool:
    """Whether a run between commas or dashes is a title, no one's name.

    It has small words, or follows on what is newly spoken of: "a new project, Safe Fields Hub,".
    """
    closed = end < len(tokens) and tokens.words[end] in CLOSES_APPOSITION
    new = any(tokens.has(i, ARTICLE) for i in range(noun - NEWLY, noun)) and end - first >= LONG
    return closed and (new or any(_links(tokens, i) for i in range(first, end)))


def _called(bodies: Bodies) -> Iterator[Naming]:
    """As in "a project called Hope Fields", "Known as Seeds of Peace, the project is"."""
    tokens, past = bodies.tokens, 0
    for place in tokens.marked(CALLED):
        first = place + 1
        while tokens.has(first, CALLED):
            first += 1
        end = _title_end(bodies, first)
        if place < past or not any(_tells(tokens, i) for i in range(first, end)):
            continue
        noun = _before_called(tokens, place) or _after_called(tokens, end)
        if noun is not None:
            past = end
            yield Naming(first, end, min(first, phrase_of(tokens, noun)), noun)


def _before_called(tokens: Tokens, place: int) -> int | None:
    """The noun right before, or, behind a comma, with words on it between."""
    comma = tokens.is_word(place - 1, ",")
    far = NEAR_CALLED if comma else 1
    for noun in range(place - 1 - comma, max(-1, place - 1 - comma - far), -1):
        if tokens.has(noun, NOUN | TITLED):
            return noun
        if not tokens.words[noun][0].isalpha() or not tokens.joined(noun):
            break
    return None


def _after_called(tokens: Tokens, end: int) -> int | None:
    """The noun behind a name with which the sentence begins."""
    noun = end + 1 + tokens.has(end + 1, MARK["articles"])
    return noun if tokens.is_word(end, ",") and tokens.has(noun, NOUN | TITLED) else None


def _renamed(bodies: Bodies) -> Iterator[Naming]:
    """As in "Hope Corridor, a demining project in Zabul": what a title is told to be."""
    tokens = bodies.tokens
    for noun in tokens.marked(NOUN | TITLED):
        if tokens.capital[noun] or tokens.has(noun + 1, MARK["roles"]):
            continue
        phrase = noun
        while noun - phrase < LONGEST_RUN and not tokens.has(phrase, ARTICLE):
            phrase -= 1
            if tokens.words[phrase] == "," or not tokens.joined(phrase):
                break
        if not tokens.has(phrase, ARTICLE) or not tokens.is_word(phrase - 1, ","):
            continue
        first = _run_start(bodies, phrase - 1, inner=True)
        if phrase - 1 > first + 1:
            yield Naming(first, phrase - 1, phrase_of(tokens, first), noun)


READINGS: Final = (
    (quoted, QUOTABLE),
    (_called, CALLED),
    (_abbreviated, NOUN),
    (_titles, LED | RUN_NOUNS),
    (_renamed, NOUN | TITLED),
    (kinds, RUN_NOUNS),
    (aims, LED),
    (listed, NOUN),
    (_runs, RUN_NOUNS | RUN_PLAN),
    (_led, LED),
    (tasks, TASK),
)
"""What is read first takes the words; each with the marks without which it finds nothing."""
