"""The header of a store, ``store.json``: its format, the base of its IRIs, an id of its own."""

from __future__ import annotations

import json
import shlex
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Self

from kg.errors import StoreFormatError
from kg.store.durable import write_whole

__all__ = ["FILE", "OWN", "UNION", "VERSION", "Header"]

FILE: Final = "store.json"
FORMAT: Final = "demining-kg store"
VERSION: Final = 2
"""2: the default graph holds the merge of all graphs."""

UNION: Final = "union"
OWN: Final = "own"

_REBUILD: Final = (
    "run `demining-kg --store {path} build --replace REPORTS…` with all reports: it builds the "
    "store anew in its place, and keeps the decisions and the days on which reports came in"
)
_NEWER: Final = "use the program that wrote it; nothing was changed"


@dataclass(frozen=True, slots=True)
class Header:
    """What a store says of itself."""

    version: int
    base: str
    id: str
    """Names this very store: a copy that goes its own way has another."""
    default_graph: str = UNION
    """Whether the default graph is the union of the others, or one of its own."""

    @classmethod
    def new(cls, base: str, default_graph: str) -> Self:
        """That of a store of this program, with an id that no other has."""
        return cls(VERSION, base, uuid.uuid4().hex, default_graph)

    @classmethod
    def parse(cls, text: str, path: Path) -> Self:
        """The header in a text; :class:`StoreFormatError`, with the store's path, if it is none."""
        try:
            said = json.loads(text)
        except ValueError:
            said = None
        if not isinstance(said, dict) or said.get("format") != FORMAT or not _is_whole(said):
            message = "store.json is not the header of a store: move the folder away"
            raise StoreFormatError(message, location=str(path))
        kind = said.get("default_graph", UNION)
        return cls(said["version"], said["base"], said.get("id", ""), kind)

    def write(self, path: Path) -> None:
        """Put this header in the store at a path."""
        write_whole(path / FILE, json.dumps({"format": FORMAT, **asdict(self)}).encode())

    @property
    def is_older(self) -> bool:
        """Whether an earlier program wrote the store."""
        return self.version < VERSION

    def check(self, path: Path, base: str) -> None:
        """Refuse, with what to do, a store of another format or with another base."""
        if self.is_older:
            wrong = f"written in format {self.version}, older than this program's {VERSION}"
            raise _error(f"{wrong}: {_REBUILD.format(path=shlex.quote(str(path)))}", path)
        self.check_foreign(path, base)

    def check_foreign(self, path: Path, base: str) -> None:
        """Refuse what cannot be built anew in its place: a newer format, another base."""
        if self.version > VERSION:
            wrong = f"written in format {self.version}, newer than this program's {VERSION}"
            raise _error(f"{wrong}: {_NEWER}", path)
        if self.base != base:
            raise _error(
                f"its IRIs begin with {self.base}, the settings say {base}: "
                f"set DEMINING_KG_BASE={self.base}, or choose another folder",
                path,
            )


def _is_whole(said: dict[str, Any]) -> bool:
    version, base, name = said.get("version"), said.get("base"), said.get("id", "")
    is_number = isinstance(version, int) and not isinstance(version, bool)
    return is_number and isinstance(base, str) and isinstance(name, str)


def _error(message: str, path: Path) -> StoreFormatError:
    return StoreFormatError(message, location=str(path))
