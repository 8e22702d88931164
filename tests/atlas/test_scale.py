"""Steps of a scale: round, few, told in words, and every amount in one of them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.atlas.scale import STEPS, scale, step_of


@pytest.mark.parametrize(
    ("amounts", "whole", "words"),
    [
        ([], True, []),
        ([0, None], True, []),
        ([1], True, ["1"]),
        ([3], True, ["1", "2 or more"]),
        ([7, 1, 2], True, ["1", "2 to 4", "5 or more"]),
        ([77, 3], True, ["1 to 4", "5 to 9", "10 to 19", "20 to 49", "50 or more"]),
        (
            [Decimal("0.7")],
            False,
            [
                "under 0.05",
                "0.05 to under 0.1",
                "0.1 to under 0.2",
                "0.2 to under 0.5",
                "0.5 or more",
            ],
        ),
        (
            [Decimal("115105.7")],
            False,
            [
                "under 10,000",
                "10,000 to under 20,000",
                "20,000 to under 50,000",
                "50,000 to under 100,000",
                "100,000 or more",
            ],
        ),
    ],
)
def test_words(amounts: list[int | Decimal | None], whole: bool, words: list[str]) -> None:
    """Counts have no gaps between whole numbers; the last step is open."""
    assert [step.words for step in scale(amounts, whole=whole)] == words


@given(st.lists(st.decimals(0, 10**9, places=2), min_size=1))
def test_every_amount_has_one_step(amounts: list[Decimal]) -> None:
    """More is never paler; nothing has the step of nothing, the greatest the last."""
    steps = scale(amounts, whole=False)
    found = [step_of(amount, steps) for amount in sorted(amounts)]
    assert found == sorted(step for step in found if step is not None)
    assert len(steps) <= STEPS
    for amount, number in zip(sorted(amounts), found, strict=True):
        assert (number == 0) == (amount == 0)
        if number:
            upper = steps[number - 1].upper
            assert steps[number - 1].lower <= amount
            assert upper is None or amount < upper
    assert max(amounts) == 0 or found[-1] == len(steps)


def test_unknown_has_no_step() -> None:
    """It is neither nothing nor little."""
    assert step_of(None, scale([5], whole=True)) is None
