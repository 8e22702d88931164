"""Files and folders that are there whole or not at all, also after a power cut."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

__all__ = ["copy_generation", "empty_logs", "sync_file", "sync_folder", "write_whole"]

UNCHANGING: Final = ".sst"
"""How files of the engine end that are never written to again, so that links will do."""

LOG: Final = ".log"
"""How the files end in which the engine notes what is not yet elsewhere."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all."""
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


def copy_generation(source: Path, target: Path) -> None:
    """Make a new folder with the same files: hard links where they can be, copies elsewhere."""
    target.mkdir()
    for file in sorted(source.iterdir()):
        copy = target / file.name
        if file.suffix != UNCHANGING or not _is_linked(file, copy):
            shutil.copyfile(file, copy)
            sync_file(copy)
    sync_folder(target)


def _is_linked(file: Path, link: Path) -> bool:
    """Whether a link could be made: not on another disk, nor where there are no links."""
    try:
        link.hardlink_to(file)
    except OSError:
        return False  # what else is wrong shows when the file is copied
    return True


def empty_logs(folder: Path) -> None:
    """Empty the engine's log in a copy of its data that was made right after a flush.

    All is in other files then; but the engine uses its log files again at their old length, and
    copies what they held before.
    """
    for log in folder.glob(f"*{LOG}"):
        log.unlink()  # and not cut short: it might be a link to that of the data written to
        log.touch()


def sync_file(path: Path) -> None:
    """Make the content of a file last."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Make names in a folder (new, renamed, deleted) last."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
