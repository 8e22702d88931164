"""Running a command of this project in a process of its own, which reads what this one must not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kg.settings import PREFIX

__all__ = ["run"]

ROOT: Final = str(Path(__file__).resolve().parents[1])


def run(
    arguments: Sequence[str], *, seconds: float, sent: bytes = b"", folder: str | None = None
) -> subprocess.CompletedProcess[bytes]:
    """``python -m`` these arguments; ``TimeoutError`` after so many seconds.

    It does not learn the tokens of this server.
    """
    path = os.pathsep.join(filter(None, [ROOT, os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path}
    environment.pop(f"{PREFIX}TOKENS", None)
    try:
        return subprocess.run(  # noqa: S603 - our own modules, no shell
            [sys.executable, "-P", "-m", *arguments],
            input=sent,
            cwd=folder,
            env=environment,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
