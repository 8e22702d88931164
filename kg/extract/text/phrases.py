"""Phrases of one or more words and what they mean; the longest one wins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, count
from typing import Any, Final, Generic, TypeVar

from kg.extract.text.atoms import cut
from kg.extract.text.pieces import remembered

__all__ = ["Phrases"]

T = TypeVar("T")
M = TypeVar("M")
JOINTS = frozenset("-‐‑–/")
"""Signs that may stand between the words of a phrase: "anti-tank" is "anti tank"."""
SHORTEST_STEM = 3
NOTHING: Final[dict[str, Any]] = {}
"""What follows at the end of a phrase, as most places of the tree are; never written to."""


class _Node(Generic[T, M]):
    """A place in the tree of words: what may follow, and what ends here."""

    __slots__ = ("longest", "meaning", "stems", "values", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node[T, M]] = NOTHING
        self.stems: dict[str, _Node[T, M]] = NOTHING
        self.longest = 0
        self.values: list[T] = []
        self.meaning: M | None = None

    def add(self, key: str, *, stem: bool) -> _Node[T, M]:
        if stem:
            self.longest = max(self.longest, len(key))
            if self.stems is NOTHING:
                self.stems = {}
        elif self.words is NOTHING:
            self.words = {}
        following = self.stems if stem else self.words
        node = following.get(key)
        if node is None:
            node = following[key] = _Node()
        return node

    def follow(self, key: str) -> _Node[T, M] | None:
        """The node that a word leads to: the word itself, else its longest known beginning."""
        node = self.words.get(key)
        if node is None and self.longest:
            stems = self.stems
            for length in range(min(len(key), self.longest), SHORTEST_STEM - 1, -1):
                node = stems.get(key[:length])
                if node is not None:
                    break
        return node

    def read_on(self, keys: Sequence[str], place: int) -> tuple[int, M | None]:
        """The end and the meaning of the longest phrase that goes on here at a key."""
        node, end, meaning, count = self, place, self.meaning, len(keys)
        while place < count and (node.words or node.stems):
            key = keys[place]
            following = node.words.get(key)
            if following is None and node.longest:
                following = node.follow(key)
            if following is None and key in JOINTS and place + 1 < count:
                place += 1
                following = node.follow(keys[place])
            if following is None:
                break
            node = following
            place += 1
            if node.meaning is not None:
                end, meaning = place, node.meaning
        return end, meaning


class Phrases(Generic[T, M]):
    """A dictionary of phrases for looking up in text; spelling is compared by atom keys.

    A word of a phrase that ends with ``*`` stands for any word that begins so. ``meaning`` makes
    one value of all the values of a phrase.
    """

    def __init__(
        self, entries: Iterable[tuple[str, T]], meaning: Callable[[Sequence[T]], M]
    ) -> None:
        root: _Node[T, M] = _Node()
        ends = dict.fromkeys(_add(root, phrase, value) for phrase, value in entries)
        for node in ends:
            node.meaning = meaning(node.values) if node.values else None
        _share_stems(root)
        self._begin = remembered(root.follow)

    def find(self, keys: Sequence[str]) -> Iterator[tuple[int, int, M]]:
        """First atom, one past the last, and meaning of each phrase, from left to right.

        ``keys`` are those of all atoms. The longest phrase wins, none is inside another.
        """
        past = 0
        nodes = list(map(self._begin, keys))
        places = compress(count(), nodes)
        following = compress([*keys[1:], ""], nodes)
        for place, node, key in zip(places, filter(None, nodes), following, strict=True):
            if place >= past:
                end, meaning = place + 1, node.meaning
                if key in node.words or node.stems or key in JOINTS:
                    end, meaning = node.read_on(keys, end)
                if meaning is not None:
                    yield place, end, meaning
                    past = end


def _add(root: _Node[T, M], phrase: str, value: T) -> _Node[T, M]:
    """The node at which a phrase ends, with the value added to it."""
    node = root
    keys = [part.key for part in cut(phrase) if part.key not in JOINTS or phrase == part.text]
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        if key != "*":
            node = node.add(key, stem=following == "*" and len(key) >= SHORTEST_STEM)
    if node is not root and value not in node.values:
        node.values.append(value)
    return node


def _share_stems(node: _Node[T, M]) -> None:
    """Let what goes on from a stem go on from longer stems and words that begin with it too.

    Else "contaminated farm*" would hide what "contam*" means.
    """
    for is_stem, table in ((True, node.stems), (False, node.words)):
        for key in sorted(table, key=len):
            begins = (key[:length] for length in range(len(key) - is_stem, SHORTEST_STEM - 1, -1))
            stem = next((node.stems[begin] for begin in begins if begin in node.stems), None)
            if stem is not None:
                _inherit(table[key], stem)
    for following in (*node.words.values(), *node.stems.values()):
        _share_stems(following)


def _inherit(node: _Node[T, M], stem: _Node[T, M]) -> None:
    """Add to a node what a shorter beginning of its word means."""
    if node.meaning is None:
        node.meaning = stem.meaning
    for is_stem, following in ((False, stem.words), (True, stem.stems)):
        for key, next_stem in following.items():
            _inherit(node.add(key, stem=is_stem), next_stem)
