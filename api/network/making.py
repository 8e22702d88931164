"""Makes the picture of everything: ``python -m api.network.making STORE``.

Thousands of nodes take seconds of a core to be placed, and more to be asked for; a web process that
did it would answer others late meanwhile. This one gives way to all others, and writes the picture
to its standard output.
"""

from __future__ import annotations

import os
import pickle
import sys
from dataclasses import replace
from typing import Final

from api.network.everything import make
from kg.errors import DeminingError
from kg.settings import settings
from kg.store import open_store

__all__ = ["main"]

GIVING_WAY: Final = 5
"""By how much it is less urgent than others (``nice``): who waits for it should not wait long."""


def main() -> None:
    """Make it for the store that is named."""
    os.nice(GIVING_WAY)
    in_force = replace(settings(), memory_megabytes=0)  # its reader is gone before that would pay
    try:
        with open_store(sys.argv[1], settings=in_force) as store:
            made = make(store)
    except DeminingError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(pickle.dumps(made))


if __name__ == "__main__":
    main()
