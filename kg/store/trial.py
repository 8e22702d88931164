"""A copy of what a store has published, to see what follows from a change before it is made.

It shares the data with the store (hard links), in ``trials/`` of its folder: written to as a store
is, by a process of its own, while others write to the store. Nothing of it is ever published.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import uuid

from kg.closing import Closing
from kg.settings import Settings
from kg.store.contract import Writer
from kg.store.durable import copy_generation
from kg.store.layout import Folder
from kg.store.writers import ProcessWriter

__all__ = ["Trial"]


class Trial(Closing):
    """What is published in a folder, and may be written to here; gone when it is closed.

    ``writer`` writes to it. ``StoreMissingError`` where nothing is published, ``StoreError``
    where there is no room.
    """

    def __init__(self, folder: Folder, settings: Settings) -> None:
        self._tag = folder.tag()  # before, so that no later one is taken for that of the copy
        self._held = folder.hold()
        name = uuid.uuid4().hex
        draft, path = folder.trials / f".{name}", folder.trials / name
        with folder.explaining("cannot be written to"):
            draft.mkdir(parents=True)
            self._descriptor = os.open(draft, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(self._descriptor, fcntl.LOCK_SH)
            draft.rename(path)  # who sweeps finds it locked
        self._folder = Folder(path, folder.base)
        try:
            self._folder.create(folder.default_graph())
            with folder.explaining("cannot be written to"):
                copy_generation(self._held.path, self._folder.primary)
            self.writer = ProcessWriter(self._folder, settings)
        except BaseException:
            self._delete()
            raise

    def began_with(self, writer: Writer, prefix: str) -> bool:
        """Whether a writer of the store has the graphs whose names begin so as this began."""
        if not isinstance(writer, ProcessWriter) or not self._held.is_in_place:
            return False
        is_newest = writer.tag() == self._tag
        return not writer.changed(prefix, since=None if is_newest else self._held.number)

    def close(self) -> None:
        """End the process that writes, and delete all of it."""
        self.writer.interrupt()
        self.writer.close()
        self._delete()

    def _delete(self) -> None:
        if self._descriptor >= 0:
            shutil.rmtree(self._folder.path, ignore_errors=True)
            os.close(self._descriptor)
            self._held.release()
            self._descriptor = -1
