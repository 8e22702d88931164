"""The engine's data that is written to; within the writing process."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from itertools import chain

import pyoxigraph as engine

from kg.errors import QueryError
from kg.store import merge
from kg.store.evaluation import explained
from kg.store.layout import Folder, sync_folder, write_whole
from kg.store.merge import Quads
from kg.store.scanner import refuse

__all__ = ["Primary"]


class Primary:
    """Graphs and their merge, as they will be published."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._restore_if_gone()
        with folder.explaining("primary/ cannot be opened (delete it to go on with the published)"):
            self._store = engine.Store(str(folder.primary))
            for graph in merge.STAGING:
                self._store.remove_graph(graph)
            folder.sweep()
        published = self._published_digests()
        self._is_published = published is not None and folder.generation() is not None
        self._digests = published or {}

    def graphs(self) -> list[str]:
        """Names of the graphs."""
        return sorted(graph.value for graph in self._store.named_graphs())

    def replace(self, graphs: Iterable[tuple[str, bytes]]) -> int:
        """Replace graphs, each whole or not at all; how many changed.

        ``ValueError`` for a wrong name or content, after those before it are done.
        """
        changed = 0
        fresh: dict[str, Quads] = {}
        digests: dict[str, str] = {}
        try:
            for name, ntriples in graphs:
                digest = hashlib.sha256(ntriples).hexdigest()
                if self._digests.get(name) == digest and name not in digests:
                    continue
                if name in fresh:
                    self._add(fresh)
                    fresh.clear()
                quads = _parse(name, ntriples)
                if quads and not self._has(name):
                    fresh[name] = quads
                    changed += 1
                else:
                    changed += self._change(name, quads)
                digests[name] = digest
        finally:
            self._add(fresh)
            self._digests |= digests
        return changed

    def remove(self, name: str) -> bool:
        """Drop a graph; whether there was one."""
        graph = engine.NamedNode(name)
        if not self._store.contains_named_graph(graph):
            return False
        self._touch()
        self._digests.pop(name, None)
        merge.remove(self._store, graph)
        return True

    def update(self, text: str) -> None:
        """Run a SPARQL update, whole or not at all; :class:`QueryError` for a wrong one."""
        refuse(text)
        self._touch()
        self._digests.clear()
        try:
            merge.update(self._store, text)
        except SyntaxError as error:
            raise explained(str(error), text) from error
        except (ValueError, RuntimeError) as error:
            raise QueryError(str(error)) from error

    def query(self, text: str) -> bytes:
        """The rows of a SELECT as SPARQL's JSON; :class:`QueryError` for a wrong text."""
        refuse(text)
        try:
            rows = self._store.query(text)
            if not isinstance(rows, engine.QuerySolutions):
                raise QueryError("the writer answers SELECT only")
            found: bytes | None = rows.serialize(format=engine.QueryResultsFormat.JSON)
        except SyntaxError as error:
            raise explained(str(error), text) from error
        except (ValueError, RuntimeError) as error:
            raise QueryError(str(error)) from error
        return found or b""

    def publish(self) -> int:
        """Make all of this a generation, unless it is one already; its number."""
        newest = self._folder.generation()
        if self._is_published and newest is not None:
            return newest
        number = (newest or 0) + 1
        path = self._folder.generation_path(number)
        draft = path.with_name(f"{number}.draft")
        with self._folder.explaining("cannot be published"):
            self._store.flush()
            self._store.optimize()
            self._store.backup(str(draft))
            draft.replace(path)
            sync_folder(path.parent)
            self._folder.switch(number)
            write_whole(self._folder.digests, json.dumps(self._digests).encode())
            self._is_published = True
            self._folder.sweep()
        return number

    def _has(self, name: str) -> bool:
        return self._store.contains_named_graph(engine.NamedNode(name))

    def _add(self, graphs: dict[str, Quads]) -> None:
        """Fill graphs that were empty, all together."""
        quads = list(chain.from_iterable(graphs.values()))
        if quads:
            self._touch()
            merge.add(self._store, quads)

    def _change(self, name: str, quads: Quads) -> bool:
        graph = engine.NamedNode(name)
        old = frozenset(self._store.quads_for_pattern(None, None, None, graph))
        if quads != old:
            quads = _as_stored(quads)
        if quads == old and self._has(name):
            return False
        self._touch()
        self._digests.pop(name, None)
        merge.change(self._store, graph, gone=old - quads, new=quads - old)
        return True

    def _touch(self) -> None:
        """Note that this is no longer what was published, before it is so."""
        if self._is_published:
            self._folder.digests.unlink(missing_ok=True)
            sync_folder(self._folder.path)
            self._is_published = False

    def _published_digests(self) -> dict[str, str] | None:
        try:
            digests: dict[str, str] = json.loads(self._folder.digests.read_bytes())
        except FileNotFoundError:
            return None
        return digests

    def _restore_if_gone(self) -> None:
        """Begin with the newest generation where only generations are left, as in a backup."""
        number = self._folder.generation()
        if number is None or self._folder.primary.exists():
            return
        draft = self._folder.primary.with_suffix(".draft")
        with self._folder.explaining("cannot be restored"):
            shutil.rmtree(draft, ignore_errors=True)
            shutil.copytree(self._folder.generation_path(number), draft)
            draft.replace(self._folder.primary)


def _parse(name: str, ntriples: bytes) -> Quads:
    """The quads of a graph, blank nodes named by what is said of them, apart in each graph."""
    try:
        graph = engine.NamedNode(name)
    except ValueError as error:
        raise ValueError(f"no name of a graph: {name!r}: {error}") from error
    if graph in merge.STAGING:
        raise ValueError(f"no name of a graph: {name!r} is the store's own")
    try:
        triples = engine.parse(ntriples, format=engine.RdfFormat.N_TRIPLES)
        quads = frozenset(merge.placed(triples, graph))
    except SyntaxError as error:
        raise ValueError(f"graph <{name}>: {error}") from error
    return _with_canonical_blanks(quads) if any(map(_has_blank, quads)) else quads


def _with_canonical_blanks(quads: Quads) -> Quads:
    dataset = engine.Dataset(quads)
    dataset.canonicalize(engine.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(_scoped(quad) for quad in dataset)


def _scoped(quad: engine.Quad) -> engine.Quad:
    """The quad with blank nodes that no other graph has."""
    scope = hashlib.sha256(str(quad.graph_name).encode()).hexdigest()[:12]
    subject, value = quad.subject, quad.object
    if isinstance(subject, engine.BlankNode):
        subject = engine.BlankNode(f"g{scope}{subject.value}")
    if isinstance(value, engine.BlankNode):
        value = engine.BlankNode(f"g{scope}{value.value}")
    return engine.Quad(subject, quad.predicate, value, quad.graph_name)


def _has_blank(quad: engine.Quad) -> bool:
    return isinstance(quad.subject, engine.BlankNode) or isinstance(quad.object, engine.BlankNode)


def _as_stored(quads: Quads) -> Quads:
    """The quads as the engine gives them back: 1.50 has become 1.5."""
    store = engine.Store()
    store.extend(quads)
    return frozenset(store)
