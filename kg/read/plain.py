"""Plain text: ``.txt`` and ``.md``, with front matter or without.

Of Markdown the words are kept, and the signs of headings, emphasis, links and quotations left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.errors import ReportError
from kg.model import Report
from kg.read import dateline, front
from kg.read.encoding import decode, load, printable
from kg.read.fields import Place, to_report

__all__ = ["reports"]

MARKDOWN: Final = ".md"
SIGNS: Final = (
    (re.compile(r"^[ ]{0,3}(?:#{1,6}[ \t]+|>[ \t]?)", re.MULTILINE), ""),
    (re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^*_\n]+)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])"), r"\1"),
)
"""The signs of Markdown, each with what is left of it."""


def reports(path: Path) -> Iterator[Report | ReportError]:
    """The one report of the file. A dateline gives the date where no front matter does."""
    text = decode(load(path), source=printable(path))
    head = front.split(text, path)
    words = _words(head.text) if path.suffix.lower() == MARKDOWN else head.text
    fields: dict[str, object] = {**head.fields, "text": words}
    if "published" not in head.fields:
        day = dateline.day(words)
        fields["published"] = None if day is None else day.isoformat()
    yield to_report(fields, Place(path, lines=head.lines))


def _words(markdown: str) -> str:
    for sign, kept in SIGNS:
        markdown = sign.sub(kept, markdown)
    return markdown
