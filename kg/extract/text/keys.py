"""How a word is spelt for look-up: in lower case, or folded.

Lower case keeps the letters of each language apart ("и" is no "i"): so the lists of the name
grammars are looked up. Folded, all alphabets and accents are one ("Füzuli", "Фузули"): so names
of the reference data and the words of the trade are.
"""

from __future__ import annotations

import re
from typing import Final

from kg.extract.text.pieces import LONGEST, remembered
from kg.spelling import fold

__all__ = ["folded_key", "lower_key", "lowered"]

_LATIN: Final = re.compile(r"[A-Za-z]")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁёҺһ]")
_LOOKALIKES: Final = str.maketrans("АВСЕҺІКМНОРЅТУХЈавсеһікорѕухј", "ABCEHIKMHOPSTYXJabcehikopsyxj")
_DOT_ABOVE: Final = "\N{COMBINING DOT ABOVE}"


def _one_alphabet(word: str) -> str:
    """A Latin word with its Cyrillic look-alikes, a slip met in print, replaced: "Сhairman"."""
    if word.isascii() or not (_CYRILLIC.search(word) and _LATIN.search(word)):
        return word
    return word.translate(_LOOKALIKES)


def lowered(text: str) -> str:
    """A text in lower case, sign for sign: what stands in one stands at its place in the other."""
    return text.replace("İ", "i").lower()


@remembered
def lower_key(word: str) -> str:
    """A word in lower case, with one kind of apostrophe, in one alphabet."""
    return _one_alphabet(word).lower().replace(_DOT_ABOVE, "").replace("’", "'")


@remembered
def folded_key(word: str) -> str:
    """A word in lower-case Latin letters without accents, in one alphabet; signs as they are."""
    if len(word) > LONGEST or not word[0].isalpha():
        return word
    return fold(_one_alphabet(word)).replace(" ", "") or word
