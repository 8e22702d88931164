"""The graphs that a query sees, each triple once; within a reader process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import cast

import pyoxigraph as engine

from kg.store.contract import Dataset
from kg.store.merge import placed
from kg.store.scanner import Clauses, from_clauses

__all__ = ["Results", "resolve", "start"]

Graphs = tuple[engine.NamedNode, ...]
Results = engine.QuerySolutions | engine.QueryBoolean | engine.QueryTriples


def start(
    store: engine.Store,
    text: str,
    *,
    base: str,
    dataset: Dataset | None,
) -> Results:
    """Begin to evaluate a query on the graphs given, on those it names, or on the merge of all.

    IRIs without a beginning begin with ``base``.
    ``SyntaxError`` and ``ValueError`` for a wrong text or a wrong name of a graph.
    """
    if dataset is not None:
        return _on(store, text, base, _nodes(dataset.default), _nodes(dataset.named))
    clauses = from_clauses(text)
    if len(clauses.default) > 1 or len(clauses.named) > 1:
        return _on(store, text, base, *_resolved(text, base, clauses))
    return store.query(text, base_iri=base)


def _on(store: engine.Store, text: str, base: str, default: Graphs, named: Graphs) -> Results:
    if len(default) < 2:
        return store.query(text, base_iri=base, default_graph=[*default], named_graphs=[*named])
    excerpt = _excerpt(store, default, named)
    return excerpt.query(
        text, base_iri=base, default_graph=[engine.DefaultGraph()], named_graphs=[*named]
    )


def _nodes(names: Iterable[str]) -> Graphs:
    """Each graph once: the engine would read one twice that is named twice."""
    return tuple(engine.NamedNode(name) for name in dict.fromkeys(names))


def _resolved(text: str, base: str, clauses: Clauses) -> tuple[Graphs, Graphs]:
    """The graphs that FROM clauses name."""
    written = [*clauses.default, *clauses.named]
    try:
        names = resolve(clauses.prologue, written, base=base)
    except SyntaxError:
        engine.Store().query(text, base_iri=base)  # tells the place in the text itself
        raise
    count = len(clauses.default)
    return _nodes(names[:count]), _nodes(names[count:])


def resolve(prologue: str, written: Sequence[str], *, base: str) -> list[str]:
    """The IRIs that names stand for: the engine knows what prefixes and a base mean.

    ``SyntaxError`` where a name is none, or its prefix is not declared.
    """
    columns = " ".join(f"({graph} AS ?g{index})" for index, graph in enumerate(written))
    rows = engine.Store().query(f"{prologue} SELECT {columns} {{}}", base_iri=base)
    return [term.value for term in next(cast("engine.QuerySolutions", rows))]


def _excerpt(store: engine.Store, default: Graphs, named: Graphs) -> engine.Store:
    """A store in memory whose default graph is the set union of some graphs."""
    excerpt = engine.Store()
    merged = chain.from_iterable(_quads(store, graph) for graph in default)
    excerpt.bulk_extend(placed(merged, engine.DefaultGraph()))
    excerpt.bulk_extend(chain.from_iterable(_quads(store, graph) for graph in named))
    return excerpt


def _quads(store: engine.Store, graph: engine.NamedNode) -> Iterable[engine.Quad]:
    return store.quads_for_pattern(None, None, None, graph)
