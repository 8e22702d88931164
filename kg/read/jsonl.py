"""JSON Lines: one report a line, read as a stream, so that memory does not grow with the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from kg.errors import ReportError
from kg.model import Report
from kg.read.encoding import MOST_BYTES, bom_encoding, decode, printable
from kg.read.fields import Place, to_report
from kg.read.json import parse

__all__ = ["count", "reports"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its number from 1, where it begins, its bytes."""

    number: int
    offset: int
    data: bytes


PIECE: Final = 1 << 20


def count(path: Path) -> int:
    """The number of lines, and none where the file cannot be read."""
    try:
        with path.open("rb") as file:
            pieces = iter(lambda: file.read(PIECE), b"")
            ends, last = 0, b"\n"
            for piece in pieces:
                ends, last = ends + piece.count(b"\n"), piece[-1:]
    except OSError:
        return 0
    return ends + (last != b"\n")


def reports(path: Path) -> Iterator[Report | ReportError]:
    """Each line as a report; a line that is none leaves the others in. Blank lines pass."""
    empty = True
    with path.open("rb") as file:
        _refuse_utf16(file, path)
        for line in _lines(file):
            if line.data.strip():
                empty = False
                yield _report(line, path)
    if empty:
        raise ReportError("the file is empty", source=printable(path))


def _refuse_utf16(file: BinaryIO, path: Path) -> None:
    """JSON Lines are UTF-8; in UTF-16 a line end cannot be told without reading all."""
    mark, encoding = bom_encoding(file.read(4))
    if encoding != "utf-8":
        reason = "UTF-16, but JSON Lines are UTF-8"
        raise ReportError(reason, source=printable(path), line=1)
    file.seek(len(mark))


def _lines(file: BinaryIO) -> Iterator[Line]:
    number, offset = 0, file.tell()
    while data := file.readline(MOST_BYTES + 1):
        number += 1
        yield Line(number, offset, data)
        offset += len(data)
        rest = data
        while len(rest) > MOST_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(MOST_BYTES + 1)
            offset += len(rest)


def _report(line: Line, path: Path) -> Report | ReportError:
    place = Place(path, line.number)
    try:
        if len(line.data) > MOST_BYTES:
            raise place.error(f"larger than {MOST_BYTES // 1_000_000} MB")
        text = decode(
            line.data.rstrip(b"\r\n"),
            source=printable(path),
            line=line.number,
            offset=line.offset,
            encoding="utf-8",
        )
        fields = parse(text, place)
        if not isinstance(fields, dict):
            raise place.error("no report: expected an object")
        return to_report(fields, place)
    except ReportError as error:
        return error
