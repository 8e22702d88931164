"""A store as it was: only some of its graphs are seen, whatever is asked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.closing import Closing
from kg.errors import StoreError
from kg.moment import Moment
from kg.settings import Settings
from kg.store.backup.record import Backup
from kg.store.contract import RESULT_TYPES, Accept, Answer, Dataset, Store, Writer

__all__ = ["Past"]


class Past(Closing):
    """A :class:`~kg.store.Store` to be read only, that sees one dataset of another.

    ``until`` is the moment as of which it is; closing it leaves the other open.
    """

    def __init__(self, store: Store, dataset: Dataset, until: Moment) -> None:
        self.store = store
        self.dataset = dataset
        self.until = until

    @property
    def location(self) -> str:
        """That of the whole store."""
        return self.store.location

    @property
    def settings(self) -> Settings:
        """Those of the whole store."""
        return self.store.settings

    def generation(self) -> int | None:
        """The generation whose graphs these are."""
        return self.store.generation()

    def tag(self) -> str | None:
        """The tag of the whole with the moment."""
        tag = self.store.tag()
        return None if tag is None else f"{tag}-{self.until}"

    def query(
        self,
        text: str,
        *,
        accept: Accept | str = RESULT_TYPES[0],
        timeout: float | None = None,
        dataset: Dataset | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Answer:
        """As :meth:`Store.query`; a dataset that is given must lie within this one."""
        seen = self.dataset if dataset is None else _within(dataset, self.dataset)
        return self.store.query(
            text, accept=accept, timeout=timeout, dataset=seen, prefixes=prefixes
        )

    def writer(self) -> Writer:
        """Nobody writes the past."""
        raise StoreError("what was cannot be written", location=self.location)

    def dump(self, path: str | Path) -> int:
        """Dumps are of the whole."""
        raise StoreError(f"{path}: only the whole store can be dumped", location=self.location)

    def backup(self, path: str | Path) -> Backup:
        """Backups are of the whole."""
        raise StoreError(f"{path}: only the whole store can be backed up", location=self.location)

    def close(self) -> None:
        """Nothing: the whole store is not this one's to close."""


def _within(asked: Dataset, seen: Dataset) -> Dataset:
    default, named = set(seen.default), set(seen.named)
    return Dataset(
        default=tuple(graph for graph in asked.default if graph in default),
        named=tuple(graph for graph in asked.named if graph in named),
    )
