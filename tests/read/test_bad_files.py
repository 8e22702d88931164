"""The folder of broken inputs: each is refused for its own reason, what is good is read."""

from pathlib import Path

import pytest

from kg.errors import ReportError
from kg.model import Report
from kg.read import FORMATS, find, read

FOLDER = Path(__file__).parent.parent / "data" / "bad"
KEYS = "id, url, title, publisher, published, lang, country, also"
EXPECTED = {
    "blank.md": ["no report: the text is empty"],
    "empty.txt": ["the file is empty"],
    "mixed.jsonl": [
        "2: no report: the field text is missing or no text",
        "3: no JSON: Expecting value, column 1",
        "5: published: 'yesterday' is no date; expected YYYY-MM-DD",
    ],
    "nothing.html": ["no article found in this page"],
    "table.ods": [f"unknown kind of file (.ods); known are {', '.join(FORMATS)}"],
    "truncated.json": ["1: no JSON: Unterminated string starting at, column 49"],
    "unclosed.txt": ["1: the front matter that line 1 opens with --- is not closed"],
    "unknown-key.md": [f"3: author: 'N. N.' has an unknown key; known are {KEYS}"],
    "wrong-date.txt": ["3: published: '31 June 2024' is no date; expected YYYY-MM-DD"],
}


def test_the_table_is_complete() -> None:
    """Each file of the folder has its expected reasons, and each reason its file."""
    assert [path.name for path in find([FOLDER])] == sorted(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_bad_input_has_its_reason(name: str) -> None:
    """The error names the file, the line where there is one, and what is wrong."""
    errors = [item for item in read(FOLDER / name) if isinstance(item, ReportError)]
    reasons = [
        item.reason if item.line is None else f"{item.line}: {item.reason}" for item in errors
    ]
    assert reasons == EXPECTED[name]
    assert all(str(item).startswith(str(FOLDER / name)) for item in errors)


def test_good_lines_between_bad_ones_are_read() -> None:
    """Bad lines keep no other out."""
    good = [item.own_id for item in read(FOLDER / "mixed.jsonl") if isinstance(item, Report)]
    assert good == ["g1", "g2"]
