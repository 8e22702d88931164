"""Nothing is taken as a report's graph that breaks the shapes of reports.

A change is checked while it has its turn, as only then it is known what it makes of a graph. What
takes longer than a moment is checked after the change was undone, while others have their turns,
and need not be checked again when the change is made anew and comes to the same.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from typing import Final

from api.child import Child, ChildFailedError, ChildTooLargeError, Nursery
from api.errors import Problem

__all__ = ["Gate", "LateError"]

HELD: Final = 1.0
"""Seconds for which a check may keep others from changing anything."""
LONGEST: Final = 30.0
"""Seconds that the check of one request may take."""
MOST_SHOWN: Final = 20

log = logging.getLogger("demining_kg.api")


class LateError(Exception):
    """These graphs are to be checked while others have their turns."""

    def __init__(self, graphs: Mapping[str, bytes]) -> None:
        super().__init__(f"the check took longer than {HELD:g} seconds")
        self.graphs = graphs


class Gate:
    """Checks the graphs of reports that one change makes, in a process with so many megabytes."""

    def __init__(self, megabytes: int, nursery: Nursery | None = None) -> None:
        self._megabytes = megabytes
        self._nursery = nursery
        self._passed: set[bytes] = set()
        self._child: Child | None = None

    def check(self, graphs: Mapping[str, bytes]) -> None:
        """Let graphs pass that keep to the shapes.

        Raises:
            Problem: 422 lists the violations; 507, it needs more memory; 503, it failed.
            LateError: it takes too long for a turn.
        """
        new = {
            name: each for name, each in graphs.items() if _digest(name, each) not in self._passed
        }
        try:
            self._ask(new, HELD)
        except TimeoutError:
            raise LateError(new) from None

    def check_beside(self, graphs: Mapping[str, bytes]) -> None:
        """The same without a turn, and not in such a hurry: 503 if it takes too long."""
        try:
            self._ask(graphs, LONGEST)
        except TimeoutError:
            raise _unchecked(f"the check took longer than {LONGEST:g} seconds") from None
        self._passed.update(_digest(name, each) for name, each in graphs.items())

    def stop(self) -> None:
        """End a check that is under way, from any thread."""
        if self._child is not None:
            self._child.kill()

    def _ask(self, graphs: Mapping[str, bytes], seconds: float) -> None:
        if not graphs:
            return
        sent = json.dumps({name: triples.decode() for name, triples in graphs.items()})
        gate = ["kg.ingest.gate"]
        try:
            with Child(gate, megabytes=self._megabytes, nursery=self._nursery) as self._child:
                told = self._child.finish(sent.encode(), seconds=seconds)
        except ChildTooLargeError:
            which = ", ".join(f"<{name}>" for name in graphs)
            detail = f"the check of {which} needs more than {self._megabytes} MB"
            raise _unchecked(f"{detail}; nothing was changed", status=507) from None
        except ChildFailedError as error:
            log.warning("the check of graphs of reports failed: %s", error.complaint or error)
            raise _unchecked("the check failed; see the log of the server") from None
        _refuse(json.loads(told))


def _refuse(found: Mapping[str, list[str]]) -> None:
    """Tell of what was found, if anything was."""
    listed = [f"<{name}>: {message}" for name, each in found.items() for message in each]
    if listed:
        raise Problem(
            422,
            "no-report",
            "This is no graph of a report",
            f"{len(listed)} violations, nothing was changed: {'; '.join(listed[:MOST_SHOWN])}",
            violations=listed[:MOST_SHOWN],
        )


def _digest(name: str, triples: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + triples).digest()


def _unchecked(detail: str, *, status: int = 503) -> Problem:
    return Problem(status, "unchecked", "The report could not be checked", detail)
