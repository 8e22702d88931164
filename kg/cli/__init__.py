"""The command line: ``demining-kg``, the same as ``python -m kg``.

Exit codes: 0 done, 1 done but some inputs rejected (or nothing found to do), 2 wrong use,
3 the work could not be done.
"""

from __future__ import annotations

import io
import sys

import typer

from kg.cli import asking, keeping, reading
from kg.cli.shared import FAILED, WRONG_USE, app
from kg.errors import DeminingError, UnknownNameError

__all__ = ["app", "asking", "keeping", "main", "reading"]


def main() -> None:
    """Run the command line; errors of this project are one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # names are in many scripts
    try:
        app()
    except UnknownNameError as error:
        _fail(error, WRONG_USE)
    except (DeminingError, OSError) as error:  # OSError: what is printed finds no room
        _fail(error, FAILED)


def _fail(error: Exception, code: int) -> None:
    typer.secho(f"error: {error}", err=True, fg=typer.colors.RED)
    sys.exit(code)
