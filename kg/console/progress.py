"""How far a build is: a bar in a terminal, a line now and then in a file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from rich import progress
from rich.markup import escape
from rich.table import Column

from kg.console.screen import err
from kg.progress import Progress, Stage, Watcher

__all__ = ["watching"]

PAUSE: Final = 15.0
"""Seconds between two lines where no terminal shows a bar."""


@contextmanager
def watching(*, hidden: bool = False) -> Iterator[Watcher]:
    """Who shows how far a build is, or ``hidden`` shows nothing."""
    if hidden:
        yield lambda _: None
    elif not err.is_terminal:
        yield _Lines()
    else:
        with _bar() as bar:
            yield _Bar(bar)


def _bar() -> progress.Progress:
    return progress.Progress(
        progress.SpinnerColumn(),
        progress.TextColumn("{task.description}"),
        progress.BarColumn(bar_width=20),
        progress.TextColumn("{task.fields[number]}"),
        progress.TimeElapsedColumn(),
        progress.TextColumn("[dim]{task.fields[left]}"),
        progress.TextColumn(
            "[dim]{task.fields[source]}", table_column=Column(no_wrap=True, ratio=1)
        ),
        console=err,
        transient=True,
        redirect_stdout=False,
        expand=True,
    )


class _Bar:
    """A bar over the reports; it only moves to and fro where nothing tells how far it is."""

    def __init__(self, bar: progress.Progress) -> None:
        self._bar = bar
        self._task = bar.add_task(Stage.READING, total=None, number="", left="", source="")
        self._began = time.monotonic()

    def __call__(self, now: Progress) -> None:
        reading = now.stage is Stage.READING
        is_told = reading or _is_under_way(now)
        self._bar.update(
            self._task,
            description=_name(now),
            total=now.of if is_told else None,
            completed=now.reports,
            number=f"{now.reports:,} of {now.of:,}" if is_told else "",
            left=_left(now, time.monotonic() - self._began) if reading else "",
            source=escape(now.source[-60:]),
        )


class _Lines:
    """For builds that take long: a line now and then, and one for each further stage and step."""

    def __init__(self) -> None:
        self._name: str = Stage.READING
        self._began = self._told = time.monotonic()

    def __call__(self, now: Progress) -> None:
        moment = time.monotonic()
        pause = 0.0 if _name(now) != self._name and moment - self._began > PAUSE else PAUSE
        if moment - self._told >= pause:
            seconds = moment - self._began
            err.print(_line(now, seconds), highlight=False, soft_wrap=True, markup=False)
            self._told = moment
        self._name = _name(now)


def _name(now: Progress) -> str:
    return f"{now.stage} ({now.step})" if now.step else now.stage


def _is_under_way(now: Progress) -> bool:
    """Whether a step has told how far it is, as not all do."""
    return bool(now.step and now.reports)


def _line(now: Progress, seconds: float) -> str:
    spent = timedelta(seconds=round(seconds))
    if now.stage is not Stage.READING:
        number = f"{now.reports:,} of {now.of:,}" if _is_under_way(now) else f"{now.of:,}"
        return f"{_name(now)}: {number} in {spent}"
    return f"{now.stage}: {now.reports:,} of {now.of:,} in {spent}, {_left(now, seconds)}"


def _left(now: Progress, seconds: float) -> str:
    """How long the rest will take, if it goes on as it went."""
    rest = seconds / now.reports * (now.of - now.reports)
    return f"some {timedelta(seconds=round(rest))} left"
