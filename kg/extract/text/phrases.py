"""Phrases of one or more words and what they mean; the longest one wins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, count
from typing import Any, Final, Generic, TypeVar

from kg.extract.text.atoms import keys_in
from kg.extract.text.pieces import remembered

__all__ = ["Phrases"]

T = TypeVar("T")
M = TypeVar("M")
JOINTS = frozenset("-‐‑–/")
"""Signs that may stand between the words of a phrase: "anti-tank" is "anti tank"."""
SHORTEST_STEM = 3
NOTHING: Final[dict[str, Any]] = {}
"""What follows at the end of a phrase, as most places of the tree are; never written to."""


class _Node(Generic[M]):
    """A place in the tree of words: what may follow, and what ends here."""

    __slots__ = ("longest", "meaning", "stems", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node[M]] = NOTHING
        self.stems: dict[str, _Node[M]] = NOTHING
        self.longest = 0
        self.meaning: M | None = None

    def add(self, key: str, *, stem: bool) -> _Node[M]:
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

    def follow(self, key: str) -> _Node[M] | None:
        """The node that a word leads to: the word itself, else its longest known beginning."""
        node = self.words.get(key)
        return self.stem_of(key, len(key)) if node is None and self.longest else node

    def stem_of(self, key: str, most: int) -> _Node[M] | None:
        """The node of the longest known beginning of a word, of so many letters at most."""
        stems = self.stems
        for length in range(min(most, self.longest), SHORTEST_STEM - 1, -1):
            node = stems.get(key[:length])
            if node is not None:
                return node
        return None

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
        root: _Node[M] = _Node()
        ends: dict[_Node[M], list[T]] = defaultdict(list)
        for phrase, value in entries:
            values = ends[_end_of(root, phrase)]
            if value not in values:
                values.append(value)
        ends.pop(root, None)
        for node, values in ends.items():
            node.meaning = meaning(values)
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


def _end_of(root: _Node[M], phrase: str) -> _Node[M]:
    """The node at which a phrase ends."""
    node = root
    keys = [key for key in keys_in(phrase) if key not in JOINTS or key == phrase]
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        if key != "*":
            node = node.add(key, stem=following == "*" and len(key) >= SHORTEST_STEM)
    return node


def _share_stems(node: _Node[M]) -> None:
    """Let what goes on from a stem go on from longer stems and words that begin with it too.

    Else "contaminated farm*" would hide what "contam*" means.
    """
    if node.stems:
        for is_stem, table in ((True, node.stems), (False, node.words)):
            for key in sorted(table, key=len):
                stem = node.stem_of(key, len(key) - is_stem)
                if stem is not None:
                    _inherit(table[key], stem)
    for following in (*node.words.values(), *node.stems.values()):
        if following.words or following.stems:
            _share_stems(following)


def _inherit(node: _Node[M], stem: _Node[M]) -> None:
    """Add to a node what a shorter beginning of its word means."""
    if node.meaning is None:
        node.meaning = stem.meaning
    for is_stem, following in ((False, stem.words), (True, stem.stems)):
        for key, next_stem in following.items():
            _inherit(node.add(key, stem=is_stem), next_stem)
