"""A text cut into atoms: words, runs of digits and single signs, each with a folded key.

"563-ha-area" is five atoms, "50,000ha" is two: what belongs together is left to the grammars,
which see from the offsets whether two atoms touch.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from kg.spelling import fold

__all__ = ["Atom", "cut", "key_of"]

_ATOM: Final = re.compile(
    r"""\d+(?:[.,]\d+)*                       # 1  5,264.14  16.01.2024
    | [^\W\d_]+(?:['’ʼ`‘][^\W\d_]+)*(?:[²³])? # hectares  Sana'a  m²
    | [^\w\s] | [_²³] | [^\W_]""",
    re.VERBOSE,
)
_GLUED: Final = re.compile(
    r"(?<=[^\W\d_]{4})(?<=[a-zа-яёəıöüğşç])(?=[A-ZА-ЯƏÖÜĞŞÇİ][^\W\dA-Z_]{3})"
)
_LATIN: Final = re.compile(r"[A-Za-z]")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
_LOOKALIKES: Final = str.maketrans("АВСЕНІКМОРТХаевскорухіѕ", "ABCEHIKMOPTXaebckopyxis")
REMEMBERED: Final = 65536
_KEYS: dict[str, str] = {}
"""Words seen before; one look-up each is most of the speed of :func:`cut`."""
LONGEST: Final = 64
"""Words of more letters are no words of any list; they are not folded."""


class Atom(NamedTuple):
    """One word, number or sign; ``key`` is the folded word, or the sign or digits as written."""

    start: int
    end: int
    text: str
    key: str


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """A word as the lists spell it: folded, Cyrillic look-alikes in Latin words read as Latin."""
    if len(word) > LONGEST or not word[0].isalpha():
        return word
    if not word.isascii() and _LATIN.search(word) and _CYRILLIC.search(word):
        word = word.translate(_LOOKALIKES)
    return fold(word).replace(" ", "") or word


def cut(text: str) -> list[Atom]:
    """The atoms of any text in order, in linear time.

    Two words run together ("KhiziKhojavend") are cut where a capital follows small letters and
    both parts are of four letters at least.
    """
    atoms: list[Atom] = []
    keys, new = _KEYS, tuple.__new__
    for found in _ATOM.finditer(text):
        word = found.group()
        start, end = found.span()
        key = keys.get(word)
        if key is not None:
            atoms.append(new(Atom, (start, end, word, key)))
        elif len(word) >= 8 and word.isalpha() and not word.islower() and _GLUED.search(word):
            for part in _GLUED.split(word):
                atoms.append(Atom(start, start + len(part), part, key_of(part)))
                start += len(part)
        else:
            key = key_of(word)
            if len(keys) >= REMEMBERED:
                keys.clear()
            if len(word) <= LONGEST:
                keys[word] = key
            atoms.append(Atom(start, end, word, key))
    return atoms
