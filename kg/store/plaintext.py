"""N-Triples that go into the store as they are, without becoming objects of Python in between."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import IO, Final, cast

import pyoxigraph as engine

__all__ = ["is_plain", "load"]

_IRI: Final = rb"<[^<>\r\n]*+>"
_LITERAL: Final = rb'"(?:[^"\\\r\n]|\\[^\r\n])*+"(?:@[A-Za-z0-9-]++|\^\^' + _IRI + rb")?+"
_PLAIN: Final = re.compile(
    rb"(?:" + _IRI + rb" " + _IRI + rb" (?:" + _IRI + rb"|" + _LITERAL + rb") \.\n)*+"
)
_END: Final = b" .\n"
PIECE: Final = 1 << 20
"""Bytes that are handed on at a time."""


def is_plain(ntriples: bytes) -> bool:
    """Whether each line is one triple, with single spaces and no blank node.

    Then ``" ."`` ends each, and stands at the end of no line for anything else.
    """
    return _PLAIN.fullmatch(ntriples) is not None


def load(store: engine.Store, graphs: Mapping[str, bytes], *, with_default: bool) -> None:
    """Add plain N-Triples to graphs, and to the default graph if so wanted: all or nothing."""
    pieces = chain.from_iterable(
        _quads(name, ntriples, with_default=with_default) for name, ntriples in graphs.items()
    )
    store.bulk_load(cast("IO[bytes]", _Pieces(pieces)), format=engine.RdfFormat.N_QUADS)


def _quads(name: str, ntriples: bytes, *, with_default: bool) -> Iterator[bytes]:
    end = f" <{name}> .\n".encode()
    at = 0
    while at < len(ntriples):
        until = ntriples.find(_END, at + PIECE) + len(_END)
        piece = ntriples[at:until] if until >= len(_END) else ntriples[at:]
        at += len(piece)
        yield piece.replace(_END, end)
        if with_default:
            yield piece


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
