"""The folder of an embedded store: header, generations, and who uses which.

::

    store.json          what this folder is: version, base of its IRIs, an id of its own
    writer.lock         locked by the one who writes; says who
    primary/            the engine's data; only the writing process opens it
    generations/7/      a published state, made of hard links; each of its readers holds a lock
    current             the number of the newest generation; replaced by renaming
    digests.json        hashes of the graphs as written; only there while all is published
    tentative           there while a change is made that may have to be undone
    unmerged            there while an update has been made that the default graph may lack
    names.json          the names in the newest generation (kg.questions.kept); it may be lacking
    decisions.jsonl     the user's own (kg.identity.ledger): only copied, by backup and restore
    restoring.json      only there while a backup is put in place (kg.store.backup.placing)
    renewal/            only there while a store of an older format is built anew
    trials/             copies in which it is seen what follows from a change (kg.store.trial)
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from kg.errors import StoreError, StoreFormatError, StoreMissingError
from kg.store.durable import write_whole
from kg.store.header import FILE, UNION, Header

__all__ = ["DECISIONS", "Folder", "Held", "Version"]

DECISIONS: Final = "decisions.jsonl"
KEPT: Final = 2
"""The newest generations are kept, used or not: a request in flight may still open one."""


Version = tuple[int, int, int]
"""What tells a file from the one that took its place."""


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
    def trials(self) -> Path:
        """Where copies are, each held by a lock while it is used."""
        return self.path / "trials"

    @property
    def digests(self) -> Path:
        """Hashes of the graphs; the file is there only while all is published."""
        return self.path / "digests.json"

    @property
    def tentative(self) -> Path:
        """There while what is not published is to be undone, should the writer die."""
        return self.path / "tentative"

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

    def header(self) -> Header | None:
        """What this folder says of itself; ``None`` if there is no store yet.

        Raises:
            StoreFormatError: something else is here, or another version, or another base.
        """
        found = self.found()
        if found is not None:
            found.check(self.path, self.base)
        return found

    def found(self) -> Header | None:
        """The header of whatever store is here, of any version and base.

        ``StoreFormatError`` if something else is here.
        """
        try:
            text = (self.path / FILE).read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            if self._is_free():
                return None
            message = "is no store, and not empty: choose another folder"
            raise StoreFormatError(message, location=str(self.path)) from None
        except OSError as error:
            raise self.error(f"cannot be read: {error.strerror}") from error
        return Header.parse(text, self.path)

    def _is_free(self) -> bool:
        try:
            return all(path.name.startswith(f".{FILE}.") for path in self.path.iterdir())
        except FileNotFoundError:
            return True
        except NotADirectoryError:
            return False
        except OSError as error:
            raise self.error(f"cannot be read: {error.strerror}") from error

    def default_graph(self) -> str:
        """Whether the default graph is the union of all graphs, or one of its own."""
        header = self.header()
        return UNION if header is None else header.default_graph

    def has_union(self) -> bool:
        """Whether the default graph is the union of all graphs, and not one of its own."""
        return self.default_graph() == UNION

    def create(self, default_graph: str = UNION) -> None:
        """Make the folder a store if it is none yet, with this kind of default graph."""
        found = self.header()
        with self.explaining("cannot be written to"):
            self.path.mkdir(parents=True, exist_ok=True)
            if found is None:
                Header.new(self.base, default_graph).write(self.path)
            (self.path / "generations").mkdir(exist_ok=True)

    # -- generations

    def generation(self) -> int | None:
        """The newest generation; ``None`` while nothing is published."""
        try:
            return _generation(self.path, _version(_files(self.path)[0]))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            raise self.error(f"the file `current` cannot be read: {error}") from error

    def tag(self) -> str | None:
        """Names the newest generation of this very store; ``None`` while nothing is published."""
        current, header = _files(self.path)
        try:
            seen = _version(current), _version(header)
        except OSError:
            return self._read_tag()
        return _tag(self, seen)

    def stamp(self) -> Version | None:
        """Changes with each publication, and costs next to nothing; ``None`` before the first."""
        try:
            return _version(_files(self.path)[0])
        except OSError:
            return None

    def _read_tag(self) -> str | None:
        number = self.generation()
        header = self.header()
        return None if number is None or header is None else f"{header.id[:12]}-{number}"

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

    def undo_later(self) -> None:
        """Let the next writer begin with what is published; only while nobody writes.

        On a full disk this may fail; then what was written is published with the next change.
        """
        with suppress(OSError):
            self.tentative.touch()

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
        for path in self.trials.glob("[!.]*"):
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


@lru_cache(maxsize=16)
def _files(path: Path) -> tuple[str, str]:
    """The two files that each request looks at."""
    return str(path / "current"), str(path / FILE)


def _version(path: str) -> Version:
    """Changes with the file, which is never written to but replaced."""
    status = os.stat(path)  # noqa: PTH116 - done for each request, and pathlib is slow
    return status.st_ino, status.st_mtime_ns, status.st_size


@lru_cache(maxsize=16)
def _generation(path: Path, _seen: Version) -> int:
    """The number in `current`, read anew when the file is another."""
    return int((path / "current").read_bytes())


@lru_cache(maxsize=16)
def _tag(folder: Folder, _seen: tuple[Version, Version]) -> str | None:
    """The tag, read anew when a file that it stands in is another: each request asks for it."""
    return folder._read_tag()  # noqa: SLF001 - kept beside the class, by its versions


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
