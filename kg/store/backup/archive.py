"""Backups: the newest generation of a store in a folder that is a store itself."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from kg.errors import StoreError, StoreMissingError
from kg.settings import Settings
from kg.store.backup.placing import finish, place, set_aside
from kg.store.backup.record import Backup, Restored
from kg.store.durable import copy_generation, sync_folder, write_whole
from kg.store.header import Header
from kg.store.layout import DECISIONS, Folder, Held
from kg.store.lock import holder, lock
from kg.store.readers import Readers
from kg.store.request import dump_request

__all__ = ["back_up", "restore"]

MANIFEST: Final = "backup.json"
"""What a backup holds, by which it is checked before it is put in place of a store."""


# -- backing up


def back_up(folder: Folder, target: Path, settings: Settings) -> Backup:
    """Copy the newest generation and the decisions; see :meth:`Store.backup`."""
    began = time.monotonic()
    target = target.resolve()
    _refuse_occupied(folder, target)
    held = folder.hold()
    try:
        with _explaining(folder, target), _draft(target) as draft:
            copy = Folder(draft, folder.base)
            _copy(folder, held, copy, settings)
            quads = _count(copy, settings)
            size = _write_manifest(draft, held.number, quads)
            draft.replace(target)
            sync_folder(target.parent)
    finally:
        held.release()
    return Backup(target, held.number, quads, size, time.monotonic() - began)


def _refuse_occupied(folder: Folder, target: Path) -> None:
    if target.is_relative_to(folder.path.resolve()):
        raise StoreError("lies within the store: choose a folder outside", location=str(target))
    try:
        is_free = not any(target.iterdir())
    except FileNotFoundError:
        is_free = True
    except NotADirectoryError:
        raise StoreError("is no folder: choose another", location=str(target)) from None
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", location=str(target)) from error
    if not is_free:
        raise StoreError("is not empty: choose a new folder", location=str(target))


@contextmanager
def _explaining(folder: Folder, target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = f"{folder.path} cannot be backed up here: {error.strerror or error}"
        raise StoreError(reason, location=str(target)) from error


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """An empty folder beside the target, to be renamed; deleted if it was not."""
    draft = target.with_name(f".{target.name}.draft")
    draft.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(draft, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = "another backup to this folder is being made"
            raise StoreError(message, location=str(target)) from None
        _clear(draft)  # what one that was killed has left
        try:
            yield draft
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    finally:
        os.close(descriptor)


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _copy(folder: Folder, held: Held, copy: Folder, settings: Settings) -> None:
    Header.new(copy.base, folder.default_graph()).write(copy.path)
    (copy.path / "generations").mkdir()
    copy_generation(held.path, copy.generation_path(held.number))
    sync_folder(copy.path / "generations")
    decisions = Path(settings.decisions or folder.path / DECISIONS)
    with suppress(FileNotFoundError), decisions.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)  # no line is half written
        write_whole(copy.path / DECISIONS, file.read())
    copy.switch(held.number)


def _write_manifest(draft: Path, generation: int, quads: int) -> int:
    """Write what the backup holds; its size in bytes."""
    files = sorted(path for path in draft.rglob("*") if path.is_file())
    kept = [path for path in files if path.name != DECISIONS]  # it may be added to
    said = {
        "generation": generation,
        "quads": quads,
        "taken": datetime.now(UTC).isoformat(timespec="seconds"),
        "sha256": {str(path.relative_to(draft)): _digest(path) for path in kept},
    }
    write_whole(draft / MANIFEST, json.dumps(said, indent=1).encode())
    return sum(path.stat().st_size for path in files)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _count(folder: Folder, settings: Settings) -> int:
    """The quads of the newest generation, each of them read; in a reader process."""
    readers = Readers(folder, settings)
    try:
        with readers.ask(dump_request()) as answer:
            return sum(chunk.count(b"\n") for chunk in answer.chunks)
    finally:
        readers.close()


# -- restoring


def restore(folder: Folder, source: Path, settings: Settings, *, replace: bool) -> Restored:
    """Put a backup, or any other store, in place of what a store holds; all or nothing.

    The backup is checked first, whole. Processes that serve the store answer from what was
    restored as soon as it stands. With ``replace`` it may take the place of something.

    Raises:
        StoreMissingError: the source holds nothing.
        StoreFormatError: source or store are of another format or base, or no stores.
        StoreLockedError: another process is writing to the store.
        StoreError: the source is damaged, or the store holds something.
    """
    began = time.monotonic()
    backup = Folder(source.absolute(), folder.base)
    if folder.path.exists() and backup.path.exists() and folder.path.samefile(backup.path):
        raise backup.error("is the store itself")
    _refuse_to_replace(folder, replace=replace)
    if backup.header() is None or backup.generation() is None:
        raise StoreMissingError("holds no backup", location=str(backup.path))
    held = backup.hold()
    try:
        quads = _checked(backup, held, settings)
        with _to_be_written(folder):
            _refuse_to_replace(folder, replace=replace)
            number, aside = _place(folder, backup, held, settings)
    finally:
        held.release()
    size = sum(file.stat().st_size for file in folder.generation_path(number).iterdir())
    return Restored(folder.path, number, quads, size, time.monotonic() - began, aside)


def _refuse_to_replace(folder: Folder, *, replace: bool) -> None:
    found = folder.found()
    if found is None:
        return
    found.check_foreign(folder.path, folder.base)
    held = [name for name in ("current", "primary", DECISIONS) if (folder.path / name).exists()]
    if held and not replace:
        raise folder.error("holds something already: --replace puts the backup in its place")


@contextmanager
def _to_be_written(folder: Folder) -> Iterator[None]:
    """Have the store, which is made if there is none, to oneself."""
    if folder.found() is None:
        folder.create()
    with lock(folder, holder()):
        finish(folder)  # of an earlier restore
        yield


def _place(
    folder: Folder, backup: Folder, held: Held, settings: Settings
) -> tuple[int, Path | None]:
    """Put the backup in place; its number, and where the decisions are that it replaced."""
    decisions = backup.path / DECISIONS
    number = place(
        folder,
        held.path,
        default_graph=backup.default_graph(),
        above=held.number - 1,
        decisions=decisions if decisions.exists() else None,
        takes_decisions=not settings.decisions,
    )
    aside = set_aside(folder, number)
    return number, aside if aside.exists() else None


def _checked(backup: Folder, held: Held, settings: Settings) -> int:
    """The quads of a backup that is as it was when it was taken."""
    said = _manifest(backup, held)
    for name, digest in said.get("sha256", {}).items():
        with backup.explaining(f"is damaged: {name} cannot be read"):
            if _digest(backup.path / name) != digest:
                raise backup.error(f"is damaged: {name} is not what was written")
    quads = _count(backup, settings)
    if quads != said.get("quads", quads):
        raise backup.error(f"is damaged: {quads} quads, not {said['quads']}")
    return quads


def _manifest(backup: Folder, held: Held) -> dict[str, Any]:
    """What was written of this generation; nothing of a store that is no backup, or goes on."""
    try:
        said = json.loads((backup.path / MANIFEST).read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError:
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("sha256"), dict):
        raise backup.error(f"is damaged: {MANIFEST} is not what was written")
    return said if said.get("generation") == held.number else {}
