"""Very many lines, sorted and each once, of which few are in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import groupby
from tempfile import TemporaryFile
from typing import IO, Final

from kg.closing import Closing

__all__ = ["Lines"]

RUN: Final = 50_000
"""Lines that are sorted in memory."""
PART: Final = 5_000
"""Lines that are given at a time."""


class Lines(Closing):
    """All are added before any is read; they wait in files that go with the process."""

    def __init__(self) -> None:
        self._fresh: set[bytes] = set()
        self._runs: list[IO[bytes]] = []
        self._files = ExitStack()

    def add(self, text: bytes) -> None:
        """The lines of a text."""
        self._fresh.update(text.splitlines(keepends=True))
        if len(self._fresh) >= RUN:
            run = self._files.enter_context(TemporaryFile())  # noqa: SIM115 - closed with this
            run.writelines(sorted(self._fresh))
            self._fresh.clear()
            self._runs.append(run)

    def __iter__(self) -> Iterator[bytes]:
        """Each line once, in the order of their bytes."""
        for run in self._runs:
            run.seek(0)
        return (line for line, _ in groupby(merge(*self._runs, sorted(self._fresh))))

    def parts(self) -> Iterator[bytes]:
        """The same, some lines at a time."""
        part: list[bytes] = []
        for line in self:
            part.append(line)
            if len(part) == PART:
                yield b"".join(part)
                part.clear()
        if part:
            yield b"".join(part)

    def close(self) -> None:
        """Let go of the files."""
        self._files.close()
