"""Work that is planned or under way and has no name of its own: "keeps demining roads".

It is described in the words of the text with a noun before them ("demining of roads",
"clearance of 40,000 hectares this year"), so that it can stand in a list of projects. The forms
of :mod:`kg.extract.actors.workforms` say which words tell of such work.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.extract.actors.projectnames import Naming
from kg.extract.actors.workforms import FORMS
from kg.extract.actors.workwords import Form
from kg.extract.bodies.bodies import Bodies
from kg.extract.text.page import Page
from kg.extract.text.tokens import MARK
from kg.model import EntityKind, Span

__all__ = ["works"]

TRIGGER: Final = MARK["projects.triggers"]
PLACES: Final = frozenset({EntityKind.DISTRICT, EntityKind.PLACE})
FAR_LEFT: Final = 240
FAR_RIGHT: Final = 320
"""Characters looked at before and after a word that may tell of work."""
NEAR: Final = 80
"""Characters after a named thing in which the text may say that it is a work."""
FEWEST: Final = 2
"""Words of a description: "airport" alone names no project."""
_SETTLEMENT: Final = re.compile(
    r"(?<=\w) (?:villages?|districts?|regions?|provinces?|settlements?|towns?|municipality)$",
    re.IGNORECASE,
)
_PLAN_YEAR: Final = re.compile(r"\b(?:plan|programme|program|budget) for ((?:19|20)\d\d)\b")
_THIS_YEAR: Final = re.compile(r"\b(?:this|next) year\b", re.IGNORECASE)
_TWO: Final = re.compile(r"(\S+[-–]\S+) and (\S+[-–]\S+) ([a-z].*)")
_AREA: Final = re.compile(r"(?:hectares?|\bha|metres|meters|km2?|m2|km²|m²|kilometres|kilometers)$")


def works(page: Page, bodies: Bodies, *, named: bool) -> Iterator[Naming]:
    """Each work that the text tells of, in the order of the text, none overlapping.

    ``named`` says that the text names projects: courses and teams are then parts of these.
    """
    tokens = bodies.tokens
    if not tokens.all_marks & TRIGGER:
        return
    reader = _Reader(page, bodies)
    past = 0
    for place, mark in enumerate(tokens.marks):
        if not mark & TRIGGER or place < past or bodies.at(place) is not None:
            continue
        for form in FORMS.get(tokens.keys[place], ()):
            if named and form.alone:
                continue
            naming = reader.read(place, form)
            if naming is not None and naming.first >= past:
                yield from _each(naming)
                past = naming.end
                break


class _Reader:
    """One text, asked whether a form fits at a word."""

    def __init__(self, page: Page, bodies: Bodies) -> None:
        self.page = page
        self.tokens = bodies.tokens
        self.places = [name.span.start for name in page.names if name.kind in PLACES]

    def read(self, place: int, form: Form) -> Naming | None:
        """The work that a form finds at a token, if it does."""
        tokens, text = self.tokens, self.tokens.text
        if form.before and not tokens.is_word(place - 1, *form.before):
            return None
        first, end = tokens.starts[place], tokens.ends[place]
        right = None if form.right is None else form.right.match(text, end, end + FAR_RIGHT)
        if form.right is not None and right is None:
            return None
        found = {"word": _noun(tokens.keys[place]), "head": tokens.words[place]}
        if form.right is not None and right is not None:
            found |= right.groupdict("")
            end = right.end("what") if "what" in form.right.groupindex else end
        opening = self.page.starts[self.page.sentence_index(first)]
        if form.left is not None:
            from_ = max(opening, first - FAR_LEFT)
            left = form.left.search(text[from_:first])
            if left is None:
                return None
            found |= left.groupdict("")
            first = from_ + left.start("what") if "what" in form.left.groupindex else first
        before = text[max(opening, first - FAR_LEFT) : first]
        if form.near is not None and not (
            form.near.search(before) or form.near.search(text[end : end + NEAR])
        ):
            return None
        if form.placed and not self._names_place(first, end):
            return None
        name = self._named(form, found, before, first)
        return None if name is None else self._naming(form, name, first, end)

    def _named(self, form: Form, found: dict[str, str], before: str, first: int) -> str | None:
        """The words of the form with the words found, and when and where if the text adds it."""
        if "verb" in found:
            found["verb"] = _noun(found["verb"])
        what = _SETTLEMENT.sub("", found.get("what", "").strip(" ,"))
        words = " ".join(form.name.format(**{**found, "what": what}).split())
        if len(words.split()) < FEWEST:
            return None
        if found.get("there"):
            words += self._there(first)
        elif _AREA.search(words):
            words += _when(before)
        return words

    def _naming(self, form: Form, name: str, first: int, end: int) -> Naming:
        at, past = self.tokens.place(Span(first, end))
        return Naming(at, past, at, None, name, form.status)

    def _names_place(self, first: int, end: int) -> bool:
        place = bisect_left(self.places, first)
        return place < len(self.places) and self.places[place] < end

    def _there(self, before: int) -> str:
        """What "there" means: the district named first in the sentence before."""
        index = self.page.sentence_index(before) - 1
        if index < 0:
            return ""
        sentence = self.page.sentences[index]
        inside = (
            f" in {name.text}"
            for name in self.page.names
            if name.kind is EntityKind.DISTRICT and sentence.start <= name.span.start < sentence.end
        )
        return next(inside, "")


def _noun(word: str) -> str:
    """The noun for a word of clearing: "demined" → "demining"."""
    return "demining" if "min" in word else "clearance"


def _each(naming: Naming) -> Iterator[Naming]:
    """Two works told as one: "A-B and C-D railway demining"."""
    two = _TWO.fullmatch(naming.text or "")
    if two is None:
        yield naming
        return
    for name in two[1], two[2]:
        yield replace(naming, text=f"{name} {two[3]}")


def _when(before: str) -> str:
    """As in " this year", or " in 2022" of "the plan for 2022 foresees"."""
    planned = _PLAN_YEAR.search(before)
    if planned is not None:
        return f" in {planned[1]}"
    year = _THIS_YEAR.search(before)
    return f" {year[0].lower()}" if year is not None else ""
