"""What a pool asks of a reader process: the request of a query, made, checked and taken apart."""

from __future__ import annotations

import json
import struct
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from kg.settings import Settings
from kg.store.caps import refuse_shape
from kg.store.contract import Accept, Dataset
from kg.store.frames import Frame, FrameKind, pack_json, pack_parts
from kg.store.scanner import refuse_length

__all__ = ["Request", "Terms", "UnreadError", "dump_request", "query_request", "read_query"]

_DUMP_SECONDS: Final = 3600.0
_SECONDS: Final = struct.Struct(">d")


class UnreadError(Exception):
    """The process was gone before it had read the request, which another may be asked.

    The system tells: a socket whose other end is closed with something unread is *reset*.
    """


class Terms(NamedTuple):
    """On what terms a query is asked: alike for many, so they are packed and read once for all."""

    accept: Accept
    dataset: Dataset | None
    prefixes: tuple[tuple[str, str], ...]


class Request(NamedTuple):
    """A query (without a text: all quads), and when its answer must have been read."""

    seconds: float
    deadline: float
    text: str | None = None
    terms: Terms | None = None

    @property
    def left(self) -> float:
        """Seconds left until the deadline."""
        return self.deadline - time.monotonic()

    def pack(self) -> bytes:
        """The frame to send; the reader learns what is left of the time."""
        left = max(self.left, 0.0)
        if self.text is None or self.terms is None:
            return pack_json(FrameKind.REQUEST, {"seconds": left})
        own = _SECONDS.pack(left) + self.text.encode("utf-8", "surrogatepass")
        return pack_parts(FrameKind.QUERY, _packed(self.terms), own)


def query_request(
    text: str,
    *,
    accept: Accept | str,
    timeout: float | None,
    dataset: Dataset | None,
    prefixes: Mapping[str, str] | None,
    settings: Settings,
) -> Request:
    """The request of a query, its time beginning now.

    ``QueryRefusedError`` for a text that is too long or out of proportion, ``ValueError`` for a
    type of no answer, or a ``timeout`` that is no number of seconds above 0.
    """
    if timeout is not None and not timeout > 0:
        raise ValueError(f"timeout={timeout!r}: expected a number of seconds above 0")
    refuse_length(text, settings.query_characters)
    refuse_shape(text)
    types = Accept.of(accept) if isinstance(accept, str) else accept
    most = settings.query_seconds
    seconds = most if timeout is None else min(timeout, most)
    terms = Terms(types, dataset, tuple((prefixes or {}).items()))
    return Request(seconds, time.monotonic() + seconds, text, terms)


def dump_request() -> Request:
    """The request of all quads."""
    return Request(_DUMP_SECONDS, time.monotonic() + _DUMP_SECONDS)


def read_query(frame: Frame) -> tuple[str, Terms, float]:
    """The text of a query, its terms and its seconds, as its reader gets them."""
    alike, own = frame.parts()
    text = own[_SECONDS.size :].decode("utf-8", "surrogatepass")
    return text, _read(alike), _SECONDS.unpack_from(own)[0]


@lru_cache(maxsize=64)
def _packed(terms: Terms) -> bytes:
    accept, dataset = terms.accept, terms.dataset
    types = (accept.bindings, accept.graph, accept.boolean)
    graphs = None if dataset is None else (dataset.default, dataset.named)
    return json.dumps((types, graphs, terms.prefixes)).encode()


@lru_cache(maxsize=64)
def _read(packed: bytes) -> Terms:
    types, graphs, prefixes = json.loads(packed)
    dataset = None if graphs is None else Dataset(*map(tuple, graphs))
    return Terms(Accept(*types), dataset, tuple(map(tuple, prefixes)))
