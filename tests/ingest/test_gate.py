"""What a server checks of a graph that is put as a report's."""

import time

import pytest
from rdflib import Graph

from kg.ingest.gate import violations
from kg.terms import DM, RDF, RDFS, REPORT
from ontology import FOLDER

NAME = str(REPORT["example-figures"])
GOOD = Graph().parse(FOLDER / "examples" / "figures.ttl").serialize(format="nt")


def test_a_report_passes_under_its_own_name_only() -> None:
    other = str(REPORT["other"])
    assert violations({NAME: GOOD, other: GOOD}) == {
        other: [f"{other}: says nothing of a dm:Report of this name"]
    }
    assert violations({}) == {}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("_:a <urn:p> <urn:o> .", "blank nodes are not kept: _:a <urn:p> <urn:o> ."),
        ("<urn:s> <urn:p> _:a .", "blank nodes are not kept: <urn:s> <urn:p> _:a ."),
        ("<urn:s> <urn:p> <<( <urn:s> <urn:p> 1 )>> .", "holds what no report does: "),
        ('<urn:s> <urn:p> "a"@en--ltr .', "holds what no report does: "),
    ],
)
def test_what_a_report_cannot_hold_is_told(line: str, reason: str) -> None:
    """As of reports that are sent as RDF; others that come with it are checked nevertheless."""
    other = str(REPORT["other"])
    found = violations({NAME: f"{GOOD}{line}\n", other: GOOD})
    assert found[NAME][0].startswith(f"{NAME}: {reason}")
    assert len(found[NAME]) == len(found[other]) == 1


def test_an_underscore_in_a_text_is_no_blank_node() -> None:
    line = f'<{NAME}> <{RDFS.label}> "a _:b"@en .\n'
    assert violations({NAME: GOOD + line}) == {}


def test_many_blank_nodes_take_no_time() -> None:
    """SHACL's engine would copy what hangs on each into all of its breaches."""
    many = "".join(f"_:b{n} <{RDF.type}> <{DM.Statement}> .\n" for n in range(50_000))
    began = time.process_time()
    assert list(violations({NAME: GOOD + many})) == [NAME]
    assert time.process_time() - began < 2


def test_ten_times_as_many_breaches_take_some_ten_times_as_long() -> None:
    """Not a hundred times."""

    def seconds(count: int) -> float:
        many = "".join(f"<urn:{n}> <{RDF.type}> <{DM.Agency}> .\n" for n in range(count))
        began = time.process_time()
        assert len(violations({NAME: GOOD + many})[NAME]) >= count
        return time.process_time() - began

    violations({NAME: GOOD})
    assert seconds(2_000) < 30 * seconds(200)
