"""The engine's data that is written to; within the writing process."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import Final

import pyoxigraph as engine

from kg.errors import QueryError, QueryRefusedError
from kg.store import merge, plain
from kg.store.backup.placing import finish
from kg.store.contract import Document
from kg.store.dataset import resolve
from kg.store.durable import copy_generation, empty_logs, sync_folder, write_whole
from kg.store.evaluation import explained, not_evaluated
from kg.store.layout import Folder
from kg.store.merge import GraphName, Quads, content
from kg.store.operations import Operation, operations, with_using, without_silent_loads
from kg.store.parsing import (
    Content,
    as_stored,
    checked,
    has_blank,
    named,
    parse,
    read,
    with_canonical_blanks,
)
from kg.store.plaintext import Text, count, load
from kg.store.scanner import place, refuse

__all__ = ["Primary"]

UNION_IS_DERIVED: Final = (
    "the default graph of this store is the union of the named ones and cannot be written to: "
    "name the graph, as in INSERT DATA { GRAPH <…> { … } } or WITH <…>"
)


_FAILING: Final = "CREATE GRAPH <urn:x> ; CREATE GRAPH <urn:x>"


class Primary:
    """Graphs and their merge, as they will be published."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        finish(folder)
        self._has_union = folder.has_union()
        self._rule = merge if self._has_union else plain
        if folder.tentative.exists():
            self._forget()
        self._restore_if_gone()
        with folder.explaining("primary/ cannot be opened (delete it to go on with the published)"):
            self._store = engine.Store(str(folder.primary))
            for graph in merge.STAGING:
                self._store.remove_graph(graph)
            if folder.unmerged.exists():
                self._rule.renew(self._store)
                folder.unmerged.unlink()
            folder.sweep()
        self._unsorted = 0
        published = self._published_digests()
        self._is_published = published is not None and folder.generation() is not None
        self._digests = published or {}

    def graphs(self) -> list[str]:
        """Names of the graphs."""
        return sorted(graph.value for graph in self._store.named_graphs())

    def replace(self, graphs: Iterable[tuple[str, Text]]) -> int:
        """Replace graphs, each whole or not at all; how many changed.

        ``ValueError`` for a wrong name or content, after those before it are done.
        """
        changed = 0
        fresh: dict[str, Content] = {}
        digests: dict[str, str] = {}
        try:
            for name, ntriples in graphs:
                digest = hashlib.sha256(ntriples).hexdigest()
                if self._digests.get(name) == digest and name not in digests:
                    continue
                if name in fresh:
                    self._add(fresh)
                    fresh.clear()
                found = checked(name, ntriples)
                if found and not self._has(name):
                    fresh[name] = found
                    changed += 1
                else:
                    quads = parse(name, found) if isinstance(found, Text) else found
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
        self._rule.remove(self._store, graph)
        return True

    def update(
        self, text: str, using: tuple[Sequence[str], Sequence[str]] | None = None
    ) -> list[str] | None:
        """Run a SPARQL update, whole or not at all; the graphs it wrote to, ``None`` for any.

        ``using`` are the default and the named graphs that its patterns see.
        :class:`QueryError` for a wrong one, ``QueryRefusedError`` for one that may not be.
        """
        run = without_silent_loads(text)
        steps = operations(run)
        try:
            refuse(run)
            if self._has_union:
                _refuse_default(run, steps)
        except QueryRefusedError:
            _check_syntax(text, self._folder.base)  # a wrong text is first of all wrong
            raise
        if run != text:
            _check_syntax(text, self._folder.base)
        if using is not None:
            run = with_using(run, *using)
        names = _written_to(steps, self._folder.base)
        before = self._rule.look(self._store, names)
        with self._unless_wrong(text):
            self._store.update(run, base_iri=self._folder.base)
        changed = self._rule.follow(self._store, before)
        self._folder.unmerged.unlink(missing_ok=True)
        self._unsorted += merge.BULK if changed is None else changed
        return None if names is None else [name.value for name in names]

    @contextmanager
    def _unless_wrong(self, text: str) -> Iterator[None]:
        """Note that an update changes this, unless the engine says that the text is wrong."""
        was_published, digests = self._is_published, self._digests
        self._touch()
        self._digests = {}
        self._folder.unmerged.touch()
        try:
            yield
        except (SyntaxError, ValueError, RuntimeError) as error:
            self._folder.unmerged.unlink()
            self._digests = digests
            if was_published:
                self._note_published()
            if isinstance(error, SyntaxError):
                raise explained(str(error), text) from error
            raise not_evaluated(error) from error

    def put(self, name: str | None, documents: Sequence[Document], *, is_added: bool) -> bool:
        """Put documents in place of a graph, or add them to it; whether the graph is new.

        ``None`` is the default graph. ``ValueError`` tells what is wrong with which document.
        """
        graph = self._graph_name(name)
        is_new = isinstance(graph, engine.NamedNode) and not self._has(graph.value)
        quads = frozenset(chain.from_iterable(map(partial(read, graph), documents)))
        old = content(self._store, graph)
        if not is_added and any(map(has_blank, quads)):
            quads = with_canonical_blanks(quads)
        quads = as_stored(quads)
        gone = frozenset() if is_added else old - quads
        new = quads - old
        if is_new or gone or new:
            self._touch()
            self._digests.pop(name or "", None)
            self._unsorted += len(gone) + len(new)
            if is_new and not quads:
                self._store.add_graph(graph)
            elif gone:
                self._rule.change(self._store, graph, gone=gone, new=new)
            else:
                self._rule.add(self._store, list(new))
        return is_new

    def drop(self, name: str | None) -> bool:
        """Drop a graph, or empty the default graph; whether there was one."""
        if name is not None:
            return self.remove(name)
        graph = self._graph_name(None)
        self._touch()
        self._rule.remove(self._store, graph)
        return True

    def _graph_name(self, name: str | None) -> GraphName:
        if name is not None:
            return named(name)
        if self._has_union:
            raise QueryRefusedError(UNION_IS_DERIVED)
        return engine.DefaultGraph()

    def content(self, name: str) -> bytes:
        """A graph as N-Triples."""
        triples = (quad.triple for quad in content(self._store, engine.NamedNode(name)))
        return engine.serialize(triples, format=engine.RdfFormat.N_TRIPLES) or b""

    def changed(self, prefix: str, since: int | None = None) -> list[str]:
        """The graphs whose names begin so and that are not as they were published.

        ``since`` is the generation that they are compared with, the newest if it is not told.
        """
        if since is None and self._is_published:
            return []
        number = self._folder.generation() if since is None else since
        if number is None:
            return [name for name in self.graphs() if name.startswith(prefix)]
        then = engine.Store.read_only(str(self._folder.generation_path(number)))
        nodes = {*self._store.named_graphs(), *then.named_graphs()}
        among = sorted(node.value for node in nodes if node.value.startswith(prefix))
        both = ((name, engine.NamedNode(name)) for name in among)
        return [name for name, g in both if content(self._store, g) != content(then, g)]

    def begin(self) -> None:
        """Let what follows be undone, unless it is published: also when this process dies."""
        self._folder.tentative.touch()
        sync_folder(self._folder.path)

    def revert(self) -> None:
        """Go back to what is published."""
        if not self._is_published:
            with self._folder.explaining("cannot be restored"):
                del self._store
                self._forget()
                self._restore_if_gone()
                self._store = engine.Store(str(self._folder.primary))
            self._digests = {}
            self._note_published()
        self._folder.tentative.unlink(missing_ok=True)

    def _forget(self) -> None:
        """Delete what is not published, with the marks of what was under way."""
        shutil.rmtree(self._folder.primary, ignore_errors=True)
        self._folder.unmerged.unlink(missing_ok=True)
        self._folder.tentative.unlink(missing_ok=True)

    def query(self, text: str) -> bytes:
        """The rows of a SELECT as SPARQL's JSON; :class:`QueryError` for a wrong text."""
        refuse(text)
        try:
            rows = self._store.query(text, base_iri=self._folder.base)
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
            self._folder.tentative.unlink(missing_ok=True)
            return newest
        number = (newest or 0) + 1
        path = self._folder.generation_path(number)
        draft = path.with_name(f"{number}.draft")
        with self._folder.explaining("cannot be published"):
            self._store.flush()
            if self._unsorted >= merge.BULK:
                self._store.optimize()
                self._unsorted = 0
            self._store.backup(str(draft))
            empty_logs(draft)
            draft.replace(path)
            sync_folder(path.parent)
            self._folder.switch(number)
            self._folder.tentative.unlink(missing_ok=True)
            self._note_published()
            self._folder.sweep()
        return number

    def _note_published(self) -> None:
        write_whole(self._folder.digests, json.dumps(self._digests).encode())
        self._is_published = True

    def _has(self, name: str) -> bool:
        return self._store.contains_named_graph(engine.NamedNode(name))

    def _add(self, graphs: dict[str, Content]) -> None:
        """Fill graphs that were empty, all together; very many plain triples as they are."""
        plain = {name: of for name, of in graphs.items() if isinstance(of, Text)}
        lines = sum(map(count, plain.values()))
        if lines >= merge.BULK:
            self._touch()
            self._unsorted += lines
            load(self._store, plain, with_default=self._has_union)
            graphs = {name: of for name, of in graphs.items() if name not in plain}
        parsed = (parse(name, of) if isinstance(of, Text) else of for name, of in graphs.items())
        quads = list(chain.from_iterable(parsed))
        if quads:
            self._touch()
            self._unsorted += len(quads)
            self._rule.add(self._store, quads)

    def _change(self, name: str, quads: Quads) -> bool:
        graph = engine.NamedNode(name)
        old = frozenset(self._store.quads_for_pattern(None, None, None, graph))
        if quads != old:
            quads = as_stored(quads)
        if quads == old and self._has(name):
            return False
        self._touch()
        self._digests.pop(name, None)
        self._unsorted += len(old ^ quads)
        self._rule.change(self._store, graph, gone=old - quads, new=quads - old)
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
            copy_generation(self._folder.generation_path(number), draft)
            draft.replace(self._folder.primary)
            sync_folder(self._folder.path)


def _refuse_default(text: str, steps: Iterable[Operation]) -> None:
    """Refuse an update that writes to a default graph that is the union of the others."""
    for step in steps:
        if step.writes_default:
            line, column = place(text, step.at)
            raise QueryRefusedError(UNION_IS_DERIVED, line=line, column=column)


def _check_syntax(text: str, base: str) -> None:
    """Raise :class:`QueryError` for an update that the engine cannot read; run nothing of it.

    The engine reads a text to its end, and only then fails at what is put before it.
    """
    at = next((step.at for step in operations(text)), len(text))
    try:
        engine.Store().update(f"{text[:at]} {_FAILING} ; {text[at:]}", base_iri=base)
    except SyntaxError:
        _explain(text, base)
    except (ValueError, RuntimeError):
        return


def _explain(text: str, base: str) -> None:
    """Raise the :class:`QueryError` of a text that cannot be read."""
    try:
        engine.Store().update(text, base_iri=base)
    except SyntaxError as error:
        raise explained(str(error), text) from error


def _written_to(steps: Sequence[Operation], base: str) -> list[engine.NamedNode] | None:
    """The graphs that an update writes to; ``None`` for any."""
    if any(step.writes_any for step in steps):
        return None
    try:
        names = [name for step in steps for name in resolve(step.prologue, step.graphs, base=base)]
    except SyntaxError:
        return None  # the engine will tell where
    graphs = [engine.NamedNode(name) for name in dict.fromkeys(names)]
    return None if any(graph in merge.STAGING for graph in graphs) else graphs
