"""Running a command of this project in a process of its own, which reads what this one must not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from kg.settings import PREFIX

__all__ = ["Process", "run"]

Process = subprocess.Popen[bytes]

ROOT: Final = str(Path(__file__).resolve().parents[1])


def run(
    arguments: Sequence[str],
    *,
    seconds: float,
    sent: bytes = b"",
    folder: str | None = None,
    started: Callable[[Process], None] = lambda _: None,
) -> subprocess.CompletedProcess[bytes]:
    """``python -m`` these arguments; ``TimeoutError`` after so many seconds.

    It does not learn the tokens of this server. ``started`` gets the process, to end it.
    """
    path = os.pathsep.join(filter(None, [ROOT, os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path}
    environment.pop(f"{PREFIX}TOKENS", None)
    command = [sys.executable, "-P", "-m", *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(  # noqa: S603 - our own modules, no shell
        command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=folder, env=environment
    ) as process:
        started(process)
        try:
            told, complaints = process.communicate(sent, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise TimeoutError from None
        except BaseException:
            process.kill()
            raise
    return subprocess.CompletedProcess(command, process.returncode, told, complaints)
