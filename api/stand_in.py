"""Stands in for a process that another one forks: whoever starts this waits for it, or kills it.

Run as ``python -I -S stand_in.py FD FOLDER MEGABYTES MODULE ARGUMENT…``, as a file, so that it
loads nothing; FD is the socket of :mod:`kg.ingest.nursery`. It hands on its own standard input,
output and error, and ends as the fork does.
"""

import json
import os
import signal
import socket
import sys


def main() -> None:
    """Ask for the fork, and wait for its end."""
    fd, folder, megabytes, module, *arguments = sys.argv[1:]
    request = {
        "module": module,
        "arguments": arguments,
        "folder": folder,
        "megabytes": int(megabytes) if megabytes else None,
    }
    here, there = socket.socketpair()
    with here, there, socket.socket(fileno=int(fd)) as nursery:
        try:
            socket.send_fds(nursery, [b"."], [0, 1, 2, there.fileno()])
        except OSError as error:
            sys.exit(f"error: {error}")
        there.close()
        os.closerange(0, 2)
        here.sendall(json.dumps(request).encode() + b"\n")
        status = int(here.recv(8) or 1)
    if status < 0:
        signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    sys.exit(status)


if __name__ == "__main__":
    main()
