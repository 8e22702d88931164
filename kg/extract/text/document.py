"""A page as a spaCy document, to look at with displaCy and to use in a spaCy project.

Reading a report needs no spaCy; a document is made when one is asked for. Whoever likes adds
components of their own to :func:`pipeline`: they see our words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extract.text.atoms import Atom
from kg.extract.text.page import Page
from kg.model import Claim, EventClaim, HoldsPost, MeetingClaim, Named, ProjectClaim, Span

__all__ = ["annotated", "document", "pipeline"]

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
"""Halves of characters, which a broken file may hold and spaCy cannot."""


@cache
def pipeline() -> Language:
    """The spaCy pipeline: empty, open to components of the user's own.

    One for all languages: the words are cut by us, and spaCy's French tokeniser alone takes nine
    seconds to compile.
    """
    return spacy.blank("xx")


def document(page: Page) -> Doc:
    """The page's text, character by character, with one token for each atom."""
    nlp = pipeline()
    return nlp(_words(nlp.vocab, page.report.text, page.atoms))


def annotated(page: Page, claims: Iterable[Claim]) -> Doc:
    """The page's document with what was read from it, for displaCy (``style="span"``).

    ``doc.spans["sc"]`` holds names, figures and periods, each with its kind as the label.
    """
    doc = document(page)
    found = {(span, label) for claim in claims for span, label in _labels(claim)}
    spans = (
        doc.char_span(span.start, span.end, label=label, alignment_mode="expand")
        for span, label in sorted(found)
    )
    doc.spans["sc"] = [span for span in spans if span is not None]
    return doc


def _labels(claim: Claim) -> Iterator[tuple[Span, str]]:
    if isinstance(claim, Named):
        yield claim.mention.span, claim.mention.kind.value
    elif isinstance(claim, HoldsPost):
        yield claim.person.span, claim.person.kind.value
    elif isinstance(claim, ProjectClaim):
        yield claim.project.span, claim.project.kind.value
    elif isinstance(claim, MeetingClaim):
        yield claim.span, "meeting"
    elif isinstance(claim, EventClaim):
        yield from ((figure.span, figure.measure.value) for figure in claim.figures)
        if claim.period.span is not None:
            yield claim.period.span, "period"


def _words(vocab: Vocab, text: str, atoms: Sequence[Atom]) -> Doc:
    words: list[str] = []
    spaces: list[bool] = []
    place = 0
    for atom in atoms:
        _gap(text[place : atom.start], words, spaces)
        words.append(_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", atom.text))
        spaces.append(False)
        place = atom.end
    _gap(text[place:], words, spaces)
    return Doc(vocab, words=words, spaces=spaces)


def _gap(gap: str, words: list[str], spaces: list[bool]) -> None:
    """White space: one space belongs to the word before it, any more is a word of its own."""
    if gap.startswith(" ") and words:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)
