"""Posts that two reports of one day give to two people, though only one can hold them.

Only the head of a body is told: of deputies, members and experts there are many, and a person may
well hold two posts. Names that may be two spellings of one are no contradiction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from rapidfuzz.fuzz import token_set_ratio

from kg.assessment import Contradiction, Discrepancy, Rule
from kg.spelling import fold

__all__ = ["Holder", "rival_holders"]

SEATS: Final = {
    "chair": (
        "chair",
        "chairman",
        "chairwoman",
        "chairperson",
        "sədr",
        "sədri",
        "İdarə Heyətinin sədri",
        "председатель",
        "председатель правления",
    ),
    "head": ("head", "chief", "rəhbər", "rəhbəri", "rəis", "rəisi", "глава", "руководитель"),
    "director": (
        "director",
        "director general",
        "general director",
        "executive director",
        "direktor",
        "direktoru",
        "директор",
        "генеральный директор",
    ),
    "president": ("president", "prezident", "prezidenti", "президент"),
    "minister": ("minister", "nazir", "naziri", "министр"),
}
"""The posts of which a body has one, as titles write them alone or "of the board"."""
OF_THE_BOARD: Final = (" of the board of directors", " of the board", " of board")
SEAT_OF: Final = {fold(title): seat for seat, titles in SEATS.items() for title in titles}
MAY_BE_ONE: Final = 80
"""How alike (of 100) two names are that may be one person's."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A report says that a person held a post of a body on a day: in this statement."""

    statement: str
    person: str
    name: str
    body: str
    title: str
    day: date
    report: str

    @property
    def seat(self) -> str | None:
        """The post, if it is one that only one person can hold."""
        title = fold(self.title).removeprefix("the ")
        for end in OF_THE_BOARD:
            title = title.removesuffix(end)
        return SEAT_OF.get(title)


def rival_holders(holders: Iterable[Holder]) -> Iterator[Contradiction]:
    """Pairs of statements that give one seat on one day to two people, in two reports."""
    seats: dict[tuple[str, str, date], list[Holder]] = defaultdict(list)
    for holder in holders:
        if holder.seat is not None:
            seats[holder.body, holder.seat, holder.day].append(holder)
    found = {
        tuple(sorted((one.statement, other.statement)))
        for same in seats.values()
        for one, other in combinations(same, 2)
        if one.report != other.report and not _may_be_one(one, other)
    }
    for pair in sorted(found):
        yield Contradiction(pair, Rule.TWO_HOLDERS, Discrepancy.ATTRIBUTION)


def _may_be_one(one: Holder, other: Holder) -> bool:
    if one.person == other.person:
        return True
    return token_set_ratio(fold(one.name), fold(other.name)) >= MAY_BE_ONE
