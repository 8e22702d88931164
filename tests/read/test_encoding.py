"""Bytes that are text are read as such, bytes that are not are refused with their place."""

import codecs
import os
from pathlib import Path

import pytest

from kg.errors import ReportError
from kg.model import Report
from kg.read import encoding, read

WORDS = "Ağdam – 12 mina, Агдам"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big"],
)
def test_unicode_is_read(tmp_path: Path, data: bytes) -> None:
    """UTF-8 with or without its mark, UTF-16 with one; the mark is no part of the text."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    (report,) = read(path)
    assert isinstance(report, Report)
    assert report.text == WORDS


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
BAD = {
    "empty": (b"", "the file is empty"),
    "latin-1": (b"Mine h\xe4ufig", "not UTF-8: byte 0xE4 at offset 6; save it as UTF-8"),
    "cyrillic": ("Мины".encode("cp1251"), "not UTF-8: byte 0xCC at offset 0; save it as UTF-8"),
    "cut off": ("Агдам".encode()[:-1], "not UTF-8: byte 0xD0 at offset 8; save it as UTF-8"),
    "utf-16 without mark": ("Mines".encode("utf-16-le"), "binary data: a NUL byte at offset 1"),
    "utf-16 cut off": (
        codecs.BOM_UTF16_LE + b"a\0b",
        "not UTF-16-LE: byte 0x62 at offset 4; save it as UTF-8",
    ),
    "utf-32": ("Mines".encode("utf-32"), "binary data: U+0000 at character 0"),
    "picture": (PNG, "binary data: a NUL byte at offset 8"),
    "escape codes": (b"\x1b[31m12 mines", "binary data: U+001B at character 0"),
    "no character": ("mine\uffff".encode(), "binary data: U+FFFF at character 4"),
}


@pytest.mark.parametrize("ending", ["txt", "md", "json", "html"])
@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_text_is_refused(tmp_path: Path, ending: str, kind: str) -> None:
    """The reason names the place in the file; the same for every kind of file."""
    data, reason = BAD[kind]
    path = tmp_path / f"a.{ending}"
    path.write_bytes(data)
    (found,) = read(path)
    assert isinstance(found, ReportError)
    assert found.reason == reason


@pytest.mark.parametrize("data", [codecs.BOM_UTF8, b" \n\t\r\n ", "\u00a0\u2003\n".encode()])
@pytest.mark.parametrize(
    ("ending", "reason"),
    [
        ("txt", "no report: the text is empty"),
        ("json", "nothing but white space"),
        ("html", "no article found in this page"),
    ],
)
def test_white_space_is_no_report(tmp_path: Path, data: bytes, ending: str, reason: str) -> None:
    """A file of blanks, or of a byte order mark alone, is refused in its own words."""
    path = tmp_path / f"a.{ending}"
    path.write_bytes(data)
    (found,) = read(path)
    assert isinstance(found, ReportError)
    assert found.reason == reason


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is one constant; a file of just that size passes."""
    monkeypatch.setattr(encoding, "MOST_BYTES", 1_000_000)
    path = tmp_path / "a.txt"
    path.write_text("m" * 1_000_000, "utf-8")
    assert isinstance(next(read(path)), Report)
    path.write_text("m" * 1_000_001, "utf-8")
    (found,) = read(path)
    assert isinstance(found, ReportError)
    assert found.reason == "larger than 1 MB, too much for a single text"


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    """A folder or a pipe with the name of a text file is named for what it is."""
    os.mkfifo(tmp_path / "pipe.txt")
    (found,) = read(tmp_path / "pipe.txt")
    assert isinstance(found, ReportError)
    assert found.reason == "not a regular file"


def test_a_name_that_is_no_text_can_still_be_printed(tmp_path: Path) -> None:
    """File names are bytes on some systems; neither an error nor an id stumbles over one."""
    path = tmp_path / os.fsdecode(b"week-\xff.txt")
    path.write_text("Twelve mines", "utf-8")
    (report,) = read(path)
    assert isinstance(report, Report)
    assert report.source == "week-?.txt"
    path.write_text("", "utf-8")
    (found,) = read(path)
    assert str(found).encode().decode().endswith("week-?.txt: the file is empty")
