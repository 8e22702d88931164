"""Whatever is in a file, reading it yields reports and errors and raises neither."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import Report
from kg.read import FORMATS, read
from kg.read.encoding import NO_TEXT

PIECES = st.sampled_from(
    [
        b"---\n", b"title: A\n", b"published: 2024-01-01\n", b"url: http://[\n", b"lang: \xc4\n",
        b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\n", b"\0", b'{"text": "', b'"}', b"[", b"]", b",",
        b'"published": "x"', b"\\ud800", b"<html>", b"<p>", b"</p>", b"<article>",
        b"<meta charset=", b"windows-1251>", b"<?xml version='1.0' encoding='x'?>", b"&#0;",
        b"&#xD800;", b"<!--", b"<script>", b"<table><tr><td>", b"1 May 2024\n",
        b"12 mines were found in the district. ",
    ]
)  # fmt: skip
BYTES = st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=30).map(b"".join))


@pytest.mark.parametrize("ending", FORMATS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=BYTES)
def test_any_bytes_are_reports_or_errors(ending: str, data: bytes) -> None:
    """And a report that comes out can be stored: its text is whole and well-formed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"any{ending}"
        path.write_bytes(data)
        found = list(read(path))
        assert found
        assert [str(item) for item in read(path)] == [str(item) for item in found]
    for item in found:
        if isinstance(item, Report):
            assert item.text.strip()
            assert not NO_TEXT.search(item.text)
            assert "\r" not in item.text
            assert len(item.id) == 16
        else:
            assert item.reason
            assert str(item).encode()


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1))
def test_a_text_comes_back_as_it_was(text: str) -> None:
    """Offsets refer to the text as received: it goes through a line of JSON unchanged."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.jsonl"
        path.write_text(json.dumps({"text": text}), "utf-8")
        (found,) = read(path)
    if isinstance(found, Report):
        assert found.text == text.removeprefix("\ufeff")
    else:
        assert NO_TEXT.search(text) or not text.removeprefix("\ufeff").strip()
