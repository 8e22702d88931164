"""Running a command of this project in a process of its own, which reads what this one must not."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Final

from kg.settings import PREFIX

__all__ = ["Child", "Process", "run"]

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
    with _spawn(arguments, folder, complaints=subprocess.PIPE) as process:
        started(process)
        try:
            told, complaints = process.communicate(sent, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise TimeoutError from None
        except BaseException:
            process.kill()
            raise
    return subprocess.CompletedProcess(process.args, process.returncode, told, complaints)


class Child:
    """A command in a process of its own, which says a line and goes on when it is told to."""

    def __init__(self, arguments: Sequence[str], *, folder: str) -> None:
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - see close
        self._process = _spawn(arguments, folder, complaints=self._complaints)

    def line(self, seconds: float) -> bytes:
        """The line that it says; empty if it ended. ``TimeoutError`` ends it."""
        output = self._process.stdout
        assert output is not None  # noqa: S101 - it is a pipe
        if not select.select([output], [], [], seconds)[0]:
            self.kill()
            raise TimeoutError
        return output.readline()

    def finish(self, sent: bytes, seconds: float) -> bytes | None:
        """Tell it something; all it says until its end, ``None`` if it failed.

        ``TimeoutError`` ends it.
        """
        try:
            told, _ = self._process.communicate(sent, timeout=seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise TimeoutError from None
        return told if self._process.returncode == 0 else None

    def complaint(self) -> str:
        """What it said was wrong."""
        self._complaints.seek(0)
        return self._complaints.read().decode(errors="replace")

    def kill(self) -> None:
        """End it, from any thread."""
        self._process.kill()

    def close(self) -> None:
        """End it if it still runs."""
        self.kill()
        with self._process, self._complaints:
            pass


def _spawn(arguments: Sequence[str], folder: str | None, *, complaints: int | IO[bytes]) -> Process:
    path = os.pathsep.join(filter(None, [ROOT, os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path}
    environment.pop(f"{PREFIX}TOKENS", None)
    command = [sys.executable, "-P", "-m", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603 - our own modules, no shell
        command, stdin=pipe, stdout=pipe, stderr=complaints, cwd=folder, env=environment
    )
