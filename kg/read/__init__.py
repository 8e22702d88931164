"""Files in, reports out: each kind of file has one module.

Whatever is in a file, :func:`read` yields reports and errors and raises neither.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.errors import ReportError
from kg.model import Report, Table
from kg.read import csv, html, json, jsonl, pdf, plain, rdf, xlsx
from kg.read.columns import Columns
from kg.read.encoding import printable
from kg.read.rdf import ReportGraph
from kg.read.triples import FORMATS as RDF

__all__ = ["FORMATS", "Columns", "Item", "ReportGraph", "find", "read"]

Item = Report | Table | ReportGraph | ReportError
"""What comes out of a file."""
Reader = Callable[[Path], Iterator[Item]]

WHOLE: Final[dict[str, Reader]] = {
    ".txt": plain.reports,
    ".md": plain.reports,
    ".html": html.reports,
    ".htm": html.reports,
    ".pdf": pdf.reports,
    ".json": json.reports,
    ".jsonl": jsonl.reports,
    **dict.fromkeys(RDF, rdf.reports),
}
TABLES: Final[dict[str, Callable[[Path, Columns], Iterator[Item]]]] = {
    ".csv": csv.reports,
    ".tsv": csv.reports,
    ".xlsx": xlsx.reports,
}
FORMATS: Final = (*WHOLE, *TABLES)
"""The known endings of file names."""


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to read: each given file, and what lies in each given folder and below.

    Folders are walked in the order of names. Hidden files, links to folders and a folder's
    README are left out, nothing else is: a file with an unknown ending, a path that does not
    exist and a folder that holds nothing come out as well, for :func:`read` to report.
    """
    for path in paths:
        inside = _walk(path) if path.is_dir() else iter(())
        first = next(inside, path)
        yield first
        yield from inside


def _walk(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
            yield from _walk(Path(entry.path))
        elif _is_meant(entry):
            yield Path(entry.path)


def _is_meant(entry: os.DirEntry[str]) -> bool:
    hidden = entry.name.startswith(".")
    readme = Path(entry.name).stem.upper() == "README"
    return not (hidden or readme or entry.is_dir())


def read(path: Path, *, columns: Columns | None = None) -> Iterator[Item]:
    """The reports of one file; what cannot be taken as a report comes out as an error.

    ``columns`` says what the columns of a table mean (by default :meth:`Columns.shipped`).

    A ``.jsonl`` file is read line by line and may be of any size; of the others each is taken
    in whole and may have :data:`kg.read.encoding.MOST_BYTES`.
    """
    try:
        yield from _format(path, columns or Columns.shipped())(path)
    except ReportError as error:
        yield error
    except OSError as error:
        yield ReportError(f"cannot be read: {error.strerror}", source=printable(path))


def _format(path: Path, columns: Columns) -> Reader:
    ending = path.suffix.lower()
    if path.is_file() and ending in WHOLE:
        return WHOLE[ending]
    if path.is_file() and ending in TABLES:
        table = TABLES[ending]
        return lambda path: table(path, columns)
    raise ReportError(_objection(path), source=printable(path))


def _objection(path: Path) -> str:
    if path.is_dir():
        return "a folder in which there is nothing to read"
    if not path.is_file():
        return "not a regular file" if path.exists() else "no such file"
    ending = path.suffix or "no ending"
    return f"unknown kind of file ({ending}); known are {', '.join(FORMATS)}"
