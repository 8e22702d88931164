"""Word documents (``.docx``): the text of their paragraphs, a line each; of a table, of its rows.

A document is a zip archive of XML files, as untrusted as a workbook is. What was deleted or moved
away, while changes are followed, is no text; headers, footers and notes are left out. What the
file says of its own title and days is not believed: a dateline gives the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from kg.errors import ReportError
from kg.model import Report
from kg.read import dateline
from kg.read.archive import BROKEN, unpacked
from kg.read.encoding import load, printable
from kg.read.fields import Place, to_report

__all__ = ["reports"]

DOCUMENT: Final = "word/document.xml"
WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BESIDE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NO_TEXT: Final = frozenset({f"{WORD}del", f"{WORD}moveFrom", f"{WORD}pPr", f"{WORD}rPr", BESIDE})
"""Parts whose words do not count; the last says again what stands before it."""
SIGNS: Final = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}noBreakHyphen": "-"}
BETWEEN: Final = "; "
"""What parts the cells of a row."""


def reports(path: Path) -> Iterator[Report | ReportError]:
    """The one report of the document."""
    text = _text(path)
    day = dateline.day(text)
    published = None if day is None else day.isoformat()
    yield to_report({"text": text, "published": published}, Place(path))


def _text(path: Path) -> str:
    data = load(path)
    try:
        parts = unpacked(data, path, what="document")
        body = ET.fromstring(parts[DOCUMENT])  # noqa: S314 - it holds no entities
        return "\n".join(_lines(body))
    except BROKEN as error:  # among them RecursionError, for what is nested without end
        reason = f"no document that can be read: {error or type(error).__name__}"
        raise ReportError(reason, source=printable(path)) from None


def _lines(part: Element) -> Iterator[str]:
    for child in part:
        if child.tag == f"{WORD}p":
            yield "".join(_words(child))
        elif child.tag == f"{WORD}tr":
            cells = (" ".join(_lines(cell)).strip() for cell in child)
            yield BETWEEN.join(filter(None, cells))
        elif child.tag not in NO_TEXT:
            yield from _lines(child)


def _words(part: Element) -> Iterator[str]:
    for child in part:
        if child.tag == f"{WORD}t":
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag not in NO_TEXT:
            yield from _words(child)
