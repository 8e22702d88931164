"""Validation: breaches as values, in context, without touching the graph or the network."""

import socket
from typing import Any

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD

from kg.terms import DM, ID, REPORT
from kg.validate import breaches, validate
from ontology import FOLDER

REPORT_ADDRESS = REPORT["example-figures"]
FIGURE = ID["figure/example-area"]
EVENT = ID["event/example-clearance"]


@pytest.fixture
def graph() -> Graph:
    return Graph(identifier=REPORT_ADDRESS).parse(FOLDER / "examples" / "figures.ttl")


def test_a_good_graph_has_no_violation(graph: Graph) -> None:
    """The valid example of figures."""
    assert validate(graph) == []


def test_a_violation_names_thing_property_value_and_rule(graph: Graph) -> None:
    """What a person needs in order to find the mistake."""
    graph.set((FIGURE, DM.value, Literal("-1.5", datatype=XSD.decimal)))
    (violation,) = validate(graph)
    assert violation.focus == str(FIGURE)
    assert violation.path == str(DM.value)
    assert violation.value == '"-1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    assert violation.message == "A figure has one value, a number not below 0."
    assert violation.severity == "Violation"


def test_violations_are_sorted_and_said_once(graph: Graph) -> None:
    """The same graph gives the same list."""
    graph.remove((FIGURE, DM.value, None))
    graph.remove((FIGURE, DM.hasUnit, None))
    graph.remove((EVENT, RDFS.label, None))
    found = validate(graph)
    assert found == validate(graph)
    assert found == sorted(set(found), key=lambda v: (v.severity, v.focus, v.path or "", v.message))
    assert len(found) == 3


def test_the_graph_is_not_changed(graph: Graph) -> None:
    """What is known from elsewhere is added to a copy."""
    before = set(graph)
    validate(graph)
    assert set(graph) == before


def test_the_reference_data_are_known(graph: Graph) -> None:
    """A district of the reference data is a place though the report does not say so."""
    assert (ID["district/AZ-FUZ"], RDF.type, DM.District) not in graph
    assert validate(graph) == []


def test_a_thing_that_nothing_describes_is_refused(graph: Graph) -> None:
    """An event in a district that exists nowhere."""
    unknown = ID["district/AZ-NOWHERE"]
    for subject, predicate in list(graph.subject_predicates(ID["district/AZ-FUZ"])):
        graph.remove((subject, predicate, ID["district/AZ-FUZ"]))
        graph.add((subject, predicate, unknown))
    assert {(v.focus, v.value) for v in validate(graph)} == {(str(EVENT), str(unknown))}


def test_bodies_in_a_circle_are_found_across_the_reference_data(graph: Graph) -> None:
    """A report that puts the headquarters under its own working group."""
    top, bottom = ID["body/az-coordination-headquarters"], ID["group/az-mine-uxo-working-group"]
    graph.add((top, DM.partOf, bottom))
    assert "A body is part of itself, by way of others." in {v.message for v in validate(graph)}


def test_text_with_letters_beyond_the_basic_plane_is_counted_in_characters(graph: Graph) -> None:
    """Offsets are those of Python: one for each character."""
    text = "𝟗 ha — Füzuli 🙂 cleared"
    report, quote = URIRef("urn:r"), URIRef("urn:q")
    oa = "http://www.w3.org/ns/oa#"
    data = Graph()
    data.add((report, RDF.type, DM.Report))
    data.add((report, DM.text, Literal(text)))
    data.add((quote, RDF.type, DM.Evidence))
    data.add((quote, DM.quotedFrom, report))
    data.add((quote, URIRef(oa + "exact"), Literal("🙂 cleared")))
    data.add((quote, URIRef(oa + "start"), Literal(text.index("🙂"))))
    data.add((quote, URIRef(oa + "end"), Literal(len(text))))
    assert not [v for v in validate(data) if "quotation" in v.message]


def test_nothing_is_fetched(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shapes and ontology come from the package; no address is looked up."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert validate(graph) == []


def copy_of(graph: Graph, number: int) -> Graph:
    """The example as another report would say it, of the same things."""
    copy = Graph(identifier=REPORT[f"copy-{number}"])
    for triple in graph:
        copy.add(
            tuple(copy.identifier if term == REPORT_ADDRESS else term for term in triple)  # type: ignore[arg-type]
        )
    return copy


def test_many_graphs_are_checked_as_one_and_each_keeps_its_own_breaches(graph: Graph) -> None:
    """What is found among many is what is found alone, wherever it stands."""
    graphs = [copy_of(graph, number) for number in range(7)]
    assert breaches(graphs) == [[]] * 7
    graphs[2].set((FIGURE, DM.value, Literal("-1.5", datatype=XSD.decimal)))
    graphs[6].remove((EVENT, RDFS.label, None))
    found = breaches(graphs)
    assert found == [validate(each) for each in graphs]
    assert [bool(violations) for violations in found] == [False] * 2 + [True] + [False] * 3 + [True]


def test_no_graph_is_saved_by_what_another_says(graph: Graph) -> None:
    """A thing that one report describes is unknown in another that only names it."""
    other = copy_of(graph, 1)
    for part in (RDF.type, RDFS.label):
        other.remove((EVENT, part, None))
    assert validate(other)
    assert breaches([graph, other]) == [[], validate(other)]


def test_no_graph_changes_the_reference_data_or_the_ontology_for_another(graph: Graph) -> None:
    """A circle closed by one report is that report's; a class made by one is nobody else's."""
    top, bottom = ID["body/az-coordination-headquarters"], ID["group/az-mine-uxo-working-group"]
    circle, maker, user = (copy_of(graph, number) for number in range(3))
    circle.add((top, DM.partOf, bottom))
    maker.add((DM.Outlet, RDFS.subClassOf, DM.Place))
    user.add((EVENT, DM.takesPlaceIn, ID["outlet/azertac"]))
    found = breaches([graph, circle, maker, user])
    alone = [[v for v in validate(g) if v.severity == "Violation"] for g in (graph, circle, user)]
    assert [found[0], found[1], found[3]] == alone
    assert not found[0]
    assert found[1]
    assert found[3]


def test_what_lets_a_report_in_does_not_count(graph: Graph) -> None:
    """Warnings are for readers; no graph at all has no breach."""
    graph.remove((EVENT, DM.takesPlaceIn, None))
    assert {v.severity for v in validate(graph)} >= {"Warning"}
    assert all(v.severity == "Violation" for v in breaches([graph])[0])
    assert breaches([]) == []
