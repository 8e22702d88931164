"""Files that people ask for are whole, and what was there before is not lost."""

import os
from pathlib import Path

import pytest

from kg.files import save


def test_a_file_that_finds_no_room_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture or table of yesterday is better than half of today's."""
    target = tmp_path / "table.csv"
    target.write_text("yesterday", "utf-8")

    def half(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match="No space left"):
        save(target, b"today, and all of it")
    assert target.read_text("utf-8") == "yesterday"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_leads_to_its_file(tmp_path: Path) -> None:
    """The link stays; the file keeps who may read it."""
    real, link = tmp_path / "real.nq", tmp_path / "link.nq"
    real.write_text("old", "utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    save(link, b"new")
    assert link.is_symlink()
    assert (real.read_bytes(), real.stat().st_mode & 0o777) == (b"new", 0o640)


def test_what_is_no_file_is_written_to(tmp_path: Path) -> None:
    """A pipe or a device (``/dev/null``) stays what it is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        save(pipe, b"through")
        assert os.read(reading, 100) == b"through"
    finally:
        os.close(reading)
    assert pipe.is_fifo()
    with pytest.raises(IsADirectoryError):
        save(tmp_path, b"")
