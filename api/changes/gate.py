"""Nothing is taken as a report's graph that breaks the shapes of reports."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Final

from api.child import Child, ChildFailedError, ChildTooLargeError
from api.errors import Problem

__all__ = ["check_reports"]

LONGEST: Final = 30.0
"""Seconds that the check of one request may take; other changes wait meanwhile."""
MOST_SHOWN: Final = 20

log = logging.getLogger("demining_kg.api")


def check_reports(graphs: Mapping[str, bytes], *, megabytes: int) -> None:
    """Let graphs pass that keep to the shapes, checked in a process of their own.

    :class:`Problem` (422) lists the violations of the others; 507 says that the check needs more
    memory than it may have, 503 that it failed.
    """
    sent = json.dumps({name: triples.decode() for name, triples in graphs.items()})
    try:
        with Child(["kg.ingest.gate"], megabytes=megabytes) as child:
            told = child.finish(sent.encode(), seconds=LONGEST)
    except TimeoutError:
        raise _unchecked(f"the check took longer than {LONGEST:g} seconds") from None
    except ChildTooLargeError:
        which = ", ".join(f"<{name}>" for name in graphs)
        detail = f"the check of {which} needs more than {megabytes} MB; nothing was changed"
        raise _unchecked(detail, status=507) from None
    except ChildFailedError as error:
        log.warning("the check of graphs of reports failed: %s", error.complaint or error)
        raise _unchecked("the check failed; see the log of the server") from None
    found: dict[str, list[str]] = json.loads(told)
    if found:
        listed = [f"<{name}>: {message}" for name, each in found.items() for message in each]
        raise Problem(
            422,
            "no-report",
            "This is no graph of a report",
            f"{len(listed)} violations, nothing was changed: {'; '.join(listed[:MOST_SHOWN])}",
            violations=listed[:MOST_SHOWN],
        )


def _unchecked(detail: str, *, status: int = 503) -> Problem:
    return Problem(status, "unchecked", "The report could not be checked", detail)
