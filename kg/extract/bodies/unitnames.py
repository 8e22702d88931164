"""Names of units of an army: their numbers, and the army that ends them.

"2° Reggimento Genio", "Brigada Motorizada N° 4", "Engineering Regiment of the Lebanese Army".
"""

from __future__ import annotations

import re
from typing import Final

from kg.extract.bodies.headless import is_number
from kg.extract.text.lexicon import nation
from kg.extract.text.tokens import MARK, Tokens

__all__ = ["is_ordinal", "past_army", "past_number"]

UNIT: Final = MARK["army_heads"]
FORCE: Final = MARK["capital_forces"] | MARK["armies"]
BEFORE_ARMY: Final = 3
"""Words that tell whose army it is."""
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
    """Past the army that a unit is of: "Engineering Regiment of the Lebanese Army"."""
    if not (tokens.has(head, UNIT) and tokens.capital[head]):
        return end
    at = end + tokens.has(end, MARK["connectors"])
    at += tokens.has(at, MARK["articles"])
    force = at
    while force - at < BEFORE_ARMY and tokens.is_capital(force) and not tokens.has(force, FORCE):
        force += 1
    if at == end or not (tokens.has(force, FORCE) and tokens.is_capital(force)):
        return end
    if not all(map(tokens.joined, range(end - 1, force))):
        return end
    force += 1
    while tokens.is_capital(force) and _tells_more(tokens, force):
        force += 1
    return force


def _tells_more(tokens: Tokens, place: int) -> bool:
    """As in "Ejército Nacional", "Army Command", "Exército Angolano"."""
    return tokens.has(place, MARK["fields"]) or nation(tokens.keys[place]) is not None
