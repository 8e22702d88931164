"""Doubts are raised, figures are kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.figures.events import read_events
from kg.extract.text.page import Page

PageOf = Callable[..., Page]


@pytest.mark.parametrize(
    ("code", "text", "published"),
    [
        (
            "category-twice",
            "In May 2023 they found 18 anti-personnel, 12 anti-personnel mines.",
            None,
        ),
        (
            "sum-fails",
            "In 2023 they found 225 mines: 162 anti-personnel, 43 anti-tank mines.",
            None,
        ),
        ("thousandfold", "From August 14 to 20, 2023, 453,900 hectares were cleared.", None),
        (
            "period-after-publication",
            "From May 5 to 11, 2023 they cleared 30 hectares.",
            "2023-05-09",
        ),
        ("period-reversed", "From May 11 to 5, 2023 they cleared 30 hectares.", None),
    ],
)
def test_doubts(page_of: PageOf, code: str, text: str, published: str | None) -> None:
    """Each rule names itself, says what it saw and points to the sentence."""
    (doubt,) = read_events(page_of(text, published=published)).doubts
    assert doubt.code == code
    assert doubt.text
    assert [span.of(text) for span in doubt.evidence] == [text]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        (
            "In May 2023, 662 UXO were destroyed: 45 in Aghdam, 191 in Fuzuli, 429 in Jabrayil.",
            ["45 + 191 + 429 = 665"],
        ),
        (
            "They found 300 UXO. In Aghdam 100 UXO came up; in Fuzuli 90 UXO; in Lachin 100 UXO.",
            ["100 + 90 + 100 = 290"],
        ),
        ("In May 2023, 660 UXO were destroyed: 45 in Aghdam, 191 in Fuzuli, 424 in Lachin.", []),
        ("In May 2023, 660 UXO were destroyed: 45 in Aghdam, 191 in Fuzuli.", []),
        (
            "In May 2023, over 660 UXO were destroyed: 46 in Aghdam, 191 in Fuzuli, 429 in Lachin.",
            [],
        ),
    ],
)
def test_parts_by_place(page_of: PageOf, text: str, sums: list[str]) -> None:
    """Parts by place that miss their whole by little are a slip of the report."""
    doubts = read_events(page_of(text)).doubts
    assert [doubt.code for doubt in doubts] == ["sum-fails"] * len(sums)
    assert all(sums[0] in doubt.text for doubt in doubts)


def test_no_doubt(page_of: PageOf) -> None:
    """A sum that holds and an ordinary period raise none."""
    text = "In May 2023 they found 205 mines: 162 anti-personnel mines and 43 anti-tank mines."
    assert read_events(page_of(text)).doubts == ()


@pytest.mark.parametrize(
    ("total", "is_doubted"),
    [
        ("over 1,400", True),
        ("over 1,390", False),
        ("nearly 1,390", True),
        ("nearly 1,400", False),
        ("about 1,400", False),
        ("1,395", False),
        ("1,400", True),
    ],
)
def test_a_hedged_total_holds_its_parts(page_of: PageOf, *, total: str, is_doubted: bool) -> None:
    """ "Over" is less than nothing that is told, "nearly" more."""
    text = (
        f"In May 2023 they destroyed {total} explosive devices: 14 anti-tank mines, "
        "95 anti-personnel mines and 1,286 pieces of unexploded ordnance."
    )
    codes = [doubt.code for doubt in read_events(page_of(text)).doubts]
    assert codes == ["sum-fails"] * is_doubted
