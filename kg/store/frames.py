"""The wire format between this process and the readers and writers it starts.

A frame is one byte of kind, four bytes of length (big endian) and so many bytes of payload.
Requests, heads and errors are JSON; data is raw. What small queries and answers are made of travels
in one frame of two parts: what is alike in many of them as JSON, and what is their own as it is.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
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
from kg.store.forms import Kind

__all__ = [
    "CHUNK",
    "LAST",
    "Arrivals",
    "Frame",
    "FrameKind",
    "Head",
    "error_of",
    "pack",
    "pack_error",
    "pack_head",
    "pack_json",
    "pack_parts",
    "read_head",
    "receive",
]

CHUNK: Final = 65536
"""Bytes of an answer that travel together, and that are held back before its head is sent."""

_HEADER: Final = struct.Struct(">BI")
_PART: Final = struct.Struct(">I")


class FrameKind(IntEnum):
    """What a frame carries."""

    REQUEST = 1  # JSON, to the child: what to do
    READY = 2  # JSON, from the child: it has begun, or it is open
    HEAD = 3  # JSON: kind, media type and generation of an answer that follows in pieces
    DATA = 4  # raw bytes, in both directions
    END = 5  # JSON: done
    ERROR = 6  # JSON: not done, and why
    QUERY = 7  # two parts, to a reader: the terms of a query, and its seconds and text
    WHOLE = 8  # two parts: the head of an answer that is done, and all its data


_KINDS: Final = {int(kind): kind for kind in FrameKind}
LAST: Final = frozenset({FrameKind.END, FrameKind.ERROR, FrameKind.WHOLE})
"""After such a frame an answer is over."""


class Frame(NamedTuple):
    """One frame."""

    kind: FrameKind
    payload: bytes

    def json(self) -> dict[str, Any]:
        """The payload of a frame that is not raw."""
        parsed: dict[str, Any] = json.loads(self.payload) if self.payload else {}
        return parsed

    def parts(self) -> tuple[bytes, bytes]:
        """The two parts of a payload that has them."""
        end = _PART.size + _PART.unpack_from(self.payload)[0]
        return self.payload[_PART.size : end], self.payload[end:]


class Head(NamedTuple):
    """What an answer is, told before the first byte of it."""

    kind: Kind
    media_type: str
    generation: int


@lru_cache(maxsize=64)
def pack_head(kind: Kind, media_type: str, generation: int) -> bytes:
    """The bytes of a head, which is alike for many answers."""
    return json.dumps((kind, media_type, generation)).encode()


@lru_cache(maxsize=64)
def read_head(packed: bytes) -> Head:
    """The head in some bytes."""
    return Head(*json.loads(packed))


def pack(kind: FrameKind, payload: bytes | bytearray = b"") -> bytes:
    """The bytes of a frame."""
    return _HEADER.pack(kind, len(payload)) + payload


def pack_json(kind: FrameKind, values: Mapping[str, Any]) -> bytes:
    """The bytes of a frame that carries JSON."""
    return pack(kind, json.dumps(values).encode())


def pack_parts(kind: FrameKind, alike: bytes, own: bytes | bytearray) -> bytes:
    """The bytes of a frame of two parts."""
    length = _PART.size + len(alike) + len(own)
    return b"".join((_HEADER.pack(kind, length), _PART.pack(len(alike)), alike, own))


class Arrivals:
    """Frames out of bytes that come in pieces of any size."""

    def __init__(self) -> None:
        self._rest = b""

    def take(self, data: bytes) -> list[Frame]:
        """The frames that are whole with these bytes."""
        received = self._rest + data if self._rest else data
        frames, at, most = [], 0, len(received)
        while most - at >= _HEADER.size:
            kind, length = _HEADER.unpack_from(received, at)
            begin = at + _HEADER.size
            if begin + length > most:
                break
            at = begin + length
            frames.append(Frame(_KINDS[kind], received[begin:at]))
        self._rest = received[at:]
        return frames


def receive(peer: socket.socket) -> Frame:
    """The next frame; ``EOFError`` when the peer is gone, ``TimeoutError`` as the socket says."""
    kind, length = _HEADER.unpack(_receive_exactly(peer, _HEADER.size))
    return Frame(_KINDS[kind], _receive_exactly(peer, length))


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
    for name in ("message", "line", "column", "seconds", "megabytes", "kind", "character"):
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
        return AnswerTypeError(values["kind"], values["character"])
    return ValueError(values["message"])
