"""Who carries a project out, as compared: each project that has an implementer, with its bodies.

One text names all bodies of a project, in records by the things they were taken for, in those
written by hand as the report does. A project is right if one of its bodies is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.score.items import Record, mention, same_name
from kg.score.performers import forms, is_same_body

__all__ = ["Implementer", "implementers", "same_implementer"]

BETWEEN: Final = ", "
"""What stands between the bodies of a project in a record of extraction."""


class Implementer(NamedTuple):
    """A project with all names of the bodies that carry it out."""

    project: str
    names: tuple[str, ...]

    @property
    def written(self) -> str:
        """The project and its bodies as its record gives them."""
        return f"{self.project} by {self.names[0]}"


def implementers(item: Record) -> list[Implementer]:
    """The projects of a record for which it names who carries them out."""
    return [
        Implementer(mention(project), tuple(dict.fromkeys(_names(told, item))))
        for project in item.get("projects") or ()
        if isinstance(project, dict) and (told := project.get("implementer"))
    ]


def same_implementer(one: Implementer, other: Implementer) -> bool:
    """Whether both are of one project and a body of the one is a body of the other."""
    return same_name(one.project, other.project) and any(
        is_same_body(name, another) for name in one.names for another in other.names
    )


def _names(told: str, item: Record) -> Iterator[str]:
    """The text itself, each body in it, and the words by which its report names each."""
    yield told
    parts = told.split(BETWEEN)
    for part in parts:
        yield from forms(part)
    for body in item.get("agencies") or ():
        if isinstance(body, dict) and body.get("name") in parts:
            yield from forms(mention(body))
