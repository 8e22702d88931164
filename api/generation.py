"""Which generation of the graph a request is answered from, and which one its link was copied on.

"Copy link" adds ``generation=TAG@DAY`` to an address: the tag of the generation that was seen, and
the day. Old generations are not kept, so a link can be told that its own has gone, and not more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import parse_qsl, urlencode

__all__ = ["PARAMETER", "Claim", "Gone", "Standing", "claim_of", "gone_of", "stand", "standing"]

PARAMETER: Final = "generation"
WRITTEN: Final = re.compile(r"(\w{1,40})-(\d{1,12})(?:@(\d{4}-\d\d-\d\d))?", re.ASCII)
KNOWN_BY_THEN: Final = ("/totals", "/timeline", "/map", "/questions/")
"""The pages that show what was known on a day."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a link says: the store, the number of its generation, the day it was copied on."""

    store: str
    number: int
    day: date | None = None

    @property
    def tag(self) -> str:
        """The tag of the generation."""
        return f"{self.store}-{self.number}"


@dataclass(frozen=True, slots=True)
class Gone:
    """The generation of a link is not the present one; ``claim`` is ``None`` if it is none at all.

    ``rebuilt`` if it was of another store: the present one was built from the beginning.
    ``without`` is the address without it, ``then`` the one of what had come in by that day, on
    pages that can show that.
    """

    claim: Claim | None
    now: str
    rebuilt: bool
    without: str
    then: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The present generation (``None`` while there is none), and that of the link if it has gone.

    ``writer`` tells who is writing to the store, if anybody is.
    """

    tag: str | None = None
    gone: Gone | None = None
    writer: Callable[[], str | None] = lambda: None


_present: ContextVar[Callable[[], Standing]] = ContextVar("standing", default=Standing)


def standing() -> Standing:
    """How the request that the present task answers stands to the generations of the graph."""
    return _present.get()()


def stand(find: Callable[[], Standing]) -> None:
    """From now on this task answers a request of that standing."""
    _present.set(find)


def claim_of(text: str) -> Claim | None:
    """What a link says.

    >>> claim_of("d27168128a45-7@2026-11-26").number
    7
    """
    found = WRITTEN.fullmatch(text)
    if found is None:
        return None
    try:
        day = None if found[3] is None else date.fromisoformat(found[3])
    except ValueError:
        return None
    return Claim(found[1], int(found[2]), day)


def gone_of(path: str, query: str, now: str | None) -> Gone | None:
    """What is to be said of a link with this path and query; ``None`` if nothing is."""
    if PARAMETER not in query:
        return None
    fields = parse_qsl(query, keep_blank_values=True)
    asked = next((value for name, value in fields if name == PARAMETER), None)
    if not asked or now is None:
        return None
    claim = claim_of(asked)
    if claim is not None and claim.tag == now:
        return None
    others = [(name, value) for name, value in fields if name != PARAMETER]
    return Gone(
        claim=claim,
        now=now,
        rebuilt=claim is not None and claim.store != now.rpartition("-")[0],
        without=_address(path, others),
        then=None if claim is None or claim.day is None else _then(path, others, claim.day),
    )


def _then(path: str, others: Sequence[tuple[str, str]], day: date) -> str | None:
    """The same page from the reports that had come into the store by a day."""
    if not path.startswith(KNOWN_BY_THEN) or any(name == "as_of" for name, _ in others):
        return None
    return _address(path, [*others, ("as_of", f"ingested:{day}")])


def _address(path: str, fields: Sequence[tuple[str, str]]) -> str:
    """On this server: a path that begins with two slashes would name another."""
    own = "/" + path.lstrip("/\\")
    return f"{own}?{urlencode(fields, safe='/,:')}" if fields else own
