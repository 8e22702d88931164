"""How far the comparing of reports is, told while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import replace
from typing import Final, TypeVar

from kg.progress import Progress, Stage, Watcher

__all__ = ["Pace"]

S = TypeVar("S", bound=Sized)

EVERY: Final = 250
"""After how many reports it is told again."""


class Pace:
    """Tells how many of all reports have gone through each step."""

    def __init__(self, progress: Watcher, of: int) -> None:
        self._progress = progress
        self._of = of

    def begin(self, step: str, of: int | None = None) -> Callable[[int], None]:
        """Tell that a step begins; gives what is to learn how many reports are through it.

        Where it is no reports that go through, ``of`` is how many things do.
        """
        most = self._of if of is None else of

        begun = Progress(Stage.COMPARING, 0, most, step=step)
        self._progress(begun)

        told = 0

        def tell(done: int) -> None:
            nonlocal told
            if done > told and (done // EVERY > told // EVERY or done == most):
                told = done
                self._progress(replace(begun, reports=done))

        return tell

    def through(self, step: str, parts: Iterable[S]) -> Iterator[S]:
        """Parts of the reports one after the other, each told when the next is asked for."""
        tell, done = self.begin(step), 0
        for part in parts:
            yield part
            done += len(part)
            tell(done)
