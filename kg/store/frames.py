"""The wire format between this process and the readers and writers it starts.

A frame is one byte of kind, four bytes of length (big endian) and so many bytes of payload.
Requests, heads and errors are JSON; data is raw.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from enum import IntEnum
from typing import Any, Final, NamedTuple

from kg.errors import (
    AnswerTypeError,
    DeminingError,
    QueryError,
    QueryRefusedError,
    QueryTimeoutError,
    QueryTooLargeError,
    QueryUnsupportedError,
    StoreError,
    StoreFormatError,
    StoreLockedError,
    StoreMissingError,
)

__all__ = [
    "CHUNK",
    "HEADER_SIZE",
    "Frame",
    "FrameKind",
    "error_of",
    "pack",
    "pack_error",
    "pack_json",
    "parse_header",
    "receive",
]

CHUNK: Final = 65536
"""Bytes of an answer that travel together, and that are held back before its head is sent."""

_HEADER: Final = struct.Struct(">BI")
HEADER_SIZE: Final = _HEADER.size


class FrameKind(IntEnum):
    """What a frame carries."""

    REQUEST = 1  # JSON, to the child: what to do
    READY = 2  # JSON, from the child: it has begun, or it is open
    HEAD = 3  # JSON: kind, media type and generation of an answer; whether all of it follows
    DATA = 4  # raw bytes, in both directions
    END = 5  # JSON: done
    ERROR = 6  # JSON: not done, and why


class Frame(NamedTuple):
    """One frame."""

    kind: FrameKind
    payload: bytes

    def json(self) -> dict[str, Any]:
        """The payload of a frame that is not raw."""
        parsed: dict[str, Any] = json.loads(self.payload) if self.payload else {}
        return parsed


def pack(kind: FrameKind, payload: bytes | bytearray = b"") -> bytes:
    """The bytes of a frame."""
    return _HEADER.pack(kind, len(payload)) + payload


def pack_json(kind: FrameKind, values: Mapping[str, Any]) -> bytes:
    """The bytes of a frame that carries JSON."""
    return pack(kind, json.dumps(values).encode())


def parse_header(header: bytes) -> tuple[FrameKind, int]:
    """Kind and length out of the first :data:`HEADER_SIZE` bytes of a frame."""
    kind, length = _HEADER.unpack(header)
    return FrameKind(kind), length


def receive(peer: socket.socket) -> Frame:
    """The next frame; ``EOFError`` when the peer is gone, ``TimeoutError`` as the socket says."""
    kind, length = parse_header(_receive_exactly(peer, HEADER_SIZE))
    return Frame(kind, _receive_exactly(peer, length))


def _receive_exactly(peer: socket.socket, length: int) -> bytes:
    buffer = bytearray(length)
    view = memoryview(buffer)
    while view:
        try:
            count = peer.recv_into(view)
        except ConnectionError as error:
            raise EOFError from error
        if count == 0:
            raise EOFError
        view = view[count:]
    return bytes(buffer)


_STORE_ERRORS: Final = {
    kind.__name__: kind
    for kind in (StoreError, StoreMissingError, StoreLockedError, StoreFormatError)
}
_QUERY_ERRORS: Final = {
    kind.__name__: kind for kind in (QueryError, QueryRefusedError, QueryUnsupportedError)
}


def pack_error(error: DeminingError | ValueError) -> bytes:
    """The frame that carries an error to the other side."""
    values: dict[str, Any] = {"error": type(error).__name__, "message": str(error)}
    for name in ("message", "line", "column", "seconds", "megabytes", "kind"):
        if hasattr(error, name):
            values[name] = getattr(error, name)
    if isinstance(error, StoreError):
        values["message"] = str(error).removeprefix(f"{error.location}: ")
        values["location"] = error.location
    return pack_json(FrameKind.ERROR, values)


def error_of(frame: Frame) -> DeminingError | ValueError:
    """The error in a frame, to be raised on this side."""
    values = frame.json()
    name = values["error"]
    if name in _STORE_ERRORS:
        return _STORE_ERRORS[name](values["message"], location=values["location"])
    if name in _QUERY_ERRORS:
        return _QUERY_ERRORS[name](values["message"], line=values["line"], column=values["column"])
    if name == "QueryTimeoutError":
        return QueryTimeoutError(values["seconds"])
    if name == "QueryTooLargeError":
        return QueryTooLargeError(values["megabytes"])
    if name == "AnswerTypeError":
        return AnswerTypeError(values["kind"])
    return ValueError(values["message"])
