"""Building a store of an older format anew, in its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kg.errors import StoreFormatError
from kg.settings import Settings
from kg.store.backup.placing import finish, mend, place
from kg.store.contract import Dataset, Store
from kg.store.embedded import EmbeddedStore
from kg.store.layout import Folder
from kg.store.lock import holder, lock
from kg.store.readers import Readers
from kg.store.request import query_request

__all__ = ["is_older", "renew"]

DRAFT: Final = "renewal"
"""The folder, within that of the store, where the new one is built."""


def is_older(folder: Folder) -> bool:
    """Whether the store was written by a program of an older format."""
    mend(folder)
    found = folder.found()
    return found is not None and found.is_older


def renew(
    folder: Folder, settings: Settings, fill: Callable[[Store], None], *, kept: Iterable[str]
) -> int:
    """Let ``fill`` build a new store that then takes the old one's place; its generation.

    The new store begins with the graphs named by ``kept`` as the old one has them. The decisions
    stay. An error, or a death, before all is built leaves the old store as it was.
    """
    with lock(folder, holder()):
        finish(folder)
        _refuse_unless_older(folder)
        with _draft(folder) as draft, EmbeddedStore(str(draft), settings) as store:
            with store.writer() as writer:
                writer.replace_all((name, _graph(folder, settings, name)) for name in kept)
            fill(store)
            return _take(folder, Folder(draft, folder.base))


def _refuse_unless_older(folder: Folder) -> None:
    found = folder.found()
    if found is None or not found.is_older:
        raise StoreFormatError("is no store of an older format", location=str(folder.path))
    found.check_foreign(folder.path, folder.base)


def _take(folder: Folder, draft: Folder) -> int:
    held = draft.hold()
    try:
        return place(
            folder,
            held.path,
            default_graph=draft.default_graph(),
            above=0,
            decisions=None,
            takes_decisions=False,
        )
    finally:
        held.release()


@contextmanager
def _draft(folder: Folder) -> Iterator[Path]:
    draft = folder.path / DRAFT
    if draft.exists():  # of a process that was killed: only who has the lock makes one
        with folder.explaining(f"{draft.name}/ cannot be deleted"):
            shutil.rmtree(draft)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _graph(folder: Folder, settings: Settings, name: str) -> bytes:
    """A graph of the old store as N-Triples; empty if it has none."""
    if folder.generation() is None:
        return b""
    request = query_request(
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        accept="application/n-triples",
        timeout=None,
        dataset=Dataset(default=(name,)),
        prefixes=None,
        settings=settings,
    )
    readers = Readers(folder, settings)
    try:
        return readers.ask(request).read()
    finally:
        readers.close()
