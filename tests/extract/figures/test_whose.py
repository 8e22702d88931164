"""A figure has the places of its own work, and not those that the text tells of something else."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.model import EventClaim

Told = Callable[[EventClaim], str]
EventsOf = Callable[[dict[str, Any]], Sequence[EventClaim]]
CASES = tomllib.loads(Path(__file__).with_name("whose.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:50])
def test_a_report(events_of: EventsOf, told: Told, case: dict[str, Any]) -> None:
    """The events in the order of the text."""
    assert [told(event) for event in events_of(case)] == case["told"]
