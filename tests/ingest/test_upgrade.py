"""Stores of other formats, and what is no store: what each command says, and that nothing is lost.

The stores are real ones whose header was changed.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.cli import main
from kg.errors import StoreFormatError
from kg.ingest import pipeline
from kg.settings import Settings
from kg.store import open_readers, open_store, renew_store
from kg.store.header import VERSION

REPORT = """---
published: {day}
lang: en
country: Azerbaijan
---
ANAMA said that {hectares} hectares were cleared in Fuzuli from May 1 to May 7, 2023.
"""
OLDER, NEWER = VERSION - 1, VERSION + 1
REBUILD = "older than this program's 2: run `demining-kg --store {} build --replace REPORTS…`"
USE_NEWER = "newer than this program's 2: use the program that wrote it; nothing was changed"
Run = Callable[..., "Done"]
ARRIVALS = "SELECT ?day { GRAPH ?g { ?report dcterms:dateSubmitted ?day } } ORDER BY ?day"


class Done(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line in this process, which is quicker than forty processes."""

    def run(*words: object, day: str = "2023-01-02") -> Done:
        moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
        monkeypatch.setattr(sys, "argv", ["demining-kg", *map(str, words)])
        monkeypatch.setattr("kg.cli.shared.chosen", {})
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(int(ended.value.code or 0), *capsys.readouterr())

    return run


def files(folder: Path) -> dict[str, bytes]:
    found = (p for p in folder.rglob("*") if p.is_file() and p.name != "writer.lock")
    return {str(p.relative_to(folder)): p.read_bytes() for p in found}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two reports, a store of the first, built on 2 January 2023, and a backup."""
    folder = tmp_path_factory.mktemp("upgrade")
    (folder / "reports").mkdir()
    for number, name in enumerate(("first", "second")):
        text = REPORT.format(day=f"2023-05-0{number + 8}", hectares=100 + number)
        (folder / "reports" / f"{name}.txt").write_text(text, "utf-8")
    store = folder / "store"
    report = folder / "reports" / "first.txt"
    with pytest.MonkeyPatch.context() as patch, open_store(str(store)) as opened:
        patch.setenv("SOURCE_DATE_EPOCH", "1672617600")
        pipeline.build(opened, [report])
        opened.backup(folder / "copy")
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copytree(built, tmp_path / "copied"))


def change(place: Path, **values: object) -> None:
    """Change the header of a store."""
    said = json.loads((place / "store.json").read_text())
    (place / "store.json").write_text(json.dumps({**said, **values}))


COMMANDS = {
    "build": ["build", "{folder}/reports"],
    "replace": ["build", "--replace", "{folder}/reports"],
    "serve": ["serve", "--port", "0"],
    "query": ["query", "ASK {{}}"],
    "ask": ["ask", "agencies-in"],
    "dump": ["dump", "{folder}/out.nq"],
    "backup": ["backup", "{folder}/new"],
    "restore": ["restore", "{folder}/copy"],
    "restore-replace": ["restore", "--replace", "{folder}/copy"],
}


HEADERS = {
    "older": ({"version": OLDER}, REBUILD),
    "newer": ({"version": NEWER}, USE_NEWER),
    "base": ({"base": "https://other.example/"}, "set DEMINING_KG_BASE=https://other.example/"),
    "foreign": ({"format": "something else"}, "store.json is not the header of a store"),
}
WAYS_OUT = {("older", "replace"), ("older", "restore-replace")}


@pytest.mark.parametrize(
    ("kind", "command"),
    [(kind, name) for kind in HEADERS for name in COMMANDS if (kind, name) not in WAYS_OUT],
)
def test_every_command_says_what_to_do(run: Run, folder: Path, kind: str, command: str) -> None:
    """One line with the store and the way out, exit code 3; the store stays as it was."""
    store = folder / "store"
    header, said = HEADERS[kind]
    if (kind, command) == ("older", "restore"):
        said = "holds something already: --replace"
    change(store, **header)
    before = files(store)
    words = [word.format(folder=folder) for word in COMMANDS[command]]
    done = run("--store", store, *words)
    assert done.status == 3, done.err
    assert f"error: {store}: " in done.err
    assert said.format(store) in done.err
    assert "Traceback" not in done.err
    assert files(store) == before
    assert not (folder / "new").exists()


@pytest.mark.parametrize("kind", HEADERS)
def test_a_backup_of_another_format_is_refused(run: Run, folder: Path, kind: str) -> None:
    """The error names the backup and the way out; neither it nor the store is touched."""
    header, said = HEADERS[kind]
    change(folder / "copy", **header)
    before = files(folder)
    done = run("--store", folder / "store", "restore", folder / "copy", "--replace")
    assert done.status == 3
    assert f"error: {folder / 'copy'}: " in done.err
    assert said.format(folder / "copy") in done.err
    assert files(folder) == before


def test_an_older_store_is_built_anew_in_its_place(run: Run, folder: Path) -> None:
    """Decisions stay, and the day on which each report came in; the rest is as in a new store."""
    store = folder / "store"
    (store / "decisions.jsonl").write_text("")
    (store / "renewal" / "generations").mkdir(parents=True)  # of one that was killed
    change(store, version=OLDER)
    done = run("--store", store, "build", "--replace", folder / "reports", day="2023-02-01")
    assert done.status == 0, done.err
    assert "older format, is built anew" in done.err
    assert "generation  2" in done.err
    assert (store / "decisions.jsonl").exists()
    assert json.loads((store / "store.json").read_text())["version"] == VERSION
    days = run("--store", store, "query", ARRIVALS, "--format", "csv").out.split()
    assert days == ["day", "2023-01-02", "2023-02-01"]
    assert run("--store", store, "build", folder / "reports").status == 0
    left = {path.name for path in store.iterdir()}
    assert "renewal" not in left
    new = folder / "new"
    run("--store", new, "build", folder / "reports")
    count = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    found = [run("--store", place, "query", count, "--format", "csv") for place in (new, store)]
    assert found[0] == found[1]
    assert found[0].out.count("/report/") == 2


def test_decisions_of_an_older_store_are_followed(run: Run, folder: Path) -> None:
    """A file of them that is wrong keeps the old store as it is."""
    store = folder / "store"
    (store / "decisions.jsonl").write_text("nonsense\n")
    change(store, version=OLDER)
    before = files(store)
    done = run("--store", store, "build", "--replace", folder / "reports")
    assert done.status == 3
    assert f"{store / 'decisions.jsonl'}:1: not JSON" in done.err
    assert files(store) == before


def test_a_backup_can_take_the_place_of_an_older_store(run: Run, folder: Path) -> None:
    """With --replace."""
    change(folder / "store", version=OLDER)
    done = run("--store", folder / "store", "restore", folder / "copy", "--replace")
    assert done.status == 0, done.err
    assert run("--store", folder / "store", "query", "ASK {}").status == 0


def test_only_an_older_store_is_built_anew(folder: Path) -> None:
    """From Python too; an error while it is filled leaves the old one, and no drafts."""
    place = folder / "store"
    with pytest.raises(StoreFormatError, match="no store of an older format"):
        renew_store(str(place), print, kept=[])
    change(place, version=OLDER)
    before = files(place)

    def fail(_: object) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        renew_store(str(place), fail, kept=[], settings=Settings())
    assert files(place) == before
    for attempt in (open_store, open_readers):
        with pytest.raises(StoreFormatError, match="build --replace"):
            attempt(str(place), settings=Settings())
