"""The writing process: what it keeps when it dies, and what it says when it cannot write."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import QueryTooLargeError, StoreBrokenError, StoreError, StoreLockedError
from kg.store import Store

BACKENDS = ("embedded",)

A, B = "https://example.org/a", "https://example.org/b"
ONE = b"<urn:s> <urn:p> <urn:o> .\n"
MANY = b"".join(b'<urn:s%d> <urn:p> "%s" .\n' % (i, b"x" * 100) for i in range(20_000))


def test_a_writer_that_dies_is_broken_and_loses_nothing(empty: Store) -> None:
    """Every call says so; closing is allowed; the next writer has all that was acknowledged."""
    with empty.writer() as writer:
        assert writer.replace(A, ONE)
        os.kill(writer._process.pid, signal.SIGKILL)
        for _ in range(2):
            with pytest.raises(StoreBrokenError, match="open a new writer"):
                writer.replace(B, ONE)
    with empty.writer() as writer:
        assert writer.graphs() == {A}


def test_a_closed_writer_writes_no_more(empty: Store) -> None:
    """Closing twice is allowed; its process is gone."""
    writer = empty.writer()
    writer.close()
    writer.close()
    assert writer._process.returncode is not None
    with pytest.raises(StoreBrokenError):
        writer.replace(A, ONE)


def test_a_disk_that_is_full_is_an_error_and_loses_nothing(empty: Store) -> None:
    """The error names the store; what was published stays, and can be added to later."""
    with empty.writer() as writer:
        writer.replace(A, ONE)
        generation = writer.publish()
        resource.prlimit(writer._process.pid, resource.RLIMIT_FSIZE, (4096, 4096))
        with pytest.raises(StoreError, match=f"{empty.location}: cannot be"):
            writer.replace(B, MANY)
        with pytest.raises(StoreBrokenError):
            writer.publish()
    assert empty.generation() == generation
    with empty.writer() as writer:
        assert writer.graphs() == {A}
        assert writer.replace(B, MANY)
        assert writer.publish() == generation + 1
    assert b'"20001"' in empty.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").read()


@pytest.mark.parametrize("default_graph", ["union", "own"])
def test_a_graph_replaced_in_parts_is_what_it_is_in_one(
    open_backend: Callable[..., Store], tmp_path: Path, default_graph: str
) -> None:
    """Few lines or many, new or in place of others; the same again changes nothing."""
    parts = [MANY[at : at + 70_070] for at in range(0, len(MANY), 70_070)]
    store = open_backend(tmp_path / "s", default_graph=default_graph)
    with store.writer() as writer:
        assert writer.replace_in_parts(A, iter(parts))
        assert writer.replace(B, MANY)
        generation = writer.publish()
        assert not writer.replace_in_parts(A, iter(parts))
        assert not writer.replace(A, MANY)
        assert writer.publish() == generation
        assert set(writer.content(A).splitlines()) == set(MANY.splitlines())
        assert writer.replace_in_parts(A, [ONE])
        assert writer.content(A) == ONE
        assert writer.replace_in_parts(A, [])
        assert writer.content(A) == b""
        with pytest.raises(ValueError, match=r"graph <.*/b>: .*line 2"):
            writer.replace_in_parts(B, [ONE, b"<urn:s> <urn:p> <no iri> .\n", ONE])
        with pytest.raises(ValueError, match="no name of a graph"):
            writer.replace_in_parts("no name", [ONE])
        assert set(writer.content(B).splitlines()) == set(MANY.splitlines())


def test_a_disk_that_is_full_before_all_parts_are_there_is_an_error(empty: Store) -> None:
    """As for a graph in one piece, however much is still to come."""
    with empty.writer() as writer:
        writer.replace(A, ONE)
        resource.prlimit(writer._process.pid, resource.RLIMIT_FSIZE, (4096, 4096))
        with pytest.raises(StoreError, match=f"{empty.location}: cannot be"):
            writer.replace_in_parts(B, [MANY] * 3)
    with empty.writer() as writer:
        assert writer.graphs() == {A}


def test_a_generation_that_cannot_be_made_is_an_error(empty: Store) -> None:
    """The former one stays the newest; publishing again succeeds once there is room."""
    with empty.writer() as writer:
        generation = writer.publish()
        writer.replace(A, ONE)
        generations = Path(empty.location) / "generations"
        shutil.rmtree(generations)
        generations.write_text("in the way")
        with pytest.raises(StoreError, match="cannot be published"):
            writer.publish()
    assert empty.generation() == generation
    generations.unlink()
    with empty.writer() as writer:
        assert writer.publish() == generation + 1


def test_a_place_that_cannot_be_written_to_is_an_error(open_backend, tmp_path: Path) -> None:
    """It names the place."""
    place = tmp_path / "store"
    store = open_backend(place)
    place.write_text("in the way")
    with pytest.raises(StoreError, match=str(place)):
        store.writer()


def test_a_primary_that_is_damaged_is_an_error(empty: Store) -> None:
    """It names the store; readers still answer from what is published."""
    with empty.writer() as writer:
        writer.replace(A, ONE)
        writer.publish()
    (Path(empty.location) / "primary" / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match="cannot be opened"):
        empty.writer()
    assert b"true" in empty.query("ASK { ?s ?p ?o }").read()


def test_a_primary_that_is_gone_is_restored_from_what_is_published(empty: Store, is_merged) -> None:
    """So a copy needs the header, `current` and its generation only."""
    with empty.writer() as writer:
        writer.replace(A, ONE)
        generation = writer.publish()
    shutil.rmtree(Path(empty.location) / "primary")
    with empty.writer() as writer:
        assert writer.graphs() == {A}
        assert not writer.replace(A, ONE)
        assert writer.publish() == generation
        writer.replace(B, ONE)
        assert writer.publish() == generation + 1
        assert is_merged(empty)
        assert writer.remove(A)
        writer.publish()
    assert is_merged(empty)
    assert b'"1"' in empty.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").read()


def test_an_update_that_needs_too_much_memory_is_stopped(open_backend, tmp_path: Path) -> None:
    """It leaves nothing behind."""
    store = open_backend(tmp_path / "store", query_megabytes=128)
    doubling = " ".join(f"BIND (CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40))
    with store.writer() as writer:
        writer.replace(A, ONE)
        with pytest.raises(QueryTooLargeError, match="128 MB"):
            writer.update(
                f"INSERT {{ GRAPH <{B}> {{ <urn:s> <urn:p> ?x40 }} }} "
                f'WHERE {{ BIND ("0123456789" AS ?x0) {doubling} }}'
            )
    with store.writer() as writer:
        assert writer.graphs() == {A}


def test_a_writer_ends_with_the_one_who_opened_it(empty: Store, open_backend) -> None:
    """A killed program does not keep the store locked."""
    code = (
        "import sys; from kg.store import open_store;"
        "w = open_store(sys.argv[1]).writer();"
        "w.replace('urn:kept', b''); print('ready', flush=True); input()"
    )
    command = [sys.executable, "-c", code, empty.location]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"ready\n"
        with pytest.raises(StoreLockedError, match=f"process {other.pid}"):
            empty.writer()
        other.kill()
    while True:
        try:
            writer = empty.writer()
        except StoreLockedError:
            continue  # it is just ending
        break
    with writer:
        assert writer.graphs() == {"urn:kept"}
