"""Phrases of one or more words and what they mean; the longest one wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from kg.extract.text.atoms import Atom, cut

__all__ = ["Hit", "Phrases"]

T = TypeVar("T")
JOINTS = frozenset("-‐‑–/")
"""Signs that may stand between the words of a phrase: "anti-tank" is "anti tank"."""
SHORTEST_STEM = 3
REMEMBERED = 65536


class Hit(NamedTuple, Generic[T]):
    """A phrase found: the atoms ``first`` to ``end`` (excluded)."""

    first: int
    end: int
    value: T


class _Node(Generic[T]):
    """A place in the tree of words: what may follow, and what ends here."""

    __slots__ = ("longest", "meanings", "stems", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node[T]] = {}
        self.stems: dict[str, _Node[T]] = {}
        self.longest = 0
        self.meanings: list[T] = []

    def add(self, key: str, *, stem: bool) -> _Node[T]:
        if stem:
            self.longest = max(self.longest, len(key))
        return (self.stems if stem else self.words).setdefault(key, _Node())

    def follow(self, key: str) -> _Node[T] | None:
        """The node that a word leads to: the word itself, else its longest known beginning."""
        node = self.words.get(key)
        if node is None and self.longest:
            stems = self.stems
            for length in range(min(len(key), self.longest), SHORTEST_STEM - 1, -1):
                node = stems.get(key[:length])
                if node is not None:
                    break
        return node


class Phrases(Generic[T]):
    """A dictionary of phrases for looking up in text; spelling is compared by atom keys.

    A word of a phrase that ends with ``*`` stands for any word that begins so.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        self._seen: dict[str, _Node[T] | None] = {}
        for phrase, value in entries:
            self._add(phrase, value)

    def _add(self, phrase: str, value: T) -> None:
        node = self._root
        parts = [part for part in cut(phrase) if part.key not in JOINTS or phrase == part.text]
        for part, following in zip(parts, [*parts[1:], None], strict=True):
            if part.key != "*":
                stem = following is not None and following.key == "*"
                node = node.add(part.key, stem=stem and len(part.key) >= SHORTEST_STEM)
        if node is not self._root and value not in node.meanings:
            node.meanings.append(value)

    def find(self, atoms: Sequence[Atom]) -> Iterator[Hit[list[T]]]:
        """The longest phrases from left to right, none inside another."""
        place = 0
        for index, atom in enumerate(atoms):
            if index < place:
                continue
            key = atom[3]
            node = self._seen[key] if key in self._seen else self._begin(key)
            if node is not None:
                end, meanings = _longest(node, atoms, index + 1)
                if meanings:
                    yield Hit(index, end, meanings)
                    place = end

    def _begin(self, key: str) -> _Node[T] | None:
        """The node of a first word; remembered, since most words of a text come again."""
        if len(self._seen) >= REMEMBERED:
            self._seen.clear()
        node = self._seen[key] = self._root.follow(key)
        return node


def _longest(node: _Node[T], atoms: Sequence[Atom], place: int) -> tuple[int, list[T]]:
    end, meanings, count = place, node.meanings, len(atoms)
    while place < count:
        key = atoms[place].key
        following = node.follow(key)
        if following is None and key in JOINTS and place + 1 < count:
            place += 1
            following = node.follow(atoms[place].key)
        if following is None:
            break
        node = following
        place += 1
        if node.meanings:
            end, meanings = place, node.meanings
    return end, meanings
