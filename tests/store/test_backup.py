"""Backups are whole, checked, and stores themselves; nothing is left of one that failed."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import StoreError, StoreMissingError
from kg.settings import Settings
from kg.store import Dataset, Past, Store, open_store

BACKENDS = ("embedded",)

Open = Callable[..., Store]
NAMES = [f"https://example.org/{letter}" for letter in "abcd"]
VERSIONS = "SELECT DISTINCT ?o { GRAPH ?g { ?s ?p ?o } }"


def content(version: int) -> bytes:
    return b"".join(b'<urn:s%d> <urn:p> "%06d" .\n' % (i, version) for i in range(300))


def write(store: Store, version: int) -> int:
    with store.writer() as writer:
        writer.replace_all((name, content(version)) for name in NAMES)
        return writer.publish()


def dumped(store: Store, folder: Path) -> bytes:
    store.dump(folder / "dump.nq")
    return (folder / "dump.nq").read_bytes()


def test_a_backup_is_a_store_itself(empty: Store, open_backend: Open, tmp_path: Path) -> None:
    """It has the same graphs and decisions, an id of its own, and can be written to."""
    number = write(empty, 1)
    (Path(empty.location) / "decisions.jsonl").write_text('{"left": 1}\n')
    done = empty.backup(tmp_path / "deep" / "copy")
    assert (done.path, done.generation) == (tmp_path / "deep" / "copy", number)
    assert done.quads == 1200
    assert done.bytes > 1200
    copy = open_backend(done.path)
    assert dumped(copy, tmp_path) == dumped(empty, tmp_path)
    assert (done.path / "decisions.jsonl").read_text() == '{"left": 1}\n'
    assert copy.tag() != empty.tag()
    with copy.writer() as writer:
        assert writer.graphs() == set(NAMES)
        writer.remove(NAMES[0])
        assert writer.publish() == number + 1
    assert b"300" not in copy.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").read()
    assert len(dumped(empty, tmp_path).splitlines()) == 1200
    assert [path.name for path in done.path.parent.iterdir()] == ["copy"]


def test_decisions_kept_elsewhere_are_copied_too(open_backend: Open, tmp_path: Path) -> None:
    """Those of the settings are the ones that count."""
    (tmp_path / "mine.jsonl").write_text("mine\n")
    store = open_backend(tmp_path / "store", decisions=str(tmp_path / "mine.jsonl"))
    write(store, 1)
    (tmp_path / "store" / "decisions.jsonl").write_text("others\n")
    done = store.backup(tmp_path / "copy")
    assert (done.path / "decisions.jsonl").read_text() == "mine\n"


def test_backups_while_others_write_are_whole(
    empty: Store, open_backend: Open, tmp_path: Path
) -> None:
    """Each holds one published version, however fast versions follow each other."""
    write(empty, 1)
    stop = threading.Event()

    def go_on() -> None:
        version = 1
        with empty.writer() as writer:
            while not stop.is_set():
                version += 1
                writer.replace_all((name, content(version)) for name in NAMES)
                writer.publish()

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        for number in range(4):
            done = empty.backup(tmp_path / str(number))
            assert done.quads == 1200
            found = open_backend(done.path).query(VERSIONS, accept="text/csv").read().split()
            assert len(found) == 2, found
    finally:
        stop.set()
        thread.join()


def test_the_data_are_shared_on_one_disk_and_copied_elsewhere(
    empty: Store, open_backend: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hard links where they can be made; only of files that are never written to again."""
    write(empty, 1)
    linked = empty.backup(tmp_path / "linked")
    files = list(linked.path.rglob("*.sst"))
    assert files
    assert all(file.stat().st_nlink > 1 for file in files)
    others = [p for p in linked.path.rglob("*") if p.is_file() and p not in files]
    assert all(file.stat().st_nlink == 1 for file in others)

    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    copied = empty.backup(tmp_path / "copied")
    assert all(file.stat().st_nlink == 1 for file in copied.path.rglob("*.sst"))
    assert dumped(open_backend(copied.path), tmp_path) == dumped(empty, tmp_path)


def test_what_cannot_be_a_backup_is_refused(empty: Store, tmp_path: Path) -> None:
    """Nothing to copy, a folder with something in it, a file, the store itself; all stays."""
    with pytest.raises(StoreMissingError, match="holds nothing yet"):
        empty.backup(tmp_path / "copy")
    write(empty, 1)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("mine")
    (tmp_path / "empty").mkdir()
    inside = Path(empty.location) / "copy"
    for place, said in [
        (tmp_path / "full", "full: is not empty"),
        (tmp_path / "full" / "file", "file: is no folder"),
        (tmp_path / "full" / "file" / "copy", "is no folder"),
        (inside, "lies within the store"),
    ]:
        with pytest.raises(StoreError, match=said):
            empty.backup(place)
    assert (tmp_path / "full" / "file").read_text() == "mine"
    assert not inside.exists()
    assert not (tmp_path / "copy").exists()
    with pytest.raises(StoreError, match="only the whole store"):
        Past(empty, Dataset(), "2023-01-01").backup(tmp_path / "past")  # type: ignore[arg-type]
    assert empty.backup(tmp_path / "empty").quads == 1200


def test_two_backups_to_one_folder_do_not_mix(empty: Store, tmp_path: Path) -> None:
    """The second is told that there is another; what a dead one left is cleared away."""
    write(empty, 1)
    draft = tmp_path / ".copy.draft"
    (draft / "generations" / "1").mkdir(parents=True)
    (draft / "store.json").write_text("half")
    descriptor = os.open(draft, os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    with pytest.raises(StoreError, match="another backup"):
        empty.backup(tmp_path / "copy")
    os.close(descriptor)
    assert empty.backup(tmp_path / "copy").quads == 1200
    assert not draft.exists()


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
from kg.errors import StoreError
from kg.store import open_store
try:
    open_store(sys.argv[1]).backup(sys.argv[2])
except StoreError as error:
    sys.exit(str(error))
"""


def test_a_disk_that_is_full_is_an_error_and_leaves_nothing(empty: Store, tmp_path: Path) -> None:
    """It names the folder; there is no half backup."""
    write(empty, 1)
    command = [sys.executable, "-c", LIMITED, empty.location, str(tmp_path / "copy")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "copy: " in done.stderr
    assert "cannot be backed up here: File too large" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
    assert empty.backup(tmp_path / "copy").quads == 1200


SLOW = """
import sys, time
from kg.store import open_store
from kg.store.backup import archive
def stand_still(*_):
    print("here", flush=True)
    time.sleep(60)
archive._count = stand_still
open_store(sys.argv[1]).backup(sys.argv[2])
"""


def test_a_backup_that_is_killed_is_none(empty: Store, tmp_path: Path) -> None:
    """It never had its name; the store is as it was, and the next backup finds room."""
    write(empty, 1)
    command = [sys.executable, "-c", SLOW, empty.location, str(tmp_path / "copy")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    assert not (tmp_path / "copy").exists()
    assert empty.backup(tmp_path / "copy").quads == 1200
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy", "store"]


def test_the_manifest_tells_what_a_backup_holds(empty: Store, tmp_path: Path) -> None:
    """Generation, quads, and a digest of each file."""
    write(empty, 1)
    done = empty.backup(tmp_path / "copy")
    said = json.loads((done.path / "backup.json").read_text())
    assert (said["generation"], said["quads"]) == (done.generation, done.quads)
    files = {str(p.relative_to(done.path)) for p in done.path.rglob("*") if p.is_file()}
    assert set(said["sha256"]) == files - {"backup.json"}


def test_default_settings_suffice(tmp_path: Path) -> None:
    """A store is backed up by whoever opens it."""
    with open_store(str(tmp_path / "store"), settings=Settings()) as store:
        write(store, 1)
        assert store.backup(tmp_path / "copy").seconds > 0
