"""Forms with files (multipart/form-data, RFC 7578), as browsers, curl and libraries send them.

A form is cut up in one pass, and of what stands before a part only so much is looked at: the time
that a body takes grows with its length, whatever is in it. Parts within parts are not looked for.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import unquote

from api.errors import Problem

__all__ = ["MULTIPART", "Part", "parts"]

MULTIPART: Final = "multipart/form-data"

MOST_PARTS: Final = 1000
MOST_OF_HEADERS: Final = 8192
"""Bytes that may stand before the content of a part."""
LONGEST_BOUNDARY: Final = 70
"""Characters (RFC 2046)."""

PLAIN: Final = frozenset({"", "7bit", "8bit", "binary"})
"""The transfer encodings in which content stands as it is; no others are used over HTTP."""

_PARAMETER: Final = re.compile(r';[ \t]*([^\s=;"]+)[ \t]*=[ \t]*("(?:[^"\\]|\\.)*"|[^;\s"]*)')
_ESCAPED: Final = re.compile(r'\\(["\\])')


class Part(NamedTuple):
    """One part of a form; ``media_type`` is ``text/plain`` where it says none."""

    name: str | None
    filename: str | None
    media_type: str
    content: bytes


def parts(content_type: str, body: bytes) -> list[Part]:
    """The parts of a form; :class:`Problem` (400) for what is no form.

    ``content_type`` is the header of the request, which names what parts them.
    """
    boundary = _parameters(content_type).get("boundary", "")
    if not 0 < len(boundary) <= LONGEST_BOUNDARY:
        raise _malformed(f"the Content-Type names no boundary of 1 to {LONGEST_BOUNDARY} letters")
    delimiter = b"\r\n--" + boundary.encode("latin-1", "replace")
    whole = b"\r\n" + body
    if whole.count(delimiter) > MOST_PARTS + 1:
        raise _malformed(f"the form has more than {MOST_PARTS} parts")
    pieces = whole.split(delimiter)[1:]
    end = next((at for at, piece in enumerate(pieces) if piece.startswith(b"--")), None)
    if end is None:
        raise _malformed("the form was not sent to its end")
    return [_part(piece) for piece in pieces[:end]]


def _part(piece: bytes) -> Part:
    """A part from what stands between two boundaries: headers, an empty line, content."""
    end = piece.find(b"\r\n\r\n", 0, MOST_OF_HEADERS)
    if end < 0:
        raise _malformed(f"a part has no empty line within its first {MOST_OF_HEADERS} bytes")
    lines = piece[:end].decode("utf-8", "replace").split("\r\n")
    fields = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in fields}
    encoding = headers.get("content-transfer-encoding", "").lower()
    if encoding not in PLAIN:
        raise _malformed(f"a part has the transfer encoding {encoding!r}: send it as it is")
    said = _parameters(headers.get("content-disposition", ""))
    media_type = headers.get("content-type", "text/plain").partition(";")[0].strip().lower()
    return Part(said.get("name"), _filename(said), media_type, piece[end + 4 :])


def _filename(said: dict[str, str]) -> str | None:
    """The name of a file; the one with its encoding (RFC 8187) where there is one."""
    charset, quote, rest = said.get("filename*", "").partition("'")
    if quote and charset.lower() == "utf-8":
        return unquote(rest.partition("'")[2])
    return said.get("filename")


def _parameters(header: str) -> dict[str, str]:
    """The parameters of a header by their names in small letters; the first of each name."""
    found: dict[str, str] = {}
    for name, value in _PARAMETER.findall(header):
        plain = _ESCAPED.sub(r"\1", value[1:-1]) if value.startswith('"') else value
        found.setdefault(name.lower(), plain)
    return found


def _malformed(detail: str) -> Problem:
    return Problem(400, "form", "This is no form that can be read", detail)
