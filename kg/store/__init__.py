"""The store: named graphs, written by one process, read in unchanging generations by others.

>>> from kg.store import open_store
>>> store = open_store("./demining-kg-store")
>>> with store.writer() as writer:
...     writer.replace("https://example.org/g", b"<urn:a> <urn:b> <urn:c> .")
...     writer.publish()
True
1
>>> store.query("ASK { <urn:a> <urn:b> <urn:c> }").read()
b'{"head":{},"boolean":true}'

Each name is loaded when it is asked for: the processes that read and write need few of them, and
a server is started in less time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from kg.store.async_writer import AsyncWriter
    from kg.store.backup.record import Backup, Restored
    from kg.store.changing import ChangeWriter, Keeper
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
    from kg.store.forms import CSV_FOR_SPREADSHEETS, NDJSON
    from kg.store.layout import DECISIONS
    from kg.store.opening import (
        is_older_store,
        open_async_writer,
        open_readers,
        open_store,
        open_trial,
        renew_store,
        restore_store,
    )
    from kg.store.operations import may_write_to
    from kg.store.past import Past
    from kg.store.remote.endpoint import is_address
    from kg.store.trial import Trial
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
    "ChangeWriter",
    "Dataset",
    "Document",
    "Keeper",
    "Kind",
    "Past",
    "ProcessWriter",
    "Restored",
    "Store",
    "Trial",
    "Writer",
    "is_address",
    "is_older_store",
    "may_write_to",
    "open_async_writer",
    "open_readers",
    "open_store",
    "open_trial",
    "renew_store",
    "restore_store",
    "size_of",
    "writer_of",
]

HOMES: Final = {
    "kg.store.async_writer": ("AsyncWriter",),
    "kg.store.changing": ("ChangeWriter", "Keeper"),
    "kg.store.contract": (
        "Accept",
        "Answer",
        "AsyncAnswer",
        "AsyncReader",
        "Dataset",
        "Document",
        "GRAPH_TYPES",
        "Kind",
        "RESULT_TYPES",
        "Store",
        "Writer",
    ),
    "kg.store.backup.record": ("Backup", "Restored"),
    "kg.store.forms": ("CSV_FOR_SPREADSHEETS", "NDJSON"),
    "kg.store.layout": ("DECISIONS",),
    "kg.store.opening": (
        "is_older_store",
        "open_async_writer",
        "open_readers",
        "open_store",
        "open_trial",
        "renew_store",
        "restore_store",
    ),
    "kg.store.operations": ("may_write_to",),
    "kg.store.past": ("Past",),
    "kg.store.remote.endpoint": ("is_address",),
    "kg.store.trial": ("Trial",),
    "kg.store.watch": ("size_of", "writer_of"),
    "kg.store.writers": ("ProcessWriter",),
}
"""The modules, and what of them is public."""

_HOME: Final = {name: module for module, names in HOMES.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - each name has a type of its own
    """A public name, on demand."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOME[name]), name)
    return value
