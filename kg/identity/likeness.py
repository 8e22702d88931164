"""How alike two names are, from 0 to 1, and why, in words.

Names are compared word by word, folded and without the words that say only what a thing is. Two
words are alike if they are the same, sound the same in another transliteration ("Al-Gosaibi",
"Algosaibi"; "Kalbajar", "Kelbajar") or differ by a slip. Each word of one name must have its like
in the other, or one name must hold the other whole; else they are not alike at all: the two
Suleymanovs share a word, but Vugar is not Nusrat.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from kg.model import EntityKind
from kg.spelling import fold

__all__ = ["Likeness", "Written", "likeness", "sound", "written"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SMALL: Final = _words(
    "the of for and on in at to a an de la du des del le el les los do da et y e po i v ve"
)
TITLES: Final = _words("mr mrs ms dr gen general col colonel maj major lt capt captain")
ARTICLES: Final = _words("al el ul ad ar as ash at an")
PLACE_WORDS: Final = _words(
    """district region oblast province governorate department municipality village city town
    settlement rayon raion rayonu kendi kand sheheri"""
)
LEFT_OUT: Final = {
    EntityKind.PERSON: TITLES | ARTICLES,
    EntityKind.DISTRICT: SMALL | ARTICLES | PLACE_WORDS,
    EntityKind.PLACE: SMALL | ARTICLES | PLACE_WORDS,
}
"""Words that names of a kind differ by and mean the same; for other kinds :data:`SMALL`."""
NEVER_NEAR: Final = _words(
    """northern southern eastern western north south east west internal external upper lower
    ministry minister"""
)
"""Words that are never a slip for another."""
SOUNDS: Final = (
    *(("shch", "sh"), ("tch", "ch"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h")),
    *(("gh", "g"), ("ph", "f"), ("ck", "k"), ("ou", "u"), ("oo", "u"), ("w", "v"), ("q", "k")),
    *(("x", "h"), ("y", "i"), ("ie", "e"), ("ai", "ei")),
)
"""Letters that one sound is written with, in the order in which they are replaced."""
SLIPS: Final = ((8, 2), (4, 1))
"""From how many letters on a word may differ in how many."""
FIRST_MAY_DIFFER: Final = 6
"""From how many letters on the first may be the one that differs ("Jeyhun", "Ceyhun")."""
HOLDS: Final = {EntityKind.PERSON: 2, EntityKind.PROJECT: 3}
"""How many words a name must have to be known inside a longer one; else 2, places never."""
MOST_LEFT: Final = 0.6
"""The share of the longer name that the shorter one must be."""
ONLY_FAMILY: Final = 0.45
INITIAL: Final = 0.5
INSIDE: Final = 0.65
SAME_SOUND: Final = 0.96

_DOUBLE: Final = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike (0 to 1), and why."""

    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """A name ready to be compared: the words that count, its numbers, its letters by sound.

    ``acronym`` is the name itself if it is one; ``initials`` what others may shorten it to.
    """

    text: str
    letters: str
    sound: str
    words: tuple[str, ...]
    ordered: tuple[str, ...]
    numbers: tuple[str, ...]
    acronym: str | None
    initials: frozenset[str]


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A folded word in one of the many ways to write its sound: "phoukhieo" is "fuheo"."""
    for letters, letter in SOUNDS:
        word = word.replace(letters, letter)
    return _DOUBLE.sub(r"\1", word)


@lru_cache(maxsize=65536)
def written(text: str, kind: EntityKind) -> Written:
    """A name of a kind, ready to be compared."""
    every = fold(text).split()
    left_out = LEFT_OUT.get(kind, SMALL)
    words = tuple(word for word in every if word not in left_out) or tuple(every)
    bare = text.replace(".", "").replace("-", "")
    acronym = "".join(every) if bare.isalpha() and bare.isupper() else None
    spelt = {"".join(word[0] for word in chosen) for chosen in (every, words)}
    letters, ordered = "".join(every), tuple(sorted(words))
    return Written(
        text=text,
        letters=letters,
        sound=sound(letters),
        words=words,
        ordered=ordered,
        numbers=tuple(word for word in ordered if not word.isalpha()),
        acronym=acronym,
        initials=frozenset(spelt if len(words) > 1 else ()),
    )


def likeness(left: Written, right: Written, kind: EntityKind) -> Likeness | None:
    """How alike two names of one kind are; ``None`` where they are not."""
    if left.acronym is not None or right.acronym is not None:
        return _acronyms(left, right)
    if left.numbers != right.numbers or not (left.words and right.words):
        return None
    pair = f"{left.text} / {right.text}"
    if left.words == right.words:
        return Likeness(1.0, f"written alike: {pair}")
    if left.ordered == right.ordered:
        return Likeness(0.97, f"the same words in another order: {pair}")
    whole = _whole(left, right, pair)
    return whole if whole is not None else _by_word(left, right, kind, pair)


def _acronyms(left: Written, right: Written) -> Likeness | None:
    """An acronym is compared with acronyms, all letters, and with the initials of names."""
    pair = f"{left.text} / {right.text}"
    if left.acronym is not None and right.acronym is not None:
        same = left.acronym == right.acronym
        return Likeness(1.0, f"written alike: {pair}") if same else None
    short, full = (left, right) if left.acronym is not None else (right, left)
    if short.acronym in full.initials and len(short.acronym or "") > 1:
        return Likeness(0.75, f"{short.text} are the initials of {full.text}")
    return None


def _whole(left: Written, right: Written, pair: str) -> Likeness | None:
    """Names that are parted into words in different ways: "Al-Gosaibi" and "Algosaibi"."""
    if left.letters == right.letters:
        return Likeness(0.98, f"the same letters, parted otherwise: {pair}")
    if left.sound == right.sound and len(left.words) != len(right.words):
        return Likeness(SAME_SOUND, f"the same sounds, parted otherwise: {pair}")
    return None


def _by_word(left: Written, right: Written, kind: EntityKind, pair: str) -> Likeness | None:
    short, full = (left, right) if len(left.words) <= len(right.words) else (right, left)
    matched = _matched(short.words, full.words)
    if len(matched) < len(short.words):
        return None
    weights = [max(len(a), len(b)) for a, b, _ in matched]
    score = sum(w * s for w, (_, _, s) in zip(weights, matched, strict=True)) / sum(weights)
    if len(short.words) < len(full.words):
        return _inside(short, full, kind, score)
    return Likeness(score, _difference(matched, pair))


def _inside(short: Written, full: Written, kind: EntityKind, score: float) -> Likeness | None:
    """A name that is a part of a longer one: less sure, and of places another place."""
    if kind in (EntityKind.DISTRICT, EntityKind.PLACE):
        return None
    reason = f"the one name is in the other: {short.text} / {full.text}"
    if kind is EntityKind.PERSON and len(short.words) == 1:
        is_family = _near(short.words[0], full.words[-1]) > 0
        reason = f"the family name alone: {short.text} / {full.text}"
        return Likeness(ONLY_FAMILY * score, reason) if is_family else None
    enough = len(short.words) >= max(HOLDS.get(kind, 2), MOST_LEFT * len(full.words))
    return Likeness(INSIDE * score, reason) if enough else None


def _difference(matched: Sequence[tuple[str, str, float]], pair: str) -> str:
    letters = sum(OSA.distance(a, b) for a, b, _ in matched if not _is_initial(a, b))
    if any(_is_initial(a, b) for a, b, _ in matched):
        return f"the one has initials only: {pair}"
    if letters == 1:
        return f"names differ in one letter: {pair}"
    if all(sound(a) == sound(b) for a, b, _ in matched):
        return f"the same sounds, spelt otherwise: {pair}"
    return f"names differ in {letters} letters: {pair}"


def _matched(short: Sequence[str], full: Sequence[str]) -> list[tuple[str, str, float]]:
    """Words of the shorter name with their likes in the longer one; none if a word has no like."""
    likes = []
    for i, word in enumerate(short):
        row = [(score, i, j) for j, other in enumerate(full) if (score := _near(word, other)) > 0]
        if not row:
            return []
        likes += row
    taken: tuple[set[int], set[int]] = (set(), set())
    matched = []
    for score, i, j in sorted(likes, key=lambda like: (-like[0], like[1:])):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            matched.append((short[i], full[j], score))
    return matched


@lru_cache(maxsize=262144)
def _near(left: str, right: str) -> float:
    """How alike two words are; 0 where one is no slip for the other."""
    if left == right:
        return 1.0
    if not (left.isalpha() and right.isalpha()) or left in NEVER_NEAR or right in NEVER_NEAR:
        return 0.0
    if _is_initial(left, right):
        return INITIAL if left[0] == right[0] else 0.0
    return SAME_SOUND if sound(left) == sound(right) else _slip(left, right)


def _slip(left: str, right: str) -> float:
    distance = min(OSA.distance(left, right), OSA.distance(sound(left), sound(right)))
    length = min(len(left), len(right))
    allowed = next((slips for letters, slips in SLIPS if length >= letters), 0)
    if left[0] != right[0]:
        allowed = min(allowed, 1) if length >= FIRST_MAY_DIFFER else 0
    return 1 - distance / max(len(left), len(right)) if distance <= allowed else 0.0


def _is_initial(left: str, right: str) -> bool:
    return min(len(left), len(right)) == 1 and left != right
