"""Phrases of one or more words and what they mean; the longest one wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from kg.extract.atoms import Atom, cut

__all__ = ["Hit", "Phrases"]

T = TypeVar("T")
JOINTS = frozenset("-‐‑–/")
"""Signs that may stand between the words of a phrase: "anti-tank" is "anti tank"."""


class Hit(NamedTuple, Generic[T]):
    """A phrase found: the atoms ``first`` to ``end`` (excluded)."""

    first: int
    end: int
    value: T


class _Node(dict[str, "_Node[T]"], Generic[T]):
    """What may follow; ``values`` of the phrases that end here."""

    __slots__ = ("values",)

    def __init__(self) -> None:
        super().__init__()
        self.values: list[T] = []


class Phrases(Generic[T]):
    """A dictionary of phrases for looking up in text; spelling is compared by atom keys."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        for phrase, value in entries:
            self._add([atom.key for atom in cut(phrase) if atom.key not in JOINTS], value)

    def _add(self, keys: Sequence[str], value: T) -> None:
        node = self._root
        for key in keys:
            node = node.setdefault(key, _Node())
        if keys and value not in node.values:
            node.values.append(value)

    def find(self, atoms: Sequence[Atom]) -> Iterator[Hit[list[T]]]:
        """The longest phrases from left to right, none inside another."""
        root, count, place = self._root, len(atoms), 0
        while place < count:
            node = root.get(atoms[place].key)
            if node is None:
                place += 1
                continue
            end, values = self._longest(node, atoms, place + 1)
            if values:
                yield Hit(place, end, values)
                place = end
            else:
                place += 1

    def _longest(self, node: _Node[T], atoms: Sequence[Atom], place: int) -> tuple[int, list[T]]:
        end, values, count = place, node.values, len(atoms)
        while place < count:
            following = node.get(atoms[place].key)
            if following is None and atoms[place].key in JOINTS and place + 1 < count:
                place += 1
                following = node.get(atoms[place].key)
            if following is None:
                break
            node = following
            place += 1
            if node.values:
                end, values = place, node.values
        return end, values
