"""The folder of an embedded store: header, generations, and who uses which.

::

    store.json          what this folder is: version, base of its IRIs, an id of its own
    writer.lock         locked by the one who writes; says who
    primary/            the engine's data; only the writing process opens it
    generations/7/      a published state, made of hard links; each of its readers holds a lock
    current             the number of the newest generation; replaced by renaming
    digests.json        hashes of the graphs as written; only there while all is published
    unmerged            there while an update has been made that the default graph may lack
    decisions.jsonl     the user's own (kg.ledger): never read, written or deleted by the store
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import StoreError, StoreFormatError, StoreMissingError

__all__ = ["OWN", "UNION", "Folder", "Held", "sync_folder", "write_whole"]

FORMAT: Final = "demining-kg store"
VERSION: Final = 2
"""2: the default graph holds the merge of all graphs."""
KEPT: Final = 2
"""The newest generations are kept, used or not: a request in flight may still open one."""

UNION: Final = "union"
OWN: Final = "own"

_REBUILD: Final = "move it away and run `demining-kg build`"


@dataclass(frozen=True, slots=True)
class Held:
    """A generation that cannot be deleted until it is released."""

    number: int
    path: Path
    descriptor: int

    @property
    def is_in_place(self) -> bool:
        """Whether the folder was not replaced by another since."""
        return _same(self.descriptor, self.path)

    def release(self) -> None:
        """Let the generation be deleted."""
        os.close(self.descriptor)


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of a store whose IRIs begin with ``base``."""

    path: Path
    base: str

    @property
    def primary(self) -> Path:
        """The engine's data; only for the writing process."""
        return self.path / "primary"

    @property
    def lock(self) -> Path:
        """The file that the writing process locks."""
        return self.path / "writer.lock"

    @property
    def digests(self) -> Path:
        """Hashes of the graphs; the file is there only while all is published."""
        return self.path / "digests.json"

    @property
    def unmerged(self) -> Path:
        """There while the default graph may not be the union of the others."""
        return self.path / "unmerged"

    def generation_path(self, number: int) -> Path:
        """The folder of a generation."""
        return self.path / "generations" / str(number)

    def error(self, message: str) -> StoreError:
        """An error that names this folder."""
        return StoreError(message, location=str(self.path))

    # -- the header

    def header(self) -> dict[str, Any] | None:
        """What this folder says of itself; ``None`` if there is no store yet.

        Raises:
            StoreFormatError: something else is here, or another version, or another base.
        """
        try:
            text = (self.path / "store.json").read_text(encoding="utf-8")
        except FileNotFoundError:
            if self._is_free():
                return None
            raise self._format_error("is no store, and not empty: choose another folder") from None
        except OSError as error:
            raise self.error(f"cannot be read: {error.strerror}") from error
        try:
            header = json.loads(text)
        except ValueError:
            header = None
        if not isinstance(header, dict) or header.get("format") != FORMAT:
            raise self._format_error("store.json is not the header of a store")
        self._check(header)
        return header

    def _is_free(self) -> bool:
        try:
            return all(path.name.startswith(".store.json.") for path in self.path.iterdir())
        except FileNotFoundError:
            return True
        except NotADirectoryError:
            return False
        except OSError as error:
            raise self.error(f"cannot be read: {error.strerror}") from error

    def _check(self, header: dict[str, Any]) -> None:
        version, base = header.get("version"), header.get("base")
        if version != VERSION:
            raise self._format_error(
                f"written in format {version}, this program has format {VERSION}: {_REBUILD}"
            )
        if base != self.base:
            raise self._format_error(
                f"its IRIs begin with {base}, the settings say {self.base}: "
                f"set DEMINING_KG_BASE={base}, or {_REBUILD}"
            )

    def _format_error(self, message: str) -> StoreFormatError:
        return StoreFormatError(message, location=str(self.path))

    def has_union(self) -> bool:
        """Whether the default graph is the union of all graphs, and not one of its own."""
        header = self.header() or {}
        return bool(header.get("default_graph", UNION) == UNION)

    def create(self, default_graph: str = UNION) -> None:
        """Make the folder a store if it is none yet, with this kind of default graph."""
        found = self.header()
        header = {
            "format": FORMAT,
            "version": VERSION,
            "base": self.base,
            "default_graph": default_graph,
            "id": uuid.uuid4().hex,
        }
        with self.explaining("cannot be written to"):
            self.path.mkdir(parents=True, exist_ok=True)
            if found is None:
                write_whole(self.path / "store.json", json.dumps(header).encode())
            (self.path / "generations").mkdir(exist_ok=True)

    # -- generations

    def generation(self) -> int | None:
        """The newest generation; ``None`` while nothing is published."""
        try:
            return int((self.path / "current").read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            raise self.error(f"the file `current` cannot be read: {error}") from error

    def tag(self) -> str | None:
        """Names the newest generation of this very store; ``None`` while nothing is published."""
        number = self.generation()
        header = self.header()
        return None if number is None or header is None else f"{header['id'][:12]}-{number}"

    def hold(self) -> Held:
        """Keep the newest generation from being deleted; ``StoreMissingError`` if there is none."""
        while True:
            number = self.generation()
            if number is None:
                raise self.missing()
            held = self._try_hold(number)
            if held is not None:
                return held
            if self.generation() == number:
                raise self.error(f"generation {number} is gone: run `demining-kg build`")

    def _try_hold(self, number: int) -> Held | None:
        path = self.generation_path(number)
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            return None
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
            if _same(descriptor, path):
                return Held(number, path, descriptor)
        os.close(descriptor)
        return None

    def missing(self) -> StoreMissingError:
        """The error of a question to a store that holds nothing."""
        return StoreMissingError(
            "holds nothing yet: run `demining-kg build`", location=str(self.path)
        )

    def switch(self, number: int) -> None:
        """Make a generation the one that readers open from now on."""
        write_whole(self.path / "current", f"{number}\n".encode())

    def sweep(self) -> None:
        """Delete what no reader uses: old generations, and what a crash has left half done."""
        newest = self.generation() or 0
        for path in (self.path / "generations").iterdir():
            unfinished = not path.name.isdecimal() or int(path.name) > newest
            if unfinished or int(path.name) <= newest - KEPT:
                _delete_unused(path)

    @contextmanager
    def explaining(self, what: str) -> Iterator[None]:
        """Turn an error of the system or the engine into one that says what could not be done."""
        try:
            yield
        except OSError as error:
            raise self.error(f"{what}: {error.strerror or error}") from error
        except RuntimeError as error:  # damaged data, in the engine
            raise self.error(f"{what}: {error}") from error


def _same(descriptor: int, path: Path) -> bool:
    """Whether the folder that is open is still the one at this place."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), path.stat())
    return False


def _delete_unused(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path)
    except BlockingIOError:
        return
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, also after a power cut."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make names in a folder (new, renamed, deleted) last through a power cut."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
