"""Web addresses: what stands there, read like a file of its kind.

At most :data:`MOST_REDIRECTS` redirects are followed, each checked anew; what comes may have
:data:`MOST_BYTES` and take :data:`kg.read.connection.MOST_SECONDS` in all. Its content type says
how it is read.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urljoin, urlsplit

from kg.errors import ReportError
from kg.read.connection import PUBLIC, Network, asked

__all__ = ["MOST_BYTES", "MOST_REDIRECTS", "Page", "fetch", "is_address", "same_host", "stored"]

MOST_BYTES: Final = 10_000_000
MOST_REDIRECTS: Final = 5
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
KINDS: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/pdf": ".pdf",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/turtle": ".ttl",
    "application/n-triples": ".nt",
    "application/n-quads": ".nq",
    "application/ld+json": ".jsonld",
}
"""Content types and the endings of files of that kind."""
UNTOLD: Final = frozenset({"", "application/octet-stream", "binary/octet-stream"})
"""Content types that say nothing: there the ending of the address counts."""
TEXTS: Final = frozenset({".html", ".txt", ".md", ".json", ".jsonl", ".csv", ".tsv"})
CHARSET: Final = re.compile(
    r"charset\s*=\s*[\"']?(windows-125[0-8]|iso-8859-\d{1,2}|koi8-[ru])\b", re.IGNORECASE
)
"""Encodings beside Unicode that a server may declare."""


@dataclass(frozen=True, slots=True)
class Page:
    """What stood at an address; ``url`` is the one that answered in the end."""

    url: str
    ending: str
    data: bytes


def is_address(text: str) -> bool:
    """Whether an input is a web address and no path."""
    return re.match(r"https?://", text, re.IGNORECASE) is not None


def same_host(one: str | None, other: str) -> bool:
    """Whether two addresses are of one host, with or without ``www``."""
    hosts = {(urlsplit(url or "").hostname or "").removeprefix("www.") for url in (one, other)}
    return len(hosts) == 1


def fetch(url: str, *, network: Network = PUBLIC) -> Page:
    """What stands at a web address.

    Raises:
        ReportError: the address is not allowed or not reached, or what stands there is too large,
            too slow or of no kind that is read.
    """
    deadline = time.monotonic() + network.seconds
    at = url
    for _ in range(MOST_REDIRECTS + 1):
        try:
            with asked(at, network, deadline) as answer:
                if answer.status not in REDIRECTS:
                    return _page(at, answer)
                at = _next(at, answer)
        except ReportError as error:
            hop = "" if error.source == url else f"{error.source}: "
            raise ReportError(hop + error.reason, source=url) from None
    raise ReportError(f"more than {MOST_REDIRECTS} redirects", source=url)


def _next(url: str, answer: HTTPResponse) -> str:
    location = answer.headers.get("Location")
    if not location:
        raise ReportError("a redirect that does not say where to", source=url)
    try:
        return urljoin(url, location)
    except ValueError:
        raise ReportError(f"a redirect to {location!r}, no address", source=url) from None


def _page(url: str, answer: HTTPResponse) -> Page:
    if answer.status != 200:
        raise ReportError(f"answers {answer.status} {answer.reason}", source=url)
    coding = answer.headers.get("Content-Encoding", "identity")
    if coding.lower() != "identity":
        raise ReportError(f"comes packed ({coding}), which was not asked for", source=url)
    kind = answer.headers.get("Content-Type", "")
    ending = _ending(kind, url)
    data = _body(answer, url)
    charset = CHARSET.search(kind)
    if charset is not None and ending in TEXTS:
        data = data.decode(charset[1], "replace").encode("utf-8-sig")
    return Page(url, ending, data)


def _ending(content_type: str, url: str) -> str:
    kind = content_type.partition(";")[0].strip().lower()
    if kind in UNTOLD:
        return PurePosixPath(urlsplit(url).path).suffix.lower() or ".html"
    if kind not in KINDS:
        raise ReportError(f"of a kind that is not read ({kind})", source=url)
    return KINDS[kind]


def _body(answer: HTTPResponse, url: str) -> bytes:
    data = bytearray()
    while part := answer.read(65_536):
        data += part
        if len(data) > MOST_BYTES:
            reason = f"larger than {MOST_BYTES // 1_000_000} MB"
            raise ReportError(reason, source=url)
    if answer.length:
        raise ReportError("cut off: less came than was announced", source=url)
    return bytes(data)


@contextmanager
def stored(page: Page) -> Iterator[Path]:
    """The page as a file of its kind, for as long as it is read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"page{page.ending}"
        path.write_bytes(page.data)
        yield path
