"""Text files: front matter, the dateline, the identity of a report."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from kg.errors import ReportError
from kg.model import Report
from kg.read import read

BODY = "ANAMA: 12 mines were found in Aghdam.\n\nThe area is 3 hectares.\n"


def only(path: Path) -> Report:
    (report,) = read(path)
    assert isinstance(report, Report), report
    return report


def error(path: Path) -> ReportError:
    (found,) = read(path)
    assert isinstance(found, ReportError), found
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "week-17.txt"


def test_a_text_without_front_matter_is_taken_whole(file: Path) -> None:
    """Nothing is trimmed or joined: offsets refer to the text as received."""
    file.write_text("  " + BODY, "utf-8")
    assert only(file) == Report(
        id=sha256(f"week-17.txt\n  {BODY}".encode()).hexdigest()[:16],
        text="  " + BODY,
        source="week-17.txt",
    )


HEAD = """url: https://news.example.org/17
title: "Mines: a week"
publisher: Sample News
published: 2024-05-03T10:00:00+04:00
lang: EN
country: Azerbaijan
id: s17
"""


@pytest.mark.parametrize(
    "head", [f"---\n# a note\n{HEAD}\n---\n", f"{HEAD}\n", HEAD.title() + "\n"]
)
def test_front_matter_is_read(file: Path, head: str) -> None:
    """Between fences or plain, in any case; every key has its place in the report."""
    file.write_text(head + "The week.\n" + BODY, "utf-8")
    report = only(file)
    assert report.text == "The week.\n" + BODY
    assert (report.title or "").lower() == "mines: a week"
    assert (report.own_id or "").lower() == "s17"
    assert (report.url or "").lower() == report.source.lower() == "https://news.example.org/17"
    assert report.published == date(2024, 5, 3)
    assert (report.lang, report.country, report.outlet) == ("en", "Azerbaijan", "Sample News")


def test_an_empty_value_says_nothing(file: Path) -> None:
    """A key without a value is as good as none."""
    file.write_text("title:\npublished: \nlang: en\n\n" + BODY, "utf-8")
    report = only(file)
    assert (report.title, report.published, report.lang) == (None, None, "en")


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Baku: eleven mines\nhave been found.\n",
        "Note: this is a text.\n\ntitle: it only looks like a head.\n",
        "https://news.example.org says that\n",
    ],
)
def test_a_text_that_begins_with_a_colon_is_no_head(file: Path, text: str) -> None:
    """Only lines with a known key make a head."""
    file.write_text(text, "utf-8")
    assert only(file).text == text


def test_a_plain_head_may_be_followed_by_the_text_at_once(file: Path) -> None:
    """The head ends at the first line that is not of its form."""
    file.write_text("title: A week\nTwelve mines were found.\n", "utf-8")
    assert (only(file).title, only(file).text) == ("A week", "Twelve mines were found.\n")


UNKNOWN_KEY = (
    "author: 'N. N.' has an unknown key; known are "
    "id, url, title, publisher, published, lang, country, also"
)


@pytest.mark.parametrize(
    ("head", "line", "reason"),
    [
        (
            "---\ntitle: A\npublished: 3.5.24\n---\n",
            3,
            "published: '3.5.24' is no date; expected YYYY-MM-DD",
        ),
        ("published: 2024-02-30\n\n", 1, "published: '2024-02-30' is no date; expected YYYY-MM-DD"),
        (
            "title: A\nauthor: N. N.\n\n",
            2,
            UNKNOWN_KEY,
        ),
        (
            "---\ntitle: A\ntitle: B\n---\n",
            3,
            "title: 'B' stands in the front matter a second time",
        ),
        ("---\n  - list\n---\n", 2, "front matter: '  - list' is not of the form key: value"),
        ("---\ntitle: A\n", 1, "the front matter that line 1 opens with --- is not closed"),
        (
            "title: A\nurl: javascript:alert(1)\n\n",
            2,
            "url: 'javascript:alert(1)' is no http or https address",
        ),
        ("url: http://[::1\n\n", 1, "url: 'http://[::1' is no http or https address"),
        ("url: http://a b/\n\n", 1, "url: 'http://a b/' is no http or https address"),
        ("lang: English\n\n", 1, "lang: 'English' is no language tag; expected such as en or az"),
    ],
)
def test_a_wrong_head_is_named_with_its_line(file: Path, head: str, line: int, reason: str) -> None:
    """The error says key, value and line."""
    file.write_text(head + BODY.replace(":", ""), "utf-8")
    found = error(file)
    assert (found.reason, found.line, found.source) == (reason, line, str(file))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("1 September 2023 17:10 (UTC+04:00)", date(2023, 9, 1)),
        ("September 1, 2023", date(2023, 9, 1)),
        ("Sept. 1, 2023, 5:10 pm", date(2023, 9, 1)),
        ("3rd May 2024", date(2024, 5, 3)),
        ("2023-09-01 17:10", date(2023, 9, 1)),
        ("2023-09-01T17:10:00", date(2023, 9, 1)),
        ("01.09.2023 17:10", date(2023, 9, 1)),
        ("10 noyabr 2025 10:01", date(2025, 11, 10)),
        ("6 июля 2021, 12:30 (GMT+4)", date(2021, 7, 6)),
        ("1 September 2023 09:05 UTC-3", date(2023, 9, 1)),
        ("1 September 2023 UTC*3", None),
        ("31 September 2023", None),
        ("1 Brumaire 2023", None),
        ("09/01/2023", None),
        ("1 September 2023. Eleven mines were found.", None),
        ("On 1 September 2023", None),
    ],
)
def test_the_dateline_gives_the_date(file: Path, line: str, day: date | None) -> None:
    """A first line that is a date and nothing else; the text keeps it."""
    file.write_text(f"{line}\n\n{BODY}", "utf-8")
    assert only(file).published == day
    assert only(file).text.startswith(line)


def test_front_matter_goes_before_the_dateline(file: Path) -> None:
    """What is said outright counts; a dateline is taken only where nothing is said."""
    line = "1 September 2023 17:10 (UTC+04:00)"
    file.write_text(f"published: 2023-09-02\n\n{line}\n{BODY}", "utf-8")
    assert only(file).published == date(2023, 9, 2)
    file.write_text(f"lang: en\n\n{line}\n{BODY}", "utf-8")
    assert only(file).published == date(2023, 9, 1)


def test_the_id_is_the_same_on_any_machine(tmp_path: Path) -> None:
    """Neither the folder, nor line ends, nor a byte order mark, nor the accents' form count."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = tmp_path / "a" / "cəbra\u00efl.txt", tmp_path / "b" / "cəbrai\u0308l.txt"
    one.write_bytes(b"Line one\nLine two")
    other.write_bytes("\ufeffLine one\r\nLine two".encode())
    assert only(one) == only(other)
    assert str(tmp_path) not in only(one).source


def test_the_id_rests_on_the_address_before_the_own_id(file: Path) -> None:
    """One text at two addresses is two reports; the file's name counts only without either."""
    ids = []
    for head in ("url: http://a.example/\nid: 1\n\n", "id: 1\n\n", ""):
        file.write_text(head + BODY[7:], "utf-8")
        ids.append((only(file).source, only(file).id))
    assert [source for source, _ in ids] == ["http://a.example/", "1", "week-17.txt"]
    assert len({key for _, key in ids}) == 3


def test_signs_of_markdown_are_no_words(tmp_path: Path) -> None:
    """Headings, emphasis, links and quotations are read as text; lists and stars stay."""
    path = tmp_path / "note.md"
    path.write_text(
        "# Press note\n\n**Phnom Penh** – *CMAC* said [60 ha](https://example.org/a) were cleared."
        "\n> 5 * 3 plots\n- 12 mines\n",
        "utf-8",
    )
    (report,) = read(path)
    assert isinstance(report, Report)
    assert report.text.splitlines() == [
        "Press note",
        "",
        "Phnom Penh – CMAC said 60 ha were cleared.",
        "5 * 3 plots",
        "- 12 mines",
    ]
    plain = path.with_suffix(".txt")
    plain.write_text("# 3 **mines**", "utf-8")
    (kept,) = read(plain)
    assert isinstance(kept, Report)
    assert kept.text == "# 3 **mines**"
