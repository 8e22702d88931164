"""A writer that is killed at any moment loses nothing acknowledged and leaves no half graph."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
from pathlib import Path

import pytest

from kg.errors import QueryTooLargeError, StoreBrokenError
from kg.settings import Settings
from kg.store import Store, open_store

ROUNDS = 10
GRAPHS = 6
SIZE = 600

COUNTS = """
SELECT ?g (COUNT(*) AS ?all) (COUNT(DISTINCT ?version) AS ?versions) (MAX(?version) AS ?last)
{ GRAPH ?g { ?s ?p ?version } } GROUP BY ?g
"""


STRAY = """
SELECT (COUNT(*) AS ?n) {
  { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }
  UNION { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }
}
"""
"""Counts what the default graph has and no named graph, or the other way round."""


RENEW = """
DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} INSERT {{ GRAPH ?g {{ ?s ?p "{version:06d}" }} }}
WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}
"""


def content(version: int) -> bytes:
    return b"".join(b'<urn:s%d> <urn:p> "%06d" .\n' % (i, version) for i in range(SIZE))


def state(store: Store) -> dict[str, tuple[int, int, int]]:
    """For each graph: triples, versions among them, the newest of these.

    The graphs share their triples; their union must be right too.
    """
    assert store.query(STRAY, accept="text/csv").read().split() == [b"n", b"0"]
    rows = json.loads(store.query(COUNTS).read())["results"]["bindings"]
    return {
        row["g"]["value"]: tuple(int(row[name]["value"]) for name in ("all", "versions", "last"))
        for row in rows
    }


def write_until_killed(store: Store, first: int, seconds: float, *, before: int) -> tuple[int, int]:
    """Replace all graphs, version after version, and publish; until the writer is killed.

    The first version is written in peace. The last one that was acknowledged, and the last that
    was published; ``before`` if none.
    """
    acknowledged, published = first, before
    with store.writer() as writer:
        writer.replace_all((f"urn:g{number}", content(first)) for number in range(GRAPHS))
        killer = threading.Timer(seconds, os.kill, (writer._process.pid, signal.SIGKILL))
        killer.start()
        try:
            for version in range(first + 1, first + 100_000):
                if version % 5 == 0:
                    writer.update(RENEW.format(version=version))
                elif version % 2:
                    writer.replace_all(
                        (f"urn:g{number}", content(version)) for number in range(GRAPHS)
                    )
                else:  # graphs that are new are written in another way
                    for number in range(GRAPHS):
                        writer.remove(f"urn:g{number}")
                        writer.replace(f"urn:g{number}", content(version))
                acknowledged = version
                if version % 3 == 0:
                    writer.publish()
                    published = version
        except (StoreBrokenError, QueryTooLargeError):  # the latter during an update
            killer.join()
    return acknowledged, published


def check(found: dict[str, tuple[int, int, int]], *, at_least: int) -> None:
    """Each graph is whole, of one version, and none older; one may be just between two."""
    for triples, versions, last in found.values():
        assert (triples, versions) == (SIZE, 1), found
        assert last >= at_least, found
    assert len(found) >= GRAPHS - 1 or at_least == 0, found


def test_kill_9_of_the_writer_loses_nothing(tmp_path: Path) -> None:
    """Ten times, during replacing, removing, updating and publishing; readers find whole graphs."""
    chance = random.Random(7)
    version, floor = 1, 0
    with open_store(str(tmp_path / "store"), settings=Settings()) as store:
        with store.writer() as writer:
            writer.publish()
        for _ in range(ROUNDS):
            acknowledged, published = write_until_killed(
                store, version, chance.uniform(0.05, 0.4), before=floor
            )
            check(state(store), at_least=published)
            with store.writer() as writer:
                writer.publish()
            kept = state(store)
            check(kept, at_least=acknowledged)
            floor = min((found[2] for found in kept.values()), default=0)
            version = max([acknowledged, *(found[2] for found in kept.values())]) + 1
        assert floor > 0
        generations = tmp_path / "store" / "generations"
        assert all(path.name.isdecimal() for path in generations.iterdir())
        assert len(list(generations.iterdir())) <= 4


@pytest.mark.parametrize("milliseconds", [0, 20, 60, 150, 400])
def test_kill_9_during_a_bulk_load_is_all_or_nothing(tmp_path: Path, milliseconds: int) -> None:
    """Graphs of one batch are there, each of them whole, or not."""
    names = [f"urn:g{number}" for number in range(10)]
    with open_store(str(tmp_path / "store"), settings=Settings()) as store:
        with store.writer() as writer:
            writer.replace("urn:old", content(0))
            killer = threading.Timer(
                milliseconds / 1000, os.kill, (writer._process.pid, signal.SIGKILL)
            )
            killer.start()
            done = 0
            try:
                done = writer.replace_all((name, content(1)) for name in names)
                killer.join()
            except StoreBrokenError:
                assert done == 0
        with store.writer() as writer:
            writer.publish()
        found = state(store)
        assert found.pop("urn:old") == (SIZE, 1, 0)
        assert all(value == (SIZE, 1, 1) for value in found.values())
        assert len(found) >= done
