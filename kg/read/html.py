"""Web pages: the article without what stands around it, as trafilatura finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from kg.errors import ReportError
from kg.model import Report
from kg.read.encoding import bom_encoding, decode, load, printable
from kg.read.fields import LANG, Place, to_report

__all__ = ["reports"]

DECLARED: Final = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,80}?encoding)\s*=\s*[\"']?\s*([\w-]{1,20})",
    re.IGNORECASE,
)
MOST_ELEMENTS: Final = 30_000
"""A page of more is no article; the time to find one grows with the square of the elements."""

CHANGED: Final = re.compile(r"modif|updated|revised|lastmod", re.IGNORECASE)
"""Names of days on which a page was changed, which are not the day of publication."""
EITHER: Final = re.compile(r"\s*(0?[1-9]|1[0-2])/(0?[1-9]|1[0-2])/\d{4}")
"""A day that may be two: 3 May or 5 March."""
OPENING: Final = ("article", "main", "h1")
"""Where an article begins: a ``time`` from here to the first paragraph is its own."""
BESIDE: Final = frozenset({"aside", "nav", "footer", "li"})
NAMING: Final = ("property", "name", "itemprop", "class", "http-equiv")
LANGUAGES: Final = (
    "//html/@lang",
    "//html/@*[name() = 'xml:lang']",
    "//meta[translate(@http-equiv, 'CL', 'cl') = 'content-language']/@content",
    "//meta[@property = 'og:locale']/@content",
)
"""Where a page says in what language it is, surest first."""

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
    lang = _language(tree)
    _drop_doubtful_days(tree)
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
        "lang": lang,
    }


def _language(tree: Any) -> str | None:  # noqa: ANN401 (lxml has no types)
    """The language that the page states: ``az`` for "az", "az-AZ" as it is, "az_AZ" as az-AZ."""
    for place in LANGUAGES:
        for stated in tree.xpath(place):
            lang = str(stated).strip().replace("_", "-")
            if LANG.fullmatch(lang):
                return lang
    return None


def _drop_doubtful_days(tree: Any) -> None:  # noqa: ANN401
    """Take from the page the days that are not, or may not be, that of its publication.

    The library falls back on days of change and on any ``time`` that the page holds, and reads
    03/05/2024 in one of its two ways.
    """
    opened: set[str] = set()
    text_began = False
    for element in list(tree.iter("meta", "time", "abbr", *OPENING, "p")):
        if element.tag in OPENING and element.tag not in opened:
            opened.add(element.tag)
            text_began = False
        elif element.tag == "p":
            text_began = True
        elif element.tag not in OPENING and _is_doubtful(element, after_text=text_began):
            element.attrib.clear()
            element.tag = "meta" if element.tag == "meta" else "span"


def _is_doubtful(element: Any, *, after_text: bool) -> bool:  # noqa: ANN401
    names = " ".join(element.get(name) or "" for name in NAMING)
    day = element.get("content") or element.get("datetime") or element.text or ""
    if CHANGED.search(names) or EITHER.match(day):
        return True
    own = "publish" in names.lower() or element.get("pubdate") is not None
    if element.tag != "time" or own:
        return False
    return after_text or any(above.tag in BESIDE for above in element.iterancestors())
