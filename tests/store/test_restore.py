"""A restore puts a backup in place of a store, whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import StoreError, StoreFormatError, StoreLockedError, StoreMissingError
from kg.settings import Settings
from kg.store import Backup, Store, open_store, restore_store
from kg.store.backup.placing import mend
from kg.store.layout import Folder

BACKENDS = ("embedded",)

Open = Callable[..., Store]
A, B, C = (f"https://example.org/{letter}" for letter in "abc")
BASE = "https://demining.example.org/"


def content(version: int, size: int = 100) -> bytes:
    return b"".join(b'<urn:s%d> <urn:p> "%d" .\n' % (i, version) for i in range(size))


def write(store: Store, name: str, version: int) -> int:
    with store.writer() as writer:
        writer.replace(name, content(version))
        return writer.publish()


def graphs(store: Store) -> set[str]:
    rows = store.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", accept="text/csv").read()
    return set(rows.decode().split()[1:])


def files(folder: Path) -> dict[str, bytes]:
    """All that a folder holds, but who had the lock last."""
    found = {p.relative_to(folder): p for p in folder.rglob("*") if p.is_file()}
    return {str(name): p.read_bytes() for name, p in found.items() if p.name != "writer.lock"}


@pytest.fixture
def taken(open_backend: Open, tmp_path: Path) -> Backup:
    """A backup with the graph ``A`` and decisions, taken of a store that is no more."""
    store = open_backend(tmp_path / "first")
    write(store, A, 1)
    (tmp_path / "first" / "decisions.jsonl").write_text("of the backup\n")
    done = store.backup(tmp_path / "copy")
    shutil.rmtree(tmp_path / "first")
    return done


def test_a_backup_becomes_a_store_where_none_was(
    open_backend: Open, taken: Backup, tmp_path: Path
) -> None:
    """With its decisions; the backup is as it was, and no part of the store."""
    before = files(taken.path)
    done = restore_store(str(tmp_path / "store"), taken.path)
    assert (done.path, done.quads, done.set_aside) == (tmp_path / "store", 100, None)
    store = open_backend(tmp_path / "store")
    assert graphs(store) == {A}
    assert store.generation() == done.generation == taken.generation
    assert (tmp_path / "store" / "decisions.jsonl").read_text() == "of the backup\n"
    write(store, B, 1)
    assert graphs(store) == {A, B}
    assert files(taken.path) == before


def test_what_a_store_holds_is_replaced_only_when_asked_to(
    open_backend: Open, taken: Backup, tmp_path: Path
) -> None:
    """All of it then: graphs, what was not yet published, decisions; these are set aside."""
    store = open_backend(tmp_path / "store")
    for version in range(1, 4):
        write(store, B, version)
    with store.writer() as writer:
        writer.replace(C, content(1))
    (tmp_path / "store" / "decisions.jsonl").write_text("of the store\n")
    before, tag = files(tmp_path / "store"), store.tag()
    with pytest.raises(StoreError, match="store: holds something already: --replace"):
        restore_store(store.location, taken.path)
    assert files(tmp_path / "store") == before
    assert graphs(store) == {B}
    done = restore_store(store.location, taken.path, replace=True)
    assert graphs(store) == {A}
    assert store.generation() == done.generation == 4
    assert store.tag() != tag
    assert (tmp_path / "store" / "decisions.jsonl").read_text() == "of the backup\n"
    assert done.set_aside is not None
    assert done.set_aside.read_text() == "of the store\n"
    with store.writer() as writer:
        assert writer.graphs() == {A}
        writer.replace(C, content(2))
        assert writer.publish() == 5
    assert graphs(store) == {A, C}


@pytest.mark.parametrize("thing", ["primary", "decisions.jsonl"])
def test_what_was_never_published_is_something_too(
    open_backend: Open, taken: Backup, tmp_path: Path, thing: str
) -> None:
    """Reports of a build that was broken off, and decisions."""
    with open_backend(tmp_path / "store").writer() as writer:
        writer.replace(B, content(1))
    if thing != "primary":
        shutil.rmtree(tmp_path / "store" / "primary")
        (tmp_path / "store" / thing).write_text("mine\n")
    with pytest.raises(StoreError, match="holds something already"):
        restore_store(str(tmp_path / "store"), taken.path)
    assert (tmp_path / "store" / thing).exists()


@pytest.mark.parametrize(
    ("of_store", "of_backup", "kept", "is_set_aside"),
    [
        (None, "b", "b", False),
        ("s", None, None, True),
        ("s", "s", "s", False),
        ("s", "b", "b", True),
        (None, None, None, False),
    ],
)
def test_decisions_are_those_of_the_backup(
    taken: Backup,
    tmp_path: Path,
    of_store: str | None,
    of_backup: str | None,
    kept: str | None,
    *,
    is_set_aside: bool,
) -> None:
    """What was decided since stands beside, if it is something else."""
    place = tmp_path / "store"
    restore_store(str(place), taken.path)
    for folder, text in ((place, of_store), (taken.path, of_backup)):
        (folder / "decisions.jsonl").unlink(missing_ok=True)
        if text is not None:
            (folder / "decisions.jsonl").write_text(text)
    done = restore_store(str(place), taken.path, replace=True)
    now = place / "decisions.jsonl"
    assert (now.read_text() if now.exists() else None) == kept
    assert (done.set_aside is not None) == is_set_aside
    assert not list(place.glob("*restoring*"))


def test_decisions_kept_elsewhere_stay(taken: Backup, tmp_path: Path) -> None:
    """Where the settings name a file, no file in the store counts."""
    settings = Settings(decisions=str(tmp_path / "mine.jsonl"))
    restore_store(str(tmp_path / "store"), taken.path, settings=settings)
    assert not (tmp_path / "store" / "decisions.jsonl").exists()


def test_a_store_that_is_written_to_is_not_replaced(
    open_backend: Open, taken: Backup, tmp_path: Path
) -> None:
    """The error names who writes."""
    store = open_backend(tmp_path / "store")
    write(store, B, 1)
    with (
        store.writer(),
        pytest.raises(StoreLockedError, match=f"written to by process {os.getpid()}"),
    ):
        restore_store(store.location, taken.path, replace=True)
    assert graphs(store) == {B}


def damage_data(copy: Path) -> None:
    path = max(copy.rglob("*.sst"), key=lambda file: file.stat().st_size)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.unlink()  # it may be a link
    path.write_bytes(data)


def lose_data(copy: Path) -> None:
    next(copy.rglob("*.sst")).unlink()


def lose_generation(copy: Path) -> None:
    shutil.rmtree(copy / "generations")


def lose_quads(copy: Path) -> None:
    said = json.loads((copy / "backup.json").read_text())
    (copy / "backup.json").write_text(json.dumps({**said, "quads": 101, "sha256": {}}))


def cut_manifest(copy: Path) -> None:
    (copy / "backup.json").write_bytes((copy / "backup.json").read_bytes()[:50])


def damage_without_manifest(copy: Path) -> None:
    (copy / "backup.json").unlink()
    next(copy.rglob("MANIFEST-*")).write_bytes(b"nonsense")


def damage_number(copy: Path) -> None:
    (copy / "current").write_text("x")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (damage_data, r"copy: is damaged: generations/1/\d+.sst is not what was written"),
        (lose_data, r"copy: is damaged: generations/1/\d+.sst cannot be read: No such file"),
        (lose_generation, "copy: generation 1 is gone"),
        (lose_quads, "copy: is damaged: 100 quads, not 101"),
        (cut_manifest, "copy: is damaged: backup.json"),
        (damage_without_manifest, "copy: generation 1 cannot be opened"),
        (damage_number, "copy: the file `current` cannot be read"),
    ],
)
def test_a_damaged_backup_is_not_put_in_place(
    open_backend: Open,
    taken: Backup,
    tmp_path: Path,
    damage: Callable[[Path], None],
    said: str,
) -> None:
    """The error says what is damaged; the store stays as it was."""
    write(open_backend(tmp_path / "store"), B, 1)
    before = files(tmp_path / "store")
    damage(taken.path)
    with pytest.raises(StoreError, match=said):
        restore_store(str(tmp_path / "store"), taken.path, replace=True)
    assert files(tmp_path / "store") == before


def test_what_is_no_backup_is_refused(taken: Backup, tmp_path: Path) -> None:
    """A folder of something else, none, one without anything, the store itself."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").write_text("mine")
    place = str(tmp_path / "store")
    with pytest.raises(StoreFormatError, match="other: is no store"):
        restore_store(place, tmp_path / "other")
    with pytest.raises(StoreMissingError, match="nowhere: holds no backup"):
        restore_store(place, tmp_path / "nowhere")
    with pytest.raises(StoreError, match="is the store itself"):
        restore_store(str(taken.path), taken.path, replace=True)
    with pytest.raises(StoreFormatError, match="other: is no store"):
        restore_store(str(tmp_path / "other"), taken.path, replace=True)
    with pytest.raises(StoreError, match="restored by its own means"):
        restore_store("https://example.org/sparql", taken.path)
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("damage", [damage_number, lose_generation, lose_data])
def test_a_damaged_store_can_be_restored(
    open_backend: Open, taken: Backup, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """That is what backups are for."""
    store = open_backend(tmp_path / "store")
    write(store, B, 1)
    damage(tmp_path / "store")
    restore_store(store.location, taken.path, replace=True)
    assert graphs(open_backend(tmp_path / "store")) == {A}
    write(store, C, 1)
    assert graphs(store) == {A, C}


def test_a_backup_that_was_written_to_since_is_a_store_like_others(
    open_backend: Open, taken: Backup, tmp_path: Path
) -> None:
    """Its manifest speaks of an earlier generation; what it holds now is restored."""
    write(open_backend(taken.path), B, 1)
    restore_store(str(tmp_path / "store"), taken.path)
    assert graphs(open_backend(tmp_path / "store")) == {A, B}


KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from kg.store import durable, layout
from kg.store.backup import placing
from kg.store.layout import Folder
from kg.store.lock import lock

place, source, step, left = Path(sys.argv[1]), Path(sys.argv[2]), 0, 0

def counting(call):
    def counted(*args, **more):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*args, **more)
    return counted

def run(folder):
    names = ("replace", "unlink", "mkdir", "hardlink_to")
    for name in names:
        setattr(Path, name, counting(getattr(Path, name)))
    for name in ("copyfile", "rmtree"):
        setattr(shutil, name, counting(getattr(shutil, name)))
    for module in (durable, placing):
        module.sync_folder = counting(module.sync_folder)
    with lock(folder, "test"):
        placing.place(
            folder,
            source / "generations" / "7",
            default_graph="union",
            above=0,
            decisions=source / "decisions.jsonl",
            takes_decisions=True,
        )
    os._exit(0)

while True:
    step += 1
    folder = Folder(place.with_name(f"{place.name}-{step}"), "https://demining.example.org/")
    shutil.copytree(place, folder.path)
    left = step
    child = os.fork()
    if child == 0:
        run(folder)
    if os.waitpid(child, 0)[1] == 0:
        break
print(step)
"""


def old_store(place: Path) -> Folder:
    """A store whose files are no data of an engine, so that each step of a restore is quick."""
    folder = Folder(place, BASE)
    folder.create()
    for number in (1, 2):
        folder.generation_path(number).mkdir()
        (folder.generation_path(number) / "data.sst").write_text("old")
        (folder.generation_path(number) / "CURRENT").write_text("old")
        folder.switch(number)
    folder.primary.mkdir()
    (folder.primary / "data.sst").write_text("old")
    folder.digests.write_text("{}")
    (place / "decisions.jsonl").write_text("old")
    return folder


def state(folder: Folder) -> dict[str, str]:
    """What the next process finds: the data of the newest generation, and what goes with it."""
    number = folder.generation()
    assert number is not None
    data = (folder.generation_path(number) / "data.sst").read_text()
    assert (folder.generation_path(number) / "CURRENT").read_text() == data
    return {
        "data": data,
        "primary": str(folder.primary.exists()),
        "digests": str(folder.digests.exists()),
        "decisions": (folder.path / "decisions.jsonl").read_text(),
        "left": str(sorted(p.name for p in folder.path.glob("[a-z]*restoring*"))),
    }


def test_a_restore_that_is_killed_at_any_step_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """Killed before each step that it takes on the disk; the next process does what is left."""
    old = old_store(tmp_path / "store")
    source = old_store(tmp_path / "source")
    shutil.move(source.generation_path(2), source.generation_path(7))
    for name in ("generations/7/data.sst", "generations/7/CURRENT", "decisions.jsonl"):
        (source.path / name).write_text("new")
    command = [sys.executable, "-c", KILLED, str(old.path), str(source.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    steps = int(done.stdout)
    assert steps > 20
    before = state(old)
    after = {**before, "data": "new", "decisions": "new", "primary": "False", "digests": "False"}
    found = []
    for step in range(1, steps + 1):
        folder = Folder(tmp_path / f"store-{step}", BASE)
        mend(folder)
        assert state(folder) in (before, after), step
        assert folder.header() is not None
        assert (folder.header() == old.header()) == (state(folder) == before)
        found.append(state(folder)["data"])
        folder.sweep()
        names = [p.name for p in (folder.path / "generations").iterdir()]
        assert all(name.isdecimal() for name in names), step
    assert found == sorted(found, reverse=True)
    assert set(found) == {"old", "new"}


def test_what_a_killed_restore_left_is_mended_before_anything_is_written(
    open_backend: Open, taken: Backup, tmp_path: Path
) -> None:
    """The writer begins with what was restored, not with what the store held before."""
    store = open_backend(tmp_path / "store")
    write(store, B, 1)
    folder = Folder(tmp_path / "store", BASE)
    shutil.copytree(taken.path / "generations" / "1", folder.generation_path(2))
    header = {"version": 2, "base": BASE, "id": "new"}
    note = {"generation": 2, "header": header, "takes_decisions": False}
    (tmp_path / "store" / "restoring.json").write_text(json.dumps(note))
    folder.switch(2)
    with store.writer() as writer:
        assert writer.graphs() == {A}
    assert store.tag() == "new-2"


def test_a_default_graph_of_its_own_is_restored_too(open_backend: Open, tmp_path: Path) -> None:
    """Whatever kind of default graph the store had before."""
    own = open_backend(tmp_path / "own", default_graph="own")
    with own.writer() as writer:
        writer.update(
            "INSERT DATA { <urn:s> <urn:p> <urn:o> . GRAPH <urn:g> { <urn:a> a <urn:b> } }"
        )
        writer.publish()
    done = own.backup(tmp_path / "copy")
    assert done.quads == 2
    store = open_backend(tmp_path / "store")
    write(store, B, 1)
    restore_store(store.location, done.path, replace=True)
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert store.query(count, accept="text/csv").read().split() == [b"n", b"1"]
    with store.writer() as writer:
        writer.update("INSERT DATA { <urn:s> <urn:p> <urn:more> }")
        writer.publish()
    assert store.query(count, accept="text/csv").read().split() == [b"n", b"2"]


def test_a_reader_goes_over_to_what_was_restored(
    open_backend: Open, taken: Backup, tmp_path: Path
) -> None:
    """Without being opened again, every time; also where a whole folder took another's place."""
    store = open_backend(tmp_path / "store")
    write(store, B, 1)
    assert graphs(store) == {B}
    restore_store(store.location, taken.path, replace=True)
    assert graphs(store) == {A}
    (tmp_path / "store").rename(tmp_path / "aside")
    with open_store(str(tmp_path / "store"), settings=Settings()) as other:
        write(other, C, 1)
    assert graphs(store) == {C}
