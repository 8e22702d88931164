"""Small generations in memory: the same answers, and nothing more is asked of the disk."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pyoxigraph as engine

from kg.store import Store
from kg.store.memory import Copy, megabytes_of

BACKENDS = ("embedded",)

EVERYTHING = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
PATIENCE = 30.0


def open_tables(process: int) -> list[str]:
    """The files with the engine's data that a process has open."""
    targets: list[str] = []
    for link in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since it was listed
            targets.append(str(link.readlink()))
    return [target for target in targets if target.endswith(".sst")]


def is_copied(process: int) -> bool:
    """Whether a reader lets go of the files, within some time."""
    deadline = time.monotonic() + PATIENCE
    while open_tables(process) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not open_tables(process)


def publish(store: Store, triple: str) -> None:
    with store.writer() as writer:
        writer.update(f"INSERT DATA {{ GRAPH <urn:g> {{ {triple} }} }}")
        writer.publish()


def test_a_copy_holds_what_the_store_holds() -> None:
    """More than one piece, in several graphs."""
    store = engine.Store()
    node = engine.NamedNode
    for number in range(2500):
        graph = node(f"urn:g{number % 7}") if number % 5 else engine.DefaultGraph()
        thing = engine.BlankNode() if number % 3 else node(f"urn:s{number}")
        store.add(engine.Quad(thing, node("urn:p"), engine.Literal(f"„{number}“"), graph))
    copy = Copy(store)
    assert [copy.take() for _ in range(4)] == [True, True, True, False]
    assert set(copy.store) == set(store)


def test_an_idle_reader_takes_a_small_generation_into_memory(open_backend, filled: Store) -> None:
    """It lets go of the files then, and answers as before."""
    store = open_backend(Path(filled.location), readers=1)
    before = store.query(EVERYTHING, accept="text/csv").read()
    (worker,) = store._readers._idle
    assert open_tables(worker.process.pid)
    assert is_copied(worker.process.pid)
    assert store.query(EVERYTHING, accept="text/csv").read() == before


def test_a_new_generation_is_seen_at_once(open_backend, tmp_path: Path) -> None:
    """Also by a reader that answers from memory."""
    store = open_backend(tmp_path / "store", readers=1)
    publish(store, "<urn:old> <urn:p> 1")
    question = "ASK { <urn:new> ?p ?o }"
    assert store.query(question, accept="text/csv").read() == b"false"
    (worker,) = store._readers._idle
    assert is_copied(worker.process.pid)
    publish(store, "<urn:new> <urn:p> 1")
    assert store.query(question, accept="text/csv").read() == b"true"


def test_a_large_generation_stays_on_the_disk(open_backend, filled: Store) -> None:
    """Nothing is copied where the setting forbids it."""
    store = open_backend(Path(filled.location), readers=1, memory_megabytes=0)
    store.query("ASK {}").read()
    (worker,) = store._readers._idle
    time.sleep(2.5)
    assert open_tables(worker.process.pid)
    assert megabytes_of(store._folder.generation_path(store.generation())) > 0
