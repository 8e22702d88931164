"""RDF as it was sent, on its way into a graph; within the writing process."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from xml.parsers import expat

import pyoxigraph as engine

from kg.store import merge
from kg.store.contract import Document
from kg.store.evaluation import GRAPH_FORMATS
from kg.store.merge import GraphName, Quads
from kg.store.plaintext import Text, is_plain, source

__all__ = [
    "Content",
    "as_stored",
    "checked",
    "has_blank",
    "named",
    "parse",
    "read",
    "with_canonical_blanks",
]

RDF_XML: Final = "application/rdf+xml"

Content = Quads | Text
"""Quads, or N-Triples that are plain (:mod:`kg.store.plaintext`)."""


def named(name: str) -> engine.NamedNode:
    """The name of a graph; ``ValueError`` for one that cannot be."""
    try:
        graph = engine.NamedNode(name)
    except ValueError as error:
        raise ValueError(f"no name of a graph: {name!r}: {error}") from error
    if graph in merge.STAGING:
        raise ValueError(f"no name of a graph: {name!r} is the store's own")
    return graph


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """What cannot be read as ``ValueError``, also a name or literal that is too long."""
    try:
        yield
    except SyntaxError as error:
        raise ValueError(f"{name}: {error}") from error
    except MemoryError as error:
        if not error.args:  # there is indeed none left
            raise
        raise ValueError(f"{name}: a name or literal is too long: {error}") from error


def _check_end(content: bytes) -> None:
    """Refuse XML that breaks off: the engine takes for whole what it has read by then."""
    try:
        expat.ParserCreate().Parse(content, True)
    except expat.ExpatError as error:
        raise SyntaxError(f"no XML: {error}") from error


def read(graph: GraphName, document: Document) -> Iterator[engine.Quad]:
    """The triples of a document; its blank nodes are nobody else's."""
    with _explained(document.name):
        if document.media_type == RDF_XML:
            _check_end(document.content)
        parsed = engine.parse(
            document.content,
            format=GRAPH_FORMATS[document.media_type],
            base_iri=document.base,
            rename_blank_nodes=True,
        )
        for quad in parsed:
            if quad.graph_name != engine.DefaultGraph():
                raise ValueError(f"one graph is wanted, and this has another: {quad.graph_name}")
            yield next(merge.placed([quad], graph))


def checked(name: str, ntriples: Text) -> Content:
    """What :func:`parse` gives, or the text itself if it can be loaded as it is."""
    if not is_plain(ntriples):
        return parse(name, ntriples)
    named(name)
    with _explained(f"graph <{name}>"):
        deque(engine.parse(source(ntriples), format=engine.RdfFormat.N_TRIPLES), maxlen=0)
    return ntriples


def parse(name: str, ntriples: Text) -> Quads:
    """The quads of a graph, blank nodes named by what is said of them, apart in each graph."""
    graph = named(name)
    with _explained(f"graph <{name}>"):
        triples = engine.parse(source(ntriples), format=engine.RdfFormat.N_TRIPLES)
        quads = frozenset(merge.placed(triples, graph))
    return with_canonical_blanks(quads) if any(map(has_blank, quads)) else quads


def with_canonical_blanks(quads: Quads) -> Quads:
    """The same with blank nodes named by what is said of them, apart in each graph."""
    dataset = engine.Dataset(quads)
    dataset.canonicalize(engine.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(_scoped(quad) for quad in dataset)


def _scoped(quad: engine.Quad) -> engine.Quad:
    """The quad with blank nodes that no other graph has."""
    scope = hashlib.sha256(str(quad.graph_name).encode()).hexdigest()[:12]
    triple = _renamed(quad.triple, scope)
    return engine.Quad(triple.subject, triple.predicate, triple.object, quad.graph_name)


def _renamed(triple: engine.Triple, scope: str) -> engine.Triple:
    """The triple with its blank nodes in a scope, also those of a triple that it is about."""
    subject, value = triple.subject, triple.object
    if isinstance(subject, engine.BlankNode):
        subject = engine.BlankNode(f"g{scope}{subject.value}")
    if isinstance(value, engine.BlankNode):
        value = engine.BlankNode(f"g{scope}{value.value}")
    elif isinstance(value, engine.Triple):
        value = _renamed(value, scope)
    return engine.Triple(subject, triple.predicate, value)


def has_blank(quad: engine.Quad | engine.Triple) -> bool:
    """Whether a blank node is in it."""
    value = quad.object
    if isinstance(value, engine.Triple) and has_blank(value):
        return True
    return isinstance(quad.subject, engine.BlankNode) or isinstance(value, engine.BlankNode)


def as_stored(quads: Quads) -> Quads:
    """The quads as the engine gives them back: 1.50 has become 1.5."""
    store = engine.Store()
    store.extend(quads)
    return frozenset(store)
