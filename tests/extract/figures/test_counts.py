"""A number told of the number of something counts that, if it is work."""

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
CASES = tomllib.loads(Path(__file__).with_name("counts.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:50])
def test_a_number(page_of: PageOf, told: Told, is_counted: IsCounted, case: dict[str, Any]) -> None:
    """Mines and ordnance are counted, whoever they hurt or laid them is not."""
    page = page_of(
        case["text"].strip(),
        lang=case["lang"],
        country=case["country"],
        published=case["published"],
    )
    events = read_events(page).events
    assert [told(event) for event in filter(is_counted, events)] == case["told"]
