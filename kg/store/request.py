"""What a pool asks of a reader process: the request of a query, made and checked."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.settings import Settings
from kg.store.caps import refuse_shape
from kg.store.contract import Accept, Dataset
from kg.store.frames import FrameKind, pack_json
from kg.store.scanner import refuse_length

__all__ = ["Request", "UnreadError", "dump_request", "query_request"]

_DUMP_SECONDS: Final = 3600.0
GRAPHIC: Final = re.compile(r"construct|describe|\\u", re.IGNORECASE)
"""What a query holds that may build a graph, which is written with prefixes; others need none."""


class UnreadError(Exception):
    """The process was gone before it had read the request, which another may be asked.

    The system tells: a socket whose other end is closed with something unread is *reset*.
    """


@dataclass(frozen=True, slots=True)
class Request:
    """The values of a request, and when its answer must have been read."""

    values: Mapping[str, object]
    seconds: float
    deadline: float

    @property
    def left(self) -> float:
        """Seconds left until the deadline."""
        return self.deadline - time.monotonic()

    def pack(self) -> bytes:
        """The frame to send; the reader learns what is left of the time."""
        return pack_json(FrameKind.REQUEST, {**self.values, "seconds": max(self.left, 0.0)})


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
    type of no answer.
    """
    refuse_length(text, settings.query_characters)
    refuse_shape(text)
    types = Accept.of(accept) if isinstance(accept, str) else accept
    values: dict[str, object] = {
        "text": text,
        "accept": {"bindings": types.bindings, "graph": types.graph, "boolean": types.boolean},
        "prefixes": dict(prefixes) if prefixes is not None and GRAPHIC.search(text) else None,
    }
    if dataset is not None:
        values |= {"default": dataset.default, "named": dataset.named}
    most = settings.query_seconds
    seconds = most if timeout is None else min(timeout, most)
    return Request(values, seconds, time.monotonic() + seconds)


def dump_request() -> Request:
    """The request of all quads."""
    return Request({"text": None}, _DUMP_SECONDS, time.monotonic() + _DUMP_SECONDS)
