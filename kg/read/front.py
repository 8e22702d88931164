"""Front matter: what a text file says of its text before the text begins.

Two ways are common and both are read: lines ``key: value`` between two lines ``---``, or such
lines alone at the top, up to the first blank one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final

from kg.errors import ReportError
from kg.read.encoding import printable
from kg.read.fields import KEYS, WORDS

__all__ = ["Head", "split"]

FENCE: Final = "---"
ENTRY: Final = re.compile(r"([A-Za-z][A-Za-z_-]*)[ \t]*:(?:[ \t]+(.*))?")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says, where (line numbers from 1), and the text that follows it."""

    fields: Mapping[str, str]
    lines: Mapping[str, int]
    text: str


def split(text: str, path: Path) -> Head:
    """Part the head from the text.

    Without a head the text is all. :class:`ReportError` names key, value and line of what is
    unknown or twice there.
    """
    lines = text.split("\n")
    if lines[0].rstrip() == FENCE:
        return _fenced(lines, path)
    head = list(takewhile(ENTRY.fullmatch, lines))
    if not any(_key(line) in WORDS for line in head):
        return Head({}, {}, text)
    blank = len(head) < len(lines) and not lines[len(head)].strip()
    return _head(head, lines[len(head) + blank :], path, first=1)


def _fenced(lines: Sequence[str], path: Path) -> Head:
    ends = (n for n, line in enumerate(lines) if n > 0 and line.rstrip() == FENCE)
    end = next(ends, None)
    if end is None:
        reason = "the front matter that line 1 opens with --- is not closed"
        raise ReportError(reason, source=printable(path), line=1)
    return _head(lines[1:end], lines[end + 1 :], path, first=2)


def _key(line: str) -> str | None:
    entry = ENTRY.fullmatch(line)
    return None if entry is None else entry[1].lower()


def _head(head: Sequence[str], body: Sequence[str], path: Path, *, first: int) -> Head:
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(head, first):
        if not line.strip() or line.startswith("#"):
            continue
        key, value = _entry(line, path, number)
        if key in fields:
            reason = f"{key}: {value!r} stands in the front matter a second time"
            raise ReportError(reason, source=printable(path), line=number)
        fields[key] = value
        lines[key] = number
    return Head(fields, lines, "\n".join(body))


def _entry(line: str, path: Path, number: int) -> tuple[str, str]:
    entry = ENTRY.fullmatch(line.rstrip())
    if entry is None:
        reason = f"front matter: {line!r} is not of the form key: value"
        raise ReportError(reason, source=printable(path), line=number)
    key, value = entry[1].lower(), _unquoted((entry[2] or "").strip())
    if key not in KEYS:
        reason = f"{entry[1]}: {value!r} has an unknown key; known are {', '.join(KEYS)}"
        raise ReportError(reason, source=printable(path), line=number)
    return key, value


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
