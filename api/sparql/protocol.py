"""Reading a request of the SPARQL 1.1 Protocol: what is asked, of which graphs, in what time.

A query comes by GET, by POST as a form (urlencoded, or multipart as a browser's FormData sends
it), or by POST as the bare text; the HTTP method QUERY is read like POST. An update comes by
POST only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, TypeVar
from urllib.parse import unquote_to_bytes

from starlette.types import Message, Receive, Scope

from api.errors import Problem
from api.multipart import MULTIPART, parts
from kg.store import Dataset

__all__ = [
    "METHODS",
    "SMALL_BODY",
    "Asked",
    "aside",
    "header",
    "malformed",
    "read_at_once",
    "read_body",
    "read_request",
]

METHODS: Final = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
FORM: Final = "application/x-www-form-urlencoded"
QUERY_TEXT: Final = "application/sparql-query"
UPDATE_TEXT: Final = "application/sparql-update"
TAKEN: Final = f"{QUERY_TEXT}, {UPDATE_TEXT}, {FORM}, {MULTIPART}"
HINTS: Final = ("format", "output", "results")
BYTES_PER_CHARACTER: Final = 12
"""The most that one character may take in a request: four bytes of UTF-8, each ``%XX``."""

SMALL_BODY: Final = 256 * 1024
"""Bytes that are taken apart in no time."""
LONGEST_PAUSE: Final = 20
"""Seconds between two parts of a body."""

Pairs = list[tuple[str, str]]
T = TypeVar("T")


class Asked(NamedTuple):
    """A request as read; without ``query`` and ``update`` it asks what this is.

    ``dataset`` is what a query sees, or the patterns of an update.
    """

    query: str | None
    update: str | None = None
    dataset: Dataset | None = None
    hint: str | None = None
    timeout: float | None = None


def header(scope: Scope, name: bytes) -> str | None:
    """A header of the request, several of one name joined as one list."""
    found = [value.decode("latin-1") for key, value in scope["headers"] if key == name]
    return ", ".join(found) if found else None


async def read_request(
    scope: Scope, receive: Receive, *, characters: int, write_bytes: int = 0
) -> Asked:
    """What a request asks; :class:`Problem` for what the protocol does not allow.

    ``characters`` is the longest query that is taken, ``write_bytes`` the longest body of one
    who may write.
    """
    method = scope["method"]
    pairs = _pairs(scope["query_string"], "address")
    if method in ("POST", "QUERY"):
        limit = max(characters * BYTES_PER_CHARACTER, write_bytes)
        body = await read_body(scope, receive, limit)
        kind = header(scope, b"content-type")
        pairs = pairs + await aside(lambda: _sent(kind, body), len(body))
    return _checked(method, pairs, characters)


def read_at_once(scope: Scope, content_type: str | None, body: bytes, *, characters: int) -> Asked:
    """The same of a request whose body is here and small."""
    pairs = _pairs(scope["query_string"], "address")
    if scope["method"] in ("POST", "QUERY"):
        pairs += _sent(content_type, body)
    return _checked(scope["method"], pairs, characters)


def _checked(method: str, pairs: Pairs, characters: int) -> Asked:
    asked = _asked(pairs)
    if asked.query is not None and len(asked.query) > characters:
        raise too_long(f"the query has {len(asked.query)} characters; at most {characters}")
    if asked.update is not None and method != "POST":
        raise malformed(f"an update is sent by POST, never by {method}")
    if asked.query is None and asked.update is None and method not in ("GET", "HEAD"):
        raise malformed("no query was sent; send it as the field 'query' or as the body")
    return asked


def malformed(detail: str) -> Problem:
    """A request that the protocol does not allow (400)."""
    return Problem(400, "request", "This is no request of the SPARQL protocol", detail)


def too_long(detail: str) -> Problem:
    """A query of more characters than the server takes (413)."""
    return Problem(413, "query-too-long", "The query is too long", detail)


def _refuse_packed(scope: Scope) -> None:
    """Refuse a body that is packed (415): nothing of it could be read."""
    coding = (header(scope, b"content-encoding") or "").strip().lower()
    if coding not in ("", "identity"):
        detail = f"send it as it is, not packed as {coding!r}"
        headers = {"Accept-Encoding": "identity"}
        raise Problem(415, "encoding", "The body is packed", detail, headers=headers)


async def aside(work: Callable[[], T], size: int) -> T:
    """What a function makes of so many bytes; beside the event loop if they are many."""
    return work() if size <= SMALL_BODY else await asyncio.to_thread(work)


async def read_body(scope: Scope, receive: Receive, limit: int) -> bytes:
    """The body of a request; :class:`Problem` for a longer one, and one that does not come."""
    _refuse_packed(scope)
    body = bytearray()
    while True:
        message = await _part(receive)
        if message["type"] == "http.disconnect":
            raise malformed("the request ended before its body did")
        body += message.get("body", b"")
        if len(body) > limit:
            raise too_long(f"the body has more than {limit} bytes")
        if not message.get("more_body", False):
            return bytes(body)


async def _part(receive: Receive) -> Message:
    """The next part of a body; a client that keeps the server waiting is told so."""
    try:
        async with asyncio.timeout(LONGEST_PAUSE):
            return await receive()
    except TimeoutError:
        detail = f"nothing more of the body came within {LONGEST_PAUSE} seconds"
        headers = {"Connection": "close"}
        raise Problem(
            408, "request-timeout", "The request was not sent to its end", detail, headers=headers
        ) from None


def _sent(content_type: str | None, body: bytes) -> Pairs:
    """The fields that a body holds, by its media type."""
    kind, _, parameters = (content_type or "").partition(";")
    kind = kind.strip().lower()
    if kind == FORM:
        return _pairs(body, "form")
    if kind == MULTIPART:
        found = parts(content_type or "", body)
        return [(part.name, _text(part.content, part.name)) for part in found if part.name]
    if kind in (QUERY_TEXT, UPDATE_TEXT):
        _check_charset(parameters)
        return [("query" if kind == QUERY_TEXT else "update", _text(body, "body"))]
    raise Problem(
        415,
        "media-type",
        "The body is of another media type",
        f"expected {TAKEN}, got {kind or 'no Content-Type'}",
        headers={"Accept-Post": TAKEN},
    )


def _check_charset(parameters: str) -> None:
    for parameter in parameters.lower().split(";"):
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8", "us-ascii"):
            raise Problem(
                415, "media-type", "The body is in another encoding", "SPARQL text is sent as UTF-8"
            )


def _text(raw: bytes, what: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise malformed(f"the {what} is no UTF-8: byte {error.start}") from None


def _pairs(raw: bytes, what: str) -> Pairs:
    fields = (field.partition("=") for field in _text(raw, what).split("&") if field)
    try:
        return [(_unescaped(name), _unescaped(value)) for name, _, value in fields]
    except UnicodeDecodeError:
        raise malformed(f"the {what} has an escape that is no UTF-8") from None


def _unescaped(text: str) -> str:
    text = text.replace("+", " ")
    return unquote_to_bytes(text).decode("utf-8") if "%" in text else text


def _asked(pairs: Sequence[tuple[str, str]]) -> Asked:
    if len(pairs) == 1 and pairs[0][0] == "query" and pairs[0][1].strip():
        return Asked(pairs[0][1])  # as most are
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    if "update" in fields and "query" in fields:
        raise malformed("a query or an update, not both")
    return Asked(
        _one(fields, "query"),
        _one(fields, "update"),
        _dataset(fields),
        next((value for name in HINTS for value in fields.get(name, ())[:1] if value), None),
        _timeout(fields.get("timeout", [])),
    )


def _one(fields: dict[str, list[str]], what: str) -> str | None:
    """The query, or the update: one, and not empty."""
    texts = fields.get(what, [])
    if len(texts) > 1:
        raise malformed(f"one {what} at a time, not {len(texts)}")
    if texts and not texts[0].strip() and what == "query":
        raise malformed("the query is empty")
    return texts[0] if texts else None


def _dataset(fields: dict[str, list[str]]) -> Dataset | None:
    names = (
        ("using-graph-uri", "using-named-graph-uri")
        if "update" in fields
        else ("default-graph-uri", "named-graph-uri")
    )
    default, named = (tuple(dict.fromkeys(filter(None, fields.get(name, ())))) for name in names)
    return Dataset(default, named) if default or named else None


def _timeout(values: Sequence[str]) -> float | None:
    """Seconds; a client may lower the limit of the server, never raise it.

    An empty value is none: forms send the fields that nobody filled in.
    """
    if not values or not values[0].strip():
        return None
    try:
        seconds = float(values[0])
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise malformed(f"timeout={values[0]!r}: expected a number of seconds above 0")
    return seconds
