"""What can be seen of a store from outside, without disturbing it: who writes, how large it is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kg.store.layout import Folder

__all__ = ["size_of", "writer_of"]

LOCKS: Final = Path("/proc/locks")
LONGEST: Final = 200
"""Characters of what a lock says that are told."""


def writer_of(location: str) -> str | None:
    """Who is writing to the store of a folder, in words; ``None`` if nobody is.

    The lock is looked up in the table of the system, since trying it would keep a writer out for
    a moment. Where there is no such table nobody is ever seen.
    """
    lock = _lock_of(location)
    try:
        inode = lock.stat().st_ino
        table = LOCKS.read_text("ascii")
        if not any(_is_held(line.split(), inode) for line in table.splitlines()):
            return None
        return lock.read_text("utf-8", errors="replace")[:LONGEST] or "another process"
    except OSError:
        return None


def _lock_of(location: str) -> Path:
    return Folder(Path(location).absolute(), "").lock


def _is_held(fields: list[str], inode: int) -> bool:
    """Whether a line, ``1: FLOCK ADVISORY WRITE 9876 08:01:5432 0 EOF``, is an exclusive lock."""
    exclusive = len(fields) > 5 and fields[1] == "FLOCK" and fields[3] == "WRITE"
    return exclusive and fields[5].endswith(f":{inode}")


def size_of(location: str) -> int | None:
    """Bytes on the disk of a store's folder, files of several names counted once.

    ``None`` if there is no such folder. It looks at each file: not for an event loop.
    """
    folder = Path(location)
    if not folder.is_dir():
        return None
    blocks: dict[tuple[int, int], int] = {}
    for path in folder.rglob("*"):
        try:
            status = path.lstat()
        except FileNotFoundError:
            continue  # a generation that was deleted meanwhile
        blocks[status.st_dev, status.st_ino] = status.st_blocks * 512
    return sum(blocks.values())
