"""Checks graphs that a server is about to take as reports: a process of its own.

Run as ``python -m kg.ingest.gate``: reads ``{name of a graph: its N-Triples}`` as JSON and prints
the violations that keep graphs out, ``{name: [message, …]}``, nothing for those that may pass.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Final

from rdflib import Graph, URIRef
from rdflib.exceptions import ParserError

from kg.terms import DM, RDF
from kg.validate import breaches

__all__ = ["main", "violations"]

NAMELESS: Final = re.compile(r"^(?:_:|\S+ (\S+) _:)", re.MULTILINE)
"""A triple of a thing without an address: SHACL's engine copies all that hangs on such a thing into
each breach, which may take for ever, and reports that come as RDF may have none either."""


def violations(graphs: dict[str, str]) -> dict[str, list[str]]:
    """What keeps each of these graphs out; those that may pass are left out."""
    told: dict[str, list[str]] = {}
    parsed: dict[str, Graph] = {}
    for name, triples in graphs.items():
        graph = _parsed(triples)
        if isinstance(graph, str):
            told[name] = [f"{name}: {graph}"]
        else:
            parsed[name] = graph
    for (name, graph), found in zip(parsed.items(), breaches(list(parsed.values())), strict=True):
        told[name] = _stranger(name, graph) + [f"{each.focus}: {each.message}" for each in found]
    return {name: messages for name, messages in told.items() if messages}


def _parsed(triples: str) -> Graph | str:
    """A graph, or why it can be none of a report."""
    nameless = NAMELESS.search(triples)
    if nameless is not None:
        return f"blank nodes are not kept: {triples[nameless.start() :].partition(chr(10))[0]}"
    try:
        return Graph().parse(data=triples, format="nt")
    except ParserError as error:
        return f"holds what no report does: {error}"


def _stranger(name: str, graph: Graph) -> list[str]:
    """The message for a graph that is not about the report whose name it has."""
    is_report = (URIRef(name), RDF.type, DM.Report) in graph
    return [] if is_report else [f"{name}: says nothing of a dm:Report of this name"]


def main() -> None:
    """Check what comes on standard input."""
    json.dump(violations(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
