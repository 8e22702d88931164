"""The working copy from which a server is written: an embedded store on this machine.

What is written stays here until it is published, so rules see it and readers of the server do
not. Lying beside it, ``published.json`` says what the server held when the two were last alike.
It may be deleted: the next writer reads the server anew, and only what was never published is lost.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Final

from kg.errors import StoreError
from kg.settings import Settings
from kg.store.durable import write_whole
from kg.store.embedded import EmbeddedStore
from kg.store.header import UNION

__all__ = ["EMPTY", "Draft", "Published", "digests_of", "id_of"]

_CACHE: Final = "XDG_CACHE_HOME"
_LINE: Final = 1 << 256

EMPTY: Final = "0"
"""The digest of a graph without triples."""


@dataclass(frozen=True, slots=True)
class Published:
    """When the two were alike: the server's tag, its digests, and those of the same graphs here.

    The two differ where the server writes values in another way than they were given.
    ``copy`` is the tag of the working copy at that time. ``staged`` are graphs that wait on the
    server, or did when something went wrong.
    """

    tag: str | None = None
    there: Mapping[str, str] = field(default_factory=dict)
    here: Mapping[str, str] = field(default_factory=dict)
    staged: tuple[str, ...] = ()
    copy: str | None = None

    @property
    def id(self) -> str | None:
        """Which store it was."""
        return id_of(self.tag)


@dataclass(frozen=True, slots=True)
class Draft:
    """The folder of a working copy."""

    path: Path
    store: EmbeddedStore

    @classmethod
    def of(cls, location: str, settings: Settings) -> Draft:
        """The working copy for a server; the folder is made."""
        folder = Path(settings.drafts) if settings.drafts else _cache() / "demining-kg"
        key = hashlib.sha256(f"{location} {settings.base}".encode()).hexdigest()[:16]
        path = (folder / key).absolute()
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"no working copy can be made, set DEMINING_KG_DRAFTS: {error.strerror}"
            raise StoreError(message, location=str(path)) from error
        return cls(path, EmbeddedStore(str(path / "store"), replace(settings, default_graph=UNION)))

    @property
    def _note(self) -> Path:
        return self.path / "published.json"

    def published(self) -> Published:
        """What is known of the server."""
        try:
            said = json.loads(self._note.read_bytes())
            return Published(**{**said, "staged": tuple(said["staged"])})
        except FileNotFoundError:
            return Published()
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StoreError(
                f"cannot be read, delete it: {error}", location=str(self._note)
            ) from error

    def note(self, published: Published) -> None:
        """Keep what is known of the server."""
        write_whole(self._note, json.dumps(asdict(published)).encode())

    def digests(self, graphs: Iterable[str]) -> dict[str, str]:
        """A digest of each graph of the newest generation here."""
        found = dict.fromkeys(graphs, EMPTY)
        with self.store.quads() as answer:
            return found | digests_of(_lines(answer.chunks))


def id_of(tag: str | None) -> str | None:
    """Which store a tag is of."""
    return None if tag is None else tag.rpartition("-")[0]


def digests_of(lines: Iterable[bytes]) -> dict[str, str]:
    """A digest of each graph in N-Quads, whatever the order of the lines."""
    sums: dict[bytes, int] = {}
    for line in lines:
        graph = line[line.rindex(b"<") + 1 : line.rindex(b">")]
        number = int.from_bytes(hashlib.sha256(line).digest())
        sums[graph] = (sums.get(graph, 0) + number) % _LINE
    return {graph.decode(): f"{total:064x}" for graph, total in sums.items()}


def _lines(chunks: Iterable[bytes]) -> Iterable[bytes]:
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
    if rest:
        yield rest


def _cache() -> Path:
    return Path(os.environ.get(_CACHE) or Path.home() / ".cache")
