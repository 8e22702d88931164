"""N-Triples that go into the store as they are, without becoming objects of Python in between."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from mmap import mmap
from typing import IO, Final, cast

import pyoxigraph as engine

__all__ = ["Text", "count", "is_plain", "load", "source"]

Text = bytes | mmap
"""N-Triples in memory, or in a file."""

_IRI: Final = rb"<[^<>\r\n]*+>"
_LITERAL: Final = rb'"(?:[^"\\\r\n]|\\[^\r\n])*+"(?:@[A-Za-z0-9-]++|\^\^' + _IRI + rb")?+"
_PLAIN: Final = re.compile(
    rb"(?:" + _IRI + rb" " + _IRI + rb" (?:" + _IRI + rb"|" + _LITERAL + rb") \.\n)*+"
)
_END: Final = b" .\n"
PIECE: Final = 1 << 20
"""Bytes that are handed on at a time."""


def is_plain(ntriples: Text) -> bool:
    """Whether each line is one triple, with single spaces and no blank node.

    Then ``" ."`` ends each, and stands at the end of no line for anything else.
    """
    return _PLAIN.fullmatch(ntriples) is not None


def load(store: engine.Store, graphs: Mapping[str, Text], *, with_default: bool) -> None:
    """Add plain N-Triples to graphs, and to the default graph if so wanted: all or nothing."""
    pieces = chain.from_iterable(
        _quads(name, ntriples, with_default=with_default) for name, ntriples in graphs.items()
    )
    store.bulk_load(cast("IO[bytes]", _Pieces(pieces)), format=engine.RdfFormat.N_QUADS)


def source(ntriples: Text) -> bytes | IO[bytes]:
    """What the engine reads it from, a file with no more in memory than is read at a time."""
    if isinstance(ntriples, bytes):
        return ntriples
    return cast("IO[bytes]", _Pieces(_pieces(ntriples)))


def count(ntriples: Text) -> int:
    """The number of lines."""
    return sum(piece.count(b"\n") for piece in _pieces(ntriples))


def _quads(name: str, ntriples: Text, *, with_default: bool) -> Iterator[bytes]:
    end = f" <{name}> .\n".encode()
    for piece in _pieces(ntriples):
        yield piece.replace(_END, end)
        if with_default:
            yield piece


def _pieces(ntriples: Text) -> Iterator[bytes]:
    """Some lines at a time."""
    at = 0
    while at < len(ntriples):
        last = ntriples.find(b"\n", at + PIECE)
        until = last + 1 if last >= 0 else len(ntriples)
        yield ntriples[at:until]
        at = until


class _Pieces(io.RawIOBase):
    """A file of which each piece is made when it is read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Some bytes, none at the end."""
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
        taken = self._rest[:size] if size >= 0 else self._rest
        self._rest = self._rest[len(taken) :]
        return bytes(taken)
