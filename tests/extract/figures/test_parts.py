"""Parts of work by body are events of their own, in the places and days of the whole."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.model import EventClaim

Told = Callable[[EventClaim], str]
EventsOf = Callable[[dict[str, Any]], Sequence[EventClaim]]
CASES = tomllib.loads(Path(__file__).with_name("parts.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:50])
def test_a_report(events_of: EventsOf, told: Told, case: dict[str, Any]) -> None:
    """The events in the order of the text, each with who did the work."""
    events = events_of(case)
    doers = [", ".join(doer.text for doer in event.performers) for event in events]
    found = [f"{told(event)} | {doer}" for event, doer in zip(events, doers, strict=True)]
    assert found == case["told"]
