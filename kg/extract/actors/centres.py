"""Centres, camps and schools that are to be opened, told in Azerbaijani and Russian.

They are named in the words of the text: "yeni təlim mərkəzi", "совместный учебный центр".
"""

from __future__ import annotations

from typing import Final

from kg.extract.actors.naming import Naming
from kg.extract.actors.things import Things
from kg.extract.text.tokens import MARK
from kg.model import ProjectStatus

__all__ = ["CENTRE", "Centres"]

CENTRE: Final = MARK["projects.centres_abroad"]
KIND: Final = MARK["projects.centre_kinds"]
OPENS: Final = MARK["projects.opens_abroad"]
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
        while first > 0 and tokens.has(first - 1, KIND) and tokens.joined(first - 1):
            first -= 1
        if first == head or not (self._opens(head, 1) or self._opens(first, -1)):
            return None
        text = tokens.written(first, head + 1)
        return Naming(first, head + 1, first, None, text, ProjectStatus.PLANNED)

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
