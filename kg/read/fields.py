"""Fields to report: the one place where a :class:`Report` is made.

The names are those of ``.jsonl`` lines and of front matter alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from kg.errors import ReportError
from kg.model import Report
from kg.read.encoding import clean, printable

__all__ = ["KEYS", "WORDS", "Place", "relocated", "to_report"]

WORDS: Final = ("id", "url", "title", "publisher", "published", "lang", "country")
KEYS: Final = (*WORDS, "also")
"""What may be said of a text; all optional. ``also`` is a list of addresses, or a line of them."""

DATE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?")
LANG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
REMARK: Final = re.compile(r"\s\([^()]*\)")
NOT_IN_ADDRESSES: Final = re.compile(r'[\s<>"{}|\\^`]')


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report stands: its file, the line in it, and the line of each field if known."""

    path: Path
    line: int | None = None
    lines: Mapping[str, int] | None = None

    def error(self, reason: str, key: str | None = None) -> ReportError:
        """An error at this place, or at the line of one field."""
        line = self.line if self.lines is None or key is None else self.lines.get(key, self.line)
        return ReportError(reason, source=printable(self.path), line=line)


def to_report(fields: Mapping[str, object], place: Place) -> Report:
    """The report of these fields; names that are not in :data:`KEYS` are passed over.

    :class:`ReportError` names the field that is missing or wrong, and its value.
    """
    text = fields.get("text")
    if not isinstance(text, str):
        raise place.error("no report: the field text is missing or no text")
    text = clean(text, source=printable(place.path), line=place.line)
    if not text.strip():
        raise place.error("no report: the text is empty")
    said = {key: _words(fields, key, place) for key in WORDS}
    url = _url(said["url"], place)
    own_id = said["id"]
    source = url or own_id or _name(place.path)
    return Report(
        id=_report_id(source, text),
        text=text,
        source=source,
        own_id=own_id,
        url=url,
        title=said["title"],
        outlet=said["publisher"],
        published=_date(said["published"], place),
        lang=_lang(said["lang"], place),
        country=said["country"],
        also=_also(fields.get("also"), place),
    )


def relocated(report: Report, url: str) -> Report:
    """The report as found at a web address, which becomes its source."""
    return replace(report, id=_report_id(url, report.text), source=url, url=url)


def _report_id(source: str, text: str) -> str:
    return sha256(f"{source}\n{text}".encode()).hexdigest()[:16]


def _name(path: Path) -> str:
    """The file's name in one spelling: some systems store accents apart from their letters."""
    return unicodedata.normalize("NFC", printable(Path(path.name)))


def _words(fields: Mapping[str, object], key: str, place: Place) -> str | None:
    value = fields.get(key)
    if value is None:
        return None
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise place.error(f"{key}: expected text, not {type(value).__name__}", key)
    return clean(value, source=printable(place.path), line=place.line).strip() or None


def _url(value: str | None, place: Place, key: str = "url") -> str | None:
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        good = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or NOT_IN_ADDRESSES.search(value):
        raise place.error(f"{key}: {value!r} is no http or https address", key)
    return value


def _also(value: object, place: Place) -> tuple[str, ...]:
    """The addresses, sorted, each once; words in brackets after an address are a remark on it."""
    listed = value if isinstance(value, list) else [] if value is None else [value]
    texts = [item for item in listed if isinstance(item, str)]
    if len(texts) < len(listed):
        raise place.error("also: expected an address, or a list of addresses", "also")
    texts = [clean(text, source=printable(place.path), line=place.line) for text in texts]
    words = (word for text in texts for word in REMARK.sub(" ", text).split())
    return tuple(sorted({url for word in words if (url := _url(word, place, "also")) is not None}))


def _date(value: str | None, place: Place) -> date | None:
    if value is None:
        return None
    written = DATE.fullmatch(value)
    try:
        return date.fromisoformat(written[1] if written else "")
    except ValueError:
        reason = f"published: {value!r} is no date; expected YYYY-MM-DD"
        raise place.error(reason, "published") from None


def _lang(value: str | None, place: Place) -> str | None:
    if value is None:
        return None
    if not LANG.fullmatch(value):
        raise place.error(f"lang: {value!r} is no language tag; expected such as en or az", "lang")
    return value.lower()
