"""The embedded store: a folder, one process that writes it, several that read it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.closing import Closing
from kg.files import save
from kg.settings import Settings
from kg.store.backup.archive import back_up
from kg.store.backup.placing import mend
from kg.store.backup.record import Backup
from kg.store.contract import RESULT_TYPES, Accept, Answer, Dataset
from kg.store.layout import Folder
from kg.store.readers import Readers
from kg.store.request import dump_request, query_request
from kg.store.writers import ProcessWriter

__all__ = ["EmbeddedStore"]


class EmbeddedStore(Closing):
    """A :class:`~kg.store.contract.Store` in a folder."""

    def __init__(self, location: str, settings: Settings) -> None:
        self.location = location
        self.settings = settings
        self._folder = Folder(Path(location).absolute(), settings.base)
        mend(self._folder)
        self._folder.header()  # refuse a foreign folder now
        self._readers = Readers(self._folder, settings)

    def generation(self) -> int | None:
        """The newest published generation; ``None`` while nothing is published."""
        return self._folder.generation()

    def tag(self) -> str | None:
        """Names this generation of this very store; ``None`` while nothing is published."""
        return self._folder.tag()

    def query(
        self,
        text: str,
        *,
        accept: Accept | str = RESULT_TYPES[0],
        timeout: float | None = None,
        dataset: Dataset | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Answer:
        """Evaluate a query in a reader process (see the contract)."""
        request = query_request(
            text,
            accept=accept,
            timeout=timeout,
            dataset=dataset,
            prefixes=prefixes,
            settings=self.settings,
        )
        if self.generation() is None:
            raise self._folder.missing()
        return self._readers.ask(request)

    def writer(self) -> ProcessWriter:
        """Start the process that writes; creates the folder if there is none."""
        self._folder.create(self.settings.default_graph)
        return ProcessWriter(self._folder, self.settings)

    def dump(self, path: str | Path) -> int:
        """Write the newest generation as sorted N-Quads; the number of lines."""
        lines = self.quads().read().splitlines(keepends=True)
        lines.sort()
        target = Path(path)
        with self._folder.explaining(f"cannot dump to {target}"):
            save(target, b"".join(lines))
        return len(lines)

    def quads(self) -> Answer:
        """What the graphs of the newest generation hold as N-Quads, in no order."""
        if self.generation() is None:
            raise self._folder.missing()
        return self._readers.ask(dump_request())

    def backup(self, path: str | Path) -> Backup:
        """Copy the newest generation to a new folder (see the contract)."""
        return back_up(self._folder, Path(path), self.settings)

    def close(self) -> None:
        """End the reader processes."""
        self._readers.close()
