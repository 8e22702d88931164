"""The folder of a store: what it accepts, keeps and deletes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg.errors import StoreError, StoreFormatError
from kg.settings import Settings
from kg.store import open_readers, open_store
from kg.store.header import VERSION
from kg.store.layout import Folder

BASE = "https://demining.example.org/"


def folder(path: Path) -> Folder:
    return Folder(path, BASE)


def with_generations(path: Path, count: int) -> Folder:
    place = folder(path)
    place.create()
    for number in range(1, count + 1):
        place.generation_path(number).mkdir()
        place.switch(number)
    return place


def test_a_store_is_created_once(tmp_path: Path) -> None:
    """Its id stays when it is created again; an empty folder is free to become one."""
    place = folder(tmp_path / "deep" / "store")
    assert place.header() is None
    place.create()
    header = place.header()
    place.create()
    assert place.header() == header
    (tmp_path / "empty").mkdir()
    assert folder(tmp_path / "empty").header() is None


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (None, "no store, and not empty"),
        ("nonsense", "not the header of a store"),
        ('["a list"]', "not the header of a store"),
        ({"format": "another"}, "not the header of a store"),
        ({"format": "demining-kg store", "base": BASE}, "not the header of a store"),
        (
            {"format": "demining-kg store", "version": 99, "base": BASE},
            "format 99, newer than .* 2: use the program that wrote it",
        ),
        (
            {"format": "demining-kg store", "version": 1, "base": BASE},
            "format 1, older than .* 2: run `demining-kg --store .* build --replace REPORTS",
        ),
        (
            {"format": "demining-kg store", "version": VERSION, "base": "http://a/"},
            "DEMINING_KG_BASE=http://a/",
        ),
    ],
)
def test_what_is_no_store_of_ours_is_refused(tmp_path: Path, header: object, said: str) -> None:
    """Another format, version or base, and a folder of something else: opening says why."""
    (tmp_path / "file").write_text("something")
    if header is not None:
        text = header if isinstance(header, str) else json.dumps(header)
        (tmp_path / "store.json").write_text(text)
    for attempt in (open_store, open_readers):
        with pytest.raises(StoreFormatError, match=said):
            attempt(str(tmp_path), settings=Settings())
    assert (tmp_path / "file").read_text() == "something"


def test_a_file_is_no_store(tmp_path: Path) -> None:
    """Neither it nor a folder within it can be one."""
    (tmp_path / "file").write_text("something")
    for place in (tmp_path / "file", tmp_path / "file" / "store"):
        with pytest.raises(StoreError, match="Not a directory"):
            open_store(str(place), settings=Settings())


def test_only_unused_old_generations_are_deleted(tmp_path: Path) -> None:
    """The last two stay, and those that are held, until they are released."""
    place = with_generations(tmp_path / "store", 1)
    held = place.hold()
    for number in (2, 3, 4, 5):
        place.generation_path(number).mkdir()
        place.switch(number)
    (place.path / "generations" / "6").mkdir()
    (place.path / "generations" / "6.draft").mkdir()
    place.sweep()
    assert sorted(p.name for p in (place.path / "generations").iterdir()) == ["1", "4", "5"]
    held.release()
    place.sweep()
    assert sorted(p.name for p in (place.path / "generations").iterdir()) == ["4", "5"]


def test_a_store_that_took_the_place_of_another_is_noticed(tmp_path: Path) -> None:
    """The same number in another folder is another generation."""
    place = with_generations(tmp_path / "store", 1)
    held = place.hold()
    assert held.is_in_place
    shutil.rmtree(place.path)
    with_generations(place.path, 1)
    assert not held.is_in_place
    held.release()


def test_a_broken_or_lost_generation_is_an_error(tmp_path: Path) -> None:
    """It is named."""
    place = with_generations(tmp_path / "store", 2)
    shutil.rmtree(place.generation_path(2))
    with pytest.raises(StoreError, match="generation 2 is gone"):
        place.hold()
    (place.path / "current").write_text("x")
    with pytest.raises(StoreError, match="current"):
        place.generation()
