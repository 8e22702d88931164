"""PDF: the text of all pages, as pypdf finds it, without what every page repeats.

Lines stay lines; only words that are parted at their ends are joined. The file says little that
can be trusted: its title is taken if it stands on the first page, its dates are those of the
file. A day of publication is taken from a dateline alone.
"""

from __future__ import annotations

import logging
import re
import struct
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Final

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, DeprecationError, FileNotDecryptedError, PyPdfError

from kg.errors import ReportError
from kg.model import Report
from kg.read import dateline
from kg.read.encoding import NO_TEXT, load
from kg.read.fields import Place, to_report

__all__ = ["MOST_PAGES", "joined", "reports", "without_furniture"]

MOST_PAGES: Final = 500
MOST_SECONDS: Final = 60
MOST_STREAM: Final = 20_000_000
"""Bytes that one part of the file may unpack to."""
GARBLED: Final = re.compile(f"{NO_TEXT.pattern}|[\ufffd\ue000-\uf8ff]")
MOST_GARBLED: Final = 0.02
"""Share of such characters from which on the fonts are taken to hide their letters."""
NEAR: Final = 1024
"""Where a file may have its first and last mark, in bytes from its begin and end."""
BROKEN: Final = (
    *(PyPdfError, DeprecationError, zlib.error, struct.error, RuntimeError, AssertionError),
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError, OSError),
)
"""What pypdf raises over files that are no PDF, or broken."""
PAGE_NUMBER: Final = re.compile(
    r"(?:page|səhifə|стр\.?|p\.)?\s*[-–|]?\s*(\d{1,4})\s*(?:(?:of|/|из)\s*\d{1,4})?\s*[-–|]?",
    re.IGNORECASE,
)
PARTED: Final = re.compile(r"([^\W\d_]+)([-\u2010\u00ad])[ \t]*\n[ \t]*([^\W\d_]+)")
COMPOUNDS: Final = frozenset({"anti", "non", "self", "vice", "ex"})
"""Beginnings that keep their hyphen: "anti-" at the end of a line begins "anti-tank"."""


def reports(path: Path) -> Iterator[Report | ReportError]:
    """The one report of the file."""
    data = load(path)
    place = Place(path)
    _check_marks(data, place)
    with _quiet():
        try:
            title, pages = _read(data, place)
        except DependencyError:
            raise place.error("encrypted, in a way that cannot be opened here") from None
        except FileNotDecryptedError:
            raise place.error("encrypted: a password is needed") from None
        except BROKEN as error:
            reason = f"no PDF that can be read: {str(error) or type(error).__name__}"
            raise place.error(NO_TEXT.sub(" ", reason)) from None
    text = joined("\n".join(without_furniture(pages))).strip()
    if not text:
        raise place.error("no text in it; scanned pages need text recognition first")
    if len(GARBLED.findall(text)) > MOST_GARBLED * len(text):
        raise place.error("its fonts do not say which letters they show")
    text = NO_TEXT.sub(" ", text)
    day = dateline.day(text)
    yield to_report(
        {
            "text": text,
            "title": title if title is not None and _stands_in(title, text) else None,
            "published": None if day is None else day.isoformat(),
        },
        place,
    )


def _check_marks(data: bytes, place: Place) -> None:
    if b"%PDF-" not in data[:NEAR]:
        raise place.error("no PDF: it does not begin with %PDF-")
    if b"%%EOF" not in data[-NEAR:]:
        raise place.error("cut off: the mark at the end of a PDF is missing")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf from telling of each oddity, and from unpacking too much."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with apply_configuration(
            zlib_maximum_output_length=MOST_STREAM,
            lzw_maximum_output_length=MOST_STREAM,
            run_length_maximum_output_length=MOST_STREAM,
            array_based_stream_maximum_output_length=MOST_STREAM,
            maximum_declared_stream_length=MOST_STREAM,
        ):
            yield
    finally:
        logger.setLevel(level)


def _read(data: bytes, place: Place) -> tuple[str | None, list[str]]:
    """The title in the file's description, and the text of each page."""
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise place.error("encrypted: a password is needed")
    if len(reader.pages) > MOST_PAGES:
        raise place.error(f"more than {MOST_PAGES} pages, too much for a single report")
    pages, begin = [], time.monotonic()
    for page in reader.pages:
        pages.append(page.extract_text().replace("\r\n", "\n").replace("\r", "\n"))
        if time.monotonic() - begin > MOST_SECONDS:
            raise place.error(f"not read within {MOST_SECONDS} s")
    title = None if reader.metadata is None else reader.metadata.title
    return title if isinstance(title, str) else None, pages


def without_furniture(pages: Sequence[str]) -> list[str]:
    """The pages without their numbers, and without first and last lines that most pages share."""
    lines = [[line for line in page.split("\n") if line.strip()] for page in pages]
    edges = Counter(_bare(line) for page in lines for line in {*page[:1], *page[-1:]})
    shared = {line for line, times in edges.items() if times > 2 and times * 2 > len(pages)}
    inside = (_inside(page, number, shared) for number, page in enumerate(lines, 1))
    return ["\n".join(page) for page in inside if page]


def _inside(page: list[str], number: int, shared: Set[str]) -> list[str]:
    first = _furniture(page[:2], number, shared)
    rest = page[first:]
    return rest[: len(rest) - _furniture(rest[:-3:-1], number, shared)]


def _furniture(lines: Sequence[str], number: int, shared: Set[str]) -> int:
    """How many lines from the edge inwards are a running title or a page number, each once."""
    seen: set[bool] = set()
    for line in lines:
        written = PAGE_NUMBER.fullmatch(line.strip())
        is_number = written is not None and (int(written[1]) == number or _bare(line) in shared)
        if is_number in seen or not (is_number or _bare(line) in shared):
            break
        seen.add(is_number)
    return len(seen)


def _bare(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def joined(text: str) -> str:
    """The text with the words joined that are parted at the ends of lines.

    A word that the text has elsewhere with its hyphen keeps it.
    """

    def join(found: re.Match[str]) -> str:
        head, sign, tail = found.groups()
        if sign == "\u00ad":
            return head + tail
        if not tail[0].islower():
            return f"{head}-{tail}"
        compound = f"{head}-{tail}"
        keeps = head.casefold() in COMPOUNDS and head + tail not in text
        return compound if keeps or compound in text else head + tail

    return PARTED.sub(join, text)


def _stands_in(title: str, text: str) -> bool:
    """Whether a title is that of the text, and not "Microsoft Word - final2.docx"."""
    begin = " ".join(text[:NEAR].split()).casefold()
    words = " ".join(title.split()).casefold()
    return bool(words) and words in begin
