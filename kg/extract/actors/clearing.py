"""Works of clearing without a name: "keeps demining roads", "plans to clear 40,000 hectares".

Clearing "the liberated lands" at large is no work, nor is an amount of land that was cleared,
which is a figure.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kg.extract.actors.naming import Naming
from kg.extract.actors.things import ARTICLES, LEFT, PLAN, STATES, THING, Things, state_of
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK
from kg.model import ProjectStatus

__all__ = ["Clearing"]

KEEPS: Final = word_list("projects", "keeps")
PROGRESS: Final = word_list("projects", "progress")
_WHEN: Final = re.compile(r"\b(?:this|next) year\b", re.IGNORECASE)
_PLAN_FOR: Final = re.compile(r"\b(?:plan|programme|budget) for (20\d\d)\b", re.IGNORECASE)


class Clearing:
    """One text, asked whether a word of clearing in it tells of a work."""

    def __init__(self, things: Things) -> None:
        self.things = things
        self.tokens = things.tokens

    def read(self, place: int) -> Naming | None:
        """The work that a word of clearing at this token tells of."""
        tokens, key = self.tokens, self.tokens.keys[place]
        if key in {"cleared", "demined", "de-mined"}:
            return self._passive(place)
        keeps = tokens.keys[place - 1 - tokens.is_word(place - 1, "to")] in KEEPS
        state = ProjectStatus.ONGOING if keeps else None
        if key in {"clear", "demine"}:
            verb = tokens.is_word(place - 1, "to", "will", "help", "fully", "also")
            told = verb and (keeps or self._planned(place))
            return self._object(place, place + 1, state) if told else None
        at = place + 1
        while at < len(tokens) and tokens.keys[at] in PROGRESS:
            at += 1
        begun = at > place + 1 and tokens.is_word(at, "in", "on", "at")
        if begun or tokens.is_word(at, "of"):
            return self._object(place, at + 1, ProjectStatus.ONGOING if begun else None)
        return self._object(place, place + 1, state) if keeps and key.endswith("ing") else None

    def _object(self, place: int, at: int, state: ProjectStatus | None) -> Naming | None:
        first = at + self.tokens.is_word(at, *ARTICLES)
        end = self.things.end(first)
        amount = self.things.amount(first) is not None
        fits = self._planned(place) if amount else self.things.is_thing(first, end)
        if not fits:
            return None
        work = self._work(place, first, end, state)
        the = self.tokens.is_word(at, "the") and self.tokens.is_word(at - 1, "of") and not amount
        if not the or work.text is None:
            return work
        return replace(work, text=work.text.replace(" of ", f" of {self.tokens.words[at]} ", 1))

    def _planned(self, place: int) -> bool:
        before = range(max(self.things.opening(place), place - LEFT), place)
        return any(self.tokens.has(i, PLAN) for i in before)

    def _passive(self, verb: int) -> Naming | None:
        """As in "the road is being cleared", "70 hectares are to be demined"."""
        tokens, end = self.tokens, verb
        opening = self.things.opening(verb)
        while end > opening and tokens.keys[end - 1] in STATES:
            end -= 1
        first = end
        while first > max(opening, end - LEFT) and self._in_subject(first - 1):
            first -= 1
        first = next((i for i in range(first, end) if self.things.amount(i) is not None), first)
        first += tokens.is_word(first, *ARTICLES)
        state = state_of(tokens.keys[end:verb])
        end = next((i for i in range(first + 1, end) if tokens.is_word(i, "in", "near")), end)
        if state is None or first >= end:
            return None
        planned = state is ProjectStatus.PLANNED
        fits = (
            planned if self.things.amount(first) is not None else self.things.is_thing(first, end)
        )
        return self._work(verb, first, end, state) if fits else None

    def _in_subject(self, place: int) -> bool:
        tokens = self.tokens
        if not tokens.words[place][0].isalnum() or tokens.keys[place] in STATES:
            return False
        if tokens.is_word(place, "and"):
            return tokens.is_capital(place - 1) and tokens.is_capital(place + 1)
        return not tokens.is_word(
            place, "that", "where", "which", "says", "said", "year", "for", "by", "to"
        )

    def _work(self, place: int, first: int, end: int, state: ProjectStatus | None) -> Naming:
        tokens = self.tokens
        end -= tokens.has(end - 1, MARK["projects.settlements"]) and tokens.is_capital(end - 2)
        words = tokens.written(first, end)
        if self.things.amount(first) is not None:
            words += _when(self.things.page.sentence(tokens.span(place, place + 1)).of(tokens.text))
            state = state or ProjectStatus.PLANNED
        begin, past = min(place, first), max(place + 1, end)
        named = first < place and tokens.has(end - 1, THING) and tokens.capital[first]
        noun = "demining" if named or "min" in tokens.keys[place] else "clearance"
        text = f"{words.removesuffix('s')} {noun}" if named else f"{noun} of {words}"
        return Naming(begin, past, begin, None, text, state)


def _when(sentence: str) -> str:
    """The year of an amount of land: it tells this plan from that of another year."""
    year, plan = _WHEN.search(sentence), _PLAN_FOR.search(sentence)
    if plan is not None:
        return f" in {plan[1]}"
    return "" if year is None else f" {year[0].lower()}"
