"""The contract of a store: what every backend does, embedded or remote.

A store holds named graphs. It is written through one :class:`Writer` at a time and read in
*generations*: numbered, whole, unchanging states. Nothing that a writer does is seen by a query
before :meth:`Writer.publish`; a query reads one generation from beginning to end.

**The default graph of a query is the union of all graphs, as a set**: a triple that several
graphs hold is one triple, counted once (unless the setting ``default_graph`` said otherwise when
the store was made). If the query has FROM or FROM NAMED, or a
:class:`Dataset` is given, these graphs alone count; several default graphs again make one set.

Blank nodes belong to their graph; they are renamed by what is said of them when it is replaced.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from kg.settings import Settings
from kg.store.backup.record import Backup
from kg.store.forms import GRAPH_TYPES, RESULT_TYPES, Accept, Kind

__all__ = [
    "GRAPH_TYPES",
    "RESULT_TYPES",
    "Accept",
    "Answer",
    "AsyncAnswer",
    "AsyncReader",
    "Dataset",
    "Document",
    "Kind",
    "Store",
    "Writer",
]


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query sees (``default-graph-uri``, ``named-graph-uri`` of the protocol).

    It takes the place of FROM and FROM NAMED. An empty tuple is an empty set of graphs. Several
    default graphs are put together for the query, within its limits of time and memory: to see
    all graphs give no dataset.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Document(NamedTuple):
    """RDF as it was sent: for messages its name, then how to read it."""

    name: str
    media_type: str
    base: str
    content: bytes


class Answer(Protocol):
    """An answer that is read once, in chunks; closing it early stops the evaluation.

    Chunks are whole bytes of ``media_type``; an error while they are read (time, memory) is
    raised by the iterator: an answer that ended without one is whole.
    """

    @property
    def media_type(self) -> str:
        """The media type of the chunks, without parameters; text is UTF-8."""
        ...

    @property
    def generation(self) -> int:
        """The generation that was asked."""
        ...

    @property
    def kind(self) -> Kind:
        """What was asked for."""
        ...

    @property
    def chunks(self) -> Iterator[bytes]:
        """What is not yet read."""
        ...

    def read(self) -> bytes:
        """All that is not yet read; closes the answer."""
        ...

    def close(self) -> None:
        """Stop the evaluation if it still runs. Closing twice does nothing."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class AsyncAnswer(Protocol):
    """The twin of :class:`Answer` for an event loop."""

    @property
    def media_type(self) -> str:
        """The media type of the chunks, without parameters; text is UTF-8."""
        ...

    @property
    def generation(self) -> int:
        """The generation that was asked."""
        ...

    @property
    def kind(self) -> Kind:
        """What was asked for."""
        ...

    @property
    def whole(self) -> bytes | None:
        """All of a small answer that has come already, and holds nothing any more."""
        ...

    @property
    def chunks(self) -> AsyncIterator[bytes]:
        """What is not yet read."""
        ...

    async def read(self) -> bytes:
        """All that is not yet read; closes the answer."""
        ...

    async def aclose(self) -> None:
        """Stop the evaluation if it still runs. Closing twice does nothing."""
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Writer(Protocol):
    """The one who may write. A context manager; leaving it publishes nothing by itself.

    What a call has returned from is kept, even if the process dies in the next moment, unless it
    was to be undone then (:meth:`begin`); a power cut may lose what was not yet published. Every
    method raises
    :class:`~kg.errors.StoreBrokenError` once the writing process has died; then open another.
    """

    def graphs(self) -> frozenset[str]:
        """Names of the graphs, with what is not yet published."""
        ...

    def replace(self, graph_iri: str, ntriples: bytes) -> bool:
        """Put this content in place of the graph's, whole or not at all.

        Whether the content changed. ``ValueError`` names the line for bytes that are no
        N-Triples, and for a name that is no IRI; the graph then stays as it was.
        """
        ...

    def replace_all(self, graphs: Iterable[tuple[str, bytes]]) -> int:
        """:meth:`replace` for many, each atomic by itself, written in batches; how many changed.

        The first error is raised after those before it were done; those after it may be done.
        """
        ...

    def replace_in_parts(self, graph_iri: str, parts: Iterable[bytes]) -> bool:
        """:meth:`replace` of very many lines, which come in parts and are never all in memory.

        Each part ends with a line. They become one graph, whole or not at all.
        """
        ...

    def remove(self, graph_iri: str) -> bool:
        """Drop a graph; whether there was one."""
        ...

    def update(
        self, sparql: str, *, timeout: float | None = None, using: Dataset | None = None
    ) -> frozenset[str] | None:
        """Run a SPARQL update, whole or not at all.

        Its WHERE sees the same default graph as a query, or ``using`` in place of USING. A
        default graph that is the union of the named ones cannot be written to.
        The graphs that it wrote to, if its text tells them; ``None`` for any.
        :class:`~kg.errors.QueryError` for a wrong text, ``QueryRefusedError`` for SERVICE and
        LOAD, ``QueryTimeoutError`` and ``QueryTooLargeError`` (the writer is broken then).
        """
        ...

    def query(self, text: str, *, timeout: float | None = None) -> bytes:
        """The rows of a SELECT over what is written, published or not, as SPARQL's JSON.

        For rules that must see all reports before any reader does, and may take long over many;
        whoever only reads asks :meth:`Store.query`. Errors are those of :meth:`update`.
        """
        ...

    def begin(self) -> None:
        """Let what follows be undone, unless it is published: the next writer finds none of it.

        So it is when this one is closed, when its process dies, and when ``publish`` fails.
        """
        ...

    def publish(self) -> int:
        """Make all that was written one new generation, safe on disk; its number.

        The number of the present generation if the content is the same.
        """
        ...

    def close(self) -> None:
        """Let another write. Closing twice does nothing."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Store(Protocol):
    """A store, for code that may block: the command line, scripts, notebooks."""

    @property
    def location(self) -> str:
        """The folder, or the address, that it was opened with."""
        ...

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        ...

    def generation(self) -> int | None:
        """The newest published generation; ``None`` while nothing is published. Cheap."""
        ...

    def tag(self) -> str | None:
        """Names this generation of this very store, for an ETag; ``None`` as above. Cheap."""
        ...

    def query(
        self,
        text: str,
        *,
        accept: Accept | str = RESULT_TYPES[0],
        timeout: float | None = None,
        dataset: Dataset | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Answer:
        """Evaluate a SPARQL query on the newest generation.

        Args:
            text: the query; it declares its own prefixes.
            accept: the media type per kind of answer, or one type (see :meth:`Accept.of`).
            timeout: seconds for waiting, evaluating and reading together; at most, and by
                default, ``settings.query_seconds``.
            dataset: the graphs to see in place of FROM and FROM NAMED.
            prefixes: names for the prefixes that a graph is written with.

        The call returns when 64 KB are there, or the whole answer: what fails before is raised
        here, what fails later by the chunks.

        Raises:
            StoreMissingError: nothing is published yet.
            QueryRefusedError: SERVICE, LOAD, or longer than ``settings.query_characters``.
            QueryError: a wrong text, with line and column.
            AnswerTypeError: no media type given for this kind of answer.
            QueryTimeoutError: not done in time; its process was killed.
            QueryTooLargeError: needs more than ``settings.query_megabytes``.
        """
        ...

    def writer(self) -> Writer:
        """The writer; creates the store if there is none.

        :class:`~kg.errors.StoreLockedError` names who else is writing.
        """
        ...

    def dump(self, path: str | Path) -> int:
        """Write the graphs of the newest generation as sorted N-Quads; the number of lines.

        The same content gives the same bytes. The file appears when it is whole.
        """
        ...

    def backup(self, path: str | Path) -> Backup:
        """Copy the newest generation, and the decisions, to a new folder that is a store itself.

        Others may read and write meanwhile. The folder appears when it is whole, safe on disk,
        and was opened and read through.

        Raises:
            StoreMissingError: nothing is published yet.
            StoreError: the folder is not empty or cannot be written, or this kind of store is
                backed up by other means; nothing is left of what was begun.
        """
        ...

    def close(self) -> None:
        """End the processes of this store. Closing twice does nothing."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class AsyncReader(Protocol):
    """Queries from an event loop: what the web server holds. It belongs to one loop."""

    async def start(self) -> None:
        """Start the processes; returns when the first can answer."""
        ...

    def generation(self) -> int | None:
        """As :meth:`Store.generation`."""
        ...

    def tag(self) -> str | None:
        """As :meth:`Store.tag`."""
        ...

    async def refresh(self) -> None:
        """Let :meth:`generation` and :meth:`tag` know of what was published until now."""
        ...

    def has_union(self) -> bool:
        """Whether the default graph is the union of all graphs, as it is unless set otherwise."""
        ...

    async def query(
        self,
        text: str,
        *,
        accept: Accept | str = RESULT_TYPES[0],
        timeout: float | None = None,  # noqa: ASYNC109 - covers the streaming after the call too
        dataset: Dataset | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> AsyncAnswer:
        """As :meth:`Store.query`; a cancelled call kills its evaluation."""
        ...

    async def close(self) -> None:
        """End the processes."""
        ...
