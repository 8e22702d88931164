"""Stores for the tests: one per backend, made afresh or filled once for reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.settings import Settings
from kg.store import Store, open_store

Open = Callable[..., Store]
ROWS = 150


def triples(count: int, name: str = "s") -> bytes:
    """So many N-Triples, one for each of as many subjects."""
    return b"".join(
        f'<https://example.org/{name}{i}> <https://example.org/p> "{i}" .\n'.encode()
        for i in range(count)
    )


STRAY = """
SELECT (COUNT(*) AS ?n) {
  { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }
  UNION { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }
}
"""
"""Counts what the default graph has and no named graph, or the other way round."""


@pytest.fixture(scope="session")
def is_merged() -> Callable[[Store], bool]:
    """Tells whether the default graph of what is published is the union of its named graphs."""
    return lambda store: store.query(STRAY, accept="text/csv").read().split() == [b"n", b"0"]


@pytest.fixture(scope="session", params=["embedded"])
def open_backend(request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens a store at a place, with changed settings; all are closed at the end."""
    opened: list[Store] = []

    def open_(place: Path, **changes: object) -> Store:
        assert request.param == "embedded"
        values = {"query_seconds": 20.0, "query_megabytes": 512, **changes}
        store = open_store(str(place), settings=Settings(**values))
        opened.append(store)
        return store

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def empty(open_backend: Open, tmp_path: Path) -> Store:
    """A store that holds nothing yet."""
    return open_backend(tmp_path / "store")


@pytest.fixture(scope="session")
def filled(open_backend: Open, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store for reading: graphs ``…/a`` and ``…/b``, 150 triples in each."""
    store = open_backend(tmp_path_factory.mktemp("filled") / "store")
    with store.writer() as writer:
        writer.replace("https://example.org/a", triples(ROWS))
        writer.replace("https://example.org/b", triples(ROWS, "t"))
        writer.publish()
    return store
