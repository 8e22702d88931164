"""Shapes of a SPARQL text that are refused before the engine sees it.

The engine's own work is limited by time and memory, which ends its process. What is plainly out
of proportion need not cost one.
"""

from __future__ import annotations

import re
from typing import Final

from kg.errors import QueryRefusedError
from kg.store.scanner import TOKENS, UNSURE, place

__all__ = ["refuse_shape"]

DEEPEST: Final = 200
"""Brackets within brackets, or operators before operators."""
MOST_PATTERNS: Final = 150
"""Triple patterns in one group: for so many the engine needs ten seconds to find their order."""

_MARKS: Final = re.compile(
    rf"""
    {TOKENS}
  | (?P<open> [{{(\[] ) | (?P<close> [}})\]] ) | (?P<end> [.;,] ) | (?P<sign> [!+^-] )
    """,
    re.VERBOSE | re.DOTALL,
)
_SHORT: Final = MOST_PATTERNS
"""Characters of a text that is too short for any of this."""


def refuse_shape(text: str) -> None:
    """Raise :class:`QueryRefusedError`, with its place, for what nests too deep or joins too much.

    A text that only a grammar could split into words is let pass, and judged by its time.
    """
    if len(text) <= _SHORT or UNSURE.search(text):
        return
    patterns, signs = [0], 0
    variables = [0]
    for token in _MARKS.finditer(text):
        signs = signs + 1 if token["sign"] else 0
        if token["open"]:
            patterns.append(0)
            variables.append(0)
        elif token["close"] and len(patterns) > 1:
            patterns.pop()
            variables.pop()
        elif token["end"]:
            patterns[-1] += 1
        elif token["variable"]:
            variables[-1] += 1
        if len(patterns) > DEEPEST or signs > DEEPEST:
            _refuse(text, token, f"nested more than {DEEPEST} deep")
        if patterns[-1] > MOST_PATTERNS and variables[-1] > MOST_PATTERNS:
            _refuse(text, token, f"more than {MOST_PATTERNS} patterns in one group")


def _refuse(text: str, token: re.Match[str], what: str) -> None:
    line, column = place(text, token.start())
    raise QueryRefusedError(what, line=line, column=column)
