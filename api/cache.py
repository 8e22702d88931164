"""Small answers kept until the graph changes: most questions are asked more than once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

__all__ = ["Cache"]

V = TypeVar("V")


class Cache(Generic[V]):
    """Answers of one generation, the least recently used dropped beyond ``limit`` bytes.

    ``tag`` names the generation; asking or keeping under another forgets all there was. ``hits``
    and ``misses`` count what was asked for.
    """

    def __init__(self, limit: int = 16 << 20) -> None:
        self.limit = limit
        self.size = 0
        self.hits = 0
        self.misses = 0
        self._tag: str | None = None
        self._kept: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    def get(self, tag: str, key: Hashable) -> V | None:
        """What was kept, ``None`` if nothing."""
        self._turn_to(tag)
        found = self._kept.get(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._kept.move_to_end(key)
        return found[0]

    def keep(self, tag: str, key: Hashable, value: V, size: int) -> None:
        """Keep a value of so many bytes."""
        self._turn_to(tag)
        old = self._kept.pop(key, None)
        if old is not None:
            self.size -= old[1]
        self._kept[key] = (value, size)
        self.size += size
        while self.size > self.limit:
            _, (_, dropped) = self._kept.popitem(last=False)
            self.size -= dropped

    def _turn_to(self, tag: str) -> None:
        if tag != self._tag:
            self._tag = tag
            self._kept.clear()
            self.size = 0
