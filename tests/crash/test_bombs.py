"""Texts that kill an engine: each is answered or refused within its limits, and harms nobody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from kg.errors import QueryError, QueryTimeoutError, QueryTooLargeError
from kg.settings import Settings
from kg.store import Store, open_store

DEPTH = 65_000


def nested(before: str, opening: str, middle: str, closing: str, after: str) -> str:
    depth = min(DEPTH, (131_000 - len(before + middle + after)) // len(opening + closing))
    return before + opening * depth + middle + closing * depth + after


def doubling(count: int) -> str:
    binds = " ".join(f"BIND (CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(count))
    return f'SELECT ?x{count} {{ BIND ("0123456789" AS ?x0) {binds} }}'


def product(count: int) -> str:
    return " . ".join(f"?s{i} ?p{i} ?o{i}" for i in range(count))


BOMBS = {
    "braces": nested("SELECT * ", "{", "?s ?p ?o", "}", ""),
    "brackets": nested("ASK { FILTER ", "(", "1", ")", " }"),
    "unclosed brackets": "ASK { FILTER " + "(" * 2 * DEPTH,
    "negations": "ASK { FILTER (" + "!" * 2 * DEPTH + "true) }",
    "paths": nested("ASK { ?s ", "(", "<urn:p>", ")*", " ?o }"),
    "blank nodes": nested("ASK { ", "[ <urn:p> ", "1", "]", " }"),
    "lists": nested("ASK { ?s ?p ", "(", "1", ")", " }"),
    "options": nested("ASK { ", "OPTIONAL {", "?s ?p ?o", "}", " }"),
    "subqueries": nested("SELECT * ", "{ SELECT * ", "{}", "}", ""),
    "unions": "ASK {" + " UNION ".join(["{?s ?p ?o}"] * 7000) + "}",
    "joins": "SELECT * {" + "?s ?p ?o." * 140 + "}",
    "sums": "ASK { FILTER (1" + "+1" * DEPTH + " > 0) }",
    "doubling": doubling(60),
    "group": "SELECT (GROUP_CONCAT(?o0) AS ?x) {" + product(4) + "}",
    "sorting": "SELECT * {" + product(4) + "} ORDER BY ?o0 ?o3",
    "distinct": "SELECT DISTINCT * {" + product(4) + "}",
    "counting": "SELECT (COUNT(*) AS ?n) {" + product(6) + "}",
    "pattern": 'ASK { FILTER REGEX("' + "a" * 60_000 + '", "(a*)*(a*)*b") }',
    "long path": "SELECT * { ?s (<urn:p>|!<urn:q>)* ?o . ?a (<urn:p>|!<urn:q>)* ?b }",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A small store with small limits."""
    limits = Settings(query_seconds=60.0, query_megabytes=200, readers=1)
    place = tmp_path_factory.mktemp("bombs") / "store"
    content = b"".join(b'<urn:s%d> <urn:p> "%d" .\n' % (i, i) for i in range(200))
    with open_store(str(place), settings=limits) as opened:
        with opened.writer() as writer:
            writer.replace("urn:g", content)
            writer.publish()
        yield opened


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_harms_nobody(store: Store, name: str) -> None:
    """It ends in an answer or in one of our errors, and the next query is answered."""
    assert len(BOMBS[name]) <= 131_072
    with suppress(QueryError, QueryTimeoutError, QueryTooLargeError):
        for _ in store.query(BOMBS[name], timeout=0.7).chunks:
            pass
    ready = store.query("ASK { ?s ?p ?o }")
    assert b"true" in ready.read()
