"""Bodies that are named together: "ANAMA, the Ministry of Defense and four private companies".

What is said of one of a company is said of all: "by A, B and C", "A, B and C cleared". A company
of which a sentence says that it was at work did the work that is told around it; participants of
meetings, donors and signatories are named together too, and did none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import Final

from kg.extract.figures.labour import tells_of_labour
from kg.extract.text.lexicon import listed
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Marks
from kg.extract.text.wordlists import word_file
from kg.model import EntityKind, Mention

__all__ = ["companies", "is_large", "pays", "tells_of_deeds", "tells_of_workers"]

GAP: Final = 6
"""Atoms between two bodies of a company: "a Halo Trust com 68 equipas e a Horizonte 21"."""
JOINED: Final = frozenset({",", "&", *word_file("labour")["together"]})
PARTED: Final = frozenset({".", ";", ":", "!", "?"})
MANY: Final = 3
"""Agencies of a large company."""
BACK: Final = 2
"""Sentences before one on who took part, in one of which the work is told."""
PLANNED: Final = frozenset({"plan"})
ACTS: Final = WORK | PLANNED
"""Cues between two bodies that part them."""
MONEY: Final = frozenset({"money"})
is_at_work: Final = listed("labour", "at_work")
took_part: Final = listed("labour", "took_part")
is_meeting: Final = listed("meetings", "nouns")


def companies(page: Page, marks: Marks, named: Sequence[Mention]) -> Iterator[Sequence[Mention]]:
    """The bodies of a sentence, in the order of the text, parted into companies."""
    company: list[Mention] = []
    for body in sorted(named, key=lambda each: each.span):
        if company and not _are_joined(page, marks, company[-1], body):
            yield company
            company = []
        company.append(body)
    yield company


def _are_joined(page: Page, marks: Marks, before: Mention, body: Mention) -> bool:
    first, end = page.place(before.span)[1], page.place(body.span)[0]
    if end <= first:
        return True  # the acronym of a name: "the Agency (ANAMA)"
    between = page.texts[first:end]
    if end - first > GAP or JOINED.isdisjoint(between) or not PARTED.isdisjoint(between):
        return False
    senses = [mark.senses for mark in marks.within(first, end)]
    acts = any(sense.get("cue") in ACTS for sense in senses)
    return not acts and not any(sense.get("agent") in ("reports", "source") for sense in senses)


def is_large(page: Page, marks: Marks, company: Sequence[Mention], number: int) -> bool:
    """Whether so many agencies are named together that a sentence on figures names who worked.

    Unless it says who pays: "is funded by the Department of State and DFID".
    """
    agencies = {body.candidates or body.text for body in company if body.kind is EntityKind.AGENCY}
    return len(agencies) >= MANY and not pays(page, marks, number)


def pays(page: Page, marks: Marks, number: int) -> bool:
    """Whether a sentence tells of money: "with 3 million euros from the European Union"."""
    return _has(page, marks, number, "portion", MONEY)


def tells_of_workers(page: Page, marks: Marks, number: int) -> bool:
    """Whether a sentence says that work was done, or who took part in work told before it.

    Those who took part in a meeting did not.

    "Four companies worked in Tartar"; "Taking part: ANAMA and the Ministry of Defense."
    """
    if _has(page, marks, number, "cue", PLANNED):
        return False
    phrases = _phrases(page, number)
    if any(map(is_meeting, phrases)):
        return False
    if _tells_of_work(page, marks, number, phrases):
        return True
    before = range(max(0, number - BACK), number)
    return any(map(took_part, phrases)) and any(
        _tells_of_work(page, marks, each, _phrases(page, each)) for each in before
    )


def tells_of_deeds(page: Page, marks: Marks, number: int) -> bool:
    """Whether a sentence says what was cleared or found, be it without a figure."""
    return _has(page, marks, number, "cue", WORK)


def _tells_of_work(page: Page, marks: Marks, number: int, phrases: Sequence[str]) -> bool:
    atoms = page.atoms_of(number)
    return (
        any(map(is_at_work, phrases))
        or tells_of_deeds(page, marks, number)
        or tells_of_labour(page.texts[atoms.start : atoms.stop])
    )


def _phrases(page: Page, number: int) -> Sequence[str]:
    """The words of a sentence, and each with the one behind it."""
    atoms = page.atoms_of(number)
    words = page.texts[atoms.start : atoms.stop]
    return [*words, *map(" ".join, pairwise(words))]


def _has(page: Page, marks: Marks, number: int, kind: str, meanings: Set[str]) -> bool:
    atoms = page.atoms_of(number)
    return any(word.senses.get(kind) in meanings for word in marks.within(atoms.start, atoms.stop))
