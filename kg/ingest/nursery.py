"""A process that has loaded what reads and checks reports; each that does so is a fork of it.

Loading takes seconds, forking takes milliseconds. Run as ``python -m kg.ingest.nursery FD``: each
message on that socket brings standard input, output and error of a process to be, and a socket that
says what it does: a module and its arguments, in what folder, and with how much memory. The exit
status comes back there. A process is killed when the other end of its socket is closed.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import select
import signal
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from kg.ingest import gate, pipeline, rederive, sent

__all__ = ["PROGRAMS", "main"]

PROGRAMS: Final[dict[str, Callable[[], None]]] = {
    module.__name__: module.main for module in (gate, rederive, sent)
}
"""What is loaded beforehand; any other module is when it is asked for."""
STANDARD: Final = 3
"""Descriptors of standard input, output and error."""


def main() -> None:
    """Fork until the socket whose number is in ``argv[1]`` is closed."""
    pipeline.load()
    gc.collect()
    gc.freeze()  # so that forks leave alone what they share
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the guards
    peer = socket.socket(fileno=int(sys.argv[1]))
    while fds := socket.recv_fds(peer, 1, STANDARD + 1)[1]:
        if os.fork() == 0:
            peer.close()
            break
        for fd in fds:
            os.close(fd)
    else:
        return
    *standard, control = fds
    with socket.socket(fileno=control) as guarded, guarded.makefile("rb") as lines:
        request = json.loads(lines.readline())
        _leave_to_guard(guarded)
    for number, fd in enumerate(standard):
        os.dup2(fd, number)
        os.close(fd)
    _run(**request)


def _leave_to_guard(control: socket.socket) -> None:
    """Fork once more; only the fork returns, what it came from waits for its end, or hastens it."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    alive, own = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(alive)
        return
    os.close(own)
    watched = select.poll()
    for each in (alive, control):
        watched.register(each, 0)  # a hang-up is always reported
    watched.poll()
    os.kill(process, signal.SIGKILL)  # if it has ended, it is still waited for
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    try:
        control.sendall(b"%d" % status)
    finally:
        os._exit(0)


def _run(module: str, arguments: list[str], folder: str, megabytes: int | None) -> None:
    """Be ``python -m module`` with these arguments."""
    os.chdir(folder)
    if megabytes is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = megabytes << 20
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    sys.argv = [module, *arguments]
    run: Any = PROGRAMS.get(module) or import_module(module).main
    run()
    sys.stdout.flush()
    os._exit(0)  # to take apart all that was loaded would take longer than most checks


if __name__ == "__main__":
    main()
