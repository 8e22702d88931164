"""Whether a report's graph keeps to the shapes: every breach, in plain words.

The graph is checked together with what the ontology and the reference data say of the things
it names. Nothing is fetched, nothing is inferred, the graph is not changed. This runs where
reports are read in, never in the web process.

A check is slow and nearly always finds nothing, so queries tell for many graphs at once which of
them may break a shape at all. No graph sees what another says.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, Final, cast

from pyshacl.graph_abstraction import DataGraph
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib import BNode, Graph, Literal, Node, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.query import Result

from kg import reference
from kg.mapping import Triple, to_ntriples
from kg.model import Violation
from kg.store.scratch import Scratch
from kg.terms import DM, OA, localise
from kg.validate.screening import queries
from ontology import FOLDER

__all__ = ["ONTOLOGY_FILES", "SHAPES_FILE", "breaches", "load", "ontology", "validate"]

ONTOLOGY_FILES: Final = ("demining.ttl", "vocabulary.ttl")
SHAPES_FILE: Final = "shapes.ttl"

SH: Final = "http://www.w3.org/ns/shacl#"
KEPT: Final = (RDF.type, RDFS.label, DM.partOf, DM.locatedIn, DM.validFrom)
"""What a check needs to know of a thing of the reference data."""
QUOTED: Final = (DM.quotedFrom, OA.exact, OA.start, OA.end)
"""What is said of a quotation: its report, its words, and between which characters they stand."""
QUOTING: Final = frozenset({*QUOTED, DM.text})
"""That, and what is said of the report: its text."""

Triples = Graph | Collection[Triple]
"""A graph, or what one would hold."""


def validate(graph: Graph) -> list[Violation]:
    """The breaches of the data shapes in one report's graph, sorted; empty if there are none.

    A ``Violation`` keeps the report out of the store, a ``Warning`` does not.
    """
    return _violations(_checked(graph))


def breaches(
    graphs: Sequence[Triples], written: Sequence[bytes] | None = None
) -> list[list[Violation]]:
    """For each graph the violations that keep it out, as :func:`validate` gives them.

    All are asked together which of them may break a shape; those are then checked one by one.
    ``written`` are the graphs as N-Triples, where a caller has them already.
    """
    suspects = _suspects(graphs, list(map(to_ntriples, graphs)) if written is None else written)
    return [
        _violations(_checked(graph, only=_strict())) if number in suspects else []
        for number, graph in enumerate(graphs)
    ]


def load() -> None:
    """Read all that a check needs, which takes as long as many checks."""
    for read in (_queries, _shared, _terms, _known):
        read()


def _suspects(graphs: Sequence[Triples], written: Sequence[bytes]) -> set[int]:
    """The numbers of the graphs that queries find, or that say what queries would not see."""
    odd, asked = set(), Scratch()
    for number, (graph, text) in enumerate(zip(graphs, written, strict=True)):
        if _is_odd(graph) or _misquotes(graph):
            odd.add(number)
        else:
            asked.put(number, b"".join((text, *map(_known_text, _known_to(graph)))))
    return odd.union(*map(asked.graphs, _queries()))


def _is_odd(graph: Triples) -> bool:
    """Whether a graph tells of a shared term, of what has no name, or has a false literal."""
    return any(
        isinstance(s, BNode) or s in _shared() or (isinstance(o, Literal) and o.ill_typed)
        for s, _, o in graph
    )


def _misquotes(graph: Triples) -> bool:
    """Whether a quotation is not what the text of its report holds at its offsets."""
    quotes: dict[Node, dict[Node, Node]] = defaultdict(dict)
    for thing, link, value in graph:
        if link in QUOTING:
            quotes[thing][link] = value
    texts = {thing: said.pop(DM.text) for thing, said in quotes.items() if DM.text in said}
    whole = (quote for quote in quotes.values() if len(quote) == len(QUOTED))
    return any(
        not _stands_in(texts[report], str(words), start, end)
        for report, words, start, end in (map(quote.__getitem__, QUOTED) for quote in whole)
        if report in texts
    )


def _stands_in(text: Node, words: str, start: Node, end: Node) -> bool:
    """Whether words stand at whole numbers of characters; others are for the shapes of numbers."""
    if not (isinstance(start, Literal) and isinstance(end, Literal) and isinstance(text, Literal)):
        return True
    if not start.datatype == end.datatype == XSD.integer:
        return True
    first, last = int(start), int(end)
    return len(words) == last - first and text[first:last] == words


def _checked(graph: Triples, *, only: Sequence[str] = ()) -> Graph:
    """The results of a graph, by the shapes of these names or by all."""
    validator = Validator(
        DataGraph.from_rdflib(_whole(graph)),
        shacl_graph=Graph(),
        options={"logger": _logger(), "use_shapes": only},
    )
    validator.shacl_graph = _shapes()
    _, results, _ = validator.run()  # type: ignore[no-untyped-call]
    return cast("Graph", results)


class _Plain(SimpleMemory):
    """A store of one graph, quicker than one of many, as which pySHACL handles every graph."""

    context_aware = True
    graph_aware = True

    def __len__(self, context: Graph | None = None) -> int:
        """Whether there is anything: pySHACL asks for each breach, and counting takes long."""
        return any(True for _ in self.triples((None, None, None)))


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
def _strict() -> tuple[str, ...]:
    """The shapes whose breach keeps a graph out."""
    found = (s.node for s in _shapes().shapes if s.severity == URIRef(SH + "Violation"))
    return tuple(str(node) for node in found if isinstance(node, URIRef))


@cache
def _queries() -> tuple[str, ...]:
    """Queries that find the graphs which may break these shapes."""
    return queries(_shapes().graph, _strict(), ontology())


@cache
def _shared() -> frozenset[Node]:
    """What the shapes, the ontology and its vocabularies name."""
    named = (node for graph in (_shapes().graph, ontology()) for node in graph.all_nodes())
    return frozenset(chain(named, ontology().predicates()))


@cache
def ontology() -> Graph:
    """The ontology and its vocabularies."""
    graph = Graph()
    for file in ONTOLOGY_FILES:
        graph.parse(data=localise((FOLDER / file).read_text("utf-8")), format="turtle")
    return graph


@cache
def _terms() -> tuple[Triple, ...]:
    """What is a class, or a link that needs its statement, and the hierarchy of the classes."""
    graph = ontology()
    wanted = ((RDFS.subClassOf, None), (RDF.type, OWL.Class), (RDF.type, DM.StatedLink))
    return tuple(triple for p, o in wanted for triple in graph.triples((None, p, o)))


@cache
def _known() -> Mapping[Node, tuple[Triple, ...]]:
    """What is known of each concept and thing of the reference data, as far as a check needs it."""
    data, concepts = reference.graph(), ontology().triples((None, RDF.type, SKOS.Concept))
    known: dict[Node, tuple[Triple, ...]] = {triple[0]: (triple,) for triple in concepts}
    for thing in set(data.subjects(RDFS.label)):
        known[thing] = tuple((thing, p, o) for p in KEPT for o in data.objects(thing, p))
    return known


@cache
def _known_text(thing: Node) -> bytes:
    """The same of one thing as N-Triples."""
    return to_ntriples(_known()[thing])


def _known_to(graph: Triples) -> set[Node]:
    """The things of which something is known that a graph names, and their wholes."""
    known, found = _known(), set[Node]()
    waiting = [value for _, _, value in graph if value in known]
    while waiting:
        thing = waiting.pop()
        if thing not in found:
            found.add(thing)
            waiting += [value for _, _, value in known[thing] if value in known]
    return found


def _whole(graph: Triples) -> Graph:
    """A graph with what is known of the things it names, and of classes and links."""
    known = (_known()[thing] for thing in _known_to(graph))
    whole = _Prepared(store=_Plain())
    for triple in {*graph, *_terms(), *chain.from_iterable(known)}:
        whole.add(triple)
    return whole


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
