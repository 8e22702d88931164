"""Heads of requests that were read before: who asks on and on sends the same headers each time.

What the headers of a plain query say is kept by their bytes. The next request with that head needs
no parser: it has the same scope, but for its query. In a GET the query stands in the first line,
which then is not of the head; the others have it in their body.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

__all__ = ["Alike", "Head", "Heads", "Said"]

POST: Final = b"POST /sparql"
GET: Final = b"GET /sparql?"
VERSION: Final = b" HTTP/1.1\r\n"
END: Final = b"\r\n\r\n"
QUERY_STRING: Final = re.compile(rb"[\w%&=+.~*!'(),;:@/?$-]*", re.ASCII)
"""What may stand in an address, by RFC 3986."""
LONGEST: Final = 4096
"""Bytes of a head that is kept."""
ALIKE: Final = (
    "type",
    "asgi",
    "http_version",
    "method",
    "root_path",
    "path",
    "raw_path",
    "query_string",
    "headers",
)
"""What in the scope of a request is of its head, and not of its connection."""
MOST: Final = 1024
"""Heads that are kept; the one not seen for longest goes."""

UNUSUAL: Final = frozenset({b"expect", b"if-none-match", b"upgrade"})
"""Headers that the ordinary way sees to."""
SECRET: Final = frozenset({b"authorization", b"cookie"})
"""Requests with such headers are not kept, so that no secret stays in memory."""


class Said(NamedTuple):
    """What the headers of a request say of it."""

    accept: str | None
    content_type: str | None
    encodings: str
    length: int
    """Bytes of the body; -1 if they are not told beforehand."""
    is_plain: bool
    """Whether no header is there twice, or asks for something unusual."""
    is_secret: bool

    @classmethod
    def of(cls, lines: list[tuple[bytes, bytes]]) -> Said:
        """What these headers say."""
        headers = dict(lines)
        text = {name: headers[name].decode("latin-1") for name in WORDS if name in headers}
        length = text.get(b"content-length", "0")
        return cls(
            text.get(b"accept"),
            text.get(b"content-type"),
            text.get(b"accept-encoding", ""),
            int(length) if length.isdecimal() and b"transfer-encoding" not in headers else -1,
            len(headers) == len(lines) and headers.keys().isdisjoint(UNUSUAL),
            not headers.keys().isdisjoint(SECRET),
        )


WORDS: Final = (b"accept", b"content-type", b"accept-encoding", b"content-length")


class Head(NamedTuple):
    """What the server made of a head, and what its headers say."""

    scope: dict[str, Any]
    said: Said


class Alike(NamedTuple):
    """A request whose head is known: its scope but for what is the connection's, and its body."""

    scope: dict[str, Any]
    said: Said
    body: bytes


class Heads:
    """Heads by their bytes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, Head] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, data: bytes) -> Alike | None:
        """A request that is all here, if its head is known."""
        key, own, body = _apart(data)
        head = self._kept.get(key)
        if head is None or len(body) != head.said.length:
            return None
        self._kept.move_to_end(key)
        scope = {**head.scope, **own, "headers": [*head.scope["headers"]]}
        return Alike(scope, head.said, body)

    def keep(self, data: bytes, scope: Mapping[str, Any], said: Said) -> None:
        """Keep the head of a plain query without secrets that was all there was in ``data``."""
        key = _apart(data)[0]
        if key and len(key) <= LONGEST:
            self._kept[key] = Head({name: scope[name] for name in ALIKE}, said)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)


def _apart(data: bytes) -> tuple[bytes, dict[str, bytes], bytes]:
    """The head of a request, what of the scope is its own, and its body; else an empty head."""
    head, _, body = data.partition(END)
    if head.startswith(POST):
        return head, {}, body
    if head.startswith(GET):
        line, _, rest = head.partition(VERSION)
        query_string = line[len(GET) :]
        if QUERY_STRING.fullmatch(query_string):
            return GET + rest, {"query_string": query_string}, body
    return b"", {}, b""
