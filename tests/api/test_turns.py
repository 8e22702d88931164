"""Turns: clients alternate, none has all, and those who give up leave no gap."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from api.turns import FullError, Turns


def in_loop(work: Callable[[], object]) -> None:
    asyncio.run(work())


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


class Line:
    """Takes turns for clients and notes who got one."""

    def __init__(self, most: int, *, most_waiting: int = 100) -> None:
        self.turns = Turns(most, most_waiting=most_waiting)
        self.served: list[str] = []
        self.refused: list[str] = []

    def come(self, *clients: str) -> list[asyncio.Task[None]]:
        return [asyncio.create_task(self._take(client)) for client in clients]

    async def _take(self, client: str) -> None:
        try:
            await self.turns.take(client)
        except FullError:
            self.refused.append(client)
        else:
            self.served.append(client)


@pytest.mark.parametrize(
    ("most", "come", "served"),
    [
        (1, "AAAB", "A"),
        (2, "AAAB", "AB"),
        (3, "AAAB", "AAB"),
        (3, "AAAA", "AA"),
        (4, "ABCDE", "ABCD"),
    ],
)
def test_nobody_has_all_where_there_is_more_than_one(most: int, come: str, served: str) -> None:
    """One process less than there are; the others wait though one is free."""

    async def work() -> None:
        line = Line(most)
        tasks = line.come(*come)
        await settle()
        assert "".join(line.served) == served
        assert line.turns.held == len(served)
        assert line.turns.waiting == len(come) - len(served)
        for task in tasks:
            task.cancel()
        await settle()
        assert line.turns.waiting == 0

    in_loop(work)


def test_clients_alternate_whatever_the_length_of_their_lines() -> None:
    """A thousand of one client do not make another wait for more than one of them."""

    async def work() -> None:
        line = Line(1, most_waiting=2000)
        line.come(*["A"] * 1000, "B", "B", "C")
        await settle()
        for _ in range(6):
            line.turns.give_back(line.served[-1])
            await settle()
        assert "".join(line.served) == "AABCABA"

    in_loop(work)


def test_a_turn_goes_to_one_who_may_have_it() -> None:
    """With two processes A has one; its next waits until it gives that back, B's does not."""

    async def work() -> None:
        line = Line(2)
        line.come("A", "A", "B", "B")
        await settle()
        assert line.served == ["A", "B"]
        line.turns.give_back("B")
        await settle()
        assert line.served == ["A", "B", "B"]
        line.turns.give_back("A")
        await settle()
        assert line.served == ["A", "B", "B", "A"]
        assert (line.turns.held, line.turns.waiting) == (2, 0)

    in_loop(work)


def test_those_who_give_up_leave_no_gap() -> None:
    """Also in the very moment in which their turn comes."""

    async def work() -> None:
        line = Line(1)
        tasks = line.come("A", "B", "C", "D")
        await settle()
        tasks[1].cancel()  # still in its line when the next is called
        line.turns.give_back("A")
        tasks[2].cancel()  # was called, and has not yet heard it
        await settle()
        assert line.served == ["A", "D"]
        assert (line.turns.held, line.turns.waiting) == (1, 0)
        line.turns.give_back("D")
        assert line.turns.held == 0

    in_loop(work)


@pytest.mark.parametrize(
    ("come", "refused"),
    [
        ("AAAAA", "A"),  # one is served, three wait
        ("AAAAB", "A"),  # the longest line loses its last, not the one who came last
        ("AABBC", "B"),
        ("ABCDE", "E"),  # no line is longer than one, so the newcomer has to go
    ],
)
def test_the_longest_line_loses_its_last_when_all_is_full(come: str, refused: str) -> None:
    """Who fills the queue does not keep others out."""

    async def work() -> None:
        line = Line(1, most_waiting=3)
        tasks = line.come(*come)
        await settle()
        assert "".join(line.refused) == refused
        assert line.turns.waiting == 3
        for task in tasks:
            task.cancel()
        await settle()

    in_loop(work)
