"""The examples are valid; each bad twin, a valid one with one thing broken, fails as it says."""

import re
from pathlib import Path

import pytest
from pyshacl import validate as shacl
from rdflib import Graph

from kg.validate import validate
from ontology import FOLDER

EXAMPLES = FOLDER / "examples"
VALID = sorted(EXAMPLES.glob("*.ttl"))
BAD = sorted((EXAMPLES / "bad").glob("*.ru"))
MESSAGE = re.compile(r'sh:message "((?:[^"\\]|\\.)*)"')


def header(text: str) -> dict[str, str]:
    return dict(re.findall(r"^# (twin of|severity|message): (.+)$", text, re.MULTILINE))


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_an_example_is_valid(path: Path) -> None:
    """Not even a warning."""
    assert validate(Graph().parse(path)) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_twin_fails_with_its_message(path: Path) -> None:
    """The update breaks the valid example, and the breach is named in plain words."""
    text = path.read_text("utf-8")
    expected = header(text)
    graph = Graph().parse(EXAMPLES / expected["twin of"])
    before = set(graph)
    graph.update(text)
    assert set(graph) != before
    found = {(violation.severity, violation.message) for violation in validate(graph)}
    assert (expected["severity"], expected["message"]) in found


def test_any_shacl_processor_can_check_all_data_at_once() -> None:
    """The examples, the reference data and the ontology together keep to the shapes."""
    files = ("demining.ttl", "vocabulary.ttl", "places.ttl", "actors.ttl")
    data = Graph()
    for path in [*(FOLDER / file for file in files), *VALID]:
        data.parse(path)
    conforms, _, report = shacl(data, shacl_graph=Graph().parse(FOLDER / "shapes.ttl"))
    assert conforms, report


def test_warnings_stand_alone() -> None:
    """What passes with a warning breaks nothing else: the report stays in."""
    for path in BAD:
        text = path.read_text("utf-8")
        if header(text)["severity"] == "Warning":
            graph = Graph().parse(EXAMPLES / header(text)["twin of"])
            graph.update(text)
            assert {violation.severity for violation in validate(graph)} == {"Warning"}, path.stem


def test_there_are_enough_twins() -> None:
    """At least one for each kind of thing that a report states."""
    assert len(VALID) >= 3
    assert len(BAD) >= 40
