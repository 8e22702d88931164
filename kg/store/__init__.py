"""The store: named graphs, written by one process, read in unchanging generations by others.

>>> from kg.store import open_store
>>> store = open_store("./demining-kg-store")
>>> with store.writer() as writer:
...     writer.replace("https://example.org/g", b"<urn:a> <urn:b> <urn:c> .")
...     writer.publish()
>>> store.query("SELECT * { ?s ?p ?o }").read()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from kg.errors import StoreError
from kg.settings import Settings
from kg.settings import settings as default_settings
from kg.store.async_readers import AsyncReaders
from kg.store.async_writer import AsyncWriter
from kg.store.backup import restore
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
from kg.store.copies import Backup, Restored
from kg.store.embedded import EmbeddedStore
from kg.store.forms import CSV_FOR_SPREADSHEETS, NDJSON
from kg.store.layout import DECISIONS, Folder
from kg.store.operations import may_write_to
from kg.store.past import Past
from kg.store.placing import mend
from kg.store.remote import RemoteReader, RemoteStore, is_address
from kg.store.renewal import is_older, renew
from kg.store.watch import size_of, writer_of
from kg.store.writers import ProcessWriter

__all__ = [
    "CSV_FOR_SPREADSHEETS",
    "DECISIONS",
    "GRAPH_TYPES",
    "NDJSON",
    "RESULT_TYPES",
    "Accept",
    "Answer",
    "AsyncAnswer",
    "AsyncReader",
    "AsyncWriter",
    "Backup",
    "Dataset",
    "Document",
    "Kind",
    "Past",
    "ProcessWriter",
    "Restored",
    "Store",
    "Writer",
    "is_address",
    "is_older_store",
    "may_write_to",
    "open_async_writer",
    "open_readers",
    "open_store",
    "renew_store",
    "restore_store",
    "size_of",
    "writer_of",
]


def open_store(location: str, *, settings: Settings | None = None) -> Store:
    """The store at a folder, which need not exist yet, or at the http(s) address of a server.

    ``StoreFormatError`` for a folder that is no store, or a store of another version or base.
    """
    in_force = settings or default_settings()
    if is_address(location):
        return RemoteStore(location, in_force)
    return EmbeddedStore(location, in_force)


def open_readers(location: str, *, settings: Settings | None = None) -> AsyncReader:
    """The same store for an event loop; call ``start()`` within the loop."""
    in_force = settings or default_settings()
    if is_address(location):
        return RemoteReader(location, in_force)
    return AsyncReaders(location, in_force)


def open_async_writer(location: str, *, settings: Settings | None = None) -> AsyncWriter:
    """Who changes the same store from an event loop; starts nothing before the first change."""
    return AsyncWriter(location, settings or default_settings())


def restore_store(
    location: str, backup: Path, *, replace: bool = False, settings: Settings | None = None
) -> Restored:
    """Put a backup in the place of a store, all or nothing; errors of :func:`.backup.restore`."""
    _refuse_remote(location)
    chosen = settings or default_settings()
    folder = _folder(location, chosen)
    mend(folder)
    return restore(folder, backup, chosen, replace=replace)


def is_older_store(location: str, *, settings: Settings | None = None) -> bool:
    """Whether a store was written in an older format, so that it has to be built anew."""
    if is_address(location):
        return False
    return is_older(_folder(location, settings or default_settings()))


def renew_store(
    location: str,
    fill: Callable[[Store], None],
    *,
    kept: Iterable[str],
    settings: Settings | None = None,
) -> int:
    """Build a store of an older format anew, in its place (see :func:`.renewal.renew`)."""
    chosen = settings or default_settings()
    return renew(_folder(location, chosen), chosen, fill, kept=kept)


def _folder(location: str, settings: Settings) -> Folder:
    return Folder(Path(location).absolute(), settings.base)


def _refuse_remote(location: str) -> None:
    if is_address(location):
        message = "a server is restored by its own means: build into it, or restore its data"
        raise StoreError(message, location=location.rpartition("@")[2])
