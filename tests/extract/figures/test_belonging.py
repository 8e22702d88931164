"""A figure belongs to the period and the places that the text tells of it, and to no others."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.extract.figures.events import read_events
from kg.extract.text.page import Page
from kg.model import EventClaim

PageOf = Callable[..., Page]
Told = Callable[[EventClaim], str]
IsCounted = Callable[[EventClaim], bool]
TABLES = ("belonging", "counts", "ellipses", "meant")
"""What belongs to what; numbers told of the number of something; numbers that leave out theirs;
words that mean what is not said."""
CASES = [
    case
    for table in TABLES
    for case in tomllib.loads(Path(__file__).with_name(f"{table}.toml").read_text("utf-8"))["case"]
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:50])
def test_a_report(page_of: PageOf, told: Told, is_counted: IsCounted, case: dict[str, Any]) -> None:
    """The events with mines, ordnance or land, in the order of the text."""
    page = page_of(
        case["text"].strip(),
        lang=case["lang"],
        country=case["country"],
        published=case.get("published"),
    )
    events = read_events(page).events
    assert [told(event) for event in filter(is_counted, events)] == case["told"]
