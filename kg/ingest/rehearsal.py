"""What follows from reports is found out on a copy of the store, before their turn to write.

To compare all reports takes long, and nobody else could write meanwhile. What was found holds if
the store's reports are still those of the copy; where others came in or went it is found anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kg.derive import Derived, conclude, derive
from kg.progress import Watcher
from kg.store import Store, Writer, open_trial
from kg.terms import REPORT

__all__ = ["Choice", "at_once", "rehearse"]

Choice = Callable[[Writer], Callable[[Writer, Watcher], Derived]]
"""How it is derived by a writer to whom nothing was said yet: a :func:`~kg.derive.derive`."""


def at_once(_: Writer) -> Callable[[Writer, Watcher], Derived]:
    """Without a rehearsal."""
    return derive


@contextmanager
def rehearse(store: Store, enter: Callable[[Writer], object], tell: Watcher) -> Iterator[Choice]:
    """Try out what ``enter`` writes, which is then written by a writer of the store.

    Of a store without a generation, or on a server, nothing is tried.
    """
    trial = open_trial(store.location, settings=store.settings)
    if trial is None:
        yield at_once
        return
    with trial:
        enter(trial.writer)
        with conclude(trial.writer, tell) as conclusions:

            def choose(writer: Writer) -> Callable[[Writer, Watcher], Derived]:
                if trial.began_with(writer, str(REPORT)):
                    return lambda writer, _: conclusions.put(writer)
                return derive

            yield choose
