"""A figure has the places of its own work, and not those that the text tells of something else."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.extract.bodies.bodies import find_bodies
from kg.extract.figures.events import read_events
from kg.extract.text.page import Page
from kg.model import EventClaim

PageOf = Callable[..., Page]
Told = Callable[[EventClaim], str]
CASES = tomllib.loads(Path(__file__).with_name("whose.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:50])
def test_a_report(page_of: PageOf, told: Told, case: dict[str, Any]) -> None:
    """The events in the order of the text; the bodies of the page are known."""
    page = page_of(
        case["text"].strip(),
        lang=case["lang"],
        country=case["country"],
        published=case["published"],
    )
    events = read_events(page, [body.mention for body in find_bodies(page).found]).events
    assert [told(event) for event in events] == case["told"]
