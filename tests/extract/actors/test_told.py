"""Officials, projects and meetings of whole sentences, told as their tables of cases write them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.extract.actors.meetings import meetings
from kg.extract.actors.people import posts
from kg.extract.actors.projects import projects
from kg.extract.bodies.bodies import find_bodies
from kg.extract.text.page import Page

PageOf = Callable[..., Page]
CASES = tomllib.loads(Path(__file__).with_name("told.toml").read_text("utf-8"))["case"]


def officials_told(page: Page) -> list[str]:
    """Each official as "name | post | body"."""
    return [
        f"{post.person.text} | {post.role or '-'} | {post.body.text if post.body else '-'}"
        for post in posts(page, find_bodies(page))
    ]


def meetings_told(page: Page) -> list[str]:
    """Each meeting as "day | place"."""
    bodies = find_bodies(page)
    return [
        f"{claim.period.start or '-'} | {claim.place.text if claim.place else '-'}"
        for claim in meetings(page, bodies, posts(page, bodies))
    ]


def projects_told(page: Page) -> list[str]:
    """The name of each project."""
    return [claim.project.text for claim in projects(page, find_bodies(page))]


def agencies_told(page: Page) -> list[str]:
    """The name of each body where it stands."""
    return [body.mention.text for body in find_bodies(page).found]


TOLD = {
    "officials": officials_told,
    "meetings": meetings_told,
    "projects": projects_told,
    "agencies": agencies_told,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:50])
def test_a_report(page_of: PageOf, case: dict[str, Any]) -> None:
    """What a case names of its text is told so, in the order of the text."""
    page = page_of(
        case["text"].strip(),
        lang=case["lang"],
        country=case.get("country"),
        published=case.get("published"),
    )
    asked = {kind: told(page) for kind, told in TOLD.items() if kind in case}
    assert asked == {kind: case[kind] for kind in asked}
