"""Nothing is taken as a report's graph that breaks the shapes of reports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from api.child import run
from api.errors import Problem

__all__ = ["check_reports"]

LONGEST: Final = 120.0
"""Seconds that the check of one request may take."""
MOST_SHOWN: Final = 20


def check_reports(graphs: Mapping[str, bytes]) -> None:
    """Let graphs pass that keep to the shapes, checked in a process of their own.

    :class:`Problem` (422) lists the violations of the others.
    """
    sent = json.dumps({name: triples.decode() for name, triples in graphs.items()})
    try:
        checked = run(["kg.ingest.gate"], seconds=LONGEST, sent=sent.encode())
    except TimeoutError:
        raise _unchecked(f"the check took longer than {LONGEST:g} seconds") from None
    if checked.returncode != 0:
        raise _unchecked("the check failed; see the log of the server")
    found: dict[str, list[str]] = json.loads(checked.stdout)
    if found:
        listed = [f"<{name}>: {message}" for name, each in found.items() for message in each]
        raise Problem(
            422,
            "no-report",
            "This is no graph of a report",
            f"{len(listed)} violations, nothing was changed: {'; '.join(listed[:MOST_SHOWN])}",
            violations=listed[:MOST_SHOWN],
        )


def _unchecked(detail: str) -> Problem:
    return Problem(503, "unchecked", "The report could not be checked", detail)
