"""The command line: ``demining-kg``, the same as ``python -m kg``.

Exit codes: 0 done, 1 done but some inputs rejected (or nothing found to do), 2 wrong use,
3 the work could not be done.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Final

import typer

from kg.cli import asking, keeping, reading
from kg.cli.shared import FAILED, WRONG_USE, app
from kg.errors import DeminingError, PeriodError, QueryTimeoutError, UnknownNameError
from kg.settings import PREFIX

__all__ = ["app", "asking", "keeping", "main", "reading"]

BLAS_THREADS: Final = "OPENBLAS_NUM_THREADS"
"""What numpy's library of vectors reads when it is loaded, which none of the modules above do."""


def main() -> None:
    """Run the command line; errors of this project are one line on standard error."""
    # Places of a picture come from thousands of tiny steps: threads would take longer to agree on
    # each than one takes to do it, six times as long on two busy cores.
    os.environ.setdefault(BLAS_THREADS, "1")
    _open_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # names are in many scripts
    try:
        app()
    except (UnknownNameError, PeriodError) as error:
        _fail(error, WRONG_USE)
    except QueryTimeoutError as error:
        _fail(f"{error}; {PREFIX}QUERY_SECONDS=600 before the command gives it ten minutes", FAILED)
    except (DeminingError, OSError) as error:  # OSError: what is printed finds no room
        _fail(error, FAILED)


def _open_closed() -> None:
    """Let those write who are started without any output, as some schedulers start programs."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - stays


def _fail(error: object, code: int) -> None:
    typer.secho(f"error: {error}", err=True, fg=typer.colors.RED)
    sys.exit(code)
