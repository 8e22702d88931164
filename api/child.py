"""Running a command of this project in a process of its own, which reads what this one must not.

Where many are to be run, a :class:`Nursery` has loaded beforehand what takes long to load.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kg.closing import Closing
from kg.settings import PREFIX

__all__ = ["Child", "ChildFailedError", "ChildTooLargeError", "Nursery"]

ROOT: Final = str(Path(__file__).resolve().parents[1])
STAND_IN: Final = str(Path(__file__).with_name("stand_in.py"))
NO_MEMORY: Final = (
    "MemoryError",
    "lost sys.stderr",  # Python, where there is none left to say so
    "Cannot allocate memory",
    "bad_alloc",
    "can't start new thread",
)
"""What the last words hold of a process that got no memory; the engine aborts without words."""


class ChildFailedError(ChildProcessError):
    """A process did not do its work; ``complaint`` is all that it said was wrong."""

    def __init__(self, complaint: str, status: int) -> None:
        self.complaint, self.status = complaint, status
        _, told, reason = complaint.rpartition("error: ")
        last = reason if told else complaint.rpartition("\n")[2]
        super().__init__(last or f"its process ended with status {status}")


class ChildTooLargeError(ChildFailedError):
    """It did not get the memory that it needed."""


class Child(Closing):
    """``python -m`` these arguments, in a process that is ended with this.

    It does not learn the tokens of this server. With ``megabytes`` it gets no more address space,
    and so do those that it starts, unless they give themselves limits of their own. It is a fork of
    the ``nursery``, if there is one.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        folder: str | None = None,
        megabytes: int | None = None,
        nursery: Nursery | None = None,
    ) -> None:
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - see close
        fds: Sequence[int] = ()
        command = [sys.executable, "-P", "-m", *arguments]
        if nursery is not None:
            fds = [nursery.socket()]
            most = "" if megabytes is None else str(megabytes)
            command[1:3] = ["-I", "-S", STAND_IN, str(fds[0]), folder or ".", most]
        self._process = subprocess.Popen(  # noqa: S603 - our own modules, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            cwd=folder,
            env=_environment(),
            pass_fds=fds,
        )
        if megabytes is not None and nursery is None:
            self._limit(megabytes << 20)

    def _limit(self, most: int) -> None:
        if hasattr(resource, "prlimit"):  # Linux has it
            _, hard = resource.prlimit(self._process.pid, resource.RLIMIT_AS)
            soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.prlimit(self._process.pid, resource.RLIMIT_AS, (soft, hard))

    def line(self, seconds: float) -> bytes:
        """The line that it says; :meth:`finish` tells why if it fails. ``TimeoutError`` ends it."""
        output = self._process.stdout
        assert output is not None  # noqa: S101 - it is a pipe
        if not select.select([output], [], [], seconds)[0]:
            self.kill()
            raise TimeoutError
        return output.readline() or self.finish(seconds=seconds)

    def finish(self, sent: bytes = b"", *, seconds: float) -> bytes:
        """Tell it something; all it says until its end.

        Raises:
            ChildFailedError: it failed.
            TimeoutError: it took longer, and was ended.
        """
        try:
            told, _ = self._process.communicate(sent, timeout=seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise TimeoutError from None
        if self._process.returncode != 0:
            raise self._failure(self._process.returncode)
        return told

    def _failure(self, status: int) -> ChildFailedError:
        self._complaints.seek(0)
        complaint = self._complaints.read().decode(errors="replace").strip()
        last = complaint.rpartition("\n")[2]
        too_large = status == -signal.SIGABRT or any(words in last for words in NO_MEMORY)
        return (ChildTooLargeError if too_large else ChildFailedError)(complaint, status)

    def kill(self) -> None:
        """End it, from any thread."""
        self._process.kill()

    def close(self) -> None:
        """End it if it still runs."""
        self.kill()
        with self._process, self._complaints:
            pass


class Nursery(Closing):
    """A process of which children are forks, so that they need not load anything.

    It starts with the first that asks for it, or with :meth:`start`, and again if it has ended.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._peer: socket.socket | None = None

    def start(self) -> None:
        """Let it load, which takes seconds; this does not wait for it."""
        self.socket()

    def socket(self) -> int:
        """Where to ask for a child; it answers when it has loaded."""
        with self._lock:
            if self._peer is None or self._process is None or self._process.poll() is not None:
                self._end()
                self._begin()
            assert self._peer is not None  # noqa: S101 - it has begun
            return self._peer.fileno()

    def _begin(self) -> None:
        self._peer, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-P", "-m", "kg.ingest.nursery", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**_environment(), "OPENBLAS_NUM_THREADS": "1"},  # who forks has one thread
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is for this process, which then hangs up
            )

    def _end(self) -> None:
        if self._peer is not None:
            self._peer.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._peer = self._process = None

    def close(self) -> None:
        """End it; children that are at work go on."""
        with self._lock:
            self._end()


def _environment() -> dict[str, str]:
    """The environment of a child: our modules, and no tokens."""
    path = os.pathsep.join(filter(None, [ROOT, os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path}
    environment.pop(f"{PREFIX}TOKENS", None)
    return environment
