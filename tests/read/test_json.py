"""JSON and JSON Lines: what is no report is named, the others are read."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kg.errors import ReportError
from kg.model import Report
from kg.read import jsonl, read

ROW = {
    "id": "a1",
    "url": "https://news.example.org/1",
    "title": "A week",
    "published": "2024-05-03",
    "country": "Azerbaijan",
    "kind": "weekly",
    "publisher": "Sample News",
    "lang": "en",
    "also": [],
    "text": "Twelve mines.\r\nThree hectares.",
}


def told(found: Report | ReportError) -> str:
    return found.reason if isinstance(found, ReportError) else f"= {found.text}"


@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_all_fields_are_taken(tmp_path: Path, ending: str) -> None:
    """The fields that a report has are read, others are passed over."""
    path = tmp_path / f"a.{ending}"
    path.write_text(json.dumps(ROW), "utf-8")
    (report,) = read(path)
    assert isinstance(report, Report)
    assert report == Report(
        id=report.id,
        text="Twelve mines.\nThree hectares.",
        source="https://news.example.org/1",
        own_id="a1",
        url="https://news.example.org/1",
        title="A week",
        outlet="Sample News",
        published=date(2024, 5, 3),
        lang="en",
        country="Azerbaijan",
    )


def test_the_kind_of_file_does_not_change_the_id(tmp_path: Path) -> None:
    """The same report from a list, a line or a text file is the same report."""
    (tmp_path / "a.json").write_text(json.dumps([ROW]), "utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps(ROW), "utf-8")
    (tmp_path / "c.txt").write_text(f"url: {ROW['url']}\n\n{ROW['text']}", "utf-8")
    found = [report for path in sorted(tmp_path.iterdir()) for report in read(path)]
    assert len(found) == 3
    assert len({report.id for report in found if isinstance(report, Report)}) == 1


def test_bad_lines_leave_the_others_in(tmp_path: Path) -> None:
    """Each line stands for itself; an error carries the line's number, blank ones count."""
    path = tmp_path / "a.jsonl"
    lines = [
        b'\xef\xbb\xbf{"text": "one"}',
        b"",
        b'{"text": "tw',
        b'{"title": "no text"}',
        b'{"text": "caf\xe9"}',
        b"[1]",
        b'{"text": "half \\ud83d"}',
        b'{"text": "nul \\u0000"}',
        b'{"text": "\xc2\xa0"}',
        b"\xff\xfe{",
        b'{"text": "last"}',
    ]
    path.write_bytes(b"\r\n".join(lines))
    found = list(read(path))
    assert [told(item) for item in found] == [
        "= one",
        "no JSON: Unterminated string starting at, column 10",
        "no report: the field text is missing or no text",
        f"not UTF-8: byte 0xE9 at offset {path.read_bytes().index(0xE9)}; save it as UTF-8",
        "no report: expected an object",
        "binary data: U+D83D at character 5",
        "binary data: U+0000 at character 4",
        "no report: the text is empty",
        f"not UTF-8: byte 0xFF at offset {path.read_bytes().index(0xFF)}; save it as UTF-8",
        "= last",
    ]
    wrong = [item for item in found if isinstance(item, ReportError)]
    assert [item.line for item in wrong] == [3, 4, 5, 6, 7, 8, 9, 10]
    assert str(wrong[0]).startswith(f"{path}:3: no JSON")


BAD_FIELDS = [
    ({"text": 7}, "no report: the field text is missing or no text"),
    ({"text": "a", "title": ["b"]}, "title: expected text, not list"),
    ({"text": "a", "id": True}, "id: expected text, not bool"),
    ({"text": "a", "published": "2024"}, "published: '2024' is no date; expected YYYY-MM-DD"),
    ({"text": "a", "published": 2024}, "published: expected text, not int"),
    ({"text": "a", "url": "ftp://a/"}, "url: 'ftp://a/' is no http or https address"),
    ({"text": "a", "lang": "?"}, "lang: '?' is no language tag; expected such as en or az"),
    ({"text": "a", "title": "\b"}, "binary data: U+0008 at character 0"),
]


@pytest.mark.parametrize(("fields", "reason"), BAD_FIELDS)
def test_a_bad_field_is_named(tmp_path: Path, fields: dict[str, object], reason: str) -> None:
    """Field and value, in a file of its own, in a list and in a line."""
    (tmp_path / "a.json").write_text(json.dumps(fields), "utf-8")
    (tmp_path / "b.json").write_text(json.dumps([fields]), "utf-8")
    (tmp_path / "c.jsonl").write_text(json.dumps(fields), "utf-8")
    found = [told(item) for path in sorted(tmp_path.iterdir()) for item in read(path)]
    assert found == [reason, f"item 1: {reason}", reason]


def test_a_number_may_be_an_id(tmp_path: Path) -> None:
    """Tables number their rows."""
    path = tmp_path / "a.json"
    path.write_text('{"id": 7, "text": "Twelve mines"}', "utf-8")
    (report,) = read(path)
    assert isinstance(report, Report)
    assert (report.own_id, report.source) == ("7", "7")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('{"text": "a",\n "title": ', 2, "no JSON: Expecting value, column 11"),
        ('[{"text": "a"}', 1, "no JSON: Expecting ',' delimiter, column 15"),
        ("12 mines", 1, "no JSON: Extra data, column 4"),
        ("12", None, "no report: expected an object, or a list of objects"),
        ("[]", None, "no report: expected an object, or a list of objects"),
        ("null", None, "no report: expected an object, or a list of objects"),
        ('{"text": "a", "text": "b"}', None, "no JSON that can be read: 'text' stands there twice"),
        ("[" * 200_000, None, "no JSON that can be read: nested too deeply"),
        (" \n", None, "nothing but white space"),
    ],
)
def test_a_file_that_is_no_json_is_refused(
    tmp_path: Path, text: str, line: int | None, reason: str
) -> None:
    """Truncated, nested without end or with a key twice: the reason says which, and where."""
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    (found,) = read(path)
    assert isinstance(found, ReportError)
    assert (found.reason, found.line) == (reason, line)


def test_a_number_without_end_is_refused(tmp_path: Path) -> None:
    """Python refuses to read a number of a hundred thousand digits; so do we, in words."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a", "n": ' + "1" * 100_000 + "}", "utf-8")
    (found,) = read(path)
    assert isinstance(found, ReportError)
    assert found.reason.startswith("no JSON that can be read: Exceeds the limit")


@pytest.mark.parametrize("content", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_lines_without_any_are_refused(tmp_path: Path, content: bytes) -> None:
    """A file that holds no line is no success."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    assert [told(item) for item in read(path)] == ["the file is empty"]


def test_lines_in_utf_16_are_refused(tmp_path: Path) -> None:
    """JSON Lines are UTF-8 by their definition."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a"}', "utf-16")
    assert [told(item) for item in read(path)] == ["UTF-16, but JSON Lines are UTF-8"]


def test_a_line_that_is_too_long_leaves_the_others_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a line beyond the limit no more is kept than the limit; offsets go on rightly."""
    monkeypatch.setattr(jsonl, "MOST_BYTES", 1_000_000)
    path = tmp_path / "a.jsonl"
    long = b'{"text": "' + b"m" * 3_500_000 + b'"}\n'
    path.write_bytes(b'{"text": "one"}\n' + long + b'{"text": "two"}\n\xff\n')
    found = list(read(path))
    assert [told(item) for item in found] == [
        "= one",
        "larger than 1 MB",
        "= two",
        f"not UTF-8: byte 0xFF at offset {len(long) + 32}; save it as UTF-8",
    ]
    assert [item.line for item in found if isinstance(item, ReportError)] == [2, 4]


def test_lines_are_read_one_by_one(tmp_path: Path) -> None:
    """The first report is there before the rest of the file is: nothing is read ahead."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "one"}\n' + '{"text": "more"}\n' * 100_000, "utf-8")
    reports: Iterator[Report | ReportError] = read(path)
    assert told(next(reports)) == "= one"
    path.write_text("", "utf-8")
    assert len(list(reports)) < 10_000
