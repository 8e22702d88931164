"""Derives anew what follows from all reports, after some were changed by hand.

Run as ``python -m kg.ingest.rederive STORE``; prints the number of assessments and the generation
as JSON.
"""

from __future__ import annotations

import json
import sys

from kg.derive import derive
from kg.errors import DeminingError
from kg.questions.kept import keep_names
from kg.store import open_store

__all__ = ["main", "rederive"]


def rederive(location: str) -> dict[str, int]:
    """Derive, and publish if anything is other than it was; errors are those of a writer."""
    with open_store(location) as store, store.writer() as writer:
        told = {"assessments": derive(writer).assessments, "generation": writer.publish()}
        keep_names(store, writer)
        return told


def main() -> None:
    """Do it for the store that is named."""
    try:
        told = rederive(sys.argv[1])
    except DeminingError as error:
        sys.exit(str(error))
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
