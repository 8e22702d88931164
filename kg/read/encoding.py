"""Bytes to text: strict about encodings, careful with what is no text at all.

Nothing is guessed. UTF-8 is expected; UTF-16 is taken where a byte order mark announces it.
The text stays whole: only the byte order mark goes, and every line ends with a newline.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from kg.errors import ReportError

__all__ = ["MOST_BYTES", "bom_encoding", "clean", "decode", "load", "printable"]

MOST_BYTES: Final = 20_000_000
"""The largest single text, in bytes: a file that is taken in whole, or one line of many."""

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What neither a text file nor XML 1.0 may hold: control characters but tab and line ends,
# halves of surrogate pairs, and the two code points that are no characters.
NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(path: Path) -> str:
    """A path that can be printed and stored even if its name is not well-formed."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def load(path: Path) -> bytes:
    """The content of a file; :class:`ReportError` if there is none or too much."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if not data:
        raise ReportError("the file is empty", source=printable(path))
    if len(data) > MOST_BYTES:
        reason = f"larger than {MOST_BYTES // 1_000_000} MB, too much for a single text"
        raise ReportError(reason, source=printable(path))
    return data


def bom_encoding(data: bytes) -> tuple[bytes, str]:
    """The byte order mark at the start, empty if there is none, and the encoding it means."""
    return next(((mark, name) for mark, name in BOMS if data.startswith(mark)), (b"", "utf-8"))


def decode(
    data: bytes,
    *,
    source: str,
    line: int | None = None,
    offset: int = 0,
    encoding: str | None = None,
) -> str:
    """The text of these bytes, which begin at ``offset`` of their file.

    ``encoding`` is for those that are known to have one; else a byte order mark may tell it.
    :class:`ReportError` names the first byte that is wrong.
    """
    mark, name = bom_encoding(data) if encoding is None else (b"", encoding)
    nul = data.find(b"\0")
    if nul >= 0 and not name.startswith("utf-16"):
        reason = f"binary data: a NUL byte at offset {offset + nul}"
        raise ReportError(reason, source=source, line=line)
    try:
        text = data[len(mark) :].decode(name)
    except UnicodeDecodeError as error:
        at = offset + len(mark) + error.start
        found = f"byte 0x{error.object[error.start]:02X} at offset {at}"
        reason = f"not {name.upper()}: {found}; save it as UTF-8"
        raise ReportError(reason, source=source, line=line) from None
    return clean(text, source=source, line=line)


def clean(text: str, *, source: str, line: int | None = None) -> str:
    """The text without byte order mark, all line ends as newlines; otherwise as it is.

    :class:`ReportError` if it holds characters that no text holds.
    """
    wrong = NO_TEXT.search(text)
    if wrong is not None:
        code = f"U+{ord(wrong[0]):04X}"
        reason = f"binary data: {code} at character {wrong.start()}"
        raise ReportError(reason, source=source, line=line)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
