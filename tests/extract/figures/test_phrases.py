"""Common phrases of reports, in several wordings and languages, are read to what they tell."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.model import EventClaim

Told = Callable[[EventClaim], str]
EventsOf = Callable[[dict[str, Any]], Sequence[EventClaim]]
FOLDER = Path(__file__).with_name("phrases")
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['text'].strip()[:50]}")
    for path in sorted(FOLDER.glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]


@pytest.mark.parametrize("case", CASES)
def test_a_report(events_of: EventsOf, told: Told, case: dict[str, Any]) -> None:
    """The events in the order of the text."""
    assert [told(event) for event in events_of(case)] == case["told"]
