"""Deadlines by one timer: those that come are kept, those that are called off are not."""

import asyncio
import time
from functools import partial

from kg.alarms import Alarms


def test_calls_are_made_at_their_time_in_any_order_of_setting() -> None:
    """Also one that is set for an earlier time than others, and one set when all were made."""

    async def run() -> dict[str, float]:
        alarms, rung, began = Alarms(), {}, time.monotonic()

        def ring(name: str) -> None:
            rung[name] = time.monotonic() - began

        for name, seconds in (("late", 0.3), ("early", 0.1), ("never", 0.2), ("now", -1.0)):
            alarm = alarms.set(seconds, partial(ring, name))
            if name == "never":
                alarm.cancel()
        await asyncio.sleep(0.5)
        assert not len(alarms)
        alarms.set(0.1, partial(ring, "again"))
        await asyncio.sleep(0.2)
        return rung

    rung = asyncio.run(run())
    assert list(rung) == ["now", "early", "late", "again"]
    assert rung["now"] < 0.1 <= rung["early"] + 0.01
    assert rung["late"] >= 0.29
    assert rung["again"] >= 0.59


def test_many_that_are_called_off_cost_one_timer() -> None:
    """Each loop has its own timers for what a server does all the time."""

    async def run() -> int:
        loop, made = asyncio.get_running_loop(), []
        call_at = loop.call_at

        def counting(*given: object) -> asyncio.TimerHandle:
            made.append(given)
            return call_at(*given)

        loop.call_at = counting
        alarms = Alarms()
        for _ in range(100):
            alarms.set(60.0, list).cancel()
        return len(made)

    assert asyncio.run(run()) == 1


def test_one_that_fails_keeps_no_other_from_being_made() -> None:
    """Its error is the loop's to tell."""

    async def run() -> list[str]:
        told, done = [], []
        asyncio.get_running_loop().set_exception_handler(lambda _, what: told.append(what))
        alarms = Alarms()
        alarms.set(0.01, lambda: 1 / 0)
        alarms.set(0.01, lambda: done.append("made"))
        await asyncio.sleep(0.1)
        assert len(told) == 1
        return done

    assert asyncio.run(run()) == ["made"]
