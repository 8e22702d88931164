"""The grammar of names of working groups: "working group on clearing mines and …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.text.lexicon import word_list
from kg.extract.text.tokens import MARK, Tokens

__all__ = ["group_places"]

HEADS: Final = (
    ("working", "group"),
    ("working", "groups"),
    ("işçi", "qrup"),
    ("рабоч", "групп"),
    ("робоч", "груп"),
    ("groupe", "de", "travail"),
    ("grupo", "de", "trabajo"),
    ("grupo", "de", "trabalho"),
    ("gruppo", "di", "lavoro"),
)
BEGINNINGS: Final = frozenset({"işçi", "рабоч", "робоч"})
"""Heads that are given by how their words begin."""
MEETING: Final = MARK["meetings.nouns"]
OPENERS: Final = (
    "on",
    "for",
    "по",
    "з",
    "із",
    "щодо",
    "sur",
    "sobre",
    "pour",
    "para",
    "per",
    "su",
    "contre",
    "contra",
)
LOCATIVE: Final = ("da", "də", "ta", "tə")
"""Endings of the place where an Azerbaijani group met."""
KIND: Final = MARK["group_kinds"]
STOPS: Final = word_list("bodies", "group_stops")
FIRST: Final = MARK["group_first"]
LONGEST: Final = 14


def group_places(tokens: Tokens) -> Iterator[tuple[int, int, bool]]:
    """First token and one past the last of each group, and whether it has a name of its own."""
    for place in tokens.marked(FIRST):
        head = next((h for h in HEADS if _is_head(tokens, place, h)), None)
        if head is not None:
            end = place + len(head)
            found = _around(tokens, place, end)
            yield (place, end, False) if found is None else (*found, True)


def _is_head(tokens: Tokens, place: int, head: tuple[str, ...]) -> bool:
    keys = tokens.keys[place : place + len(head)]
    if len(keys) < len(head):
        return False
    if head[0] in BEGINNINGS:
        return all(key.startswith(word) for key, word in zip(keys, head, strict=True))
    return keys == head


def _around(tokens: Tokens, place: int, end: int) -> tuple[int, int] | None:
    if tokens.keys[place].startswith("işçi"):
        first = _azerbaijani_left(tokens, place)
        return (first, end) if first < place else None
    first = place
    while (
        first > 0
        and tokens.is_capital(first - 1)
        and not tokens.has(first - 1, MARK["function"] | MEETING)
    ):
        first -= 1
    while tokens.has(first - 1, KIND) and not tokens.capital[first - 1]:
        first -= 1
    last = _right(tokens, end)
    return (first, last) if last > end or first < place else None


def _right(tokens: Tokens, place: int) -> int:
    """Where the purpose of the group ends: before "of the Center", "under …", a verb, a sign."""
    if not tokens.is_word(place, *OPENERS):
        return place
    end = place + 1
    while end < len(tokens) and end - place < LONGEST and tokens.words[end][0].isalnum():
        if tokens.keys[end] in STOPS or _another_body(tokens, end):
            break
        end += 1
    while end > place and tokens.has(end - 1, MARK["function"] | MARK["articles"]):
        end -= 1
    return end if end > place + 1 else place


def _another_body(tokens: Tokens, place: int) -> bool:
    if not tokens.is_word(place, "of", "of the"):
        return False
    after = place + 2 if tokens.is_word(place + 1, "the") else place + 1
    return tokens.is_capital(after)


def _azerbaijani_left(tokens: Tokens, place: int) -> int:
    """The purpose stands before the head: "minalardan təmizləmə üzrə İşçi Qrupu"."""
    if not tokens.is_word(place - 1, "üzrə"):
        return place
    first = place - 1
    best = place
    while first > 0 and place - first < LONGEST:
        word = tokens.words[first - 1]
        if not (word[0].isalpha() or word in "()") or tokens.has(first - 1, MARK["heads"]):
            break
        if tokens.capital[first - 1] and word.endswith(LOCATIVE):
            break
        first -= 1
        if tokens.capital[first] or first == 0:
            best = first
    return best
