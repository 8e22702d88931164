"""The right to write to a store: one process has it at a time."""

from __future__ import annotations

import fcntl
import os
import sys
import time
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path

from kg.errors import StoreLockedError
from kg.store.layout import Folder

__all__ = ["holder", "lock"]


def lock(folder: Folder, holder: str) -> TextIOWrapper:
    """Take the right to write; released when the file is closed, or this process ends.

    Raises:
        StoreLockedError: another has it; names the other.
    """
    with folder.explaining("cannot be written to"):
        file = folder.lock.open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        other = file.read() or "another process"
        file.close()
        raise StoreLockedError(
            f"is being written to by {other}", location=str(folder.path)
        ) from None
    with folder.explaining("cannot be written to"):
        file.truncate(0)
        file.write(holder)
        file.flush()
    return file


def holder() -> str:
    """This process, in words, for those who want to write meanwhile."""
    since = datetime.fromtimestamp(time.time(), UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"process {os.getpid()} ({Path(sys.argv[0]).name}) since {since}"
