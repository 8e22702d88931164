"""Words that stand for a body named before: "the agency", "Agentliyin", by the kind they mean."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Final

from kg.extract.text.lexicon import marks
from kg.extract.text.tokens import MARK
from kg.extract.text.wordlists import word_file

__all__ = ["STAND_IN", "kinds"]

STAND_IN: Final = reduce(or_, (MARK[f"standins.{kind}"] for kind in word_file("standins")))
"""The marks of all these words, one for each kind."""


def kinds(*words: str) -> int:
    """The kinds of body that keys name, as bits: those of "agentliyin" and "agency" are one."""
    return reduce(or_, map(marks, words), 0) & STAND_IN
