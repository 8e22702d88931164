"""Figures that count a part of the work only: what one project, order or contract was for.

Such a figure is the least that there was in its places and days, and says nothing of the most.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.extract.figures.scene import Scene
from kg.extract.figures.standing import Group
from kg.extract.text.page import Page
from kg.extract.text.vocabulary import Marks

__all__ = ["is_portion", "portions"]

OPENING: Final = 3
"""Atoms of a sentence in which "of this" begins it."""


def portions(page: Page, marks: Marks, groups: Sequence[Group]) -> frozenset[int]:
    """The sentences whose figures count a part: "under the project", or of land ordered before."""
    found = {page.sentence_at(mark.first) for mark in marks.of("portion")}
    ordered = {group.sentence for group in groups if "plan" in group.cues}
    for mark in marks.of("share"):
        number = page.sentence_at(mark.first)
        opens = mark.first - page.firsts[number] < OPENING
        if opens and mark.senses["share"] == "of" and number - 1 in ordered:
            found.add(number)
    return frozenset(found)


def is_portion(page: Page, scene: Scene, of: frozenset[int]) -> bool:
    """Whether the figures of a scene stand in one of these sentences."""
    figures = scene.quantities if of else ()
    return any(page.sentence_index(q.figure.span.start) in of for q in figures)
