"""Plain text: ``.txt`` and ``.md``, with front matter or without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.errors import ReportError
from kg.model import Report
from kg.read import dateline, front
from kg.read.encoding import decode, load, printable
from kg.read.fields import Place, to_report

__all__ = ["reports"]


def reports(path: Path) -> Iterator[Report | ReportError]:
    """The one report of the file. A dateline gives the date where no front matter does."""
    text = decode(load(path), source=printable(path))
    head = front.split(text, path)
    fields: dict[str, object] = {**head.fields, "text": head.text}
    if "published" not in head.fields:
        day = dateline.day(head.text)
        fields["published"] = None if day is None else day.isoformat()
    yield to_report(fields, Place(path, lines=head.lines))
