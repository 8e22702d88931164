"""Answers as XML that every parser reads as they were meant.

XML 1.0 has no way to write most control characters, not even as references; RDF may hold them. The
engine writes them nevertheless, and a carriage return as it is, which parsers take for a line end.
"""

from __future__ import annotations

import re
from typing import IO, Final, Protocol, cast

from kg.errors import AnswerTypeError
from kg.store.forms import Kind

__all__ = ["Sink", "well_formed"]

TYPES: Final = ("application/sparql-results+xml", "application/rdf+xml")
UNWRITABLE: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""All that is no ``Char`` of XML 1.0, in UTF-8."""
LONGEST: Final = 3
"""Bytes of the longest of these."""


class Sink(Protocol):
    """Where bytes go; raising in ``write`` stops what makes them."""

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        ...

    def flush(self) -> None:
        """Asked for by the engine; need not do anything."""
        ...


def well_formed(sink: Sink, media_type: str, kind: Kind) -> IO[bytes]:
    """The sink, or one before it that raises :class:`AnswerTypeError` for what is no XML."""
    target = _WellFormed(sink, kind) if media_type in TYPES else sink
    return cast("IO[bytes]", target)  # the engine calls only write and flush


class _WellFormed:
    def __init__(self, sink: Sink, kind: Kind) -> None:
        self._sink = sink
        self._kind = kind
        self._tail = b""

    def write(self, data: bytes) -> int:
        joined = self._tail + data
        found = UNWRITABLE.search(joined)
        if found is not None:
            raise AnswerTypeError(self._kind, f"U+{ord(found[0].decode()):04X}")
        self._tail = joined[1 - LONGEST :]
        self._sink.write(data.replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        self._sink.flush()
