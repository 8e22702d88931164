"""Checks graphs that a server is about to take as reports: a process of its own.

Run as ``python -m kg.ingest.gate``: reads ``{name of a graph: its N-Triples}`` as JSON and prints
the violations that keep graphs out, ``{name: [message, …]}``, nothing for those that may pass.
"""

from __future__ import annotations

import json
import sys

from rdflib import Graph, URIRef

from kg.terms import DM, RDF
from kg.validate import breaches

__all__ = ["main", "violations"]


def violations(graphs: dict[str, str]) -> dict[str, list[str]]:
    """What keeps each of these graphs out; those that may pass are left out."""
    parsed = [Graph().parse(data=triples, format="nt") for triples in graphs.values()]
    found = breaches(parsed) if parsed else []
    told = {
        name: [*_stranger(name, graph), *(f"{breach.focus}: {breach.message}" for breach in each)]
        for name, graph, each in zip(graphs, parsed, found, strict=True)
    }
    return {name: messages for name, messages in told.items() if messages}


def _stranger(name: str, graph: Graph) -> list[str]:
    """The message for a graph that is not about the report whose name it has."""
    is_report = (URIRef(name), RDF.type, DM.Report) in graph
    return [] if is_report else [f"{name}: says nothing of a dm:Report of this name"]


def main() -> None:
    """Check what comes on standard input."""
    json.dump(violations(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
