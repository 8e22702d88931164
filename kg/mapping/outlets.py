"""Who printed a text, and from whom it was taken, out of one line such as "Trend (via MENAFN)"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.model import EntityKind
from kg.reference import entities
from kg.spelling import fold, slug

__all__ = ["Imprint", "outlet_key", "read_imprint"]

_BRACKETS: Final = re.compile(r"(?P<name>[^()]+?)\s*\((?P<inside>[^()]+)\)\s*")
_VIA: Final = re.compile(r"via\s+(?P<printer>.+)", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Imprint:
    """``printer`` published the text; ``taken_from`` is the outlet it was copied from, if told."""

    printer: str
    taken_from: str | None = None


def read_imprint(line: str) -> Imprint:
    """The imprint in a line.

    "Trend (via MENAFN)" was printed by MENAFN, "Today.az (Azernews)" by Today.az, both copies;
    "Report (az)" is an edition in a language.
    """
    found = _BRACKETS.fullmatch(line)
    if found is None:
        return Imprint(line.strip())
    name, inside = found["name"].strip(), found["inside"].strip()
    via = _VIA.fullmatch(inside)
    if via is not None:
        return Imprint(via["printer"].strip(), name)
    if _LANGUAGE.fullmatch(inside):
        return Imprint(name)
    return Imprint(name, inside)


def outlet_key(name: str) -> str:
    """The key of an outlet: that of the reference data, else one spelt from the name."""
    return _known().get(fold(name)) or f"{EntityKind.OUTLET}/{slug(name)}"


@cache
def _known() -> Mapping[str, str]:
    return {
        fold(name.text): key
        for key, entity in entities().items()
        if entity.kind is EntityKind.OUTLET
        for name in entity.names
    }
