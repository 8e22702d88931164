"""Reports in other languages than English are read to the same figures, periods and places."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.extract.figures.events import read_events
from kg.extract.text.page import Page
from kg.model import EventClaim

PageOf = Callable[..., Page]
Told = Callable[[EventClaim], str]
FOLDER = Path(__file__).with_name("languages")


def cases() -> Iterator[Any]:
    """The texts of all languages: a file for each, with the country most of them are about."""
    for path in sorted(FOLDER.glob("*.toml")):
        listed = tomllib.loads(path.read_text("utf-8"))
        for case in listed["case"]:
            options = {
                "lang": path.stem,
                "country": case.get("country", listed["country"]),
                "published": case.get("published"),
            }
            yield pytest.param(case, options, id=f"{path.stem}: {case['about']}")


@pytest.mark.parametrize(("case", "options"), list(cases()))
def test_a_report(
    page_of: PageOf, told: Told, case: dict[str, Any], options: dict[str, str | None]
) -> None:
    """The events of a text, in its order."""
    page = page_of(case["text"].strip(), **options)
    found = [told(event).replace(" |  | ", " | | ") for event in read_events(page).events]
    assert found == case["told"]
