"""Bodies that figures are told of right behind their names: "ANAMA's own crews contributed 655".

The name, perhaps with words for its people, a verb of any kind and the figure stand in one clause
with nothing else between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.extract.figures.standing import Group
from kg.extract.text.page import Page
from kg.model import Mention

__all__ = ["subjects"]

REACH: Final = 6
"""Most atoms between a body and its figure."""
DASHES: Final = frozenset("-–—'’")
APART: Final = frozenset(
    {"to", "that", "in", "at", "from", "with", "on", "against", "had", "which", "who", "where"}
    | {
        "said",
        "says",
        "told",
        "reported",
        "announced",
        "reports",
        "soobshchil",
        "bildirib",
        "deyib",
    }
)
"""Words, folded, behind which a figure is not what a body did."""
NO_SUBJECT: Final = frozenset({"by", "for", "with", "from", "to", "in", "at", "per", "ot", "dlya"})
"""Words before a body, folded, that make it no subject."""


def subjects(
    page: Page, groups: Sequence[Group], bodies: Sequence[tuple[int, Mention]]
) -> Mapping[int, Mention]:
    """The body of each list of figures that has one, by the first atom of the list."""
    found: dict[int, Mention] = {}
    if not bodies:
        return found
    ends = [(page.place(body.span)[1], first, body) for first, body in bodies]
    low = 0
    for group in groups:
        near = [(end, first, body) for end, first, body in ends if low <= first < group.first]
        if near and _is_subject(page, near[-1][1], near[-1][0], group.first):
            found[group.first] = near[-1][2]
        low = group.end
    return found


def _is_subject(page: Page, first: int, end: int, figure: int) -> bool:
    """Whether a body at some atoms is the subject of a figure that begins at one."""
    if figure - end > REACH:
        return False
    before = first - 1
    while before > 0 and page.keys[before] in ("the", "la", "le", "el"):
        before -= 1
    if before >= 0 and page.keys[before] in NO_SUBJECT:
        return False
    between = page.atoms[end:figure]
    if not all(atom.text.isalpha() or atom.text in DASHES for atom in between):
        return False
    return APART.isdisjoint(atom.key for atom in between)
