"""A server of this program as the store of another: read from afar, written to by its own ways."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from api.app import create_app
from kg import KnowledgeGraph
from kg.errors import QueryError, StoreError, StoreMissingError
from kg.settings import Settings
from kg.store import open_store
from tests.api.conftest import settings_of


def test_the_answers_are_those_of_the_folder(address: str, place: Path, tmp_path: Path) -> None:
    """Rows, graphs, questions, generation and dump."""
    with open_store(f"{address}/sparql") as there, open_store(str(place)) as here:
        assert (there.generation(), there.tag()) == (here.generation(), here.tag())
        for text, media_type in (
            ("SELECT ?s { ?s a <ontology#Report> } ORDER BY ?s", "text/csv"),
            ("ASK { ?s ?p ?o }", "application/sparql-results+json"),
        ):
            answers = [store.query(text, accept=media_type).read() for store in (there, here)]
            assert answers[0] == answers[1]
        told, known = KnowledgeGraph(there), KnowledgeGraph(here)
        assert told.districts() == known.districts()
        assert told.timeline() == known.timeline()
        with pytest.raises(QueryError):
            there.query("SELECT * { ?s ?p }")
        assert there.dump(tmp_path / "there") == here.dump(tmp_path / "here")
        assert (tmp_path / "there").read_bytes() == (tmp_path / "here").read_bytes()


def test_it_writes_by_itself(address: str) -> None:
    """A build from afar is told how."""
    with open_store(address) as store, pytest.raises(StoreError, match="/api/reports"):
        store.writer()


def test_one_that_holds_nothing_says_so(running, tmp_path: Path) -> None:
    """As an empty folder does."""
    empty = str(tmp_path / "empty")
    with (
        running(create_app(empty, Settings(store=empty))) as base,
        open_store(base) as store,
    ):
        assert store.generation() is None
        with pytest.raises(StoreMissingError):
            store.query("ASK {}")


def test_pages_stand_on_it_too(running, address: str, place: Path, client: httpx.Client) -> None:
    """A second server, whose store is the first."""
    there = f"{address}/sparql"
    with running(create_app(there, settings_of(place))) as second:
        for path in ("/api/questions/bodies", "/entities"):
            told = httpx.get(second + path, timeout=60)
            assert told.status_code == 200, told.text
        asked = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
        rows = [
            httpx.get(base + "/sparql", params=asked, timeout=60).json()["results"]
            for base in (second, address)
        ]
        assert rows[0] == rows[1]
