"""The store: named graphs, written by one process, read in unchanging generations by others.

>>> from kg.store import open_store
>>> store = open_store("./demining-kg-store")
>>> with store.writer() as writer:
...     writer.replace("https://example.org/g", b"<urn:a> <urn:b> <urn:c> .")
...     writer.publish()
>>> store.query("SELECT * { ?s ?p ?o }").read()
"""

from __future__ import annotations

from kg.errors import StoreError
from kg.settings import Settings
from kg.settings import settings as default_settings
from kg.store.async_readers import AsyncReaders
from kg.store.async_writer import AsyncWriter
from kg.store.contract import (
    GRAPH_TYPES,
    RESULT_TYPES,
    Accept,
    Answer,
    AsyncAnswer,
    AsyncReader,
    Dataset,
    Document,
    Kind,
    Store,
    Writer,
)
from kg.store.embedded import EmbeddedStore
from kg.store.operations import may_write_to
from kg.store.past import Past
from kg.store.writers import ProcessWriter

__all__ = [
    "GRAPH_TYPES",
    "RESULT_TYPES",
    "Accept",
    "Answer",
    "AsyncAnswer",
    "AsyncReader",
    "AsyncWriter",
    "Dataset",
    "Document",
    "Kind",
    "Past",
    "ProcessWriter",
    "Store",
    "Writer",
    "may_write_to",
    "open_async_writer",
    "open_readers",
    "open_store",
]


def open_store(location: str, *, settings: Settings | None = None) -> Store:
    """The store at a folder, which need not exist yet: a writer creates it.

    An http(s) address will be a SPARQL 1.1 server in a later step and is refused for now.
    ``StoreFormatError`` for a folder that is no store, or a store of another version or base.
    """
    _refuse_remote(location)
    return EmbeddedStore(location, settings or default_settings())


def open_readers(location: str, *, settings: Settings | None = None) -> AsyncReader:
    """The same store for an event loop; call ``start()`` within the loop."""
    _refuse_remote(location)
    return AsyncReaders(location, settings or default_settings())


def open_async_writer(location: str, *, settings: Settings | None = None) -> AsyncWriter:
    """Who changes the same store from an event loop; starts nothing before the first change."""
    return AsyncWriter(location, settings or default_settings())


def _refuse_remote(location: str) -> None:
    if location.startswith(("http://", "https://")):
        raise StoreError("a server as store is not yet supported", location=location)
