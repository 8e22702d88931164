"""Centres, camps and schools that are to be opened, told in other languages than English.

They are named in the words of the text: "yeni təlim mərkəzi", "совместный учебный центр", "base a
Sciré".
"""

from __future__ import annotations

from typing import Final

from kg.extract.actors.naming import Naming
from kg.extract.actors.things import Things
from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK
from kg.model import ProjectStatus

__all__ = ["CENTRE", "Centres"]

ROMANCE: Final = MARK["projects.centres_romance"]
CENTRE: Final = MARK["projects.centres_abroad"] | ROMANCE
KIND: Final = MARK["projects.centre_kinds"]
OPENS: Final = MARK["projects.opens_abroad"]
INDEFINITE: Final = MARK["projects.indefinite"]
WILL_OPEN: Final = MARK["projects.will_open"]
TO_OPEN: Final = MARK["projects.to_open"]
GOING_TO: Final = MARK["projects.going_to"] | MARK["projects.plans_to_come"]
OF: Final = word_list("projects", "of_works")
AT: Final = ("à", "a", "en", "em", "no", "na", "au", "in", "nel", "nella", "di")
NEAR: Final = 4
"""Words between a verb and what it opens, or the verb before that."""
FAR: Final = 7
"""Words between what is opened and the verb."""


class Centres:
    """One text, asked whether a word in it names a centre that is to come."""

    def __init__(self, things: Things) -> None:
        self.things = things
        self.tokens = things.tokens

    def read(self, head: int) -> Naming | None:
        """The centre whose noun stands here, told by its kind and a verb of opening."""
        tokens, first = self.tokens, head
        if tokens.has(head, ROMANCE):
            return self._romance(head)
        while first > 0 and tokens.has(first - 1, KIND) and tokens.joined(first - 1):
            first -= 1
        if first == head or not (self._opens(head, 1) or self._opens(first, -1)):
            return None
        text = tokens.written(first, head + 1)
        return Naming(first, head + 1, first, None, text, ProjectStatus.PLANNED)

    def _romance(self, head: int) -> Naming | None:
        """As in "dovrebbe aprire una base a Sciré", "ouvrira en mars un centre de formation"."""
        tokens, article, end = self.tokens, head - 1, head + 1
        if not tokens.has(article, INDEFINITE) or tokens.capital[head]:
            return None
        if not self._will_open(article):
            return None
        small = tokens.keys[end : end + 1] and tokens.keys[end] in OF
        named = tokens.is_word(end, *AT) and tokens.is_capital(end + 1)
        if named or (small and tokens.words[end + 1 : end + 2] and tokens.words[end + 1].islower()):
            end += 2
        return Naming(head, end, head, None, tokens.written(head, end), ProjectStatus.PLANNED)

    def _will_open(self, article: int) -> bool:
        """Whether a verb to come stands before: "ouvrira", "aprire" behind "dovrebbe"."""
        tokens = self.tokens
        near = range(article - 1, max(-1, article - 1 - NEAR), -1)
        opens = next((i for i in near if tokens.has(i, WILL_OPEN | TO_OPEN)), None)
        if opens is None or not all(map(tokens.joined, range(opens, article))):
            return False
        before = range(max(0, opens - NEAR), opens)
        return tokens.has(opens, WILL_OPEN) or any(tokens.has(i, GOING_TO) for i in before)

    def _opens(self, place: int, step: int) -> bool:
        """Whether a verb of opening stands on this side, in the same clause."""
        tokens = self.tokens
        for at in range(place + step, place + step * FAR, step):
            if not 0 <= at < len(tokens) or tokens.words[at] in ",.;:":
                return False
            if not tokens.joined(min(at, at - step)):
                return False
            if tokens.has(at, OPENS):
                return True
        return False
