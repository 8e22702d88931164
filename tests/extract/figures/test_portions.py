"""Figures of one project or one order count a part of the work."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.figures.events import read_events
from kg.extract.text.page import Page

PageOf = Callable[..., Page]


@pytest.mark.parametrize(
    ("lang", "text", "portions"),
    [
        (
            "en",
            (
                "For 2023 the ministry has ordered 5,033.6 hectares to be cleared. "
                "Of this, 926.6 hectares were cleared in Fuzuli and Lachin."
            ),
            [True],
        ),
        (
            "en",
            (
                "The company plans to clear 400 hectares in Tharthar. "
                "Of these, 120 hectares were cleared in May 2024."
            ),
            [True],
        ),
        ("en", "In 2023 MAG cleared 44 hectares in Xieng Khouang under the project.", [True]),
        (
            "en",
            "In May 2023, with funding from Japan, 12 hectares were cleared in Battambang.",
            [True],
        ),
        ("az", "2023-cü ildə Füzulidə layihə çərçivəsində 44 hektar ərazi təmizlənib.", [True]),
        ("ru", "В 2023 году в Физули в рамках проекта очищено 44 гектара.", [True]),
        ("uk", "У 2023 році на Харківщині за кошти фонду розміновано 44 гектари.", [True]),
        (
            "fr",
            "En mai 2023, dans le cadre du projet, 44 hectares ont été dépollués à Bignona.",
            [True],
        ),
        ("en", "In May 2023 ANAMA cleared 44 hectares in Fuzuli.", [False]),
        ("en", "Project Masam removed 44 anti-tank mines in Marib in May 2023.", [False]),
        (
            "en",
            "In May 2023 ANAMA cleared 44 hectares in Fuzuli. Of these, 12 are in Horadiz.",
            [False, False],
        ),
        (
            "en",
            (
                "In May 2023 ANAMA cleared 44 hectares in Fuzuli. "
                "In June 2023, under the project, it cleared 12 hectares in Lachin."
            ),
            [False, True],
        ),
    ],
)
def test_portions(page_of: PageOf, *, lang: str, text: str, portions: list[bool]) -> None:
    """Said in the sentence of the figures, or of land that was ordered in the one before."""
    events = read_events(page_of(text, lang=lang)).events
    assert [event.portion for event in events] == portions
