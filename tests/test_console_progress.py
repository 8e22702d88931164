"""How far a build is: in a file a line now and then if it takes long, in a terminal a bar."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from kg.console import progress, watching
from kg.progress import Progress, Stage

FIRST = Progress(Stage.READING, 1, 40_000, "a.txt")
HALF = Progress(Stage.READING, 20_000, 40_000, "c.txt")
COMPARING = Progress(Stage.COMPARING, 20_000, 20_000)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which stands until a test moves it."""
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What goes to standard error, which is no terminal."""
    written = io.StringIO()
    monkeypatch.setattr(progress, "err", Console(file=written, force_terminal=False))
    return written


@pytest.mark.usefixtures("clock")
def test_short_work_says_nothing_in_a_file(log: io.StringIO) -> None:
    """A log holds what matters."""
    with watching() as tell:
        tell(FIRST)
        tell(HALF)
        tell(COMPARING)
    assert log.getvalue() == ""


def test_long_work_says_now_and_then_how_far_it_is(clock: list[float], log: io.StringIO) -> None:
    """With the time it took and is likely to take, and what it does after the reading."""
    with watching() as tell:
        tell(FIRST)
        clock[0] += 60
        tell(HALF)
        clock[0] += 1
        tell(HALF)
        tell(COMPARING)
    assert log.getvalue().splitlines() == [
        "Reading reports: 20,000 of 40,000 in 0:01:00, some 0:01:00 left",
        "Comparing reports: 20,000 in 0:01:01",
    ]


STEP = Progress(Stage.COMPARING, 0, 20_000, step="their texts")


def test_each_step_of_comparing_is_told_once_it_takes_long(
    clock: list[float], log: io.StringIO
) -> None:
    """Its name when it begins, and how far it is."""
    with watching() as tell:
        tell(FIRST)
        clock[0] += 60
        tell(STEP)
        tell(replace(STEP, reports=250))
        clock[0] += 20
        tell(replace(STEP, reports=5_000))
        tell(replace(STEP, step="their figures"))
    assert log.getvalue().splitlines() == [
        "Comparing reports (their texts): 20,000 in 0:01:00",
        "Comparing reports (their texts): 5,000 of 20,000 in 0:01:20",
        "Comparing reports (their figures): 20,000 in 0:01:20",
    ]


def test_a_terminal_shows_a_bar_over_each_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """With how many reports went through it."""
    written = io.StringIO()
    monkeypatch.setattr(progress, "err", Console(file=written, force_terminal=True, width=120))
    with watching() as tell:
        tell(replace(STEP, reports=5_000))
    for part in ("Comparing reports (their texts)", "5,000 of 20,000"):
        assert part in written.getvalue()


def test_a_terminal_shows_a_bar_over_the_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the number of reports and the one that was read last; markup in a name is text."""
    written = io.StringIO()
    terminal = Console(file=written, force_terminal=True, width=120)
    monkeypatch.setattr(progress, "err", terminal)
    with watching() as tell:
        tell(Progress(Stage.READING, 1_234, 5_000, "reports/[red]b.txt"))
    last = written.getvalue()
    for part in ("Reading reports", "1,234 of 5,000", "left", "reports/[red]b.txt"):
        assert part in last


def test_what_is_hidden_shows_nothing(log: io.StringIO) -> None:
    """Where results are printed to the same terminal."""
    with watching(hidden=True) as tell:
        tell(HALF)
    assert log.getvalue() == ""
