"""Files that people ask for: what was there before is lost only to what is whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

__all__ = ["save"]


def save(path: Path, content: bytes) -> None:
    """Write a file that appears when it is whole; until then, what was there stays.

    A link leads to its file. A device or a pipe is written to: it cannot be put in place.
    ``OSError`` where there is no room, no folder or no permission.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
