"""Queries find each graph that breaks a shape, and hardly another."""

import random
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import XSD

from kg import validate
from kg.screening import queries
from kg.validate import breaches, ontology
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


def test_what_queries_find_is_what_breaks_a_shape() -> None:
    """Of examples altered by chance: all that SHACL's engine finds, and nothing else."""
    dice = random.Random(7)
    graphs = [altered(parsed(dice.choice(EXAMPLES)), dice) for _ in range(ALTERED)]
    found = validate._suspects(graphs)
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
