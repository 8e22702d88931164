"""Reports drafted by other processes: the same graphs in the same order, whatever befalls them."""

import os
import signal
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from kg.errors import ReportError
from kg.identity.decisions import Decision, Decisions
from kg.ingest.drafters import drafted
from kg.ingest.drafting import Draft, Rejection, drafts
from kg.ingest.pipeline import BUNDLED, read_all
from kg.model import Judgement
from kg.read import Item
from kg.store import processes

NOTHING = "Nothing of the kind was said that day."
DECISIONS = Decisions([Decision("agency/anama", "body/mine-action-agency", Judgement.DIFFERENT)])


@pytest.fixture
def items() -> list[Item]:
    """Nine reports and a file that is none."""
    found: list[Item] = list(islice(read_all([BUNDLED]), 9))
    return [*found[:4], ReportError("no report", source="x.txt", line=3), *found[4:]]


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})


def batches(items: list[Item]) -> Iterator[list[Item]]:
    return iter([items[at : at + 2] for at in range(0, len(items), 2)])


def here(items: list[Item], decisions: Decisions) -> list[list[Draft | Rejection]]:
    return [drafts(batch, decisions) for batch in batches(items)]


def test_other_processes_give_the_same_in_the_same_order(items: list[Item]) -> None:
    """With the decisions in force, and with what is wrong in its place."""
    found = list(drafted(batches(items), DECISIONS))
    assert found == here(items, DECISIONS)
    assert found[2][0] == Rejection("x.txt:3", "no report")
    assert list(drafted(iter(()), DECISIONS)) == []


def test_what_a_process_does_not_give_is_drafted_here(
    items: list[Item], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the system has ended it for want of memory."""
    begun = processes.spawn

    def spawn_and_kill(*told: object) -> object:
        process, peer = begun(*told)  # type: ignore[arg-type]
        os.kill(process.pid, signal.SIGKILL)
        return process, peer

    monkeypatch.setattr("kg.ingest.drafters.spawn", spawn_and_kill)
    assert list(drafted(batches(items), Decisions())) == here(items, Decisions())


def test_who_stops_asking_leaves_no_process(
    items: list[Item], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in the midst of a batch."""
    begun, started = processes.spawn, list[Any]()

    def spawn_and_tell(*told: object) -> object:
        started.append(begun(*told))  # type: ignore[arg-type]
        return started[-1]

    monkeypatch.setattr("kg.ingest.drafters.spawn", spawn_and_tell)
    under_way = drafted(batches(items), Decisions())
    next(under_way)
    under_way.close()  # type: ignore[attr-defined]
    assert len(started) == 2
    assert all(process.returncode is not None for process, _ in started)
