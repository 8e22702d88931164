"""Report graphs that are RDF already: taken as they are, or refused with what is wrong in them."""

import json
import warnings
from collections.abc import Sequence
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, Literal, URIRef

from kg.errors import ReportError
from kg.extract import extract
from kg.mapping import to_graph
from kg.model import Report
from kg.read import ReportGraph, read
from kg.read.triples import read_triples
from kg.resolve import resolve
from kg.terms import DM, ID, ONTOLOGY_GRAPH, RDF, RDFS, REPORT, XSD

TEXTS = (
    "ANAMA said that 120 hectares were cleared in Fuzuli from May 1 to May 7, 2023.",
    "The Demining Center operating under the Ministry of Defense found 7 mines in Shusha.",
)


def graph_of(text: str, number: int = 0) -> Graph:
    report = Report(f"{number:016x}", text, f"{number}.txt", lang="en", country="Azerbaijan")
    return to_graph(report, resolve(report, extract(report)))


@pytest.fixture
def two() -> list[Graph]:
    return [graph_of(text, number) for number, text in enumerate(TEXTS)]


def written(path: Path, graphs: Sequence[Graph], form: str) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own, of its serializers
        dataset = Dataset()
        for graph in graphs:
            named = form in {"nquads", "json-ld"}
            target = dataset.graph(graph.identifier) if named else dataset.default_graph
            for triple in graph:
                target.add(triple)
        source = dataset if form in {"nquads", "json-ld"} else dataset.default_graph
        path.write_text(source.serialize(format=form), "utf-8")
    return path


def meant(graph: Graph) -> set[tuple[object, ...]]:
    """The triples, with the value of a number in place of how it is written."""
    return {
        (s, p, o.value if isinstance(o, Literal) and o.datatype == XSD.decimal else o)
        for s, p, o in graph
    }


def graphs(path: Path) -> dict[str, Graph]:
    found = list(read(path))
    assert all(isinstance(item, ReportGraph) for item in found), found
    return {
        str(item.graph.identifier): item.graph for item in found if isinstance(item, ReportGraph)
    }


def reasons(path: Path) -> list[str]:
    return [
        str(item).removeprefix(str(path)) for item in read(path) if isinstance(item, ReportError)
    ]


@pytest.mark.parametrize(
    ("ending", "form"), [("ttl", "turtle"), ("nt", "nt"), ("nq", "nquads"), ("jsonld", "json-ld")]
)
def test_graphs_come_back_as_they_were(
    tmp_path: Path, two: list[Graph], ending: str, form: str
) -> None:
    """Whether the file names its graphs or not, each report has its own triples again."""
    found = graphs(written(tmp_path / f"two.{ending}", two, form))
    assert found.keys() == {str(graph.identifier) for graph in two}
    for graph in two:
        assert meant(found[str(graph.identifier)]) == meant(graph)


def test_the_graphs_that_a_store_writes_itself_are_passed_over(
    tmp_path: Path, two: list[Graph]
) -> None:
    """A dump can be built again: its ontology and reference data are those of the program."""
    ontology = Graph(identifier=ONTOLOGY_GRAPH)
    ontology.add((DM.Agency, RDFS.label, Literal("agency", lang="en")))
    assert len(graphs(written(tmp_path / "dump.nq", [*two, ontology], "nquads"))) == 2


def test_a_link_goes_only_where_a_statement_holds_it(tmp_path: Path) -> None:
    """Two reports tell of one body, and one of them whose part it is."""
    both = (graph_of(TEXTS[1], 0), graph_of("The Demining Center found 7 mines in Shusha.", 1))
    found = graphs(written(tmp_path / "two.ttl", both, "turtle"))
    links = [
        len(list(found[str(graph.identifier)].triples((None, DM.partOf, None)))) for graph in both
    ]
    assert links == [1, 0]
    assert [meant(found[str(graph.identifier)]) for graph in both] == [meant(g) for g in both]


BASE = "https://demining.example.org/"
PREFIX = f"@prefix dm: <{BASE}ontology#> . @prefix r: <{BASE}report/> . @prefix id: <{BASE}id/> .\n"
BAD = {
    "syntax.ttl": (PREFIX + "r:a a dm:Report ;\n ]", ":3: no Turtle"),
    "unknown-prefix.ttl": ("\n\nx:a a x:b .", ":3: no Turtle"),
    "line.nt": ("<urn:a> <urn:b> <urn:c> .\nnonsense\n", ":2: Invalid line"),
    "line.nq": ("<urn:a> <urn:b> <urn:c> <urn:g> .\n\nnonsense\n", ":3: Invalid line"),
    "syntax.jsonld": ('{"@id": "x",\n}', ":2: no JSON"),
    "number.jsonld": ("0", ": no JSON-LD: expected an object or a list"),
    "empty.ttl": ("", ": the file is empty"),
    "nothing.ttl": ("# only a comment", ": no report in this file"),
    "foreign.ttl": ("<urn:a> a <http://xmlns.com/foaf/0.1/Person> .", ": no report in this file"),
    "elsewhere.ttl": (PREFIX + "<urn:a> a dm:Report .", ": the address of a report begins with"),
    "blank.ttl": (
        PREFIX + "r:a a dm:Report ; dm:mentions [ a dm:Agency ] .",
        ": blank nodes are not",
    ),
    "classless.ttl": (PREFIX + "r:a a dm:Report . <urn:x> dm:value 1 .", ": urn:x has no class"),
    "reference.ttl": (
        PREFIX + "r:a a dm:Report . id:district\\/AZ-FUZ dm:partOf id:district\\/AZ-SUS .",
        f": {BASE}id/district/AZ-FUZ is reference data; no statement",
    ),
    "two.ttl": (
        PREFIX + "r:a a dm:Report . r:b a dm:Report . <urn:x> a dm:Agency .",
        ": 1 triples belong to no report; the first is urn:x",
    ),
    "relative.ttl": (PREFIX + "<a> a dm:Report .", ": <a> is a relative address"),
    "address.ttl": (PREFIX + "<urn:a b> a dm:Report .", ": 'urn:a b' is no address"),
    "literal.ttl": (
        PREFIX + 'r:a dm:x "2023-13-01"^^<http://www.w3.org/2001/XMLSchema#date> .',
        ": '2023-13-01' is no http://www.w3.org/2001/XMLSchema#date",
    ),
    "graph.nq": (
        f"<urn:a> <{RDF.type}> <urn:c> <urn:g> .",
        ": the address of a report begins with",
    ),
    "remote.jsonld": (
        '{"@context": ["https://schema.org/"], "@id": "x"}',
        ": the context 'https://schema.org/' is not in the file, and none is fetched",
    ),
    "scoped.jsonld": (
        '{"@context": {"a": {"@id": "urn:a", "@context": "file:///etc/passwd"}}, "a": 1}',
        ": the context 'file:///etc/passwd' is not in the file",
    ),
    "import.jsonld": (
        '{"@context": {"@import": "http://x/"}, "@id": "x"}',
        ": the context 'http://x/'",
    ),
    "loop.jsonld": ('{"@context": {"a": "b:c", "b": "a:d"}, "a:x": 1}', ": nested too deeply"),
    "deep.ttl": ("(" * 5000, ": nested too deeply"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_report_graph_is_refused(tmp_path: Path, name: str) -> None:
    """The reason names the line, the thing or the address that is wrong."""
    content, word = BAD[name]
    path = tmp_path / name
    path.write_text(content, "utf-8")
    (reason,) = reasons(path)
    assert reason.startswith(word), reason


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where a context stands where only the parser would look."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr("urllib.request.urlopen", fail)
    path = tmp_path / "a.jsonld"
    for content in (
        {"@graph": [{"@context": "https://example.org/c", "@id": "urn:x"}]},
        {"@context": [{"@import": "https://example.org/c"}]},
        {"@context": {"t": {"@id": "urn:t", "@context": ["https://example.org/c"]}}, "t": {"x": 1}},
    ):
        path.write_text(json.dumps(content), "utf-8")
        assert "none is fetched" in reasons(path)[0]


def test_a_whole_file_can_be_read_as_one_graph(tmp_path: Path, two: list[Graph]) -> None:
    """For checks, all triples count, whatever graph they are in."""
    path = written(tmp_path / "two.jsonld", two, "json-ld")
    assert set(read_triples(path)) == {triple for graph in two for triple in graph}
    with pytest.raises(ReportError, match="unknown kind of RDF file"):
        read_triples(tmp_path / "a.rdf")
    with pytest.raises(ReportError, match="cannot be read"):
        read_triples(tmp_path / "a.ttl")


def test_a_report_may_not_carry_another(tmp_path: Path, two: list[Graph]) -> None:
    """A named graph that describes a second report is not the graph of one."""
    two[0].add((REPORT["b"], RDF.type, DM.Report))
    (reason,) = reasons(written(tmp_path / "a.nq", two[:1], "nquads"))
    assert "describes that report and no other" in reason
    assert URIRef(f"{ID}x") not in two[0].subjects()
