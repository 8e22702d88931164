"""Answers in other media types than the server gives, or in the form that the standards have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO, Final

import pyoxigraph as engine

from kg.store.contract import Kind
from kg.store.evaluation import GRAPH_FORMATS, RESULT_FORMATS
from kg.store.lines import LINES
from kg.store.xml import well_formed

__all__ = ["convert", "is_readable"]

_TRUTH: Final = {
    truth: f'{{"head":{{}},"boolean":{str(truth).lower()}}}'.encode() for truth in (True, False)
}


def is_readable(media_type: str, kind: Kind) -> bool:
    """Whether an answer of this type can be read; CSV has no types of values."""
    return media_type in (GRAPH_FORMATS if kind == "graph" else RESULT_FORMATS) and (
        media_type != "text/csv"
    )


def convert(
    source: IO[bytes],
    target: IO[bytes],
    *,
    kind: Kind,
    given: str,
    wanted: str,
    prefixes: Mapping[str, str] | None,
) -> None:
    """Write an answer of one media type in another; ``SyntaxError`` if it is not of that type.

    Rows that answer a question for yes or no mean yes, if there is one.
    """
    output = well_formed(target, wanted, kind)
    if kind == "graph":
        triples = (quad.triple for quad in engine.parse(source, format=GRAPH_FORMATS[given]))
        _write(triples, output, wanted, prefixes)
        return
    results = engine.parse_query_results(source, format=RESULT_FORMATS[given])
    try:
        if kind == "boolean" and isinstance(results, engine.QuerySolutions):
            truth = next(results, None) is not None
            results = engine.parse_query_results(
                _TRUTH[truth], format=engine.QueryResultsFormat.JSON
            )
        if wanted in LINES:
            target.writelines(line.encode() for line in LINES[wanted](results))
        else:
            results.serialize(output, format=RESULT_FORMATS[wanted])
    finally:
        del results  # the engine wants it dropped by the thread that has made it


def _write(
    triples: Iterable[engine.Triple],
    target: IO[bytes],
    wanted: str,
    prefixes: Mapping[str, str] | None,
) -> None:
    engine.serialize(triples, target, format=GRAPH_FORMATS[wanted], prefixes=dict(prefixes or {}))
