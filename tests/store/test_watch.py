"""What is seen of a store from outside: who writes, and how large it is."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from kg.store import Store, open_store, size_of, writer_of

BACKENDS = ("embedded",)


def test_the_writer_is_seen_while_it_writes(empty: Store) -> None:
    """By the words of its lock; a lock that nobody holds any more says nothing."""
    assert writer_of(empty.location) is None
    with empty.writer():
        assert f"process {os.getpid()}" in writer_of(empty.location)
    assert writer_of(empty.location) is None


def test_looking_keeps_no_writer_out(empty: Store) -> None:
    """However often one looks."""
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            writer_of(empty.location)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        for _ in range(5):
            empty.writer().close()
    finally:
        stop.set()
        looking.join()


def test_a_size_counts_each_file_once(filled: Store, tmp_path: Path) -> None:
    """A generation is made of other names of the same files."""
    size = size_of(filled.location)
    named = sum(p.lstat().st_size for p in Path(filled.location).rglob("*") if p.is_file())
    assert 0 < size < 2 * named
    (tmp_path / "a").write_bytes(b"x" * 100_000)
    one = size_of(str(tmp_path))
    os.link(tmp_path / "a", tmp_path / "b")
    assert size_of(str(tmp_path)) == one >= 100_000


@pytest.mark.parametrize("location", ["nowhere", "https://store.example/sparql"])
def test_what_is_no_folder_has_no_size(location: str) -> None:
    """Nor a writer."""
    assert (size_of(location), writer_of(location)) == (None, None)


def test_a_damaged_lock_is_no_error(empty: Store) -> None:
    """What it says is cut, and read however it is written."""
    with open_store(empty.location, settings=empty.settings).writer():
        (Path(empty.location) / "writer.lock").write_bytes(b"\xff" * 1000)
        assert len(writer_of(empty.location)) == 200
