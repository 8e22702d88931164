"""Web pages: the article without what stands around it, as trafilatura finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.errors import ReportError
from kg.model import Report
from kg.read.encoding import bom_encoding, decode, load, printable
from kg.read.fields import LANG, Place, to_report

__all__ = ["reports"]

DECLARED: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{1,20})", re.IGNORECASE
)
MOST_ELEMENTS: Final = 30_000
"""A page of more is no article; the time to find one grows with the square of the elements."""

LEGACY: Final = re.compile(
    r"windows-125[0-8]|iso-8859-(?:[1-9]|1[0134-6])|koi8-[ru]", re.IGNORECASE
)
"""Encodings that a page may declare beside Unicode: plain tables of 256 characters."""


def reports(path: Path) -> Iterator[Report | ReportError]:
    """The one report of the page, with the title, day, outlet and address that it states."""
    page = _decoded(load(path), printable(path))
    fields = _fields(page)
    if fields is None:
        raise ReportError("no article found in this page", source=printable(path))
    yield to_report(fields, Place(path))


def _decoded(data: bytes, source: str) -> str:
    """An encoding that the page declares is no guess, so it is taken."""
    mark, _ = bom_encoding(data)
    declared = DECLARED.search(data[:4096])
    name = "" if mark or declared is None else declared[1].decode("ascii", "replace")
    return decode(data, source=source, encoding=name if LEGACY.fullmatch(name) else None)


def _fields(page: str) -> dict[str, object] | None:
    # Imported late: it takes a quarter of a second that other kinds of file need not pay.
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415
    from trafilatura.settings import Document  # noqa: PLC0415

    tree = load_html(page)
    if tree is None or sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return None
    lang = tree.get("lang") or ""
    article = bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        # Only a date that the page gives as its own; any other in the text would be a guess.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(article, Document):
        return None
    return {
        "text": article.text,
        "title": article.title,
        "published": article.date,
        "publisher": article.sitename,
        "url": article.url,
        "lang": lang if LANG.fullmatch(lang) else None,
    }
