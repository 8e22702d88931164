"""Places beside a body that only say where it is at work: "; NPA, in Malanje, waits for funds".

No work is told of in its clause, so the figures of another clause are not from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.places.nameshapes import BEFORE
from kg.extract.places.placenames import IN_LISTS, NO_WORDS, WITH_ARTICLE
from kg.extract.text.lexicon import listed
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import WORK, Marks
from kg.model import Mention

__all__ = ["beside_bodies"]

APPOSED: Final = 16
"""Atoms of the longest clause within two commas."""
YEARS: Final = range(1900, 2100)
is_relative: Final = listed("relations", "works_where")


def beside_bodies(page: Page, marks: Marks, bodies: Sequence[Mention]) -> Iterator[range]:
    """The atoms between two commas right behind a body of whose work nothing is told."""
    for body in bodies:
        _, end = page.place(body.span)
        clause = _clause(page, end)
        close = _close(page, end, clause.stop)
        if close is not None and _opens(page, end + 1) and not _tells_work(page, marks, clause):
            yield range(end, close)


def _clause(page: Page, place: int) -> range:
    """The atoms of the sentence, or of its part between semicolons, in which an atom stands."""
    number = page.sentence_index(page.offsets[min(place, len(page.offsets) - 1)])
    sentence = page.atoms_of(number)
    first = max(sentence.start, page.heads.rfind(";", sentence.start, place) + 1)
    stop = page.heads.find(";", place, sentence.stop)
    return range(first, sentence.stop if stop < 0 else stop)


def _close(page: Page, end: int, stop: int) -> int | None:
    """The comma that ends what stands between commas behind a body, lists of names passed over."""
    if page.texts[end : end + 1] != (",",):
        return None
    for at in range(end + 2, min(stop, end + APPOSED)):
        if page.texts[at] == "," and page.texts[at + 1 : at + 2] and page.texts[at + 1].islower():
            return at
    return None


def _opens(page: Page, place: int) -> bool:
    """Whether a preposition, "which works" or "active" stands at an atom."""
    if place >= len(page.texts):
        return False
    word = page.texts[place]
    held = WITH_ARTICLE.get(page.lang, NO_WORDS)
    return word in BEFORE or word in IN_LISTS or word in held or is_relative(word)


def _tells_work(page: Page, marks: Marks, clause: range) -> bool:
    """Whether a clause has figures or a verb of work."""
    for at in clause:
        text = page.texts[at]
        if text[0].isdigit() and not (text.isdigit() and int(text) in YEARS):
            return True
        if marks.sense(at, "cue") in WORK or marks.sense(at, "number") is not None:
            return True
    return False
