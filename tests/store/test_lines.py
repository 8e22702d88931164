"""NDJSON and CSV for spreadsheets: every kind of term, one line each."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store import CSV_FOR_SPREADSHEETS, NDJSON, Accept, Store
from kg.store.lines import LINES

TERMS = """SELECT ?n ?x { VALUES (?n ?x) {
    (1 <urn:a>) (2 "plain ə") (3 "Zürich"@de) (4 12.5) (5 UNDEF)
    (6 "=HYPERLINK(1)") (7 -3) (8 "+1 x") (9 "a,\\"b\\"\\nc")
    (10 "\\n=1") (11 "-3") (12 "=1+1"^^<http://www.w3.org/2001/XMLSchema#integer>) } }
  ORDER BY ?n"""


def lines(query: str, media_type: str) -> str:
    return "".join(LINES[media_type](pyoxigraph.Store().query(query)))


def test_ndjson_has_terms_as_sparql_json() -> None:
    """The lines are the bindings of the engine's own JSON."""
    rows = [json.loads(line) for line in lines(TERMS, NDJSON).splitlines()]
    whole = pyoxigraph.Store().query(TERMS).serialize(format=pyoxigraph.QueryResultsFormat.JSON)
    assert rows == json.loads(whole)["results"]["bindings"]


def test_csv_for_spreadsheets_has_no_formula() -> None:
    """Numbers stay numbers; texts that begin like a formula do not."""
    [head, *rows] = csv.reader(io.StringIO(lines(TERMS, CSV_FOR_SPREADSHEETS), newline=""))
    assert head == ["n", "x"]
    assert [row[1] for row in rows] == [
        "urn:a", "plain ə", "Zürich", "12.5", "", "'=HYPERLINK(1)", "-3", "'+1 x", 'a,"b"\nc',
        "'\n=1", "'-3", "'=1+1",
    ]  # fmt: skip


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(text: str) -> None:
    """As JSON whole, as CSV but for an apostrophe."""
    literal = str(pyoxigraph.Literal(text))
    query = f"SELECT ({literal} AS ?x) {{}}"
    assert json.loads(lines(query, NDJSON))["x"]["value"] == text
    [_, *rows] = csv.reader(io.StringIO(lines(query, CSV_FOR_SPREADSHEETS), newline=""))
    assert "".join(rows[0]).removeprefix("'") == text.removeprefix("'") if rows else not text


@pytest.mark.parametrize(
    ("media_type", "truth"), [(NDJSON, '{"boolean": true}\n'), (CSV_FOR_SPREADSHEETS, "true")]
)
def test_truth(media_type: str, truth: str) -> None:
    assert lines("ASK {}", media_type) == truth


def test_a_store_writes_them(filled: Store) -> None:
    accept = Accept(bindings=NDJSON)
    with filled.query("SELECT ?s { ?s ?p ?o }", accept=accept) as answer:
        assert answer.media_type == NDJSON
        assert len(answer.read().splitlines()) == 300
