"""The rows of a query as an Excel workbook."""

from __future__ import annotations

import io
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook
from serving import Running

from api.app import create_app
from api.sparql import workbook
from kg.settings import Settings

ADDRESS = "/api/sparql.xlsx"
QUERY = """PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?area ?day ?text ?none {
  VALUES (?area ?day ?text) { (12.5 "2023-08-01"^^xsd:date "=HYPERLINK(1)") (7 UNDEF "b") }
}"""


def test_cells_are_of_their_types_and_nothing_runs(client: httpx.Client) -> None:
    """Columns keep the names of the variables; the query stands on a sheet of its own."""
    response = client.get(ADDRESS, params={"query": QUERY})
    assert response.status_code == 200
    assert response.headers["content-disposition"] == 'attachment; filename="answer.xlsx"'
    book = load_workbook(io.BytesIO(response.content))
    heads, first, second = book["Answer"].iter_rows()
    assert [cell.value for cell in heads] == ["area", "day", "text", "none"]
    assert (first[0].value, first[1].value.date().isoformat()) == (12.5, "2023-08-01")
    assert (first[2].value, first[2].data_type) == ("=HYPERLINK(1)", "s")
    assert [cell.value for cell in second] == [7, None, "b", None]
    assert book["About"]["B1"].value == QUERY


def test_things_stand_beside_their_names(client: httpx.Client) -> None:
    """As on the page; a name that the query asks for itself is not told twice."""
    asked = """PREFIX i: <https://demining.example.org/id/>
        SELECT ?d ?n ?n_label { VALUES (?d ?n ?n_label) {
            (i:district\\/AZ-FUZ i:agency\\/anama "own")
            (<urn:other> "text" "own") } }"""
    response = client.get(ADDRESS, params={"query": asked})
    assert response.status_code == 200, response.text
    heads, *rows = load_workbook(io.BytesIO(response.content))["Answer"].values
    assert heads == ("d", "d_label", "n", "n_label")
    assert [row[1] for row in rows] == ["Fuzuli", None]
    assert [row[3] for row in rows] == ["own", "own"]


@pytest.mark.parametrize(
    ("query", "status"),
    [("SELECT {", 400), ("ASK {}", 406), ("CONSTRUCT WHERE { ?a ?b ?c }", 406)],
)
def test_what_cannot_be_a_workbook(client: httpx.Client, query: str, status: int) -> None:
    """It is refused as a problem, with where the query is wrong."""
    response = client.get(ADDRESS, params={"query": query})
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert ("line" in response.json()) == (status == 400)


def test_too_many_rows_are_refused(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook is whole or none."""
    monkeypatch.setattr(workbook, "MOST_BYTES", 10)
    response = client.get(ADDRESS, params={"query": QUERY})
    assert (response.status_code, response.json()["type"]) == (507, "/problems/workbook-too-large")


def test_a_query_may_be_no_longer_than_elsewhere(place: Path) -> None:
    """The limit of the server holds here too."""
    settings = Settings(store=str(place), query_characters=100)
    with Running(create_app(str(place), settings)) as base:
        told = [httpx.get(base + ADDRESS, params={"query": "#" * size}) for size in (100, 101)]
    assert [each.status_code for each in told] == [400, 413]
