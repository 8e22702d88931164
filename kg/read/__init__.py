"""Files and web addresses in, reports out: each kind of file has one module.

Whatever is in them, :func:`read` yields reports and errors and raises neither.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.errors import ReportError
from kg.model import Report, Table
from kg.progress import AT_WORK
from kg.read import csv, docx, html, json, jsonl, pdf, plain, rdf, xlsx
from kg.read.columns import Columns
from kg.read.connection import PUBLIC, Network
from kg.read.encoding import printable
from kg.read.fields import relocated
from kg.read.rdf import ReportGraph
from kg.read.triples import FORMATS as RDF
from kg.read.web import Page, fetch, is_address, same_host, stored

__all__ = [
    "FORMATS",
    "PUBLIC",
    "Columns",
    "Item",
    "Network",
    "ReportGraph",
    "count",
    "find",
    "read",
]

Item = Report | Table | ReportGraph | ReportError
"""What comes out of a file."""
Reader = Callable[[Path], Iterator[Item]]

WHOLE: Final[dict[str, Reader]] = {
    ".txt": plain.reports,
    ".md": plain.reports,
    ".html": html.reports,
    ".htm": html.reports,
    ".pdf": pdf.reports,
    ".docx": docx.reports,
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


def find(paths: Iterable[Path | str]) -> Iterator[Path | str]:
    """What to read: each given file or web address, and what lies in each given folder and below.

    Folders are walked in the order of names. Hidden files, links to folders and a folder's
    README are left out, nothing else is: a file with an unknown ending, a path that does not
    exist or is empty and a folder that holds nothing come out as well, for :func:`read` to report.
    """
    for given in paths:
        if isinstance(given, str) and (not given or is_address(given)):
            yield given
            continue
        path = Path(given)
        inside = _walk(path) if _is_folder(path) else iter(())
        first = next(inside, path)
        yield first
        yield from inside


def count(paths: Iterable[Path | str]) -> int:
    """About how many reports there are to read, before any is: a file of tables may hold more."""
    return sum(
        jsonl.count(path) if isinstance(path, Path) and path.suffix.lower() == ".jsonl" else 1
        for path in find(paths)
    )


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
    return not (hidden or readme or _is_folder(entry))


def _is_folder(path: Path | os.DirEntry[str]) -> bool:
    """Whether it is one, or leads to one; what cannot be told is none, and fails when read."""
    try:
        return path.is_dir()
    except OSError:
        return False


def read(
    source: Path | str, *, columns: Columns | None = None, network: Network = PUBLIC
) -> Iterator[Item]:
    """The reports of one file or web address; what is no report comes out as an error.

    ``columns`` says what the columns of a table mean (by default :meth:`Columns.shipped`);
    ``network`` what may be asked. A ``.jsonl`` file is read line by line and may be of any size;
    of the others each is taken in whole and may have :data:`kg.read.encoding.MOST_BYTES`.
    """
    AT_WORK.info("%s", source)
    try:
        if isinstance(source, str) and is_address(source):
            yield from _from_web(source, columns, network)
        elif source == "":
            yield ReportError("an empty name: neither a file nor a folder", source='""')
        else:
            yield from _format(Path(source), columns or Columns.shipped())(Path(source))
    except ReportError as error:
        yield error
    except OSError as error:
        yield ReportError(f"cannot be read: {error.strerror}", source=printable(Path(source)))


def _from_web(url: str, columns: Columns | None, network: Network) -> Iterator[Item]:
    page = fetch(url, network=network)
    with stored(page) as path:
        for item in read(path, columns=columns):
            yield _found_at(page, item)


def _found_at(page: Page, item: Item) -> Item:
    """An item of a page under the page's address: what a page says of itself holds at its host."""
    if isinstance(item, ReportError):
        return ReportError(item.reason, source=page.url, line=item.line)
    if isinstance(item, ReportGraph):
        return replace(item, source=f"{page.url} {item.graph.identifier}")
    report = item.report if isinstance(item, Table) else item
    foreign = page.ending == ".html" and not same_host(report.url, page.url)
    if report.url is None or foreign:
        report = relocated(report, page.url)
    return replace(item, report=report) if isinstance(item, Table) else report


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
