"""Putting a generation of another store in place of all that a store holds, at once.

It becomes the newest generation of the store, by the same renaming of ``current`` as every other:
readers that are at work go over to it. What belongs to it besides is noted in ``restoring.json``
before, and done after: the header, the decisions, and that the data written to until now are
thrown away. Whoever opens the store next does so, should this process be killed in between.
"""

from __future__ import annotations

import filecmp
import json
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

from kg.errors import StoreError
from kg.store.durable import copy_generation, sync_file, sync_folder, write_whole
from kg.store.header import Header
from kg.store.layout import DECISIONS, Folder
from kg.store.lock import holder, lock

__all__ = ["finish", "mend", "place", "set_aside"]

NOTE: Final = "restoring.json"
STAGED: Final = "decisions.restoring"


@dataclass(frozen=True, slots=True)
class Note:
    """What is still to be done once ``generation`` is the newest."""

    generation: int
    header: Header
    takes_decisions: bool
    """Whether the decisions are replaced too; by none, if there are none staged."""

    @classmethod
    def read(cls, folder: Folder) -> Self | None:
        """The note that a folder holds."""
        try:
            said = json.loads((folder.path / NOTE).read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        return cls(said["generation"], Header(**said["header"]), said["takes_decisions"])

    def write(self, folder: Folder) -> None:
        """Note it, safe on disk."""
        write_whole(folder.path / NOTE, json.dumps(asdict(self)).encode())


def place(
    folder: Folder,
    source: Path,
    *,
    default_graph: str,
    above: int,
    decisions: Path | None,
    takes_decisions: bool,
) -> int:
    """Make the files of a generation the newest state of a store; its number, above ``above``.

    The caller holds the lock. ``default_graph`` is that of the store they are from. With
    ``takes_decisions`` the file of decisions is replaced by the one given, or set aside if there
    is none. An error, or a death, before the new one stands leaves the store as it was.
    """
    number = max(above, *_numbers(folder), 0) + 1
    path = folder.generation_path(number)
    draft = path.with_name(f"{number}.draft")
    with folder.explaining("cannot be restored; it is as it was"):
        path.parent.mkdir(exist_ok=True)
        try:
            shutil.rmtree(draft, ignore_errors=True)
            copy_generation(source, draft)
            header = Header.new(folder.base, default_graph)
            Note(number, header, takes_decisions).write(folder)
            _stage(folder, decisions)
            draft.replace(path)
            sync_folder(path.parent)
            folder.switch(number)
        except BaseException:
            _undo(folder, number)
            raise
    finish(folder)
    with folder.explaining("old generations cannot be deleted"):
        folder.sweep()
    return number


def _numbers(folder: Folder) -> list[int]:
    """Generations that are there, or were the last."""
    numbers = [0]
    with suppress(FileNotFoundError):
        names = [path.name for path in (folder.path / "generations").iterdir()]
        numbers += [int(name) for name in names if name.isdecimal()]
    with suppress(StoreError):  # a store is restored because it is damaged
        numbers.append(folder.generation() or 0)
    return numbers


def _stage(folder: Folder, decisions: Path | None) -> None:
    staged = folder.path / STAGED
    staged.unlink(missing_ok=True)
    if decisions is not None:
        shutil.copyfile(decisions, staged)
        sync_file(staged)


def _undo(folder: Folder, number: int) -> None:
    """Take back what was begun, unless readers may have seen it already."""
    with suppress(StoreError):
        if folder.generation() == number:
            return
    (folder.path / NOTE).unlink(missing_ok=True)
    (folder.path / STAGED).unlink(missing_ok=True)
    for name in (f"{number}.draft", str(number)):
        shutil.rmtree(folder.path / "generations" / name, ignore_errors=True)


def mend(folder: Folder) -> None:
    """Do what is left of a restore that was killed, unless it still runs."""
    if not (folder.path / NOTE).exists():
        return
    try:
        held = lock(folder, holder())
    except StoreError:
        return  # it still runs, or nobody may write here
    with held:
        finish(folder)


def finish(folder: Folder) -> None:
    """Do what is left of a restore, or drop it if its generation is not the newest.

    The caller holds the lock.
    """
    with folder.explaining("a restore cannot be finished"):
        note = Note.read(folder)
        if note is None:
            return
        if _is_done(folder, note):
            folder.digests.unlink(missing_ok=True)
            folder.unmerged.unlink(missing_ok=True)
            if folder.primary.exists():
                shutil.rmtree(folder.primary)
            note.header.write(folder.path)
            if note.takes_decisions:
                _take_decisions(folder, note.generation)
        (folder.path / STAGED).unlink(missing_ok=True)
        (folder.path / NOTE).unlink()
        sync_folder(folder.path)


def _is_done(folder: Folder, note: Note) -> bool:
    try:
        return (folder.generation() or 0) >= note.generation
    except StoreError:
        return False


def set_aside(folder: Folder, number: int) -> Path:
    """Where the decisions go that the generation's own have replaced."""
    return folder.path / f"decisions.before-{number}.jsonl"


def _take_decisions(folder: Folder, number: int) -> None:
    now, staged, aside = folder.path / DECISIONS, folder.path / STAGED, set_aside(folder, number)
    if staged.exists() and now.exists() and filecmp.cmp(now, staged, shallow=False):
        return
    if now.exists() and not aside.exists():
        now.replace(aside)
    if staged.exists():
        staged.replace(now)
