"""Budgets: what is used comes back with time, and the table of clients stays small."""

from __future__ import annotations

import pytest

from api.budget import Budget


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("charged", "later", "running", "wait"),
    [
        ([], 0, 0, 0),
        ([9.5], 0, 0, 0),
        ([10], 0, 0, 1),  # nothing is left; a second brings two
        ([13], 0, 0, 2),
        ([5, 5, 5], 0, 0, 3),
        ([15], 2, 0, 1),
        ([15], 3, 0, 0),
        ([9], 100, 9.5, 0),  # never more than ten come back
        ([9], 100, 10, 1),
        ([], 0, 12, 1),  # what runs counts already
        ([4], 0, 8, 1),
    ],
)
def test_seconds_are_used_and_come_back(
    charged: list[float], later: float, running: float, wait: int
) -> None:
    """Ten seconds, of which two come back each second; waiting is told in whole seconds."""
    clock = Clock()
    budget = Budget(10, 2, clock=clock)
    for seconds in charged:
        budget.charge("A", seconds)
    clock.now += later
    assert budget.wait("A", running=running) == wait
    assert budget.wait("B") == 0


def test_the_wait_that_is_told_is_enough_and_not_too_long() -> None:
    """After it the client may ask; a second earlier it may not."""
    clock = Clock()
    budget = Budget(10, 0.5, clock=clock)
    budget.charge("A", 31)
    wait = budget.wait("A")
    clock.now += wait - 1
    assert budget.wait("A") > 0
    clock.now += 1.01
    assert budget.wait("A") == 0


def test_without_a_limit_nobody_waits() -> None:
    """Nothing is remembered either."""
    budget = Budget(0, 1)
    budget.charge("A", 1e9)
    assert (budget.wait("A", running=1e9), len(budget)) == (0, 0)


def test_the_table_of_clients_is_bounded() -> None:
    """Those who have not asked for longest are forgotten."""
    budget = Budget(1, 1, clients=100)
    for number in range(1000):
        budget.charge(f"client {number}", 5)
        budget.charge("steady", 0.001)
    assert len(budget) == 100
    assert budget.wait("client 999") > 0
    assert budget.wait("client 1") == 0
