"""Packing of answers: gzip, and Brotli for those who name it (RFC 9110, 12.5.3).

A whole answer is packed whole. A stream is packed chunk by chunk, each ready to be unpacked as
it comes; if it breaks off, no trailer is sent: nobody can take it for a whole one.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Final, Protocol

import brotli
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["SMALLEST", "Compressed", "coding_of", "is_packable", "packed"]

SMALLEST: Final = 1024
"""Bytes below which packing does not pay."""
PIECE: Final = 64 * 1024
"""Bytes that are packed at a time; other requests come in between."""
GZIP_LEVEL: Final = 4
BROTLI_QUALITY: Final = 4
BROTLI_WINDOW: Final = 19
"""Half a megabyte, which each stream takes in memory."""

TYPES: Final = frozenset(
    {
        "application/json",
        "application/javascript",
        "application/xml",
        "application/n-triples",
        "application/n-quads",
        "application/trig",
        "application/openmetrics-text",
    }
)
"""Types to pack, besides all text, JSON and XML; others are packed already, or small."""


class Packer(Protocol):
    """A stream that is being packed."""

    def pack(self, data: bytes) -> bytes:
        """What of the stream is packed now."""
        ...

    def flush(self) -> bytes:
        """All that was held back: it can be unpacked up to here."""
        ...

    def finish(self) -> bytes:
        """The end of the stream."""
        ...


class Gzip:
    """A gzip stream."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj(GZIP_LEVEL, wbits=zlib.MAX_WBITS | 16)

    def pack(self, data: bytes) -> bytes:
        """What of the stream is packed now."""
        return self._stream.compress(data)

    def flush(self) -> bytes:
        """All that was held back."""
        return self._stream.flush(zlib.Z_SYNC_FLUSH)

    def finish(self) -> bytes:
        """The end, with its checksum."""
        return self._stream.flush()


class Brotli:
    """A Brotli stream."""

    def __init__(self) -> None:
        self._stream = brotli.Compressor(quality=BROTLI_QUALITY, lgwin=BROTLI_WINDOW)

    def pack(self, data: bytes) -> bytes:
        """What of the stream is packed now."""
        packed: bytes = self._stream.process(data)
        return packed

    def flush(self) -> bytes:
        """All that was held back."""
        packed: bytes = self._stream.flush()
        return packed

    def finish(self) -> bytes:
        """The end."""
        packed: bytes = self._stream.finish()
        return packed


PACKERS: Final[dict[str, Callable[[], Packer]]] = {"br": Brotli, "gzip": Gzip}
"""The codings, the preferred one first."""


@lru_cache(maxsize=256)
def coding_of(accept_encoding: str) -> str | None:
    """The coding for a client; ``None`` for none.

    The highest q wins, at equal q Brotli; ``*`` stands for gzip, as some who send it know no
    other. What is not coded is sent to those too who refuse it, for there is nothing else then.
    """
    wanted: dict[str, float] = {}
    for element in accept_encoding.lower().split(","):
        name, *parameters = (part.strip() for part in element.split(";"))
        wanted[name] = _q(parameters)
    if "x-gzip" in wanted:
        wanted.setdefault("gzip", wanted["x-gzip"])
    if "*" in wanted:
        wanted.setdefault("gzip", wanted["*"])
    best = max(PACKERS, key=lambda name: wanted.get(name, 0.0))
    q = wanted.get(best, 0.0)
    return best if q > 0 and q >= wanted.get("identity", 0.0) else None


def _q(parameters: list[str]) -> float:
    """The weight; one that is no number counts as 0: packed is never sent by mistake."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


class Compressed:
    """Packs what the application answers, where the client takes that and it pays; plain ASGI."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sent = [value for name, value in scope["headers"] if name == b"accept-encoding"]
        coding = coding_of(b",".join(sent).decode("latin-1")) if sent else None
        packing = Packing(send, coding, is_head=scope["method"] == "HEAD")
        await self.app(scope, receive, packing.take)


class Packing:
    """One answer on its way to a client, packed by ``coding`` or, with ``None``, as it is."""

    def __init__(self, send: Send, coding: str | None, *, is_head: bool) -> None:
        self._send = send
        self._coding = coding
        self._is_head = is_head
        self._start: Message | None = None
        self._packer: Packer | None = None

    async def take(self, message: Message) -> None:
        """Pass a message of the application on; its start waits for its first bytes."""
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif message["type"] != "http.response.body":
            await self._send(message)
        elif self._start is not None:
            start, self._start = self._start, None
            await self._first(start, message)
        elif self._packer is not None:
            await self._next(self._packer, message)
        else:
            await self._send(message)

    async def _begin(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        if not _varies(message["status"], headers):
            await self._send(message)
            return
        headers.add_vary_header("Accept-Encoding")
        if self._coding is not None and message["status"] == 304:
            _weaken(headers)
        if self._coding is None or not _is_packed(message["status"], headers):
            await self._send(message)
        else:
            self._start = message

    async def _first(self, start: Message, message: Message) -> None:
        body: bytes = message.get("body", b"")
        more: bool = message.get("more_body", False)
        headers = MutableHeaders(scope=start)
        is_cut = self._is_head and not body and "content-length" not in headers
        if not more and len(body) < SMALLEST and not is_cut:
            await self._send(start)
            await self._send(message)
            return
        self._label(headers)
        if is_cut:
            await self._send(start)
            await self._send(message)
        elif more:
            await self._send(start)
            self._packer = PACKERS[self._coding or ""]()
            await self._next(self._packer, message)
        else:
            whole = await packed(self._coding or "", body)
            headers["content-length"] = str(len(whole))
            await self._send(start)
            await self._send({**message, "body": whole})

    def _label(self, headers: MutableHeaders) -> None:
        """Say that it is packed."""
        headers["content-encoding"] = self._coding or ""
        for name in ("content-length", "accept-ranges"):
            if name in headers:
                del headers[name]
        _weaken(headers)

    async def _next(self, packer: Packer, message: Message) -> None:
        body: bytes = message.get("body", b"")
        more: bool = message.get("more_body", False)
        piece = await _packed(packer, body)
        piece += packer.flush() if more else packer.finish()
        await self._send({**message, "body": piece})


def _weaken(headers: MutableHeaders) -> None:
    """Make an ETag of certain bytes one of their content: packed they are others."""
    tag = headers.get("etag")
    if tag is not None and not tag.startswith("W/"):
        headers["etag"] = f"W/{tag}"


async def _packed(packer: Packer, data: bytes) -> bytes:
    """Pack piece by piece, so that the event loop is never held for long."""
    if len(data) <= PIECE:
        return packer.pack(data)
    packed = []
    for begin in range(0, len(data), PIECE):
        packed.append(packer.pack(data[begin : begin + PIECE]))
        await asyncio.sleep(0)
    return b"".join(packed)


async def packed(coding: str, data: bytes) -> bytes:
    """A whole answer, packed; beneath a certain size it is left as it is by whoever sends it."""
    packer = PACKERS[coding]()
    return await _packed(packer, data) + packer.finish()


def _varies(status: int, headers: MutableHeaders) -> bool:
    """Whether another Accept-Encoding might get an answer in another coding."""
    return status == 304 or (status == 200 and _is_plain(headers)) or _is_packed(status, headers)


def _is_packed(status: int, headers: MutableHeaders) -> bool:
    """Whether this is an answer to pack, if the client agrees and it is not small."""
    length = headers.get("content-length")
    is_small = length is not None and length.isdecimal() and int(length) < SMALLEST
    return status not in (204, 206, 304) and not is_small and _is_plain(headers)


def _is_plain(headers: MutableHeaders) -> bool:
    if "content-encoding" in headers or "no-transform" in headers.get("cache-control", ""):
        return False
    return is_packable(headers.get("content-type", ""))


def is_packable(content_type: str) -> bool:
    """Whether it pays to pack what is of this type."""
    kind = content_type.partition(";")[0].strip().lower()
    return kind in TYPES or kind.startswith("text/") or kind.endswith(("+json", "+xml"))
