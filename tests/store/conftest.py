"""Stores for the tests: one per backend, made afresh or filled once for reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import servers

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
  UNION { GRAPH ?g { ?s ?p ?o } FILTER (?g != <https://demining.example.org/generation>)
    FILTER NOT EXISTS { ?s ?p ?o } }
}
"""
"""Counts what the default graph has and no named graph, or the other way round.

Of a server's graphs one says which generation it is, and belongs to neither.
"""


@pytest.fixture(scope="session")
def is_merged() -> Callable[[Store], bool]:
    """Tells whether the default graph of what is published is the union of its named graphs."""
    return lambda store: store.query(STRAY, accept="text/csv").read().split() == [b"n", b"0"]


BACKENDS = ("embedded", *servers.STARTERS)


MERGED = "test_the_graphs_of_a_dataset_are_merged"
WRONG = "test_a_wrong_query_is_told_where"
TWICE = "counts a triple of several default graphs once for each"
WORDS = "says in other words, or not at all, what is wrong"
WHOLE = "is read to its end first: the call fails, not its chunks"
MEMORY = "merges nothing in the memory of ours"
DIFFERS = (
    ("oxigraph", MERGED, ("default0", "default1", "default2", "default7", "default8"), TWICE),
    ("oxigraph", "test_graphs_that_are_too_large_to_be_merged_are_an_error", (), MEMORY),
    ("virtuoso", MERGED, ("default0", "default1"), TWICE),
    ("virtuoso", MERGED, ("default10",), "knows no graphs without triples"),
    ("virtuoso", "test_a_graph_that_is_wrongly_named_is_told_where", (), WORDS),
    ("virtuoso", "test_graphs_that_are_too_large_to_be_merged_are_an_error", (), MEMORY),
    ("virtuoso", WRONG, ("expected", "prefix ex", "unbound"), WORDS),
    ("virtuoso", "test_a_query_that_takes_too_long_is_stopped", (), WHOLE),
)
"""What servers do otherwise: backend, test, some of its cases or none for all, why.

docs/engines.md tells of it.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Expect the differences; one that there is no longer is to be taken from the list."""
    for item in items:
        for backend, test, cases, reason in DIFFERS:
            if item.originalname == test and is_case(item.callspec, backend, cases):
                item.add_marker(pytest.mark.xfail(reason=f"{backend} {reason}", strict=True))


def is_case(callspec: object, backend: str, cases: tuple[str, ...]) -> bool:
    """Whether a test is run on this backend, and on one of these cases if there are any."""
    if callspec.params.get("backend") != backend:
        return False
    return not cases or any(re.search(rf"{part}(?!\d)", callspec.id) for part in cases)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test of a store on all backends, or on those that its module names."""
    if "backend" in metafunc.fixturenames:
        names = getattr(metafunc.module, "BACKENDS", BACKENDS)
        metafunc.parametrize("backend", names, indirect=True, scope="session")


@pytest.fixture(scope="session")
def backend(request: pytest.FixtureRequest) -> str:
    """The name of the backend under test."""
    if request.param == "virtuoso" and servers.virtuoso_binary() is None:
        pytest.skip("no Virtuoso here (apt-get install virtuoso-opensource-7-bin)")
    return request.param


@pytest.fixture(scope="session")
def pool(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Pool | None]:
    """The servers of the backend; none for the embedded one."""
    if backend == "embedded":
        yield None
        return
    pool = servers.Pool(servers.STARTERS[backend], tmp_path_factory.mktemp(backend))
    yield pool
    pool.close()


@pytest.fixture(scope="session")
def open_backend(pool: servers.Pool | None) -> Iterator[Open]:
    """Opens a store at a place, with changed settings; all are closed at the end.

    Each place has a server of its own, where the backend is one.
    """
    opened: list[Store] = []

    def open_(place: Path, **changes: object) -> Store:
        values = {
            "query_seconds": 20.0 if pool is None else 60.0,
            "query_megabytes": 512,
            **changes,
        }
        location = str(place)
        if pool is not None:
            location = pool.at(place).address
            values |= {"drafts": str(place.with_name(f"{place.name}-drafts"))}
        store = open_store(location, settings=Settings(**values))
        opened.append(store)
        return store

    yield open_
    for store in opened:
        store.close()


@pytest.fixture(autouse=True)
def _emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """The servers that a test has written to are emptied after it."""
    has_place = {"pool", "tmp_path"} <= set(request.fixturenames)
    pool = request.getfixturevalue("pool") if has_place else None
    place = request.getfixturevalue("tmp_path") if has_place else None
    yield
    if pool is not None:
        pool.release(place)


@pytest.fixture
def empty(open_backend: Open, tmp_path: Path) -> Store:
    """A store that holds nothing yet."""
    return open_backend(tmp_path / "store")


@pytest.fixture(scope="session")
def filled_place(tmp_path_factory: pytest.TempPathFactory, backend: str) -> Path:
    """Where ``filled`` is."""
    return tmp_path_factory.mktemp(f"filled-{backend}") / "store"


@pytest.fixture(scope="session")
def filled(open_backend: Open, filled_place: Path) -> Store:
    """A store for reading: graphs ``…/a`` and ``…/b``, 150 triples in each."""
    store = open_backend(filled_place)
    with store.writer() as writer:
        writer.replace("https://example.org/a", triples(ROWS))
        writer.replace("https://example.org/b", triples(ROWS, "t"))
        writer.publish()
    return store
