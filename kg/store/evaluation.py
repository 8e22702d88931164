"""Evaluating one query with the engine and serialising its answer; within a reader process."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import IO, Final, Protocol, cast

import pyoxigraph as engine

from kg.errors import AnswerTypeError, QueryError, QueryUnsupportedError
from kg.store.contract import Kind
from kg.store.dataset import start
from kg.store.lines import LINES
from kg.store.merge import named_quads
from kg.store.request import Terms
from kg.store.scanner import is_update, undeclared_prefix
from kg.store.services import refuse_others
from kg.store.xml import well_formed

__all__ = [
    "GRAPH_FORMATS",
    "RESULT_FORMATS",
    "Sink",
    "dump",
    "evaluate",
    "explained",
    "not_evaluated",
]

RESULT_FORMATS: Final = {
    "application/sparql-results+json": engine.QueryResultsFormat.JSON,
    "application/sparql-results+xml": engine.QueryResultsFormat.XML,
    "text/csv": engine.QueryResultsFormat.CSV,
    "text/tab-separated-values": engine.QueryResultsFormat.TSV,
}
GRAPH_FORMATS: Final = {
    "text/turtle": engine.RdfFormat.TURTLE,
    "application/n-triples": engine.RdfFormat.N_TRIPLES,
    "application/ld+json": engine.RdfFormat.JSON_LD,
    "application/rdf+xml": engine.RdfFormat.RDF_XML,
    "application/n-quads": engine.RdfFormat.N_QUADS,
    "application/trig": engine.RdfFormat.TRIG,
    "text/n3": engine.RdfFormat.N3,
}

UPDATE: Final = (
    "an update, where a query was expected: updates are sent to a server (docs/http.md), and "
    "reports go in by `demining-kg build`"
)


class Sink(Protocol):
    """Where an answer goes; raising in ``write`` stops the evaluation."""

    def begin(self, kind: Kind, media_type: str) -> None:
        """Learn what comes, before the first byte of it."""
        ...

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        ...

    def flush(self) -> None:
        """Asked for by the engine; need not do anything."""
        ...


def evaluate(
    store: engine.Store,
    text: str,
    terms: Terms,
    sink: Sink,
    *,
    base: str,
    services: Collection[str] = (),
) -> None:
    """Answer a query into a sink; its relative IRIs begin with ``base``.

    ``services`` are the endpoints that it may ask.

    Raises:
        QueryRefusedError: the text asks others.
        QueryError: the text is wrong, or cannot be evaluated.
        AnswerTypeError: no media type is given for this kind of answer.
    """
    refuse_others(text, services)
    try:
        results = start(store, text, base=base, dataset=terms.dataset)
        if isinstance(results, engine.QueryTriples):
            graph_type = _chosen(terms.accept.graph, "graph")
            sink.begin("graph", graph_type)
            engine.serialize(
                results,
                well_formed(sink, graph_type, "graph"),
                format=GRAPH_FORMATS[graph_type],
                prefixes=dict(terms.prefixes),
            )
            return
        kind: Kind = "boolean" if isinstance(results, engine.QueryBoolean) else "bindings"
        result_type = _chosen(getattr(terms.accept, kind), kind)
        sink.begin(kind, result_type)
        if result_type in LINES:
            for line in LINES[result_type](results):
                sink.write(line.encode())
        else:
            output = well_formed(sink, result_type, kind)
            results.serialize(output, format=RESULT_FORMATS[result_type])
    except SyntaxError as error:
        fault = QueryError(UPDATE) if is_update(text) else explained(str(error), text)
        raise fault from error
    except (ValueError, RuntimeError) as error:
        raise not_evaluated(error) from error


_HAS_BLANK: Final = "ASK { ?s ?p ?o FILTER (isBlank(?s) || isBlank(?o)) }"


def dump(store: engine.Store, sink: Sink, *, has_union: bool) -> None:
    """All quads as N-Quads, in no order; of a union only what it is made of.

    Blank nodes are named by what is said of them.
    """
    sink.begin("graph", "application/n-quads")
    quads: Iterable[engine.Quad] = named_quads(store) if has_union else iter(store)
    if store.query(_HAS_BLANK):
        quads = dataset = engine.Dataset(quads)
        dataset.canonicalize(engine.CanonicalizationAlgorithm.RDFC_1_0)
    engine.serialize(quads, cast("IO[bytes]", sink), format=engine.RdfFormat.N_QUADS)


def _chosen(media_type: str | None, kind: Kind) -> str:
    if media_type is None:
        raise AnswerTypeError(kind)
    return media_type


_PLACE: Final = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_CHARACTER_CLASSES: Final = re.compile(r"\[(?:'[^\]]*'|_)\](?:\n\|)?(?:, )?|\n\|[^\]]*\],? ?")
_SENTENCE: Final = re.compile(r"[^\"',|\[\]]+(?: [^\"',|\[\]]+){2,}")
_SIGN: Final = re.compile(r'"\\?("|[^"\\\s]{1,2})"')
_NO_PREFIX: Final = "Prefix not found"
_MOST_EXPECTED: Final = 7
_LONGEST: Final = 28
"""Letters of the text that are shown before a fault."""


_UNKNOWN_FUNCTION: Final = re.compile(r"custom (?:aggregate )?function (<.*>)")


def not_evaluated(error: Exception) -> QueryError:
    """Why the engine does not evaluate a text that is well written."""
    unknown = _UNKNOWN_FUNCTION.search(str(error))
    if unknown is not None:
        return QueryUnsupportedError(f"there is no function {unknown[1]} here")
    return QueryError(str(error))


def explained(message: str, text: str) -> QueryError:
    """The engine's message, which lists its grammar, brought down to what helps."""
    place = _PLACE.match(message)
    if place is None:
        return QueryError(message)
    line, column, expected = int(place[1]), int(place[2]), place[3]
    sentence = _SENTENCE.search(expected)
    if sentence is not None and sentence[0].strip() != _NO_PREFIX:
        return QueryError(sentence[0].strip(), line=line, column=column)
    undeclared = undeclared_prefix(text)
    if undeclared is not None:
        prefix, line, column = undeclared
        return QueryError(f"the prefix {prefix}: is not declared", line=line, column=column)
    return QueryError(_expectation(expected, _before(text, line, column)), line=line, column=column)


def _expectation(expected: str, before: str) -> str:
    """Which signs may follow or, where these are not told, where to look.

    The keywords that the engine lists are left out: they are some of those that may follow only.
    """
    signs = [f"“{sign}”" for sign in _SIGN.findall(_CHARACTER_CLASSES.sub("", expected))]
    if not before:
        return "not expected here"
    if signs:
        more = ", …" if len(signs) > _MOST_EXPECTED else ""
        return f"expected {' or '.join(signs[:_MOST_EXPECTED])}{more} after “{before}”"
    return f"not as expected after “{before}”: a word or sign is missing there, or one too many"


def _before(text: str, line: int, column: int) -> str:
    """The few words before a place."""
    lines = text.split("\n")[:line]
    lines[-1] = lines[-1][: column - 1]
    words = " ".join(" ".join(lines).split())
    return words if len(words) <= _LONGEST else f"…{words[-_LONGEST:].partition(' ')[2]}"
