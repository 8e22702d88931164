"""A small HTTP client for measuring: one connection, kept open, that costs less than a server.

It posts queries, reads answers with a length or in chunks, and raises ``ConnectionError`` for one
that is cut. It knows nothing else of HTTP.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import Final, Self

__all__ = ["Exchange", "Reply"]

RESULTS: Final = "application/sparql-results+json"
GRAPH: Final = "application/n-triples"
LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED: Final = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """Status and bytes of an answer; ``body`` is empty unless it was to be kept."""

    status: int
    length: int
    body: bytes


class Exchange(asyncio.Protocol):
    """One connection to a server; one query at a time."""

    def __init__(self, host: str, port: int, path: str) -> None:
        self._host, self._port = host, port
        head = f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: {RESULTS}, {GRAPH}\r\n"
        self._head = f"{head}Content-Type: application/sparql-query\r\nContent-Length: ".encode()
        self._is_kept = False
        self._reset()

    def _reset(self) -> None:
        self._buffer = bytearray()
        self._status: int | None = None
        self._left: int | None = None
        """Bytes until the end of the body, or of the present chunk."""
        self._is_chunked = False
        self._length = 0
        self._body = bytearray()

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_connection(lambda: self, self._host, self._port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._transport.close()

    def request(self, query: str) -> bytes:
        """The bytes of a request."""
        body = query.encode()
        return self._head + b"%d\r\n\r\n" % len(body) + body

    async def ask(self, query: str, *, is_kept: bool = False) -> Reply:
        """Post a query and read its answer to the end."""
        self._reset()
        self._is_kept = is_kept
        self._reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._transport.write(self.request(query))
        return await self._reply

    def data_received(self, data: bytes) -> None:
        """Read on."""
        self._buffer += data
        if self._status is None and not self._read_head():
            return
        while self._left is not None or self._read_size():
            taken = self._buffer[: self._left]
            self._length += len(taken)
            if self._is_kept:
                self._body += taken
            del self._buffer[: self._left]
            self._left = (self._left or 0) - len(taken)
            if self._left > 0:
                return
            self._left = None
            if not self._is_chunked:
                self._finish()
                return

    def _read_head(self) -> bool:
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return False
        self._status = int(head[9:12])
        length = LENGTH.search(head)
        self._is_chunked = CHUNKED.search(head) is not None
        self._buffer = rest
        if self._is_chunked:
            self._buffer = bytearray(b"\r\n") + rest
        elif length is not None:
            self._left = int(length[1])
        return True

    def _read_size(self) -> bool:
        """Read the line before a chunk, with the end of the chunk before; the last ends all."""
        line, found, rest = self._buffer[2:].partition(b"\r\n") if self._is_chunked else (b"",) * 3
        if not found:
            return False
        size = int(line.partition(b";")[0], 16)
        if size == 0:
            if rest.endswith(b"\r\n"):
                self._finish()
            return False
        self._buffer, self._left = bytearray(rest), size
        return True

    def _finish(self) -> None:
        if not self._reply.done():
            reply = Reply(self._status or 0, self._length, bytes(self._body))
            self._reply.set_result(reply)

    def connection_lost(self, error: Exception | None) -> None:
        """An answer under way is cut."""
        reply = getattr(self, "_reply", None)
        if reply is not None and not reply.done():
            reply.set_exception(error or ConnectionError("the answer was cut"))
