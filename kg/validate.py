"""Whether a report's graph keeps to the shapes: every breach, in plain words.

The graph is checked together with what the ontology and the reference data say of the things
it names. Nothing is fetched, nothing is inferred, the graph is not changed. This runs where
reports are read in, never in the web process.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from pyshacl.graph_abstraction import DataGraph
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib import Graph, Literal, Node, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from kg import reference
from kg.model import Violation
from kg.terms import DM, localise
from ontology import FOLDER

__all__ = ["ONTOLOGY_FILES", "SHAPES_FILE", "validate"]

ONTOLOGY_FILES: Final = ("demining.ttl", "vocabulary.ttl")
SHAPES_FILE: Final = "shapes.ttl"

SH: Final = "http://www.w3.org/ns/shacl#"
KEPT: Final = (RDF.type, RDFS.label, DM.partOf, DM.locatedIn, DM.validFrom)
"""What a check needs to know of a thing of the reference data."""

Triple = tuple[Node, Node, Node]


def validate(graph: Graph) -> list[Violation]:
    """The breaches of the data shapes in one report's graph, sorted; empty if there are none.

    A ``Violation`` keeps the report out of the store, a ``Warning`` does not.
    """
    validator = Validator(
        DataGraph.from_rdflib(_in_context(graph)),
        shacl_graph=Graph(),
        options={"logger": _logger()},
    )
    validator.shacl_graph = _shapes()
    _, results, _ = validator.run()  # type: ignore[no-untyped-call]
    return _violations(results)


class _Prepared(Graph):
    """A graph that parses each query text once in the life of the process."""

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> Result:  # noqa: ANN401 (rdflib's own signature)
        if isinstance(query_object, str):
            query_object = _prepared(query_object)
        return super().query(query_object, *args, **options)


@cache
def _prepared(text: str) -> Query:
    return prepareQuery(text)


@cache
def _logger() -> logging.Logger:
    logger = logging.getLogger(__name__)
    logger.setLevel(logging.WARNING)
    return logger


@cache
def _shapes() -> ShapesGraph:
    """The shapes, parsed once."""
    text = localise((FOLDER / SHAPES_FILE).read_text("utf-8"))
    return ShapesGraph(Graph().parse(data=text, format="turtle"), debug=False, logger=_logger())


@cache
def _ontology() -> Graph:
    """The ontology and its vocabularies."""
    graph = Graph()
    for file in ONTOLOGY_FILES:
        graph.parse(data=localise((FOLDER / file).read_text("utf-8")), format="turtle")
    return graph


@cache
def _terms() -> tuple[Triple, ...]:
    """What is a class, or a link that needs its statement, and the hierarchy of the classes."""
    graph = _ontology()
    wanted = ((RDFS.subClassOf, None), (RDF.type, OWL.Class), (RDF.type, DM.StatedLink))
    return tuple(triple for p, o in wanted for triple in graph.triples((None, p, o)))


@cache
def _known() -> Mapping[Node, tuple[Triple, ...]]:
    """What is known of each concept and thing of the reference data, as far as a check needs it."""
    data, concepts = reference.graph(), _ontology().triples((None, RDF.type, SKOS.Concept))
    known: dict[Node, tuple[Triple, ...]] = {triple[0]: (triple,) for triple in concepts}
    for thing in set(data.subjects(RDFS.label)):
        known[thing] = tuple((thing, p, o) for p in KEPT for o in data.objects(thing, p))
    return known


def _in_context(graph: Graph) -> Graph:
    """A copy of the graph with what is known of the things it names, and of their wholes."""
    whole = _Prepared()
    for triple in graph:
        whole.add(triple)
    for triple in _terms():
        whole.add(triple)
    _add_known(whole, {value for value in graph.objects() if isinstance(value, URIRef)})
    return whole


def _add_known(whole: Graph, things: Iterable[Node]) -> None:
    known = _known()
    waiting = [thing for thing in things if thing in known]
    done: set[Node] = set()
    while waiting:
        thing = waiting.pop()
        if thing in done:
            continue
        done.add(thing)
        for triple in known[thing]:
            whole.add(triple)
            if triple[2] in known:
                waiting.append(triple[2])


def _violations(results: Graph) -> list[Violation]:
    found = {_violation(results, node) for node in results.objects(None, URIRef(SH + "result"))}
    return sorted(found, key=lambda v: (v.severity, v.focus, v.path or "", v.message))


def _violation(results: Graph, node: Node) -> Violation:
    parts = {str(p).removeprefix(SH): o for p, o in results.predicate_objects(node)}
    path = parts.get("resultPath")
    return Violation(
        focus=str(parts["focusNode"]),
        message=str(parts["resultMessage"]),
        severity=str(parts["resultSeverity"]).removeprefix(SH),
        path=str(path) if isinstance(path, URIRef) else None,
        value=_text(parts.get("value")),
    )


def _text(value: Node | None) -> str | None:
    if value is None:
        return None
    return value.n3() if isinstance(value, Literal) else str(value)
