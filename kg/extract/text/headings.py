"""Paragraphs headed by a few words: "Aghdam. On the cotton fields …", "Kalbajar: …"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.extract.text.page import Page
from kg.model import Span

__all__ = ["headings"]

LONGEST: Final = 40
"""Characters of a heading."""
WORDS: Final = 4
SEVERAL: Final = 2
"""A paragraph is headed only beside others: else its place may be where the report was written."""
ENDS: Final = ".:"


def headings(page: Page) -> Mapping[int, int]:
    """The sentences that head a paragraph, each with the last sentence of what it heads."""
    text = page.report.text
    if "\n" not in text:
        return {}
    found = {
        number: page.sentence_index(_end_of_paragraph(text, span) - 1)
        for number, span in enumerate(page.sentences)
        if _is_heading(text, span)
    }
    found = {number: last for number, last in found.items() if last > number}
    return found if len(found) >= SEVERAL else {}


def _is_heading(text: str, span: Span) -> bool:
    if span.end - span.start > LONGEST or not _begins_line(text, span.start):
        return False
    words = text[span.start : span.end].rstrip(ENDS).split()
    named = 0 < len(words) <= WORDS and words[0][0].isupper()
    return named and not any(sign.isdigit() or sign in ",;()!?" for sign in "".join(words))


def _begins_line(text: str, start: int) -> bool:
    """Whether nothing but spaces stands before a place in its line."""
    while start and text[start - 1] == " ":
        start -= 1
    return start == 0 or text[start - 1] == "\n"


def _end_of_paragraph(text: str, heading: Span) -> int:
    """Where the paragraph ends whose first words, or whose line above, are a heading."""
    begin = heading.end
    while begin < len(text) and text[begin].isspace():
        begin += 1
    end = text.find("\n", begin)
    return len(text) if end < 0 else end
