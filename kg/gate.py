"""Checks graphs that a server is about to take as reports: a process of its own.

Run as ``python -m kg.gate``: reads ``{name of a graph: its N-Triples}`` as JSON and prints the
violations that keep graphs out, ``{name: [message, …]}``, nothing for those that may pass.
"""

from __future__ import annotations

import json
import sys

from rdflib import Graph

from kg.validate import breaches

__all__ = ["main", "violations"]


def violations(graphs: dict[str, str]) -> dict[str, list[str]]:
    """What keeps each of these graphs out; those that may pass are left out."""
    parsed = [Graph().parse(data=triples, format="nt") for triples in graphs.values()]
    found = zip(graphs, breaches(parsed) if parsed else [], strict=True)
    return {name: [f"{b.focus}: {b.message}" for b in each] for name, each in found if each}


def main() -> None:
    """Check what comes on standard input."""
    json.dump(violations(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
