"""Who issued the text: the body that it cites, as against the outlet that printed it.

"citing the Agency", "the Agency told APA", "said the Agency's chairman": the first body that
the text says it goes back to. Without such words there is no claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from kg.extract.bodies.bodies import Bodies, Body
from kg.extract.text.lexicon import word_list
from kg.extract.text.page import Page
from kg.model import EntityKind, HoldsPost, IssuedBy, Mention
from kg.reference import entities
from kg.spelling import fold

__all__ = ["origin"]

BEFORE: Final = word_list("origin", "before")
WEAK: Final = word_list("origin", "weak")
TEXTS: Final = word_list("origin", "texts")
AFTER: Final = word_list("origin", "after")
LONGEST: Final = 4


def origin(page: Page, bodies: Bodies, posts: Sequence[HoldsPost]) -> IssuedBy | None:
    """The first body that is cited, itself or by one of its officials."""
    spoken = [
        (post.person.span, post.body)
        for post in posts
        if post.body is not None and _speaks(bodies, post.person)
    ]
    first = min(spoken, default=None, key=lambda said: said[0])
    outlet = None if page.report.outlet is None else fold(page.report.outlet)
    for body in bodies.found:
        span = body.mention.span
        if first is not None and first[0] < span:
            break
        if body.mention.kind is not EntityKind.GROUP and _is_cited(page, bodies, body, outlet):
            return IssuedBy(bodies.full(body.mention), page.sentences_of(span))
    return None if first is None else IssuedBy(first[1], page.sentences_of(first[0]))


def _is_cited(page: Page, bodies: Bodies, body: Body, outlet: str | None) -> bool:
    if outlet is not None and _is_called(body, outlet):
        return True
    if page.lang == "az":
        return _ends_telling(page, bodies, body)
    return _follows(bodies, body.first) or _leads(bodies, body.end)


def _is_called(body: Body, name: str) -> bool:
    """Whether a folded name is that of a body, or one it is known by: it prints its own text."""
    written = name == fold(body.mention.text)
    return written or any(name in _known_forms(key) for key in body.mention.candidates)


@cache
def _known_forms(key: str) -> frozenset[str]:
    return frozenset(fold(name.text) for name in entities()[key].names)


def _ends_telling(page: Page, bodies: Bodies, body: Body) -> bool:
    """Azerbaijani: the verb of telling ends the clause."""
    tokens = bodies.tokens
    end = tokens.place(page.sentence(body.mention.span))[1]
    return any(tokens.keys[i] in AFTER for i in range(body.end, min(end, body.end + 24)))


def _follows(bodies: Bodies, place: int) -> bool:
    """Whether words of citing stand before a body."""
    tokens = bodies.tokens
    if tokens.is_word(place - 1, "the", "l'", "la", "el", "a", "o"):
        place -= 1
    for first in range(max(0, place - LONGEST), place):
        words = tokens.phrase(first, place)
        if words in AFTER:
            return True
        if words in BEFORE and (words not in WEAK or _of_a_text(bodies, first)):
            return True
    return False


def _of_a_text(bodies: Bodies, place: int) -> bool:
    tokens = bodies.tokens
    return any(tokens.keys[i] in TEXTS for i in range(max(0, place - 2), place))


def _leads(bodies: Bodies, place: int) -> bool:
    """Whether words of telling stand after a body: at once, or past an adverb."""
    tokens = bodies.tokens
    while tokens.is_word(place, "has", "earlier", "also", "-", "itself", "в"):
        place += 1
    return any(tokens.phrase(place, place + count) in AFTER for count in range(1, LONGEST))


def _speaks(bodies: Bodies, person: Mention) -> bool:
    """Whether the sentence around an official tells what was said."""
    tokens = bodies.tokens
    first, end = tokens.place(person.span)
    before = tokens.keys[max(0, first - 2) : first]
    if any(word in AFTER for word in before):
        return True
    return any(tokens.keys[i] in AFTER for i in range(end, min(end + 24, len(tokens))))
