"""Child processes that are spoken to over a socket pair: how they start, watch and die.

The engine runs in children only: no text can then harm the process that asks, and a child that
takes too long is killed, which is the one sure way to stop the engine.
"""

from __future__ import annotations

import json
import math
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from kg.errors import (
    DeminingError,
    ProcessEndedError,
    QueryRefusedError,
    QueryTimeoutError,
    QueryTooLargeError,
    StoreError,
)

__all__ = [
    "LATE",
    "MEGABYTE",
    "Deadline",
    "Memory",
    "death",
    "end",
    "lift_memory_limit",
    "limit_memory",
    "limit_processor",
    "run_child",
    "spawn",
]

LATE: Final = 75
"""Exit status of a child that ran past its deadline."""

MEGABYTE: Final = 1024 * 1024

STACK_BYTES: Final = 512 * MEGABYTE
"""Stack of the thread that evaluates: deep nesting needs much, and only what is used is taken."""

_ALLOCATION: Final = "glibc.malloc.tcache_count=1000"
"""So many pieces of memory of each size are at hand at once. The engine takes and gives back some
hundred small ones for each query; by default all but seven of a size are looked for anew, among all
that a graph in memory has left free in between, which takes as long as the query itself."""

_PACKAGE_ROOT: Final = Path(__file__).resolve().parents[2]


def spawn(module: str, options: Mapping[str, Any]) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """Start ``python -m module`` with a socket to it; the caller owns both.

    The child ends itself when the socket is closed.
    """
    ours, theirs = socket.socketpair()
    path = os.pathsep.join(filter(None, [str(_PACKAGE_ROOT), os.environ.get("PYTHONPATH")]))
    tunables = ":".join(filter(None, [_ALLOCATION, os.environ.get("GLIBC_TUNABLES")]))
    with theirs:
        try:
            process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-P", "-m", module, str(theirs.fileno()), json.dumps(options)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": path, "GLIBC_TUNABLES": tunables},
                start_new_session=True,  # Ctrl-C is for the parent, who then hangs up
            )
        except OSError:
            ours.close()
            raise
    return process, ours


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process, wait for its end, and close what it wrote its last words to."""
    process.kill()
    process.wait()
    if process.stderr is not None:
        process.stderr.close()


def death(
    process: subprocess.Popen[bytes], *, location: str, seconds: float, megabytes: int
) -> DeminingError:
    """Why a child died that was evaluating a query; it must be waited for by now.

    The engine aborts when it gets no memory, and faults when its stack is used up. Nothing in a
    child sends these signals to itself: SIGKILL is somebody's, or the system's when all memory of
    the machine is used up. A child that has nothing to do ends with 0.
    """
    status = process.returncode
    last_words = process.stderr.read().decode(errors="replace").strip() if process.stderr else ""
    if status in (LATE, -signal.SIGXCPU):
        return QueryTimeoutError(seconds)
    last_word = last_words.rpartition("\n")[2]
    if status == -signal.SIGABRT or last_word.startswith("MemoryError"):
        return QueryTooLargeError(megabytes)
    if status in (-signal.SIGSEGV, -signal.SIGBUS):
        return QueryRefusedError("the query is nested too deeply to be evaluated")
    if status in (0, -signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP):
        message = f"a process that was at work was ended from outside (status {status})"
        return ProcessEndedError(message, location=location)
    detail = f": {last_word}" if last_word else ""
    return StoreError(f"a process ended with status {status}{detail}", location=location)


class Memory(NamedTuple):
    """Bytes of address space that this process has taken, and bytes of memory it has filled."""

    taken: int
    filled: int

    @classmethod
    def now(cls) -> Memory | None:
        """``None`` where the system does not tell."""
        try:
            pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
        except FileNotFoundError:
            return None
        size = resource.getpagesize()
        return cls(int(pages[0]) * size, int(pages[1]) * size)


def limit_memory(megabytes: int) -> None:
    """Let this process take so much more than it has now; nothing where that is not known."""
    memory = Memory.now()
    if memory is not None:
        _limit(resource.RLIMIT_AS, memory.taken + megabytes * MEGABYTE)


def lift_memory_limit() -> None:
    """Undo :func:`limit_memory`."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def limit_processor(seconds: int) -> None:
    """Let this process use so many more seconds of processor time, or be ended by the system."""
    _limit_processor(math.ceil(time.process_time()) + seconds)


@lru_cache(maxsize=1)  # within a second the limit is the same for query after query
def _limit_processor(most: int) -> None:
    _limit(resource.RLIMIT_CPU, most)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (soft, hard))


class Deadline:
    """When the present work of this child must be done; ``None`` while there is none."""

    def __init__(self) -> None:
        self._at: float | None = None

    def set(self, seconds: float | None) -> None:
        """Let the work that begins now take so long; ``None`` for as long as it likes."""
        self._at = None if seconds is None else time.monotonic() + seconds

    def is_past(self) -> bool:
        """Whether the work should have been done."""
        at = self._at
        return at is not None and time.monotonic() > at


def run_child(peer: socket.socket, work: Callable[[Deadline], None]) -> None:
    """Do the work of a child on a thread with a big stack; ends the process.

    This thread watches meanwhile: it ends the process at once when the peer hangs up or the
    deadline has passed, whatever the engine is doing (it lets go of the GIL while it works).
    """
    lift_memory_limit()  # who started it may have one that is not meant for its children
    _limit(resource.RLIMIT_CORE, 0)  # dying is part of the work, and a core may have gigabytes
    deadline = Deadline()
    threading.stack_size(STACK_BYTES)
    worker = threading.Thread(target=work, args=(deadline,), daemon=True)
    worker.start()
    watched = select.poll()
    watched.register(peer, 0)  # hang-up is always reported
    while worker.is_alive():
        if watched.poll(500):
            os._exit(0)
        if deadline.is_past():
            os._exit(LATE)
    os._exit(1)
