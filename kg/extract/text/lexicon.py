"""The word lists of the name grammars: each word's marks, and nations by their words.

The lists are ``words/bodies.toml``, ``words/people.toml`` and ``words/nations.toml``; a final
``*`` there stands for any ending. A word is looked up by its
:func:`~kg.extract.text.keys.lower_key`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from kg.extract.text.keys import folded_key, lower_key
from kg.extract.text.pieces import remembered
from kg.extract.text.wordlists import word_file

__all__ = ["MARKS", "WordList", "Words", "folded", "listed", "marks", "nation", "word_list"]


class Words:
    """A list of words, some of them given by their beginning only."""

    def __init__(self, entries: Iterable[str]) -> None:
        listed = [lower_key(entry) for entry in entries]
        self.whole = frozenset(entry for entry in listed if not entry.endswith("*"))
        self.beginnings = tuple(entry[:-1] for entry in listed if entry.endswith("*"))

    def __contains__(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.beginnings)


WordList = Words | frozenset[str]


def word_list(file: str, name: str) -> WordList:
    """One list of one file."""
    words = Words(word_file(file)[name])
    return words if words.beginnings else words.whole


def folded(file: str, name: str) -> tuple[str, ...]:
    """One list of one file as the keys of atoms are spelt, without the "*" of beginnings."""
    return tuple(folded_key(word.removesuffix("*")) for word in word_file(file)[name])


def listed(file: str, name: str) -> Callable[[str], bool]:
    """Whether a word as written is in one list of one file, to be asked of every word of a text."""
    words = word_list(file, name)
    return remembered(lambda word: lower_key(word) in words)


def _lists() -> dict[str, Words]:
    return {
        name if file in {"bodies", "people"} else f"{file}.{name}": Words(entries)
        for file in ("bodies", "people", "meetings", "projects", "standins")
        for name, entries in word_file(file).items()
        if all(isinstance(entry, str) for entry in entries)
    }


class _Shelf:
    """Many lists in their order, asked at once which of them hold a word."""

    def __init__(self, lists: Iterable[Words]) -> None:
        self._whole: dict[str, int] = defaultdict(int)
        self._beginnings: dict[str, int] = defaultdict(int)
        for place, words in enumerate(lists):
            for word in words.whole:
                self._whole[word] |= 1 << place
            for beginning in words.beginnings:
                self._beginnings[beginning] |= 1 << place
        self._lengths = frozenset(map(len, self._beginnings))

    def holding(self, word: str) -> int:
        """The lists that hold a word, each as its bit: that of the first list is 1."""
        found = self._whole.get(word, 0)
        for length in self._lengths:
            found |= self._beginnings.get(word[:length], 0)
        return found


_LISTS: Final = _lists()
_SHELF: Final = _Shelf(_LISTS.values())
MARKS: Final = {name: 1 << place for place, name in enumerate(_LISTS)}
"""The bit that stands for each list in :func:`marks`."""
_NATIONS: Final = tuple(word_file("nations"))
_NATIONS_SHELF: Final = _Shelf(map(Words, word_file("nations").values()))


@remembered
def marks(word: str) -> int:
    """The lists that hold a key, as a sum of :data:`MARKS`."""
    return _SHELF.holding(word) or _compound(word)


def _compound(word: str) -> int:
    """The marks of a post of two words joined by a hyphen: "diretor-geral", "chef-adjoint"."""
    post, _, kind = word.partition("-")
    if not kind or not marks(post) & MARKS["roles"] or not marks(kind) & MARKS["role_modifiers"]:
        return 0
    return MARKS["roles"]


@remembered
def nation(word: str) -> str | None:
    """ISO 3166-1 code of the nation that a key names ("azerbaijani" → "AZ"), if it does."""
    held = _NATIONS_SHELF.holding(word)
    return _NATIONS[(held & -held).bit_length() - 1] if held else None
