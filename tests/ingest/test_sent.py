"""Reports that a server has read in a process of their own."""

import json
from pathlib import Path

import pytest

from api.changes.ingest import Build, Sent, _at_work
from api.child import Child, ChildFailedError, Nursery
from api.errors import Problem
from kg.ingest.sent import READ
from kg.settings import Settings
from kg.store import open_store

REPORT = "Baku, 3 March 2024. ANAMA cleared 12 hectares in Aghdam."


@pytest.fixture
def store(tmp_path: Path) -> str:
    location = str(tmp_path / "store")
    with open_store(location) as store, store.writer() as writer:
        writer.publish()
    return location


def test_what_is_accepted_waits_for_its_turn(store: str, tmp_path: Path) -> None:
    """It tells which file it is at, and when it is at all of them."""
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    (tmp_path / "b.txt").write_text("Nothing.", "utf-8")
    with Child(["kg.ingest.sent", store, "a.txt", "b.txt"], folder=str(tmp_path)) as child:
        assert child.line(60).decode().strip() == READ
        told = json.loads(child.finish(b"\n", seconds=60))
        child._complaints.seek(0)
        complaint = child._complaints.read().decode()
    assert (told["accepted"], len(told["rejected"])) == (1, 1)
    assert [line for line in complaint.splitlines() if line.startswith("at")] == [
        *("at a.txt", "at b.txt"),  # read
        *("at a.txt", "at b.txt"),  # understood
        "at ",
        "at ",
    ]
    with open_store(store) as opened:
        assert opened.generation() == 2


def test_nothing_is_written_and_nobody_waits_if_all_is_rejected(store: str, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Nothing.", "utf-8")
    with Child(["kg.ingest.sent", store, "b.txt"], folder=str(tmp_path)) as child:
        told = json.loads(child.line(60))
    assert (told["accepted"], len(told["rejected"]), told["generation"]) == (0, 1, 1)
    with open_store(store) as opened:
        assert opened.generation() == 1


@pytest.mark.parametrize(
    ("complaint", "file"),
    [
        ("", ""),
        ("error: MemoryError", ""),
        ("at a.txt\nat b c.txt\nerror: MemoryError", "b c.txt"),
        ("at a.txt\nat \nerror: MemoryError", ""),
    ],
)
def test_the_file_at_work_is_the_last_told(complaint: str, file: str) -> None:
    assert _at_work(complaint) == file


@pytest.mark.parametrize(
    ("complaint", "detail"),
    [
        ("at a.txt\nat", "its process was ended; whether they are read in is not known"),
        ("at a.txt\nerror: a store: the disk is full", "a store: the disk is full"),
    ],
)
def test_who_sent_them_is_told_what_is_known(complaint: str, detail: str) -> None:
    """A process that is killed while it writes may have published."""

    class Killed:
        def finish(self, *_: object, **__: object) -> bytes:
            raise ChildFailedError(complaint, -9)

    sent = Sent(b"", "text/plain", "a")
    with Nursery() as nursery:
        build = Build("/store", sent, {"a.txt": b""}, Settings(), nursery=nursery)
        build._child = Killed()  # type: ignore[assignment]
        with pytest.raises(Problem) as told:
            build.write(None)
    assert (told.value.status, told.value.detail) == (503, detail)
