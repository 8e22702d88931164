"""The word lists of the name grammars: each word's marks, and nations by their words.

The lists are ``words/bodies.toml``, ``words/people.toml`` and ``words/nations.toml``; a final
``*`` there stands for any ending. A word is looked up by its
:func:`~kg.extract.text.keys.lower_key`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from kg.extract.text.keys import lower_key
from kg.extract.text.pieces import remembered
from kg.extract.text.wordlists import word_file

__all__ = ["MARKS", "WordList", "Words", "listed", "marks", "nation", "word_list"]


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


def listed(file: str, name: str) -> Callable[[str], bool]:
    """Whether a word as written is in one list of one file, to be asked of every word of a text."""
    words = word_list(file, name)
    return remembered(lambda word: lower_key(word) in words)


def _lists() -> dict[str, Words]:
    return {
        name if file in {"bodies", "people"} else f"{file}.{name}": Words(entries)
        for file in ("bodies", "people", "meetings", "projects")
        for name, entries in word_file(file).items()
        if all(isinstance(entry, str) for entry in entries)
    }


_LISTS: Final = _lists()
MARKS: Final = {name: 1 << place for place, name in enumerate(_LISTS)}
"""The bit that stands for each list in :func:`marks`."""
_NATIONS: Final = [(code, Words(words)) for code, words in word_file("nations").items()]


@remembered
def marks(word: str) -> int:
    """The lists that hold a key, as a sum of :data:`MARKS`."""
    return sum(MARKS[name] for name, words in _LISTS.items() if word in words)


@remembered
def nation(word: str) -> str | None:
    """ISO 3166-1 code of the nation that a key names ("azerbaijani" → "AZ"), if it does."""
    return next((code for code, words in _NATIONS if word in words), None)
