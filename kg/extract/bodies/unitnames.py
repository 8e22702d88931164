"""Names of units of an army: their numbers, and the army that ends them.

"2° Reggimento Genio", "Brigada Motorizada N° 4", "Tercera División del Ejército Nacional".
"""

from __future__ import annotations

import re
from typing import Final

from kg.extract.bodies.headless import is_number
from kg.extract.text.lexicon import nation
from kg.extract.text.tokens import MARK, Tokens

__all__ = ["is_ordinal", "past_army", "past_number"]

UNIT: Final = MARK["army_heads"]
FORCE: Final = MARK["capital_forces"]
_ORDINAL: Final = re.compile(r"\d+(?:º|ª|e|er|ère|ème|a|o)")


def is_ordinal(tokens: Tokens, sign: int) -> bool:
    """Whether a word before a name is its number: "2° Reggimento Genio", "2e Région"."""
    if tokens.words[sign] == "°":
        return is_number(tokens, sign - 1)
    return _ORDINAL.fullmatch(tokens.keys[sign]) is not None


def past_number(tokens: Tokens, end: int) -> int:
    """Past the number that ends a name: "Brigada N° 4 Rancagua", "Brigada de Desminado n.°1"."""
    if not tokens.all_marks & MARK["numbered"]:
        return end
    sign = end - tokens.has(end - 1, MARK["numbered"])
    at = sign + 1
    if not tokens.has(sign, MARK["numbered"]) or not tokens.joined(sign - 1):
        return end
    while at < len(tokens) and tokens.words[at] in ".°º":
        at += 1
    if not is_number(tokens, at):
        return end
    return at + 1 + (tokens.is_capital(at + 1) and tokens.joined(at))


def past_army(tokens: Tokens, head: int, end: int) -> int:
    """Past the army that a unit is of which nothing else is told: "Tercera División del …"."""
    if end > head + 1 or not (tokens.has(head, UNIT) and tokens.capital[head]):
        return end
    at = end + tokens.has(end, MARK["connectors"])
    at += tokens.has(at, MARK["articles"])
    if at == end or not (tokens.has(at, FORCE) and tokens.is_capital(at)):
        return end
    at += 1
    while tokens.is_capital(at) and (tokens.has(at, MARK["fields"]) or nation(tokens.keys[at])):
        at += 1
    return at
