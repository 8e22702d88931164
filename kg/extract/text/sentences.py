"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.model import Span

__all__ = ["sentences"]

_END: Final = re.compile(
    r"""[.!?…\n](?:(?<=\n)(?:[^\S\n]*\n)?
    | (?<=[.!?…])(?<![.!?…]{2})[.!?…]*+["'”’»)\]]*+(?=\s))""",
    re.VERBOSE,
)
"""An end of a line, or signs before white space; both by their first sign, to be found fast."""
ABBREVIATIONS: Final = frozenset(
    {"mr", "mrs", "ms", "dr", "st", "gen", "col", "maj", "capt", "lt", "prof", "rev", "hon"}
    | {"no", "nos", "vs", "approx", "ca", "etc", "inc", "ltd", "fig", "sq", "km", "kms", "ha"}
    | {"mln", "bn", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov"}
    | {"dec", "min", "yan", "fev", "müs", "məs", "тыс", "млн", "кв", "гг", "им", "ул", "обл", "стр"}
    | {*"abcdefghijklmnopqrstuvwxyz", *"абвгдеёжзийклмнопрстуфхцчшщъыьэюя"}
)
"""Words, and letters alone ("U.S.", "e.g.", "т.ч."), behind which a full stop ends nothing."""
_APART: Final = re.compile(r"\W")
_UNIT: Final = re.compile(r"(?:\bkms?|\bha|\b(?:sq|кв)\.? ?[mм])$", re.IGNORECASE)
"""A unit that a capital follows only in another sentence: "15 sq.km. The province"."""
_BEGIN: Final = re.compile(r"\s*[\"'“«‘(\[–—-]*\s*(.)", re.DOTALL)
_TERMINAL: Final = frozenset('.!?…:;"”»)')
LONGER: Final = 7
"""Letters before a full stop that are no abbreviation; looked at alone, the cost stays linear."""
LONGEST: Final = 4_000
"""Characters of a sentence; what goes on without an end is read in pieces of so many at most."""
WRAPPED: Final = 55
"""A line of so many characters that ends without a sign goes on in the next (wrapped text)."""


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text in order, without the white space around them."""
    return tuple(_spans(text))


def _spans(text: str) -> Iterator[Span]:
    start = 0
    for found in _END.finditer(text):
        if found.end() > start and _ends(text, start, found):
            yield from _trimmed(text, start, found.end())
            start = found.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        gap = text.rfind(" ", start + 1, start + LONGEST)
        cut = gap if gap > 0 else start + LONGEST
        yield from _trimmed(text, start, cut)
        start = cut
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _ends(text: str, start: int, found: re.Match[str]) -> bool:
    sign = found.group()
    if "\n" in sign:
        return len(sign.strip(" \t\r")) > 1 or _line_ends(text, found)
    following = _BEGIN.match(text, found.end())
    if following is None or following.group(1).islower():
        return following is None or "\n\n" in text[found.end() : following.start(1)]
    if sign != ".":
        return True
    before = text[max(start, found.start() - LONGER) : found.start()]
    short = _APART.split(before)[-1].lower() in ABBREVIATIONS
    return not short or _UNIT.search(before) is not None


def _line_ends(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - WRAPPED) : found.start()].rstrip()
    following = _BEGIN.match(text, found.end())
    if following is None or not before or before[-1] in _TERMINAL:
        return True
    if following.group(1).islower() or before[-1] == ",":
        return False
    return len(before) < WRAPPED or "\n" in before
