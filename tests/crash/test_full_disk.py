"""A disk that is full, or files that may not grow: an error, and nothing that was there is lost."""

from __future__ import annotations

import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.settings import Settings
from kg.store import Store, open_store, restore_store

A, B = "https://example.org/a", "https://example.org/b"
SMALL = b"<urn:s> <urn:p> <urn:o> .\n"
SIZE = 6_000
ALWAYS_TOO_SMALL = 4_096


def large(version: int) -> bytes:
    return b"".join(b'<urn:s%d> <urn:p> "%d%s" .\n' % (i, version, b"x" * 90) for i in range(SIZE))


def write(store: Store, version: int) -> None:
    with store.writer() as writer:
        writer.replace(B, large(version))
        writer.publish()


def count(store: Store) -> int:
    text = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    return int(store.query(text, accept="text/csv").read().split()[1])


@pytest.mark.parametrize("limit", [0, 100, 4_096, 60_000, 400_000])
def test_a_disk_that_is_full_while_publishing_loses_nothing(tmp_path: Path, limit: int) -> None:
    """What was published is answered with; what was acknowledged is there for the next writer."""
    with open_store(str(tmp_path / "store"), settings=Settings()) as store:
        with store.writer() as writer:
            writer.replace(A, SMALL)
            generation = writer.publish()
            writer.replace(B, large(1))
            resource.prlimit(writer._process.pid, resource.RLIMIT_FSIZE, (limit, limit))
            if limit <= ALWAYS_TOO_SMALL:
                with pytest.raises(StoreError, match=f"{store.location}: cannot be published"):
                    writer.publish()
                assert store.generation() == generation
                assert count(store) == 1
            with suppress(StoreError):  # it depends on the engine how large its files are
                writer.publish()
        with store.writer() as writer:
            assert writer.graphs() == {A, B}
            writer.publish()
        assert count(store) == SIZE + 1
        generations = tmp_path / "store" / "generations"
        assert all(path.name.isdecimal() for path in generations.iterdir())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB, where the system lets us have one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_store_on_a_disk_that_fills_up_goes_on_once_there_is_room(small_disk: Path) -> None:
    """Writing, publishing, backup and restore fail with what was wanted, and lose nothing."""
    with open_store(str(small_disk / "store"), settings=Settings()) as store:
        with store.writer() as writer:
            writer.replace(A, SMALL)
            writer.publish()
        filler = small_disk / "filler"
        free = shutil.disk_usage(small_disk).free
        filler.write_bytes(bytes(free - 40_000))
        with pytest.raises(StoreError, match="No space left"):
            write(store, 1)
        filler.write_bytes(bytes(shutil.disk_usage(small_disk).free + filler.stat().st_size))
        with pytest.raises(StoreError, match="cannot be backed up here: No space left"):
            store.backup(small_disk / "copy")
        with pytest.raises(StoreError, match=r"No space left"):
            restore_store(str(small_disk / "other"), small_disk / "store")
        assert count(store) == 1
        filler.unlink()
        assert {path.name for path in small_disk.iterdir()} <= {"store", "other"}
        write(store, 2)
        assert count(store) == SIZE + 1
        assert store.backup(small_disk / "copy").quads == SIZE + 1
