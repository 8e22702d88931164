"""Pages for the tests of the grammars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kg.extract.text.page import Page, turn
from kg.model import Report

PageOf = Callable[..., Page]


@pytest.fixture(scope="session")
def page_of() -> PageOf:
    """Turns a text into a page; English, of Azerbaijan and without a date, if not said else."""

    def page(
        text: str,
        *,
        lang: str | None = "en",
        published: str | None = None,
        country: str | None = "Azerbaijan",
    ) -> Page:
        day = None if published is None else date.fromisoformat(published)
        return turn(Report("0" * 16, text, "test", lang=lang, published=day, country=country))

    return page
