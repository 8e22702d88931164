"""Who cleared how much, as compared: each figure with each body that is said to have done the work.

Records written by hand name a body as its report does ("MES sappers", "the army"), records of
extraction by the thing it was taken for. So a body that was read has many names: the words it was
read from, the other names that its report gives it, and those of the reference data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from kg.reference import entities
from kg.score.items import Record, figured_events, mention, plain, same_name, words_of_evidence

__all__ = ["Performer", "forms", "is_same_body", "performers", "same_performer"]

_BRACKETS: Final = re.compile(r"[()]")


class Performer(NamedTuple):
    """A figure with one body that did the work, by all its names; ``sentence`` is its evidence."""

    measure: str
    value: float
    names: tuple[str, ...]
    sentence: str | None

    @property
    def written(self) -> str:
        """The figure and the body, by the name that its record gives first."""
        return f"{self.measure} {self.value:,.10g} by {self.names[0]}"


def performers(item: Record) -> list[Performer]:
    """Each figure of a record with each body that did the work."""
    named = _named(item)
    return [
        Performer(measure, value, _names(body, named), words_of_evidence(event))
        for event, measure, value in figured_events(item)
        for body in event.get("agencies") or ()
        if mention(body)
    ]


def same_performer(one: Performer, other: Performer) -> bool:
    """Whether the figure is the same, and a name of one body is, or is within, one of the other."""
    return one[:2] == other[:2] and any(
        is_same_body(name, another) for name in one.names for another in other.names
    )


def is_same_body(one: str, other: str) -> bool:
    """Whether two names are alike, or one has the words of the other: "MES" and "MES sappers"."""
    these, those = f" {plain(one)} ", f" {plain(other)} "
    return same_name(one, other) or these in those or those in these


def _named(item: Record) -> Mapping[str, tuple[str, ...]]:
    """The names that a report gives each body, by the key of what it was taken for."""
    found: dict[str, tuple[str, ...]] = {}
    for row in ("agencies", "working_groups"):
        for body in item.get(row) or ():
            if isinstance(body, dict) and "id" in body:
                found[body["id"]] = (*found.get(body["id"], ()), mention(body))
    return found


def _names(body: Any, named: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:  # noqa: ANN401
    """All names of a body, an object in records, a text in gold; each once."""
    told = [mention(body)]
    if isinstance(body, dict):
        known = entities().get(body.get("id", ""))
        told += named.get(body.get("id", ""), ())
        told += [] if known is None else [known.label, *(name.text for name in known.names)]
    return tuple(dict.fromkeys(form for name in told for form in forms(name)))


def forms(name: str) -> Iterator[str]:
    """A name, and what is without and within its brackets: "State Border Service (SBS)"."""
    yield name
    parts = _BRACKETS.split(name)
    if len(parts) > 1:
        yield from filter(str.strip, parts)
