"""A text cut into atoms: words, runs of digits and single signs, each with a folded key.

"563-ha-area" is five atoms, "50,000ha" and "d'Aghdam" are two: what belongs together is left
to the grammars, which see from the offsets whether two atoms touch. The coarser cut, into words
as a reader counts them, is that of :mod:`kg.extract.text.tokens`; both begin with the same pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.extract.text.keys import folded_key
from kg.extract.text.pieces import pieces, remembered

__all__ = ["Atom", "cut", "keys_in"]

_ATOM: Final = re.compile(
    r"""\d+(?:[.,]\d+)*                       # 1  5,264.14  16.01.2024
    | (?:[dlDL]|[dD]?[aA]ll|[dnDN]ell|[sS]ull)['’](?=[^\W\d_])  # d'Aghdam  nell'ultima
    | [^\W\d_]+(?:['’ʼ`‘][^\W\d_]+)*(?:[²³])? # hectares  Sana'a  m²
    | [^\w\s] | [_²³] | [^\W_]""",
    re.VERBOSE,
)
_GLUED: Final = re.compile(
    r"(?<=[^\W\d_]{4})(?<=[a-zа-яёəıöüğşç])(?=[A-ZА-ЯƏÖÜĞŞÇİ][^\W\dA-Z_]{3})"
)


class Atom(NamedTuple):
    """One word, number or sign; ``key`` is the folded word, or the sign or digits as written."""

    start: int
    end: int
    text: str
    key: str


def cut(text: str) -> list[Atom]:
    """The atoms of any text in order, in linear time.

    Two words run together ("KhiziKhojavend") are cut where a capital follows small letters and
    both parts are of four letters at least.
    """
    new = tuple.__new__  # at half the price of Atom(...)
    starts, texts = pieces(text)
    return [
        new(Atom, (start + first, start + end, word, key))
        for start, atoms in zip(starts, map(_atoms, texts), strict=True)
        for first, end, word, key in atoms
    ]


def keys_in(text: str) -> list[str]:
    """The keys of the atoms of a text in order."""
    return [atom[-1] for piece in text.split() for atom in _atoms(piece)]


@remembered
def _atoms(piece: str) -> tuple[tuple[int, int, str, str], ...]:
    """The atoms of a piece, by their place in it."""
    return tuple(
        (start, start + len(word), word, folded_key(word))
        for found in _ATOM.finditer(piece)
        for start, word in _unglued(found.start(), found.group())
    )


def _unglued(start: int, word: str) -> Iterator[tuple[int, str]]:
    for part in _GLUED.split(word):
        yield start, part
        start += len(part)
