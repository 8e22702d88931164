"""What is compared of a record: its figures, the names in it, posts and meetings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

__all__ = [
    "Figure",
    "Record",
    "figured_events",
    "figures",
    "meetings",
    "mention",
    "names",
    "plain",
    "posts",
    "same_name",
    "same_post",
    "words_of_evidence",
]

Record = Mapping[str, Any]

MEASURES: Final = ("area_ha", "antipersonnel_mines", "antitank_mines", "uxo", "mines_unspecified")
KINDS: Final = frozenset({"clearance", "cumulative-total", "survey"})
ALIKE: Final = 0.86
"""From which likeness two names are one."""

_BRACKETS: Final = re.compile(r"\([^)]*\)")
_NO_WORD: Final = re.compile(r"[^\w ]")


class Figure(NamedTuple):
    """A number with its scope; ``sentence`` is the evidence that a record gives for it."""

    measure: str
    value: float
    start: str | None
    end: str | None
    places: frozenset[str]
    kind: str
    sentence: str | None

    @property
    def dated(self) -> tuple[object, ...]:
        """Measure, value, first and last day."""
        return self[:4]


def figures(item: Record) -> list[Figure]:
    """The figures of clearance, running totals and surveys; incidents are not compared."""
    return [
        Figure(
            measure,
            value,
            event.get("period_start"),
            event.get("period_end"),
            frozenset(plain(mention(place)) for place in event.get("districts") or ()),
            event["kind"],
            words_of_evidence(event),
        )
        for event, measure, value in figured_events(item)
    ]


def figured_events(item: Record) -> Iterator[tuple[Record, str, float]]:
    """The events whose figures are compared, with each measure and its value."""
    for event in item.get("events", ()):
        if event.get("kind") in KINDS:
            for measure in MEASURES:
                if event.get(measure) is not None:
                    yield event, measure, round(float(event[measure]), 4)


def words_of_evidence(event: Record) -> str | None:
    """The words that a record gives for an event."""
    evidence = event.get("evidence")
    return evidence.get("text") if isinstance(evidence, dict) else evidence


def plain(text: object) -> str:
    """Lower case, no accents, no brackets or leading article, single spaces.

    Names in other scripts than Latin stay as they are: what has no Latin letter is not nothing.
    """
    latin = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode()
    bare = latin if any(map(str.isalnum, latin)) else str(text)
    bare = _BRACKETS.sub(" ", bare.lower()).replace("'s", "").replace("defence", "defense")
    return " ".join(_NO_WORD.sub(" ", bare).split()).removeprefix("the ")


def mention(item: Any) -> str:  # noqa: ANN401 - an object in records, a text in gold
    """The words of the source for a thing; empty where a record has none."""
    if isinstance(item, dict):
        return item.get("mention") or item.get("name") or ""
    return str(item)


def same_name(one: str, other: str) -> bool:
    """Whether two names are written alike, accents, brackets and slips apart."""
    one, other = plain(one), plain(other)
    return one == other or SequenceMatcher(None, one, other).ratio() >= ALIKE


def names(item: Record, key: str) -> list[str]:
    """The names under a key, each once."""
    seen: list[str] = []
    for name in filter(None, map(mention, item.get(key) or ())):
        if not any(same_name(name, other) for other in seen):
            seen.append(name)
    return seen


def posts(item: Record) -> list[tuple[str, str]]:
    """Officials with their body; an empty text where none is stated."""
    return [
        (mention(person), mention(body) if (body := person.get("organisation")) else "")
        for person in item.get("officials") or ()
    ]


def meetings(item: Record) -> list[tuple[str | None, str | None]]:
    """Day and place of each meeting."""
    return [
        (meeting.get("date"), plain(mention(place)) if (place := meeting.get("place")) else None)
        for meeting in item.get("meetings") or ()
    ]


def same_post(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether both the person and the body are written alike."""
    return same_name(one[0], other[0]) and same_name(one[1], other[1])
