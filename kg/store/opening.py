"""Opening a store by its location: a folder, or the address of a server.

What belongs to servers is loaded only where one is named: it takes longer to load than all else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from kg.errors import StoreError
from kg.settings import Settings
from kg.settings import settings as default_settings
from kg.store.async_readers import AsyncReaders
from kg.store.async_writer import AsyncWriter
from kg.store.backup.archive import restore
from kg.store.backup.placing import mend
from kg.store.backup.record import Restored
from kg.store.backup.renewal import is_older, renew
from kg.store.contract import AsyncReader, Store
from kg.store.embedded import EmbeddedStore
from kg.store.layout import Folder
from kg.store.remote.endpoint import is_address
from kg.store.trial import Trial

__all__ = [
    "is_older_store",
    "open_async_writer",
    "open_readers",
    "open_store",
    "open_trial",
    "renew_store",
    "restore_store",
]


def open_store(location: str, *, settings: Settings | None = None) -> Store:
    """The store at a folder, which need not exist yet, or at the http(s) address of a server.

    ``StoreFormatError`` for a folder that is no store, or a store of another version or base.
    """
    in_force = settings or default_settings()
    if is_address(location):
        from kg.store.remote.store import RemoteStore  # noqa: PLC0415 - see above

        return RemoteStore(location, in_force)
    return EmbeddedStore(location, in_force)


def open_readers(location: str, *, settings: Settings | None = None) -> AsyncReader:
    """The same store for an event loop; call ``start()`` within the loop."""
    in_force = settings or default_settings()
    if is_address(location):
        from kg.store.remote.reader import RemoteReader  # noqa: PLC0415 - see above

        return RemoteReader(location, in_force)
    return AsyncReaders(location, in_force)


def open_async_writer(location: str, *, settings: Settings | None = None) -> AsyncWriter:
    """Who changes the same store from an event loop; starts nothing before the first change."""
    in_force = settings or default_settings()
    if is_address(location):
        from kg.store.remote.store import RemoteStore  # noqa: PLC0415 - see above

        server = RemoteStore(location, in_force)
        return AsyncWriter(server.change_writer, kept=server.keeper, ended=server.close)
    return AsyncWriter(EmbeddedStore(location, in_force).writer)


def open_trial(location: str, *, settings: Settings | None = None) -> Trial | None:
    """A copy of what is published in a folder, to try a change on; ``None`` of anything else."""
    if is_address(location):
        return None
    chosen = settings or default_settings()
    folder = _folder(location, chosen)
    return None if folder.generation() is None else Trial(folder, chosen)


def restore_store(
    location: str, backup: Path, *, replace: bool = False, settings: Settings | None = None
) -> Restored:
    """Put a backup in the place of a store, all or nothing; errors of :func:`.archive.restore`."""
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
