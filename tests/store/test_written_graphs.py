"""What an update writes to, told from its text; and that long ones hold up nobody."""

from __future__ import annotations

import time

import pytest

from kg.store.operations import may_write_to, operations

REPORTS = "https://demining.example.org/report/"


@pytest.mark.parametrize(
    ("text", "graphs"),
    [
        ("INSERT DATA { GRAPH <urn:a> { <urn:s> <urn:p> 1 } }", ("<urn:a>",)),
        ("DELETE DATA { GRAPH <urn:a> {} GRAPH <urn:b> {} GRAPH <urn:a> {} }",
         ("<urn:a>", "<urn:b>", "<urn:a>")),
        ("WITH <urn:a> DELETE { ?s ?p ?o } INSERT { GRAPH <urn:b> { ?s ?p 1 } } WHERE { ?s ?p ?o }",
         ("<urn:a>", "<urn:b>")),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", ("?g",)),
        ("COPY <urn:a> TO <urn:b>", ("<urn:b>",)),
        ("MOVE <urn:a> TO <urn:b>", ("<urn:a>", "<urn:b>")),
    ],
)  # fmt: skip
def test_the_graphs_of_an_operation(text: str, graphs: tuple[str, ...]) -> None:
    """In their order, as they are written."""
    [operation] = operations(text)
    assert operation.graphs == graphs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INSERT DATA { GRAPH <urn:a> { <urn:s> <urn:p> 1 } }", False),
        (f"INSERT DATA {{ GRAPH <{REPORTS}x> {{ <urn:s> <urn:p> 1 }} }}", True),
        ("INSERT { GRAPH ?g { ?s ?p 1 } } WHERE { GRAPH ?g { ?s ?p ?o } }", True),
        ("PREFIX r: <https://demining.example.org/> DROP GRAPH r:report", True),
        ("BASE <https://demining.example.org/> DROP GRAPH <report/x>", True),
        ("DROP ALL", True),
    ],
)
def test_what_may_be_a_report(text: str, expected: bool) -> None:
    """Never a wrong no."""
    assert may_write_to(text, REPORTS) is expected


def test_a_long_update_holds_up_nobody() -> None:
    """The event loop asks this: of a text of a megabyte it is told at once, and yes."""
    text = "DELETE DATA { GRAPH <urn:a> { <urn:s> <urn:p> 1 } };" * 20_000
    began = time.process_time()
    assert may_write_to(text, REPORTS)
    assert time.process_time() - began < 0.05


def test_many_graphs_take_no_time_for_each_other() -> None:
    """Four times the blocks are some four times the work."""
    spent = []
    for size in (2_000, 8_000):
        text = "INSERT DATA {" + "GRAPH <urn:a> {<urn:a> <urn:p> 1}" * size + "}"
        assert len(operations(text)[0].graphs) == size
        spent.append(min(seconds(text) for _ in range(3)))
    assert spent[1] < 10 * spent[0]


def seconds(text: str) -> float:
    began = time.process_time()
    operations(text)
    return time.process_time() - began
