"""Reads reports for a server, and writes them into its store once it is told to.

Run as ``python -m kg.ingest.sent STORE FILE…``: it prints the line ``read`` when all that can take
long is done and the store is not yet touched, waits for a line on its standard input, and prints
what became of the reports as JSON. Without that line it ends and has changed nothing; so it does
where it gets too little memory. Where there is nothing to write it does not wait. Its standard
error has a line ``at FILE`` whenever it goes on to another, ``at`` when it compares all.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from kg.errors import DeminingError
from kg.ingest.pipeline import BuildResult, build
from kg.progress import AT_WORK
from kg.store import open_store

__all__ = ["READ", "ingest", "main"]

READ: Final = "read"
"""What is printed when the reports are read and compared."""


class _NotWantedError(Exception):
    """Nobody waits for the reports any more."""


def ingest(location: str, files: Sequence[str]) -> BuildResult:
    """Read files, and write what they say when a line comes; errors are those of a build."""
    with open_store(location) as store:
        return build(store, files, ready=_wait)


def _wait() -> None:
    print(READ, flush=True)
    if not sys.stdin.readline():
        raise _NotWantedError


def main() -> None:
    """Do it for the store and the files that are named."""
    location, *files = sys.argv[1:]
    telling = logging.StreamHandler()
    telling.setFormatter(logging.Formatter("at %(message)s"))
    AT_WORK.addHandler(telling)
    AT_WORK.setLevel(logging.INFO)
    try:
        result = ingest(location, files)
    except DeminingError as error:
        sys.exit(f"error: {error}")
    except MemoryError as error:
        error.__traceback__ = None  # lets go of all that was read
        sys.exit("error: MemoryError")
    except _NotWantedError:
        sys.exit("error: the server has gone; nothing changed")
    json.dump(asdict(result), sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
