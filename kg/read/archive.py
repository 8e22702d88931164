"""What is in an office file: a zip archive of XML files, which is untrusted.

It may not unpack to more than :data:`MOST_UNPACKED` bytes, nor hold XML with entities of its own.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from kg.errors import ReportError
from kg.read.encoding import printable

__all__ = ["BROKEN", "MOST_UNPACKED", "unpacked"]

MOST_UNPACKED: Final = 100_000_000
ENTITIES: Final = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
XML: Final = (".xml", ".rels", ".vml")
BROKEN: Final = (
    *(BadZipFile, SyntaxError, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
)
"""What is raised over archives that are no office files, which is all of these."""


def unpacked(data: bytes, path: Path, *, what: str) -> Mapping[str, bytes]:
    """Its parts, none of which can be larger than it says; ``what`` names it in words.

    One of :data:`BROKEN` for what is no archive, :class:`ReportError` for one that is dangerous.
    """
    with ZipFile(BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            reason = f"unpacks to more than {MOST_UNPACKED // 1_000_000} MB"
            raise ReportError(reason, source=printable(path))
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith(XML)}
    for name, content in parts.items():
        if ENTITIES.search(content):
            reason = f"{name!r} holds a document type or an entity, which no {what} needs"
            raise ReportError(reason, source=printable(path))
    return parts
