"""Building a store of an older format anew: what only the store knew is taken along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.identity.ledger import FILE
from kg.ingest.pipeline import BuildResult, build
from kg.progress import Watcher
from kg.read import Columns
from kg.settings import settings
from kg.store import Store, renew_store
from kg.terms import ARRIVALS_GRAPH

__all__ = ["build_anew"]


def build_anew(
    location: str,
    paths: Sequence[Path | str] = (),
    *,
    columns: Columns | None = None,
    progress: Watcher | None = None,
    decisions: Path | None = None,
) -> BuildResult:
    """As :func:`kg.ingest.pipeline.build` with ``replace``, for a store of an older format.

    The day on which a report came in stays, and so do the decisions. The new store takes the
    place of the old one when all is built; whatever breaks this off leaves the old one.
    """
    results: list[BuildResult] = []
    decided = decisions or Path(settings().decisions or Path(location) / FILE)

    def fill(store: Store) -> None:
        results.append(
            build(
                store,
                paths,
                replace=True,
                columns=columns,
                progress=progress,
                decisions=decided,
            )
        )

    generation = renew_store(location, fill, kept=[str(ARRIVALS_GRAPH)])
    return replace(results[0], generation=generation)
