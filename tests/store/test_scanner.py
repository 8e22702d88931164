"""What the scanner sees in a SPARQL text, and that the engine sees no more."""

from __future__ import annotations

import contextlib
import itertools
import socket
import threading
from collections.abc import Iterator

import pyoxigraph
import pytest

from kg.errors import QueryError, QueryRefusedError
from kg.store.scanner import Clauses, from_clauses, is_update, refuse, undeclared_prefix


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?service ?p \'SERVICE <urn:x>\', """a " SERVICE ?x""" }',
        "PREFIX ex: <urn:service/> SELECT * { ?s ex:service <urn:SERVICE> } # SERVICE <urn:x>",
        "SELECT * { ?s ?p 'x'@service . _:service ?p ex:a.service }",
        "SELECT * { ?s ?p 'it\\'s SERVICE' , '''it's LOAD''' }",
        "INSERT DATA { <urn:a> <urn:b> 'load' }",
    ],
)
def test_a_word_in_a_string_an_iri_or_a_name_is_allowed(text: str) -> None:
    """SERVICE and LOAD are words like any other there."""
    refuse(text)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("SELECT * {\n  SERVICE <urn:x> { } }", 2, 3),
        ("SELECT * { ?s ?p ?o.service?x{} }", 1, 21),
        ("SELECT * { ?s ?p 1e5SERVICE SILENT<urn:x>{} }", 1, 21),
        ("SELECT * { ?s ?p trueSERVICE:x{} }", 1, 22),
        ("SELECT * { ?s ?p '''a'b\\''''.Service ?x {} }", 1, 30),
        ("SELECT * { ?s<urn:b>?o; <urn:c> 1 SERVICE<urn:x>{} }", 1, 35),
        ("SELECT * { FILTER('a'<'b>c' ) SERVICE <urn:x> { ?s ?p 'x' } }", 1, 31),
        ("SELECT * { ?s ?p <urn:it's> SERVICE <urn:x> { ?s ?p <urn:it's> } }", 1, 29),
        ("LOAD <urn:x>", 1, 1),
    ],
)
def test_asking_others_is_refused_with_its_place(text: str, line: int, column: int) -> None:
    """However the word is glued to others, and where only a grammar could tell, too."""
    with pytest.raises(QueryRefusedError, match="not allowed") as caught:
        refuse(text)
    assert (caught.value.line, caught.value.column) == (line, column)


BEFORE = (
    "?s ?p ?o", "?s ?p 1.", "?s ?p 1e5", "?s ?p true", "?s ?p 'x'@en", "?s ?p 'x'^^ex:a",
    "?s ?p ex:a", "?s ?p ex:", "?s ?p _:x", "?s ?p <urn:b>", "VALUES ?s {1}", "{}", "?s a ex:a.b",
    "FILTER('a'<'b>c')", "BIND(1 AS ?z)", "?s ?p '''a'b'''", "?s ?p ()", "?s ?p ?o;", "?s ex:a* ?o",
    "FILTER(?s<?p)", "?s ?p ex:a\\-", "?s ?p ex:a%20", 'FILTER("a"<"b>c")', "FILTER('<'='>')",
)  # fmt: skip
GLUE = ("", " ", ".", "#x\n", "\u00a0", "-", "_", "\\u0020")
WORDS = ("SERVICE", "service SILENT", "SERVICESILENT", "\\u0053ERVICE")


@pytest.fixture
def port() -> Iterator[int]:
    """A port on which nobody may call; the test fails if somebody has."""
    callers = []

    def answer() -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, address = listener.accept()
                callers.append(address)
                caller.close()

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        thread = threading.Thread(target=answer)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()
    assert callers == []


def test_what_passes_the_scanner_makes_no_request(port: int) -> None:
    """Every glued form of SERVICE that is not refused, is none for the engine either."""
    store = pyoxigraph.Store()
    store.update("INSERT DATA { <urn:a> <urn:b> 1 }")
    passed = 0
    address = f"<http://127.0.0.1:{port}/>"
    prefixes = f"PREFIX ex: {address} PREFIX : {address}"
    for before, glue, word, target in itertools.product(
        BEFORE, GLUE, WORDS, (address, ":x", "ex:x")
    ):
        text = f"{prefixes} SELECT * {{ {before}{glue}{word}{target}{{?s ?p 'x'}} }}"
        try:
            refuse(text)
        except QueryRefusedError:
            continue
        passed += 1
        with contextlib.suppress(SyntaxError):
            list(store.query(text))
    assert passed > 100


def test_from_makes_no_request(port: int) -> None:
    """FROM only names graphs of the store: it is allowed."""
    store = pyoxigraph.Store()
    text = f"SELECT * FROM <http://127.0.0.1:{port}/> {{ ?s ?p ?o }}"
    refuse(text)
    assert list(store.query(text)) == []


@pytest.mark.parametrize(
    ("text", "default", "named"),
    [
        ("SELECT * FROM <urn:x> { ?s ?p ?o }", ["<urn:x>"], []),
        ("ASK\nfrom named<urn:x>from<urn:y>{ SELECT * { ?s ?p ?o } }", ["<urn:y>"], ["<urn:x>"]),
        ("SELECT * FROM #a\n ex:named FROM NAMED #b\n ex:from{ }", ["ex:named"], ["ex:from"]),
        ("SELECT * { ?from ?p 'FROM', <urn:FROM>, ex:from } # from", [], []),
        ("SELECT * { ?s ?p ?o }", [], []),
        ("SELECT * FROM", [], []),
        ("SELECT * FROM <urn:it's> { ?s ?p ?o }", [], []),
    ],
)
def test_it_sees_the_graphs_that_a_query_names(
    text: str, default: list[str], named: list[str]
) -> None:
    """FROM counts as a keyword only; a single unsure one is left to the engine."""
    clauses = from_clauses(text)
    assert (clauses.default, clauses.named) == (default, named)


def test_it_sees_where_the_prologue_ends() -> None:
    """Prefixes may be called as the forms of a query."""
    prologue = "PREFIX select: <urn:ask> # describe\nBASE <urn:select>\n"
    text = f"{prologue}DESCRIBE * FROM <a> {{ SELECT * {{}} }}"
    assert from_clauses(text) == Clauses(prologue, ["<a>"], [])


def test_several_from_that_cannot_be_told_are_an_error() -> None:
    """It says how to write them."""
    with pytest.raises(QueryError, match="apostrophe"):
        from_clauses("SELECT * FROM <urn:it's> FROM <urn:b> { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PREFIX a: <urn:b>\nSELECT * { ?s a:x b:y }", ("b", 2, 19)),
        ("SELECT * { ?s :y 1 }", ("", 1, 15)),
        ("#x\nPREFIX #y:\n b: <urn:b> ASK { ?s b:x <c:d> . _:x a 'e:f' }", None),
    ],
)
def test_it_finds_a_prefix_that_is_not_declared(text: str, found: object) -> None:
    """The first one, with its place; blank nodes have none."""
    assert undeclared_prefix(text) == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 1 }", True),
        ("# INSERT\nprefix insert: <urn:x> BASE <urn:y> delete where { ?s ?p ?o }", True),
        ("PREFIX insert: <urn:x> SELECT * { ?insert insert:a 'drop' }", False),
        ("SELEKT * { ?s ?p ?o }", False),
        ("", False),
    ],
)
def test_an_update_is_known_by_its_first_word(text: str, *, told: bool) -> None:
    """Names, texts and comments are no words."""
    assert is_update(text) is told
