"""Works of clearing without a name: "keeps demining roads", "the demining of the lake shore".

Clearing "the liberated lands" at large is no work. Amounts of land are read by
:mod:`kg.extract.actors.amounts`.
"""

from __future__ import annotations

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
        if self.things.amount(first) is not None or not self.things.is_thing(first, end):
            return None
        work = self._work(place, first, end, state)
        the = self.tokens.is_word(at, "the") and self.tokens.is_word(at - 1, "of")
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
        if any(self.things.amount(i) is not None for i in range(first, end)):
            return None
        first += tokens.is_word(first, *ARTICLES)
        state = state_of(tokens.keys[end:verb])
        end = next((i for i in range(first + 1, end) if tokens.is_word(i, "in", "near")), end)
        if state is None or first >= end:
            return None
        return self._work(verb, first, end, state) if self.things.is_thing(first, end) else None

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
        begin, past = min(place, first), max(place + 1, end)
        named = first < place and tokens.has(end - 1, THING) and tokens.capital[first]
        noun = "demining" if named or "min" in tokens.keys[place] else "clearance"
        text = f"{words.removesuffix('s')} {noun}" if named else f"{noun} of {words}"
        return Naming(begin, past, begin, None, text, state)

