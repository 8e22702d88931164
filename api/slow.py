"""The log of slow queries: one line of JSON for each, to standard error unless logging says else.

It holds the query, never the headers of its request, so no token can get there.
"""

from __future__ import annotations

import json
import logging
from typing import Final

from api.running import Query

__all__ = ["SlowLog"]

log: Final = logging.getLogger("demining_kg.slow")


class SlowLog:
    """Logs each query that took longer than so many seconds, waiting included."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __call__(self, query: Query) -> None:
        """Note a query that is over."""
        if query.seconds >= self.seconds:
            line = {
                "event": "slow-query",
                **query.members(),
                "status": query.status,
                "outcome": query.outcome,
            }
            log.warning("%s", json.dumps(line, ensure_ascii=False))
