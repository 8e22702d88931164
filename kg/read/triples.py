"""RDF files to graphs: Turtle, N-Triples, N-Quads, JSON-LD.

RDF comes from anyone. Nothing is fetched: a JSON-LD context must stand in the file itself. A file
may have :data:`kg.read.encoding.MOST_BYTES`, and its addresses and literals must be well-formed.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from rdflib import Dataset, Graph, Literal, Node, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax

from kg.errors import ReportError
from kg.read.encoding import NO_TEXT, decode, load, printable
from kg.read.fields import NOT_IN_ADDRESSES, Place
from kg.read.json import parse

__all__ = ["FORMATS", "read_dataset", "read_triples"]

FORMATS: Final = {".ttl": "turtle", ".nt": "nt", ".nq": "nquads", ".jsonld": "json-ld"}
"""The endings of files that are read, with rdflib's name of the format."""
LINES: Final = ("nt", "nquads")
NOWHERE: Final = "relative:///"
"""What relative addresses are joined to, so that they can be told."""
ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.")


def read_triples(path: Path) -> Graph:
    """All triples of a file as one graph, whatever graphs it names.

    Raises:
        ReportError: no such file, unknown ending, not UTF-8, or a mistake (with its line).
    """
    graph = Graph()
    for part in read_dataset(path):
        for triple in part:
            graph.add(triple)
    return graph


def read_dataset(path: Path) -> tuple[Graph, ...]:
    """The graphs of a file in the order of their names; the default graph has none (``None``).

    Raises:
        ReportError: as :func:`read_triples` has it.
    """
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        known = ", ".join(FORMATS)
        raise ReportError(f"unknown kind of RDF file; known are {known}", source=printable(path))
    try:
        data = load(path)
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        raise ReportError(reason, source=printable(path)) from None
    text = decode(data, source=printable(path))
    if form == "json-ld":
        _refuse_others(parse(text, Place(path)), path)
    dataset = _parsed(text, form, path)
    graphs = tuple(sorted((g for g in dataset.graphs() if len(g)), key=lambda g: str(g.identifier)))
    for graph in graphs:
        _check(graph, path)
    return graphs


def _parsed(text: str, form: str, path: Path) -> Dataset:
    dataset = Dataset()
    target = dataset if form in {"nquads", "json-ld"} else dataset.default_graph
    try:
        with _silence():
            target.parse(data=text, format=form, publicID=NOWHERE)
    except BadSyntax as error:
        reason = f"no Turtle: {error._why}"  # noqa: SLF001 (told nowhere else)
        raise ReportError(reason, source=printable(path), line=int(error.lines) + 1) from None
    except ParserError as error:
        line = _wrong_line(text, form) if form in LINES else None
        reason = " ".join(str(error).split())
        raise ReportError(reason, source=printable(path), line=line) from None
    except RecursionError:
        raise ReportError("nested too deeply", source=printable(path)) from None
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError) as error:
        reason = f"no RDF that can be read: {' '.join(str(error).split())}"
        raise ReportError(reason, source=printable(path)) from None
    return dataset


@contextmanager
def _silence() -> Iterator[None]:
    """Keep rdflib from printing what :func:`_check` names, and from warning of its own parsers."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        logger.disabled = before


def _wrong_line(text: str, form: str) -> int | None:
    """The first line that cannot be read by itself: rdflib does not count lines."""
    for number, line in enumerate(text.split("\n"), 1):
        try:
            with _silence():
                Dataset().parse(data=line, format=form)
        except ParserError:
            return number
    return None


def _refuse_others(content: object, path: Path) -> None:
    """JSON that is no JSON-LD, and contexts that stand elsewhere: they would have to be fetched."""
    if not isinstance(content, dict | list):
        raise ReportError("no JSON-LD: expected an object or a list", source=printable(path))
    waiting = [content]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            waiting.extend(item.values())
            for remote in (*_addresses(item.get("@context")), *_addresses(item.get("@import"))):
                reason = f"the context {remote!r} is not in the file, and none is fetched"
                raise ReportError(reason, source=printable(path))


def _addresses(context: object) -> Iterator[str]:
    for item in context if isinstance(context, list) else [context]:
        if isinstance(item, str):
            yield item


def _check(graph: Graph, path: Path) -> None:
    """That each address is whole and each literal is what it says to be."""
    for term in {term for triple in graph for term in triple}:
        reason = _fault(term)
        if reason is not None:
            raise ReportError(reason, source=printable(path))


def _fault(term: Node) -> str | None:
    if isinstance(term, URIRef):
        if term.startswith(NOWHERE):
            return f"<{term.removeprefix(NOWHERE)}> is a relative address"
        wrong = NOT_IN_ADDRESSES.search(term) or NO_TEXT.search(term)
        return None if ABSOLUTE.match(term) and wrong is None else f"{str(term)!r} is no address"
    if isinstance(term, Literal):
        if term.ill_typed:
            return f"{str(term)!r} is no {term.datatype}"
        if NO_TEXT.search(term) is not None:
            return f"{str(term)[:40]!r} holds characters that no text holds"
    return None
