"""Queries find each graph that breaks a shape, and hardly another."""

import random
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, XSD

from kg import validate
from kg.mapping import to_ntriples
from kg.terms import DM, OA
from kg.validate import breaches, ontology
from kg.validate.screening import queries
from ontology import FOLDER

EXAMPLES = sorted((FOLDER / "examples").glob("*.ttl"))
SHAPE = URIRef("urn:shape")
STRANGE = (
    Literal("a word"),
    Literal("ein Wort", lang="de"),
    Literal("2.5", datatype=XSD.decimal),
    Literal("-7", datatype=XSD.integer),
    Literal("2023-08-31", datatype=XSD.date),
    URIRef("urn:of-nobody"),
)
ALTERED = 120


def parsed(path: Path) -> Graph:
    return Graph().parse(path)


def judged(graph: Graph) -> list[object]:
    """What SHACL's engine alone finds of what keeps a graph out."""
    return [found for found in validate.validate(graph) if found.severity == "Violation"]


@pytest.mark.parametrize("path", sorted((FOLDER / "examples" / "bad").glob("*.ru")), ids=str)
def test_a_bad_twin_is_found(path: Path) -> None:
    """Queries keep none from its judge."""
    text = path.read_text("utf-8")
    bad = parsed(FOLDER / "examples" / text.partition("twin of: ")[2].split()[0])
    bad.update(text)
    assert breaches([bad]) == [judged(bad)]


def altered(graph: Graph, dice: random.Random) -> Graph:
    """The same with one triple gone, changed or more."""
    copy = Graph()
    for triple in graph:
        copy.add(triple)
    triples = sorted(graph, key=str)
    subject, link, value = dice.choice(triples)
    if dice.random() < 0.6:
        copy.remove((subject, link, value))
    if dice.random() < 0.7:
        other = dice.choice((*STRANGE, dice.choice(triples)[2]))
        copy.add((subject, dice.choice((link, link, dice.choice(triples)[1])), other))
    return copy


def suspects(graphs: Sequence[Graph]) -> set[int]:
    """The numbers of the graphs that the queries find."""
    return validate._suspects(graphs, list(map(to_ntriples, graphs)))


def test_what_queries_find_is_what_breaks_a_shape() -> None:
    """Of examples altered by chance: all that SHACL's engine finds, and nothing else."""
    dice = random.Random(7)
    graphs = [altered(parsed(dice.choice(EXAMPLES)), dice) for _ in range(ALTERED)]
    found = suspects(graphs)
    assert found == {number for number, graph in enumerate(graphs) if judged(graph)}
    assert 20 < len(found) < ALTERED


def test_a_graph_that_keeps_to_the_shapes_costs_no_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """SHACL's engine is not asked for it."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a graph was checked that no query finds")

    monkeypatch.setattr(validate, "_checked", refuse)
    assert breaches(list(map(parsed, EXAMPLES))) == [[] for _ in EXAMPLES]


def test_a_shape_that_no_query_can_ask_is_named() -> None:
    """It cannot be left out in silence."""
    sh = Namespace("http://www.w3.org/ns/shacl#")
    shapes = Graph()
    shapes.add((SHAPE, sh.uniqueLang, Literal(True)))
    with pytest.raises(NotImplementedError, match="uniqueLang"):
        queries(shapes, [str(SHAPE)], ontology())


def test_a_quotation_that_begins_at_a_fraction_is_refused() -> None:
    """In words: SUBSTR of such a number broke the check off."""
    graph = parsed(FOLDER / "examples" / "figures.ttl")
    start = URIRef("http://www.w3.org/ns/oa#start")
    evidence, number = next(graph.subject_objects(start))
    graph.set((evidence, start, Literal(f"{number}.5", datatype=XSD.decimal)))
    (found,) = breaches([graph])
    assert [violation.focus for violation in found] == [str(evidence)]


@pytest.mark.parametrize(("start", "end"), [(0, 4), (1, 5), (8, 14), (-4, 12)])
def test_a_quotation_at_other_places_is_found(start: int, end: int) -> None:
    """Also where the text ends before it does."""
    report, quote = URIRef("urn:r"), URIRef("urn:q")
    graph = Graph()
    graph.add((report, DM.text, Literal("12 ha were cleared"[:12])))
    graph.add((quote, DM.quotedFrom, report))
    graph.add((quote, OA.exact, Literal("were")))
    for link, value in ((OA.start, start), (OA.end, end)):
        graph.set((quote, link, Literal(value)))
    assert validate._misquotes(graph)
    graph.set((quote, OA.start, Literal(6)))
    graph.set((quote, OA.end, Literal(10)))
    assert not validate._misquotes(graph)


def long_report(events: int) -> Graph:
    """A report with as many sentences as events, all of one body."""
    report, body, graph = URIRef("urn:r"), URIRef("urn:body"), Graph()
    graph.add((report, RDF.type, DM.Report))
    graph.add((report, DM.text, Literal("cleared. " * events)))
    for number in range(events):
        event, told, quote = (URIRef(f"urn:{kind}{number}") for kind in ("e", "s", "q"))
        graph.add((event, DM.performedBy, body))
        graph.add((told, RDF.subject, event))
        graph.add((told, RDF.predicate, DM.performedBy))
        graph.add((told, RDF.object, body))
        graph.add((quote, DM.quotedFrom, report))
        graph.add((quote, OA.exact, Literal("cleared.")))
        graph.add((quote, OA.start, Literal(9 * number)))
        graph.add((quote, OA.end, Literal(9 * number + 8)))
    return graph


def test_a_long_report_is_checked_in_a_time_that_grows_with_it() -> None:
    """Neither each link is looked for among all of its body, nor each quotation in all the text."""

    def seconds(events: int) -> float:
        graph = long_report(events)
        begin = time.process_time()
        suspects([graph])
        return time.process_time() - begin

    assert suspects([long_report(2)]) == {0}
    assert seconds(8_000) < 10 * min(seconds(2_000) for _ in range(2))
