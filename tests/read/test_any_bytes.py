"""Whatever is in a file, reading it yields reports and errors and raises neither."""

import csv
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ReportError
from kg.model import EventClaim, Report, Table
from kg.read import FORMATS, ReportGraph, read
from kg.read.encoding import NO_TEXT

PIECES = st.sampled_from(
    [
        b"---\n", b"title: A\n", b"published: 2024-01-01\n", b"url: http://[\n", b"lang: \xc4\n",
        b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\n", b"\0", b'{"text": "', b'"}', b"[", b"]", b",",
        b'"published": "x"', b"\\ud800", b"<html>", b"<p>", b"</p>", b"<article>",
        b"<meta charset=", b"windows-1251>", b"<?xml version='1.0' encoding='x'?>", b"&#0;",
        b"&#xD800;", b"<!--", b"<script>", b"<table><tr><td>", b"1 May 2024\n",
        b"12 mines were found in the district. ", b"district,uxo\n", b"Fuzuli,3\n", b"#adm1\n",
        b"<urn:a> a <urn:b> .", b"@prefix", b'{"@context": ', b'"@id": "urn:x"', b"PK\x03\x04",
        b"%PDF-1.7\n", b"1 0 obj <</Type /Page>> endobj ", b"trailer <</Root 1 0 R>>", b"%%EOF",
    ]
)  # fmt: skip
HEADS = st.permutations(["district", "area_ha", "uxo", "end", "url", "lat", "note", "#adm1"]).map(
    lambda names: names[:4]
)
CELLS = st.one_of(
    st.sampled_from(["", "Fuzuli;Shusha", "1,5", "7", "2023-08-31", "over 3", "n/a", "Total", ";"]),
    st.text(max_size=8),
)
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
        if isinstance(item, ReportError):
            assert item.reason
            assert str(item).encode()
        elif not isinstance(item, ReportGraph):
            report = item.report if isinstance(item, Table) else item
            assert report.text.strip()
            assert not NO_TEXT.search(report.text)
            assert "\r" not in report.text
            assert len(report.id) == 16


@settings(max_examples=100, deadline=None)
@given(cells=st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=6), head=HEADS)
def test_any_cells_are_claims_or_errors(head: list[str], cells: list[list[str]]) -> None:
    """Each span of a claim is inside the text, and the words of a figure stand there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *cells])
        found = list(read(path))
    for item in found:
        if isinstance(item, Table):
            for claim in item.claims:
                assert all(span.of(item.report.text) for span in claim.evidence)
            events = [claim for claim in item.claims if isinstance(claim, EventClaim)]
            assert events
            for figure in (figure for event in events for figure in event.figures):
                assert figure.span.of(item.report.text) == figure.written


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
